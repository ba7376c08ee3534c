"""Loading and unloading, copies, new models, blobs, embeddings."""

from __future__ import annotations

import hashlib
import json
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.target import Target

SCRATCH = "paddock-contract-test"


@pytest.fixture
def scratch(target: Target) -> Iterator[str]:
    """A name for a model of the test's own."""
    yield SCRATCH
    target.client.request("DELETE", "/api/delete", content=json.dumps({"model": SCRATCH}))


def expiry(target: Target, model: str) -> float:
    """Seconds until a loaded model expires."""
    text = target.running()[model]["expires_at"]
    return (datetime.fromisoformat(text) - datetime.now(UTC)).total_seconds()


def dot(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_a_model_is_listed_while_it_is_loaded(target: Target) -> None:
    target.ok("/api/generate", model=target.chat, keep_alive="10m")
    assert 500 < expiry(target, target.chat) < 700
    reply = target.ok("/api/generate", model=target.chat, keep_alive=0)
    assert reply["done_reason"] == "unload"
    if target.is_demo:
        assert target.chat not in target.running()


def test_forever_is_some_centuries(target: Target) -> None:
    target.ok("/api/chat", model=target.chat, keep_alive=-1)
    assert target.running()[target.chat]["expires_at"] > "2300"
    target.ok("/api/generate", model=target.chat, keep_alive=0)


def test_a_keep_alive_of_zero_unloads_after_the_answer(target: Target) -> None:
    target.say(target.chat, "Bye.", keep_alive=0, options={"num_predict": 1})
    if target.is_demo:
        assert target.chat not in target.running()


def test_num_ctx_is_what_the_model_is_loaded_with(target: Target) -> None:
    target.ok("/api/generate", model=target.chat, options={"num_ctx": 1024})
    assert target.running()[target.chat]["context_length"] == 1024
    target.ok("/api/generate", model=target.chat, options={"num_ctx": 2048})
    assert target.running()[target.chat]["context_length"] == 2048


def test_names_are_found_in_any_case_and_shown_in_one(target: Target) -> None:
    listed = [entry["name"] for entry in target.client.get("/api/tags").json()["models"]]
    reply = target.post("/api/show", model=target.chat.upper())
    assert reply.status_code == 200
    assert target.chat in listed


def test_a_copy_has_the_digest_of_its_source_and_can_be_deleted(
    target: Target, scratch: str
) -> None:
    assert target.post("/api/copy", source=target.chat, destination=scratch).content == b""
    entries = {e["name"]: e for e in target.client.get("/api/tags").json()["models"]}
    assert entries[f"{scratch}:latest"]["digest"] == entries[target.chat]["digest"]
    body = json.dumps({"model": scratch.upper()})
    assert target.client.request("DELETE", "/api/delete", content=body).content == b""
    assert target.post("/api/show", model=scratch).status_code == 404


def test_a_model_made_from_another_keeps_what_it_was_given(target: Target, scratch: str) -> None:
    made = {
        "from": target.chat,
        "system": "You are Mario.",
        "parameters": {"temperature": 0.5, "num_ctx": 1024, "stop": ["A B", "\n"]},
        "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "yo"}],
    }
    statuses = [line["status"] for line in target.lines("/api/create", model=scratch, **made)]
    assert statuses[-2:] == ["writing manifest", "success"]
    assert all("layer sha256:" in status for status in statuses[:-2])
    shown = target.post("/api/show", model=scratch).json()
    assert shown["system"] == "You are Mario."
    assert shown["messages"] == made["messages"]
    assert shown["details"]["parent_model"] == target.chat
    lines = set(shown["parameters"].splitlines())
    assert 'stop                           "\\n"' in lines
    assert "temperature                    0.5" in lines
    assert "num_ctx                        1024" in lines


def test_a_create_that_is_not_streamed_says_success(target: Target, scratch: str) -> None:
    assert target.ok("/api/create", model=scratch, **{"from": target.chat}) == {"status": "success"}


def test_a_blob_is_stored_once_and_checked(target: Target) -> None:
    data = b"no model at all, and of our own making"
    path = f"/api/blobs/sha256:{hashlib.sha256(data).hexdigest()}"
    first = target.client.post(path, content=data)
    assert first.status_code in ((201,) if target.is_demo else (200, 201))
    assert target.client.head(path).status_code == 200
    assert target.client.post(path, content=data).status_code == 200


def test_a_file_that_is_no_gguf_makes_no_model(target: Target, scratch: str) -> None:
    data = b"this is text"
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    target.client.post(f"/api/blobs/{digest}", content=data)
    lines = target.lines("/api/create", model=scratch, files={"a.gguf": digest})
    assert lines == [
        {"status": "parsing GGUF"},
        {"error": "supplied file was not in GGUF format"},
    ]


def test_embeddings_have_length_one_and_similar_texts_are_near(target: Target) -> None:
    model = target.model("embedding")
    texts = ["The cat sat on the mat.", "A cat is sitting on a mat.", "Interest rates rose in May."]
    vectors = target.post("/api/embed", model=model, input=texts).json()["embeddings"]
    for vector in vectors:
        assert math.isclose(math.hypot(*vector), 1, abs_tol=1e-3)
    near, far = dot(vectors[0], vectors[1]), dot(vectors[0], vectors[2])
    assert near > far + 0.05


def test_a_text_too_long_to_embed_is_cut_or_refused(target: Target) -> None:
    model = target.model("embedding")
    text = "hello " * 20_000
    assert target.post("/api/embed", model=model, input=text).status_code == 200
    reply = target.post("/api/embed", model=model, input=text, truncate=False)
    assert reply.status_code == 400
    assert "exceeds the context length" in reply.json()["error"]


def test_a_pull_that_fails_says_so_after_its_first_line(target: Target) -> None:
    first, second = target.lines("/api/pull", model="paddock-contract/no-such-model")
    assert first == {"status": "pulling manifest"}
    assert second["error"].startswith("pull model manifest: ")
    whole = target.post("/api/pull", model="paddock-contract/no-such-model", stream=False)
    assert whole.status_code == 500


def test_a_slash_at_the_end_redirects(target: Target) -> None:
    reply = target.client.post("/api/show/", json={"model": target.chat})
    assert reply.status_code == 307
    assert httpx.URL(reply.headers["location"]).path == "/api/show"


@pytest.mark.parametrize("headers", [{"Host": "example.com"}, {"Origin": "https://example.com"}])
def test_strangers_are_turned_away_without_a_word(target: Target, headers: dict[str, str]) -> None:
    reply = target.client.get("/api/version", headers=headers)
    assert (reply.status_code, reply.content) == (403, b"")
