"""The shared action-planning board."""
