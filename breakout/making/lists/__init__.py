"""Filling groups from a list that somebody wrote elsewhere."""
