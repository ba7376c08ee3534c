"""Servers to meet: with models, without, and one that comes and goes."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from paddock.demo.server import DemoServer
from tests.appkit import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["tell"]


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(speed=None, load_seconds=0.0) as server:
        yield server


@pytest.fixture
def bare_server() -> Iterator[DemoServer]:
    """Answers, but has no model."""
    with DemoServer(speed=None, load_seconds=0.0, pull_seconds=0.1, empty=True) as server:
        yield server


@pytest.fixture
def dead_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
