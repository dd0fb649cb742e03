"""Taking up on a board what was said elsewhere."""
