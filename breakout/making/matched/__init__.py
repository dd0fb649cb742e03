"""Filling groups by matching: what people of a dialogue are to the solver, and what it says in words."""
