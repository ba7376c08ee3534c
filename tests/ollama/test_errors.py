"""An answer that is no success: which error it becomes, its words, its cause."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.ollama import errors
from paddock.ollama.errors import Cause, OllamaError, ReplyError
from paddock.ollama.refusal import refusal

JSON_TYPE = {"content-type": "application/json"}


def refused(status: int, value: Any) -> OllamaError:
    return refusal(status, JSON_TYPE, json.dumps(value).encode(), "POST /api/chat")


NESTED = json.dumps({"error": {"code": 400, "message": "too big", "type": "x"}})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"error": "plain"}, "plain"),
        ({"error": "first line\nsecond line"}, "first line"),
        ({"error": {"message": "in an object"}}, "in an object"),
        ({"error": {"error": "deeper"}}, "deeper"),
        ({"error": NESTED}, "too big"),
        ({"error": json.dumps({"error": NESTED})}, "too big"),
        ({"error": "{not json"}, "{not json"),
        ({"error": {"code": 7}}, '{"code":7}'),
        ({"error": 7}, "7"),
        ({"StatusCode": 502, "Status": "502 Bad Gateway", "error": "upstream"}, "upstream"),
        ({"message": "no error key"}, "no error key"),
        ({"error": ""}, '{"error": ""}'),
    ],
)
def test_words_are_found_in_whatever_form(value: Any, message: str) -> None:
    error = refused(500, value)
    assert type(error) is errors.ServerFailed
    assert error.message == str(error) == message
    assert error.raw == json.dumps(value).encode()
    assert error.call == "POST /api/chat"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (403, errors.Forbidden),
        (404, errors.ModelNotFound),
        (405, errors.ReplyError),
        (409, errors.ReplyError),
        (429, errors.ReplyError),
        (500, errors.ServerFailed),
        (501, errors.ServerFailed),
        (502, errors.ServerFailed),
        (503, errors.ServerBusy),
        (599, errors.ServerFailed),
    ],
)
def test_statuses(status: int, kind: type[OllamaError]) -> None:
    error = refused(status, {"error": "words"})
    assert type(error) is kind
    assert isinstance(error, ReplyError)
    assert error.status == status


def test_where_to_sign_in_is_told() -> None:
    url = "https://ollama.com/connect?name=n&key=k"
    error = refused(401, {"error": "unauthorized", "signin_url": url})
    assert isinstance(error, errors.Unauthorized)
    assert error.signin_url == url
    assert error.cause_kind is Cause.NOT_SIGNED_IN
    bare = refused(401, {"error": "unauthorized"})
    assert isinstance(bare, errors.Unauthorized)
    assert bare.signin_url is None


def test_a_call_that_the_server_does_not_know_is_no_missing_model() -> None:
    text = {"content-type": "text/plain"}
    assert type(refusal(404, text, b"404 page not found", "")) is errors.EndpointMissing
    assert type(refusal(405, text, b"405 method not allowed", "")) is errors.EndpointMissing
    assert type(refused(404, {"error": "model 'x' not found"})) is errors.ModelNotFound
    other_program = refused(404, {"detail": "Not Found"})
    assert type(other_program) is errors.EndpointMissing
    assert other_program.message == "Not Found"


def test_empty_bodies_are_told_by_their_status() -> None:
    forbidden = refusal(403, {}, b"", "GET /api/tags")
    assert type(forbidden) is errors.Forbidden
    assert forbidden.message == "403 Forbidden"
    assert type(refusal(500, {}, b"", "")) is errors.ServerFailed
    assert refusal(599, {}, b"", "").message == "599"


def test_a_page_for_browsers_is_no_ollama_and_is_kept() -> None:
    page = b"<html><h1>502 Bad Gateway</h1></html>"
    for headers in ({"content-type": "text/html"}, {}):
        error = refusal(502, headers, page, "")
        assert isinstance(error, errors.NotOllama)
        assert error.status == 502
        assert error.raw == page


def test_a_redirect_is_no_ollama_and_says_where_to() -> None:
    error = refusal(307, {"location": "https://login.example/"}, b"", "")
    assert isinstance(error, errors.NotOllama)
    assert error.location == "https://login.example/"


def test_sizes_have_limits() -> None:
    error = refused(500, {"error": "x" * 3_000_000})
    assert len(error.message) == errors.MESSAGE_LIMIT
    assert len(error.raw) == errors.RAW_LIMIT


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('model "x" not found, try pulling it first', Cause.MODEL_MISSING),
        ("pull model manifest: file does not exist", Cause.MODEL_MISSING),
        ("registry.ollama.ai/library/tiny:latest does not support tools", Cause.CAPABILITY_MISSING),
        ('"tiny" does not support thinking', Cause.CAPABILITY_MISSING),
        ("tiny does not support insert", Cause.CAPABILITY_MISSING),
        ('"e" does not support chat', Cause.CAPABILITY_MISSING),
        ('"e" does not support generate', Cause.CAPABILITY_MISSING),
        ("this model does not support image input", Cause.CAPABILITY_MISSING),
        ("pull the model again to get the latest version with full thinking support", Cause.UPDATE_NEEDED),
        ("this model requires a newer version of Ollama", Cause.UPDATE_NEEDED),
        ("model may be incompatible with your version of Ollama", Cause.UPDATE_NEEDED),
        ("server busy, please try again.  maximum pending requests exceeded", Cause.SERVER_BUSY),
        ("model requires more system memory (9 GiB) than is available", Cause.MEMORY),
        ("model requires 20.1 GiB but only 7.2 GiB are available", Cause.MEMORY),
        ("cudaMalloc failed: out of memory", Cause.MEMORY),
        ("unable to load full model on GPU", Cause.MEMORY),
        ("llama-server process has terminated: exit status 1: failed to allocate", Cause.MEMORY),
        ("llama-server process has terminated: exit status 1", Cause.RUNNER_CRASHED),
        ("llama runner process has terminated: signal", Cause.RUNNER_CRASHED),
        ("an error was encountered while running the model: unexpected EOF", Cause.RUNNER_CRASHED),
        ("timed out waiting for llama-server to start", Cause.LOAD_TIMED_OUT),
        ("the prompt is longer than the context length", Cause.CONTEXT_OVERFLOW),
        ("the request exceeds the available context size, try increasing it", Cause.CONTEXT_OVERFLOW),
        ("input length exceeds the model's maximum context length", Cause.CONTEXT_OVERFLOW),
        ("illegal base64 data at input byte 4", Cause.BAD_IMAGE),
        ('option "num_ctx" must be of type integer', Cause.BAD_OPTION),
        ('invalid format: "xml"', Cause.BAD_FORMAT),
        ("max retries exceeded: EOF", Cause.REGISTRY_NETWORK),
        ("dial tcp: lookup registry.example: no such host", Cause.REGISTRY_NETWORK),
        ("digest mismatch, file must be downloaded again: want x, got y", Cause.DOWNLOAD_CORRUPT),
        ("write /models/blobs/x: no space left on device", Cause.DISK_FULL),
        ("insecure protocol http", Cause.INSECURE_REGISTRY),
        ("push access denied", Cause.NOT_SIGNED_IN),
        ("unauthorized", Cause.NOT_SIGNED_IN),
        ("ollama cloud is disabled: remote inference is unavailable", Cause.CLOUD_DISABLED),
        ("image generation models are not currently supported", Cause.UNSUPPORTED),
        ("something new", Cause.UNKNOWN),
    ],
)  # fmt: skip
def test_causes(text: str, cause: Cause) -> None:
    assert refused(400, {"error": text}).cause_kind is cause
    assert refused(400, {"error": text.upper()}).cause_kind is cause


def test_statuses_speak_where_the_words_do_not() -> None:
    assert refused(429, {"error": "slow down"}).cause_kind is Cause.RATE_LIMITED
    assert refused(503, {"error": "later"}).cause_kind is Cause.SERVER_BUSY
    assert refused(404, {"error": "what?"}).cause_kind is Cause.MODEL_MISSING


@given(
    st.integers(300, 599),
    st.binary(max_size=60),
    st.sampled_from(["", "text/html", "application/json"]),
)
def test_any_answer_makes_an_error(status: int, body: bytes, kind: str) -> None:
    error = refusal(status, {"content-type": kind}, body, "GET /")
    assert isinstance(error, ReplyError | errors.NotOllama)
    assert error.message
    assert error.raw == body
    assert isinstance(error.cause_kind, Cause)
