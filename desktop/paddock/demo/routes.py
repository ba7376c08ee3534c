"""Which call is answered where: methods, path, handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from . import answering, blobs, create, embedding, library, transfers
from .exchange import Exchange
from .world import World

Handler = Callable[[Exchange, World], Awaitable[None]]

ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/", library.root),
    ("GET", "/api/version", library.version),
    ("GET", "/api/status", library.status),
    ("GET", "/api/tags", library.tags),
    ("GET", "/api/ps", library.ps),
    ("POST", "/api/show", library.show),
    ("POST", "/api/copy", library.copy),
    ("DELETE", "/api/delete", library.delete),
    ("POST", "/api/me", library.me),
    ("POST", "/api/signout", library.sign_out),
    ("GET", "/connect", library.connect),
    ("POST", "/api/chat", answering.chat),
    ("POST", "/api/generate", answering.generate),
    ("POST", "/api/embed", embedding.embed),
    ("POST", "/api/embeddings", embedding.embeddings),
    ("POST", "/api/pull", transfers.pull),
    ("POST", "/api/push", transfers.push),
    ("POST", "/api/create", create.create),
    ("HEAD POST", "/api/blobs/{digest}", blobs.blob),
)
