"""What the demo says: sentences, data for a schema, pictures, vectors, tool calls."""

from __future__ import annotations

import json
import math
import re
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.demo import composer, embedding, images, schema, tokens, toolcalls
from paddock.demo.cards import go_value
from paddock.demo.composer import Situation
from paddock.demo.names import parse_name
from paddock.demo.wire import ApiError, dumps, loads, local_timestamp, timestamp


@given(st.text())
def test_pieces_join_to_the_text(text: str) -> None:
    assert "".join(tokens.split(text)) == text


@pytest.mark.parametrize("number", [1, 9, 51, 5000, 123_456])
def test_a_long_answer_has_exactly_the_words_asked_for(number: int) -> None:
    text = composer.answer(Situation(f"/long {number}", "1"))
    assert [int(found) for found in re.findall(r"[a-z]+(\d+)", text)] == list(range(1, number + 1))
    assert tokens.count(text) == number


def test_an_answer_is_honest_and_depends_on_its_seed() -> None:
    said = {composer.answer(Situation("Tell me.", str(seed))) for seed in range(20)}
    assert len(said) > 3
    assert all("demo" in text and "model" in text for text in said)
    assert all("> Tell me." in text for text in said)


@pytest.mark.parametrize(
    ("wish", "mark"),
    [("a table", "| --- |"), ("a formula", "$$"), ("some code", "```python"), ("headings", "## ")],
)
def test_an_answer_shows_what_was_wished_for(wish: str, mark: str) -> None:
    assert mark in composer.answer(Situation(f"Show me {wish}, please.", "1"))


def test_a_chinese_question_has_a_chinese_answer() -> None:
    text = composer.answer(Situation("请用表格说明", "1", system="简短"))
    assert len(re.findall("[\u4e00-\u9fff]", text)) > 40
    assert "简短" in text


def test_an_answer_knows_what_came_before() -> None:
    situation = Situation("And now?", "1", "Be brief.", ("First.", "Second."))
    text = composer.answer(situation)
    assert "Be brief." in text
    assert "message 3" in text
    assert "Second." in text


def _schemas() -> st.SearchStrategy[dict[str, Any]]:
    leaves: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
        [
            {"type": "string"},
            {"type": "string", "minLength": 3, "maxLength": 5},
            {"type": "integer", "minimum": 3, "maximum": 9},
            {"type": "number", "exclusiveMinimum": 1},
            {"type": "boolean"},
            {"type": "null"},
            {"type": ["string", "null"]},
            {"enum": ["a", 1, None]},
            {"const": 5},
        ]
    )
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(lambda item: {"type": "array", "items": item, "minItems": 1}, inner)
            | st.builds(lambda one, two: {"anyOf": [one, two]}, inner, inner)
            | st.builds(
                lambda parts: {"type": "object", "properties": parts, "required": list(parts)},
                st.dictionaries(st.sampled_from("abc"), inner, min_size=1),
            )
        ),
        max_leaves=8,
    )


@settings(max_examples=60)
@given(_schemas(), st.text(max_size=40))
def test_a_value_fits_its_schema(form: dict[str, Any], prompt: str) -> None:
    checked = schema.check_format(form)
    assert checked is not None
    assert _fits(json.loads(schema.text_for(checked, prompt)), form)


def _fits(value: Any, form: dict[str, Any]) -> bool:
    """A validator of its own for the schemas above."""
    if "anyOf" in form:
        return any(_fits(value, one) for one in form["anyOf"])
    if "enum" in form or "const" in form:
        return value in form.get("enum", [form.get("const")])
    kinds = form["type"] if isinstance(form["type"], list) else [form["type"]]
    if value is None or isinstance(value, bool):
        return ("null" if value is None else "boolean") in kinds
    if isinstance(value, str):
        return "string" in kinds and len(value) >= form.get("minLength", 0)
    if isinstance(value, list):
        return "array" in kinds and bool(value) and all(_fits(v, form["items"]) for v in value)
    if isinstance(value, dict):
        parts = form["properties"]
        return set(value) == set(parts) and all(_fits(value[name], parts[name]) for name in parts)
    low = form.get("minimum", form.get("exclusiveMinimum", -math.inf))
    return bool(low <= value <= form.get("maximum", math.inf))


def test_a_schema_that_refers_to_itself_comes_to_an_end() -> None:
    tree = {
        "type": "object",
        "properties": {"left": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}},
        "required": ["left"],
    }
    checked = schema.check_format(tree)
    assert checked is not None
    assert json.loads(schema.text_for(checked, ""))["left"] is not None


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ("yaml", 500, "invalid format"),
        (5, 500, "invalid format"),
        ({"type": "frob"}, 400, "unrecognized type frob"),
        ({"properties": {"a": {"$ref": "#/nope"}}}, 400, "cannot resolve $ref #/nope"),
    ],
)
def test_a_schema_that_is_none_is_refused(form: Any, status: int, words: str) -> None:
    with pytest.raises(ApiError) as caught:
        schema.check_format(form)
    assert caught.value.status == status
    assert words in caught.value.text


