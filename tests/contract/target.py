"""A server under contract, spoken to in plain HTTP."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

import httpx
import pytest


class Target:
    """One server and its models; a test that needs a model it lacks is skipped."""

    def __init__(self, client: httpx.Client, *, is_demo: bool) -> None:
        self.client = client
        self.is_demo = is_demo

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.client.post(path, json=body)

    def ok(self, path: str, **body: Any) -> Any:
        """The one JSON object of a reply that is not streamed."""
        reply = self.post(path, stream=False, **body)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def lines(self, path: str, **body: Any) -> list[dict[str, Any]]:
        """Every object of a streamed reply."""
        reply = self.post(path, **body)
        assert reply.status_code == 200, reply.text
        return [json.loads(line) for line in reply.content.split(b"\n") if line]

    def say(self, model: str, text: str, **more: Any) -> Any:
        return self.ok(
            "/api/chat", model=model, messages=[{"role": "user", "content": text}], **more
        )

    def running(self) -> dict[str, dict[str, Any]]:
        return {entry["name"]: entry for entry in self.client.get("/api/ps").json()["models"]}

    @cached_property
    def models(self) -> dict[str, dict[str, Any]]:
        """What show says of every local model that can be loaded, smallest first."""
        entries = self.client.get("/api/tags").json()["models"]
        local = [entry for entry in entries if not entry.get("remote_host")]
        local.sort(key=lambda entry: entry["size"])
        usable = [entry["name"] for entry in local if "broken" not in entry["name"]]
        return {name: self.post("/api/show", model=name).json() for name in usable}

    def model(self, *wanted: str, without: tuple[str, ...] = ()) -> str:
        """The smallest model with these capabilities. A real server may have none: a skip; the
        demo must have one.
        """
        for name, shown in self.models.items():
            able = set(shown["capabilities"])
            is_jinja = "{%" in shown.get("template", "")
            if able.issuperset(wanted) and not able & set(without) and not is_jinja:
                return name
        lacking = f"no model can {' and '.join(wanted)} without {' or '.join(without) or 'more'}"
        if self.is_demo:
            pytest.fail(lacking)
        pytest.skip(lacking)

    @cached_property
    def chat(self) -> str:
        """A model that can do nothing but chat."""
        return self.model("completion", without=("tools", "thinking", "vision", "insert"))
