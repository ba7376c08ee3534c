"""Bytes to objects: framing, errors inside a stream, lines that are none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.ollama.errors import Cause, MalformedLine, StreamFailed
from paddock.ollama.stream import LineSplitter, LineTooLong, StreamDecoder
from paddock.ollama.types import GenerateChunk, Progress


def texts(*pieces: bytes) -> list[str]:
    decoder = StreamDecoder(GenerateChunk)
    chunks = [chunk for piece in pieces for chunk in decoder.feed(piece)] + decoder.finish()
    assert decoder.failure is None
    return [chunk.response for chunk in chunks]


def line(text: str) -> bytes:
    return json.dumps({"response": text}, ensure_ascii=False).encode()


@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\r"])
def test_only_a_line_feed_ends_a_line(odd: str) -> None:
    raw = b'{"response":"a' + odd.encode() + b'b"}\n' if odd >= "\x80" else line(f"a{odd}b") + b"\n"
    assert texts(raw) == [f"a{odd}b"]


def test_a_character_may_be_cut_between_two_reads() -> None:
    whole = line("字€😀") + b"\n"
    for at in range(1, len(whole)):
        assert texts(whole[:at], whole[at:]) == ["字€😀"]


def test_the_last_line_needs_no_line_feed_and_empty_ones_do_not_count() -> None:
    assert texts(b"\n\r\n" + line("a") + b"\r\n \n\n" + line("b")) == ["a", "b"]


@given(st.lists(st.text(max_size=20), max_size=8), st.data())
def test_any_split_gives_the_same_lines(words: list[str], data: st.DataObject) -> None:
    whole = b"".join(line(word) + b"\n" for word in words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=10)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert texts(*pieces) == words


@given(st.lists(st.binary(max_size=30), max_size=8))
def test_any_bytes_are_cut_at_line_feeds_and_nothing_is_lost(pieces: list[bytes]) -> None:
    splitter = LineSplitter()
    lines = [one for piece in pieces for one in splitter.feed(piece)]
    assert b"\n".join([*lines, splitter.finish()]) == b"".join(pieces)


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_any_bytes_are_objects_or_one_malformed_line(pieces: list[bytes]) -> None:
    decoder = StreamDecoder(Progress)
    for piece in pieces:
        decoder.feed(piece)
    decoder.finish()
    assert decoder.failure is None or isinstance(decoder.failure, MalformedLine | StreamFailed)


def test_a_line_has_a_limit_and_its_beginning_is_kept() -> None:
    splitter = LineSplitter(limit=1000)
    splitter.feed(b"x" * 900)
    with pytest.raises(LineTooLong) as caught:
        splitter.feed(b"y" * 200)
    assert caught.value.start.startswith(b"xxx")
    decoder = StreamDecoder(Progress, "POST /api/pull", limit=1000)
    assert decoder.feed(b"x" * 2000) == []
    assert isinstance(decoder.failure, MalformedLine)
    assert decoder.failure.call == "POST /api/pull"


def test_a_very_long_line_in_small_pieces_takes_no_quadratic_time() -> None:
    """Each piece is looked at once: 4 MB in pieces of 16 bytes would be 500 GB of scanning else."""
    splitter = LineSplitter()
    piece = b"1234567890123456"
    for _ in range(1 << 18):
        assert splitter.feed(piece) == []
    (only,) = splitter.feed(b"\n")
    assert len(only) == 1 << 22


def test_an_error_is_found_before_anything_else_in_the_line() -> None:
    decoder = StreamDecoder(GenerateChunk, "POST /api/generate")
    good = decoder.feed(
        line("a") + b'\n{"response":"b","done":true,"error":"out of memory"}\n' + line("c")
    )
    assert [chunk.response for chunk in good] == ["a"]
    assert isinstance(decoder.failure, StreamFailed)
    assert decoder.failure.message == "out of memory"
    assert decoder.failure.cause_kind is Cause.MEMORY
    assert decoder.feed(line("d") + b"\n") == decoder.finish() == []


@pytest.mark.parametrize(
    "harmless",
    [
        b'{"response":"an \\"error\\" here"}',
        b'{"response":"x","error":null}',
        b'{"response":"x","error":""}',
        b'{"response":"x","tool_calls":[{"function":{"name":"f","arguments":{"error":"y"}}}]}',
    ],
)
def test_talk_about_errors_is_none(harmless: bytes) -> None:
    assert len(texts(harmless + b"\n")) == 1


@pytest.mark.parametrize(
    "bad", [b"{", b"nonsense", b"[1]", b"42", b'"x"', b"\xff\xfe", b"data: {}"]
)
def test_what_is_no_object_ends_the_stream_and_is_kept(bad: bytes) -> None:
    decoder = StreamDecoder(GenerateChunk)
    assert len(decoder.feed(line("a") + b"\n" + bad + b"\n" + line("b") + b"\n")) == 1
    assert isinstance(decoder.failure, MalformedLine)
    assert decoder.failure.raw == bad
