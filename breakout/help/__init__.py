"""Groups call for help: all of the crew see it, one takes it."""
