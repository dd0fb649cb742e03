"""Polylogue: virtual dialogue events on an ordered log and a live hub."""
