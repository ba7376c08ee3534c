"""Conversations out of Paddock and into it: export, import, backup."""
