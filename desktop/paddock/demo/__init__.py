"""A stand-in for Ollama on a loopback socket: every feature without a model, and the server the
tests talk to.

It is written from the Ollama API docs and from recorded traffic, shares no code with the client,
and imports nothing else of the package. Importing `paddock.demo` costs nothing;
`paddock.demo.server` loads the web server.
"""
