"""What each of the demo's models is there to show."""

from __future__ import annotations

import base64
import json
import struct
import time
import zlib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}


def lines(client: httpx.Client, model: str, text: str, **more: Any) -> list[dict[str, Any]]:
    body = {"model": model, "messages": [{"role": "user", "content": text}], **more}
    reply = client.post("/api/chat", json=body)
    assert reply.status_code == 200, reply.text
    return [json.loads(line) for line in reply.text.splitlines()]


def said(found: list[dict[str, Any]], field: str = "content") -> str:
    return "".join(line["message"].get(field, "") for line in found)


def picture(red: int, green: int, blue: int) -> str:
    """A picture of 2 × 1 points, base64."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" + bytes((red, green, blue)) * 2)),
        (b"IEND", b""),
    ]
    data = b"\x89PNG\r\n\x1a\n"
    for kind, part in parts:
        data += struct.pack(">I", len(part)) + kind + part
        data += struct.pack(">I", zlib.crc32(kind + part))
    return base64.b64encode(data).decode()


def test_the_vision_model_tells_the_size_and_the_mean_colour(client: httpx.Client) -> None:
    messages = [{"role": "user", "content": "What is it?", "images": [picture(255, 0, 16)]}]
    body = {"model": "demo-vision:7b", "messages": messages, "stream": False}
    content = client.post("/api/chat", json=body).json()["message"]["content"]
    assert "PNG, 2 × 1 pixels" in content
    assert "mean colour #ff0010" in content
    generated = {"model": "demo-vision:7b", "prompt": "?", "images": [picture(0, 0, 255)]}
    reply = client.post("/api/generate", json={**generated, "stream": False})
    assert "#0000ff" in reply.json()["response"]


def test_the_thinking_model_thinks_longer_when_told_to(client: httpx.Client) -> None:
    lengths = [
        len(said(lines(client, "demo-think:4b", "Why?", think=level), "thinking"))
        for level in ("low", "medium", "high", "max")
    ]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == 4
    assert said(lines(client, "demo-think:4b", "Why?", think=False), "thinking") == ""


def test_the_jinja_model_calls_on_its_last_line(client: httpx.Client) -> None:
    entries = {e["name"]: e for e in client.get("/api/tags").json()["models"]}
    assert entries["demo-agent:14b"]["capabilities"] == ["completion"]
    shown = client.post("/api/show", json={"model": "demo-agent:14b"}).json()
    assert {"tools", "thinking"} <= set(shown["capabilities"])
    found = lines(client, "demo-agent:14b", "The weather in Oslo?", tools=[TOOL])
    calling = [line for line in found if "tool_calls" in line["message"]]
    assert calling == [found[-1]]
    assert found[-1]["done"]


def test_a_tool_result_is_in_the_answer(client: httpx.Client) -> None:
    found = lines(client, "demo-tools:8b", "The weather in Oslo?", tools=[TOOL])
    (call,) = next(line for line in found if "tool_calls" in line["message"])["message"][
        "tool_calls"
    ]
    messages = [
        {"role": "user", "content": "The weather in Oslo?"},
        {"role": "assistant", "content": "", "tool_calls": [call]},
        {"role": "tool", "tool_name": "get_weather", "content": "nine degrees"},
    ]
    body = {"model": "demo-tools:8b", "messages": messages, "tools": [TOOL], "stream": False}
    content = client.post("/api/chat", json=body).json()["message"]["content"]
    assert "`get_weather` answered: nine degrees" in content


def test_the_broken_model_never_loads(client: httpx.Client) -> None:
    reply = client.post("/api/generate", json={"model": "demo-broken:13b"})
    assert reply.status_code == 500
    assert reply.json()["error"].startswith("llama-server process has terminated: exit status 1")
    assert client.get("/api/ps").json() == {"models": []}


def test_the_code_model_fills_in(client: httpx.Client) -> None:
    body = {"model": "demo-code:1.5b", "prompt": "def f(", "suffix": "return 1", "stream": False}
    middle = client.post("/api/generate", json=body).json()["response"]
    compile(f"def f({middle}return 1", "filled", "exec")


def test_an_idle_model_expires(client: httpx.Client) -> None:
    client.post("/api/generate", json={"model": "demo-chat:8b", "keep_alive": 0.05})
    deadline = time.monotonic() + 5
    while client.get("/api/ps").json()["models"]:
        assert time.monotonic() < deadline, "the model stayed"


def test_a_fourth_model_pushes_out_the_one_that_expires_first(client: httpx.Client) -> None:
    models = ["demo-chat:8b", "demo-think:4b", "demo-code:1.5b", "demo-embed"]
    for model in models[:3]:
        client.post("/api/generate", json={"model": model})
    client.post("/api/embed", json={"model": models[3]})
    running = [entry["name"] for entry in client.get("/api/ps").json()["models"]]
    assert running == ["demo-embed:latest", "demo-code:1.5b", "demo-think:4b"]


def test_a_shift_that_is_forbidden_ends_at_the_context(client: httpx.Client) -> None:
    options = {"num_ctx": 64, "num_predict": 500}
    last = lines(client, "demo-chat:8b", "/long 300", shift=False, options=options)[-1]
    assert last["done_reason"] == "length"
    assert last["prompt_eval_count"] + last["eval_count"] == 64


@pytest.mark.parametrize("model", ["demo-chat:8b", "demo-embed", "demo-giant:120b-cloud"])
def test_every_model_can_be_shown(client: httpx.Client, model: str) -> None:
    shown = client.post("/api/show", json={"model": model, "verbose": True}).json()
    info = shown["model_info"]
    assert info[f"{info['general.architecture']}.context_length"] > 0
    assert ("tensors" in shown) == ("remote_host" not in shown)
