"""Project ideas: what becomes of the cards of a board."""
