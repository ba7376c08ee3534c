"""How wide a line of a conversation may become."""

MEASURE = 760
"""Pixels; longer lines are hard to read."""
