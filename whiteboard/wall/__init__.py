"""The boards of all groups side by side, and what is gathered from them."""
