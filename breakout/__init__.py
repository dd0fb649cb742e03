"""Breakout rooms: rounds, seats, moves, timers, help and harvest."""
