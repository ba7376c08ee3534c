"""Failures in words: whoever did not speak is not quoted."""

from __future__ import annotations

import inspect

import pytest
from PySide6.QtCore import QObject

from paddock.features.library.pull_words import PullWords
from paddock.ollama import errors
from paddock.ollama.errors import OllamaError
from paddock.shell.words import ErrorWords

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, OllamaError)
    and not issubclass(kind, errors.ReplyError)
    and kind not in (OllamaError, errors.StreamError)  # families, of which only members are raised
]


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_server_is_quoted_as_the_server(qapp: object, kind: type[OllamaError]) -> None:
    error = kind("a fact of the client")
    words = ErrorWords(QObject()).describe(error)
    title, text = PullWords().of_failure(error, "qwen3:8b")
    said = kind is errors.StreamFailed
    assert ("Ollama said" in words.text) is said
    assert ("Ollama said" in text) is said
    assert words.title
    assert title


def test_a_proxy_that_cannot_be_used_is_named(qapp: object) -> None:
    words = ErrorWords(QObject()).describe(errors.ProxyUnsupported("SOCKS proxies need socksio"))
    assert words.title == "No connection came about"
    assert "SOCKS proxies need socksio" in words.text
    assert "other-address" in words.offers
