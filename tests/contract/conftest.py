"""The servers that the contract holds for: the demo, and a real one named in PADDOCK_TEST_HOST."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import httpx
import pytest

from paddock.demo.server import DemoServer
from tests.contract.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = os.environ.get("PADDOCK_TEST_HOST", "")


@pytest.fixture(scope="session", params=["demo", "real"] if REAL else ["demo"])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """A server with its models sorted by what they can do."""
    if request.param == "demo":
        server = DemoServer(speed=None, load_seconds=0.02, pull_seconds=0.1)
        with server, _client(server.url) as client:
            yield Target(client, is_demo=True)
    else:
        with _client(REAL if "//" in REAL else f"http://{REAL}") as client:
            yield Target(client, is_demo=False)


def _client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, trust_env=False, timeout=120)
