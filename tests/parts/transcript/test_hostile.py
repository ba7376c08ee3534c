"""Answers that are made to break a view: each is shown whole, streamed and at once, and can be left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from tests.parts.transcript.transcripts import PARAGRAPH, chat

if TYPE_CHECKING:
    from tests.parts.transcript.transcripts import Reader

ZALGO = "Z" + "\u0335\u0321\u0322\u0316\u0323\u0338\u0344\u0360" * 12
HOSTILE = {
    "bidi overrides": "safe \u202egpj.exe\u202c \u2066\u2067x\u2069 \u200f\u200e end",
    "zalgo": f"{ZALGO} {ZALGO} {ZALGO} end",
    "quotes 100 deep": ">" * 100 + " deep end",
    "backticks": "`" * 10_000 + " end",
    "stars": "*a" * 5_000 + " end",
    "brackets": "[" * 10_000 + " end",
    "dollars": "$" * 10_000 + " end",
    "nul": "a\x00b\n\n\x00 end",
    "lone surrogates": "a \ud83d b \udc00 end",
    "500 columns": "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n|" + "b|" * 500 + "\n\nend",
    "300 nested lists": "".join("  " * depth + "- x\n" for depth in range(300)) + "\nend",
    "an open fence": "```python\n" + "x = (\n" * 3_000 + "end",
    "a long word": "x" * 60_000 + " end",
    "a long line of code": "```\n" + "y" * 200_000 + "\n```\n\nend",
    "bad formulas": "$\\frac{1$ $\\foo{x}$ $$\\begin{x}$$ " + "$\\frac{a}{b}$ " * 200 + "end",
    "html": "<script>alert(1)</script> <img src=x onerror=y> <b>x</b> end",
    "controls": "".join(map(chr, range(32))) + "\x7f\x85\u2028\u2029 end",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_is_shown_and_what_follows_too(reader: Reader, text: str) -> None:
    reader.view.show_chat(chat(("Q", text), ("After?", "Still here.")))
    reader.settle()
    assert "Still here." in reader.words()
    reader.bar.setValue(0)
    reader.settle()
    assert "Q" in reader.words()
    while reader.bar.value() < reader.bar.maximum():
        reader.bar.setValue(reader.bar.value() + 4_000)
        reader.settle()
    assert "Still here." in reader.words()
    reader.view.grab()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_may_stream_in(reader: Reader, text: str) -> None:
    shown = reader.ask(chat(), "Q")
    step = max(1, len(text) // 25)
    for end in range(step, len(text), step):
        shown = reader.grow(shown, text[:end])
    reader.grow(shown, text, is_open=False)
    reader.settle()
    last = reader.texts()[-1].toPlainText()
    assert last.rstrip().endswith("end")


def test_nothing_is_loaded_because_a_model_wrote_it(reader: Reader) -> None:
    text = (
        "![pixel](http://192.0.2.1/x.png) ![f](file:///etc/passwd) <img src='file:///etc/passwd'>"
    )
    reader.view.show_chat(chat(("Q", text)))
    reader.view.grab()  # everything is laid out and painted, and the guard saw no connection
    kinds = QTextDocument.ResourceType
    for widget in reader.texts():
        for kind in (kinds.ImageResource, kinds.StyleSheetResource, kinds.HtmlResource):
            for address in ("file:///etc/passwd", "http://192.0.2.1/x.png", "/etc/passwd"):
                found = widget.document().resource(kind.value, QUrl(address))
                assert found in (None, b"")


def test_a_question_is_shown_as_it_was_typed(reader: Reader) -> None:
    typed = "<b>x</b> **y** \x00 \u202e\n" + PARAGRAPH * 200
    reader.view.show_chat(chat((typed, "Yes.")))
    reader.bar.setValue(0)
    assert "<b>x</b> **y**" in reader.words()


def test_empty_chunks_change_nothing(reader: Reader) -> None:
    shown = reader.ask(chat(), "Q", "Start.")
    before = [(widget, reader.top(widget)) for widget in reader.texts()]
    for _ in range(2_000):
        shown = reader.grow(shown, "Start.")
    assert [(widget, reader.top(widget)) for widget in reader.texts()] == before
