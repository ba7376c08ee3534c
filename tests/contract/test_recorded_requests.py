"""The recorded requests, sent again: the same statuses, error texts and fields in order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.recorded import Reply, recording, reply_of

if TYPE_CHECKING:
    from tests.contract.target import Target

CASES = {
    "version": "get head-root get-root",
    "tags": "list head",
    "misc": (
        "404-path 405-method 405-delete-generate bad-json empty-body no-body json-array "
        "wrong-type-messages trailing-garbage no-content-type"
    ),
    "show": "missing empty-name no-field bad-name tag-missing tiny with-system-override",
    "copy": "missing-source empty-dest bad-dest same",
    "delete": "404-never empty nobody bad-name",
    "chat": (
        "stream nonstream empty-messages-load no-messages-load no-messages-load-nostream "
        "unknown-role empty-content null-content content-array last-assistant-prefill "
        "system-message system-only unknown-model unknown-model-nostream empty-model "
        "embedding-model unknown-field wrong-type-option keep_alive-invalid keep_alive-0 "
        "logprobs-stream debug-render"
    ),
    "chat-think": (
        "tiny-think-think-True tiny-think-think-False tiny-think-think-None "
        "tiny-think-think-high tiny-think-think-low tiny-think-nonstream "
        "tiny-think-thinking-history think-on-nonthinking think-level-on-nonthinking "
        "think-false-on-nonthinking think-bad-string cut-inside-thinking think-max"
    ),
    "chat-tools": (
        "arguments-as-string tools-unsupported-model tools-unsupported-nostream "
        "tools-empty-list tools-wrong-type tiny-tools-result-roundtrip"
    ),
    "generate": (
        "stream nonstream context-wrong-type raw raw-with-system raw-with-context suffix-ok "
        "suffix-unsupported system-and-template template-bad empty-prompt-load no-prompt-load "
        "chat-like-messages-field-ignored unknown-model empty-model bad-name embedding-model "
        "think-true-nonthinking think-false-nonthinking think-level-bad think-number "
        "think-absent-on-thinking-model num_predict-0 logprobs logprobs-bad debug-render"
    ),
    "generate-format": (
        "json json-stream schema format-empty-string format-bad-string format-number "
        "format-bad-schema format-bad-schema-ref chat-schema chat-bad-schema-stream"
    ),
    "generate-keepalive": (
        "5m minus-1 minus-1-string minus-1m-string number-300 float-1.5 invalid invalid-bool "
        "number-string empty-string zero-with-prompt load-again unload-no-prompt chat-unload "
        "unload-not-loaded unload-string-0"
    ),
    "generate-options": (
        "unknown-option wrong-type-string wrong-type-int-float wrong-type-bool stop-as-string "
        "null-option options-null num_ctx-huge temperature-negative top_p-over-1 many-options "
        "num_thread-bad num_gpu-99"
    ),
    "embed": (
        "string list empty-string empty-list no-input number-input mixed-list list-with-empty "
        "dimensions dimensions-too-many unknown-model non-embedding-model legacy legacy-empty "
        "keep-alive-0 wrong-option"
    ),
    "images": "bad-base64 not-an-image gif",
    "pull": "empty bad-name nobody",
    "push": "empty missing-local bad-name",
    "create-model": (
        "no-from-no-files no-from-nostream empty-name bad-name bad-template file-missing-blob "
        "file-bad-digest file-path-escape quantize-bad modelfile-old-api"
    ),
    "create": (
        "blob-head-absent blob-wrong-digest blob-bad-name blob-head-bad-name blob-head-after-abort"
    ),
}

WANTED = {
    "tiny": (("completion",), ("tools", "thinking", "vision", "insert")),
    "tiny-embed": (("embedding",), ()),
    "tiny-think": (("completion", "thinking"), ()),
    "tiny-tools": (("completion", "tools"), ()),
    "tiny-insert": (("completion", "insert"), ()),
    "tiny-vision": (("completion", "vision"), ()),
}
"""What a recorded model was for: the capabilities it had, and those it must not have."""

OPTIONAL = {"prompt_eval_count", "eval_count", "prompt_eval_duration", "thinking"}
"""Fields that a zero or an empty text leaves out, in one run and not in another."""


@pytest.mark.parametrize(
    ("file", "case"), [(file, case) for file, cases in CASES.items() for case in cases.split()]
)
def test_the_reply_has_the_recorded_shape(target: Target, file: str, case: str) -> None:
    recorded = recording(file, case)
    body, names = _for_this_server(target, recorded.body)
    response = target.client.request(recorded.method, recorded.path, content=body.encode())
    got, wanted = reply_of(response), recorded.reply
    assert (got.status, got.media_type) == (wanted.status, wanted.media_type), response.text
    if recorded.method == "HEAD":
        return
    if got.media_type == "text/plain" or not wanted.payload:
        assert got.payload == wanted.payload
    elif "error" in wanted.objects[-1]:
        assert _error(got) == _renamed(_error(wanted), names)
    else:
        _same_fields(got.objects[0], wanted.objects[0])
        _same_fields(got.objects[-1], wanted.objects[-1])


def _for_this_server(target: Target, body: str) -> tuple[str, dict[str, str]]:
    """The recorded body with a model of this server in place of the recorded one."""
    names: dict[str, str] = {}
    for field in ("model", "name", "from", "source", "destination"):
        for stand_in, (wanted, without) in WANTED.items():
            old = f'"{field}": "{stand_in}"'
            compact = f'"{field}":"{stand_in}"'
            if old in body or compact in body:
                names[stand_in] = target.model(*wanted, without=without)
                new = f'"{field}": "{names[stand_in]}"'
                body = body.replace(old, new).replace(compact, new)
    tagged = target.chat.partition(":")[0]
    return body.replace('"tiny:7b"', f'"{tagged}:no-such-tag"'), names


def _renamed(text: str, names: dict[str, str]) -> str:
    for old, new in sorted(names.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f"{old}:latest", new).replace(f'"{old}"', f'"{new}"')
    return text


def _error(reply: Reply) -> str:
    """The text of the error, without what is particular to a server's disk and this run."""
    text = str(reply.objects[-1]["error"])
    if text.startswith("open /"):
        return "open, " + text.rpartition(": ")[2]
    if "no-such-tag" in text or "tiny:7b" in text:
        return "a tag that is missing"
    return text


def _same_fields(got: Any, wanted: Any) -> None:
    """The same names in the same order, down through objects; lists and texts may differ."""
    if not isinstance(wanted, dict) or not isinstance(got, dict):
        assert type(got) is type(wanted) or {type(got), type(wanted)} == {int, float}
        return
    if "general.architecture" in wanted:
        family = got["general.architecture"]
        assert {"general.parameter_count", f"{family}.context_length"} <= set(got)
        return
    shared = [name for name in wanted if name not in OPTIONAL]
    assert [name for name in got if name not in OPTIONAL and name not in _extra(wanted)] == [
        name for name in shared if name not in _extra(wanted)
    ], json.dumps(got)[:500]
    for name in shared:
        if name not in _extra(wanted) and name != "options":
            _same_fields(got[name], wanted[name])


def _extra(reply: dict[str, Any]) -> set[str]:
    """Fields of a model that depend on the model."""
    return {"license", "system", "parameters", "projector_info"} if "modelfile" in reply else set()
