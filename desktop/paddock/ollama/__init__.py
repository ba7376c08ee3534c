"""A client of the Ollama HTTP API that knows nothing of the rest of the program.

The package itself imports nothing, so that `address` and `types` stay cheap: httpx is loaded with
`client` only.
"""
