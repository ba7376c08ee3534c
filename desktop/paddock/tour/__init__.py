"""A picture of every screen, made against the demo server and without a display."""
