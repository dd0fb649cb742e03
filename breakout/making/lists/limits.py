"""How much of a list is read."""

BYTES = 200_000
LINES = 1_000
CELL = 254
