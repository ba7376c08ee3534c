"""Conversations as files: written for people and other programs, and read from them."""
