"""All conversations on the disk: one SQLite database on one thread, and files beside it.

What is here are plain functions that take a connection; `store` owns the thread that runs them.
"""
