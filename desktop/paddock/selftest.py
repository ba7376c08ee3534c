"""Checks that an installed or frozen application is whole, by using each part once."""

from __future__ import annotations

import asyncio
import os
import platform
import sqlite3
import ssl
import sys
from collections.abc import Callable
from contextlib import aclosing

from PySide6.QtCore import QTranslator, qVersion

from paddock import __version__
from paddock.app import make_qt, run_with_loop
from paddock.base.paths import resources

_CATALOGUES = ("paddock_en.qm", "paddock_zh_CN.qm")


def run_selftest(target: str) -> int:
    """Writes a line for each check to `target` (`-`: standard output).

    Returns 0 when all passed, else 1.
    """
    qt = make_qt()
    lines = [f"Paddock {__version__}, Python {platform.python_version()}, Qt {qVersion()}"]
    passed = True
    for name, check in _CHECKS:
        passed &= _run(lines, name, check)

    async def main() -> None:
        nonlocal passed
        try:
            answer = await _streamed_chat()
            lines.append(f"ok    streamed chat with the demo server: {len(answer)} characters")
        except (OSError, RuntimeError, ValueError, ImportError) as error:
            passed = False
            lines.append(f"FAIL  streamed chat with the demo server: {error!r}")

    run_with_loop(qt, main)
    lines.append("whole" if passed else "NOT whole")
    report = "\n".join(lines) + "\n"
    if target == "-":
        if sys.stdout is not None:
            sys.stdout.write(report)
    else:
        with open(target, "w", encoding="utf-8") as file:
            file.write(report)
    return 0 if passed else 1


def _run(lines: list[str], name: str, check: Callable[[], str]) -> bool:
    try:
        lines.append(f"ok    {name}: {check()}")
    except (OSError, RuntimeError, ValueError, ImportError, sqlite3.Error) as error:
        lines.append(f"FAIL  {name}: {error!r}")
        return False
    return True


def _resources() -> str:
    root = resources()
    counts = {folder: len(os.listdir(os.path.join(root, folder))) for folder in ("icons", "styles")}
    if not all(counts.values()):
        raise RuntimeError(f"resources are missing: {counts}")
    return f"{counts['icons']} icons"


def _translations() -> str:
    for name in _CATALOGUES:
        if not QTranslator().load(os.path.join(resources(), "translations", name)):
            raise RuntimeError(f"{name} cannot be loaded")
    return f"{len(_CATALOGUES)} catalogues"


def _tls() -> str:
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    return f"{ssl.OPENSSL_VERSION}, {len(context.get_ca_certs())} authorities"


def _database() -> str:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create virtual table words using fts5(text)")
        connection.execute("insert into words values ('a paddock')")
        rows = connection.execute("select * from words where words match 'paddock'").fetchall()
    connection.close()
    if len(rows) != 1:
        raise RuntimeError("full-text search finds nothing")
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def _markdown() -> str:
    from paddock.domain.markdown.growing import read
    from paddock.domain.markdown.leaves import Code
    from paddock.parts.highlighting import find_lexer, spans_of

    leaves = read("# A heading\n\n```python\nx = 1\n```\n")
    [code] = [leaf for leaf in leaves if isinstance(leaf, Code)]
    lexer = find_lexer(code.language)
    spans = list(spans_of(code.text, lexer)) if lexer is not None else []
    if not spans:
        raise RuntimeError("code is not coloured")
    return f"{len(leaves)} blocks, {len(spans)} coloured spans"


async def _streamed_chat() -> str:
    from paddock.demo.server import DemoServer
    from paddock.ollama.address import parse_address
    from paddock.ollama.client import Client
    from paddock.ollama.types import ChatRequest, Message

    server = DemoServer(speed=None, load_seconds=0.0)
    await asyncio.to_thread(server.start)
    try:
        async with Client(parse_address(server.url)) as client:
            question = Message(role="user", content="Hello")
            request = ChatRequest(model="demo-chat:8b", messages=[question])
            text = ""
            async with aclosing(client.chat(request)) as chunks:
                async for chunk in chunks:
                    text += chunk.message.content
    finally:
        await asyncio.to_thread(server.stop)
    if not text:
        raise RuntimeError("the answer is empty")
    return text


_CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("resources", _resources),
    ("translations", _translations),
    ("TLS", _tls),
    ("database", _database),
    ("Markdown and highlighting", _markdown),
)
