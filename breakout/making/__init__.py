"""Ways to fill the groups of a round: at random, by list, as before, by choice, by matching."""
