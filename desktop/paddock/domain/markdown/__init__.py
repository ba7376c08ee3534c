"""Markdown as values: a text that grows is read into leaves, of which only the last ones change."""
