"""The places of the window, a folder each. They know nothing of one another."""
