"""What the server really said, and how much of it is missing elsewhere."""

from __future__ import annotations

import json
import urllib.request

MODEL = "demo-chat:8b"


def said_by(url: str, prompt: str) -> str:
    """The answer to `prompt`, by means that share nothing with the application."""
    body = {"model": MODEL, "messages": [{"role": "user", "content": prompt}]}
    with urllib.request.urlopen(f"{url}/api/chat", json.dumps(body).encode()) as answer:
        return "".join(json.loads(line)["message"]["content"] for line in answer)


def differences(text: str, expected: str) -> int:
    """Characters that are not what they should be; the first wrong one makes all after it wrong."""
    same = next(
        (at for at, pair in enumerate(zip(text, expected, strict=False)) if pair[0] != pair[1]),
        min(len(text), len(expected)),
    )
    return max(len(text), len(expected)) - same
