"""Paddock: a native desktop for people who run models with Ollama."""

__version__ = "0.1.0"