def _png(rows: list[bytes], kinds: list[int], channels: int) -> bytes:
    """A PNG of these rows, each filtered as told (PNG specification, section 9)."""
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    width = len(rows[0]) // channels
    packed, before = b"", bytes(len(rows[0]))
    for row, kind in zip(rows, kinds, strict=True):
        packed += bytes([kind]) + bytes(
            (row[i] - _guess(kind, row, before, i, channels)) & 255 for i in range(len(row))
        )
        before = row
    head = struct.pack(">IIBBBBB", width, len(rows), 8, colour, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for name, part in ((b"IHDR", head), (b"IDAT", zlib.compress(packed)), (b"IEND", b"")):
        data += struct.pack(">I", len(part)) + name + part
        data += struct.pack(">I", zlib.crc32(name + part))
    return data


def _guess(kind: int, row: bytes, before: bytes, place: int, step: int) -> int:
    a = row[place - step] if place >= step else 0
    b = before[place]
    c = before[place - step] if place >= step else 0
    if kind == 4:
        p = a + b - c
        near = (abs(p - a), abs(p - b), abs(p - c))
        return (a, b, c)[near.index(min(near))]
    return (0, a, b, (a + b) // 2)[kind]


@settings(max_examples=40)
@given(st.data())
def test_the_mean_colour_of_any_png_is_right(data: st.DataObject) -> None:
    channels = data.draw(st.sampled_from([1, 3, 4]))
    width = data.draw(st.integers(1, 6))
    rows = data.draw(
        st.lists(
            st.binary(min_size=width * channels, max_size=width * channels), min_size=1, max_size=5
        )
    )
    kinds = [data.draw(st.integers(0, 4)) for _ in rows]
    said = images.describe(_png(rows, kinds, channels))
    assert f"PNG, {width} × {len(rows)} pixels" in said
    everything = b"".join(rows)
    parts = [everything[c if channels > 2 else 0 :: channels] for c in range(3)]
    red, green, blue = (sum(part) // (width * len(rows)) for part in parts)
    assert said.endswith(f"#{red:02x}{green:02x}{blue:02x}")


def test_the_size_of_a_jpeg_and_a_gif_is_read() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x40\x03" + bytes(9)
    assert images.describe(jpeg).startswith("JPEG, 64 × 32 pixels")
    assert images.describe(b"GIF89a\x05\x00\x07\x00").startswith("GIF, 5 × 7 pixels")


@given(st.binary(max_size=80), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"GIF89a"]))
def test_bytes_that_are_no_picture_are_refused_in_good_order(data: bytes, start: bytes) -> None:
    try:
        said = images.describe(start + data)
    except ApiError as error:
        said = error.text
    assert said.startswith(("PNG", "JPEG", "GIF", "WebP")) or "Failed to load image" in said


def test_similar_texts_have_near_vectors() -> None:
    def near(one: str, other: str) -> float:
        pair = [embedding.normalised(embedding.vector(text, 768)) for text in (one, other)]
        return math.fsum(a * b for a, b in zip(*pair, strict=True))

    assert near("The cat sat.", "The cat sat.") == pytest.approx(1, abs=1e-5)
    assert (
        near("a cat on a mat", "cats sit on mats")
        > near("a cat on a mat", "interest rates rose") + 0.1
    )
    assert near("今天天气很好", "今天的天气") > near("今天天气很好", "股票市场") + 0.1


WEATHER = {
    "function": {
        "name": "get_weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    }
}
TIME = {"function": {"name": "getTime", "parameters": {"type": "object", "properties": {}}}}


@pytest.mark.parametrize(
    ("prompt", "called"),
    [
        ("What is the weather in Oslo?", ["get_weather"]),
        ("The weather and the time, please", ["get_weather", "getTime"]),
        ("Use a tool", ["get_weather"]),
        ("Good morning", []),
    ],
)
def test_the_tools_a_prompt_names_are_called(prompt: str, called: list[str]) -> None:
    calls = toolcalls.choose([WEATHER, TIME], prompt, is_jinja=False, is_answered=False)
    assert [call.name for call in calls] == called
    assert [call.index for call in calls] == list(range(len(called)))
    assert not toolcalls.choose([WEATHER], prompt, is_jinja=False, is_answered=True)


def test_arguments_come_from_the_prompt() -> None:
    (call,) = toolcalls.choose(
        [WEATHER], "What is the weather in Oslo?", is_jinja=True, is_answered=False
    )
    assert call.arguments == {"city": "Oslo"}
    assert re.fullmatch("[A-Za-z0-9]{32}", call.id)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.7, "0.7"),
        (32768, "32768"),
        (1048576, "1.048576e+06"),
        (0.00001, "1e-05"),
        (0, "0"),
        (True, "true"),
        ('a\n\x1b"\u2028é', '"a\\n\\x1b\\"\\u2028é"'),
    ],
)
def test_values_are_written_as_go_writes_them(value: Any, text: str) -> None:
    assert go_value(value) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gemma3", "gemma3:latest"),
        ("ada/x:v1", "ada/x:v1"),
        ("registry.ollama.ai/library/gemma3", "gemma3:latest"),
        ("hf.co/a/b:Q4_K_M", "hf.co/a/b:Q4_K_M"),
        ("a b", None),
        ("a/b/c/d", None),
        ("x:", None),
    ],
)
def test_names_have_one_form(text: str, shown: str | None) -> None:
    name = parse_name(text)
    assert (name.display if name.is_valid else None) == shown


def test_json_is_escaped_as_go_escapes_it() -> None:
    assert dumps("<a> & \u2028\x85é") == '"\\u003ca\\u003e \\u0026 \\u2028\x85é"'
    assert loads(b'{"a": "\\ud800x"} tail', "X") == {"a": "\ufffdx"}


def test_timestamps_drop_trailing_zeros() -> None:
    assert timestamp(1_500_000_000) == "1970-01-01T00:00:01.5Z"
    assert timestamp(2_000_000_000) == "1970-01-01T00:00:02Z"
    assert local_timestamp(11_000_000_000 * 10**9).startswith("2318-")
