"""An answer that streams in becomes the same segments as the answer shown at once, formats included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from paddock.domain.markdown.growing import read
from paddock.parts.segments.text_view import TextSegment
from paddock.parts.tex.formulas import Formulas
from paddock.parts.transcript.flow import Flow
from paddock.parts.transcript.materials import Materials, Wishes
from tests.domain.markdown.corpus import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.parts.look import Look


@pytest.fixture
def materials(look: Look) -> Iterator[Materials]:
    owner = QObject()
    formulas = Formulas(owner)
    yield Materials(look, formulas, Wishes(owner), lambda: None)
    formulas.stop()


def shown(flow: Flow) -> list[Any]:
    """What each segment is, where, and its document with all formats."""
    found: list[Any] = []
    for segment in flow.segments:
        what: Any = ""
        if isinstance(segment, TextSegment):
            segment.measure(600)
            blocks = []
            block = segment.document.begin()
            while block.isValid():
                blocks.append(dict(block.blockFormat().properties()))
                block = block.next()
            what = (segment.shown(), segment.document.toHtml(), repr(blocks))
        found.append((type(segment).__name__, segment.left, segment.gap, what))
    return found


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts(), st.data())
def test_any_cuts_give_the_segments_of_the_whole(
    materials: Materials, text: str, data: st.DataObject
) -> None:
    streamed, whole = Flow(materials, "m"), Flow(materials, "m")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=10)))
    for number, cut in enumerate(cuts):
        before = list(streamed.segments)
        first = streamed.feed(text[:cut])
        assert streamed.segments[:first] == before[:first]
        if number % 2:
            shown(streamed)  # what is laid out is written to afterwards, as when it is in view
    streamed.feed(text, final=True)
    whole.feed(text, final=True)
    assert shown(streamed) == shown(whole)
    assert bool(read(text)) == bool(whole.segments)


def test_a_late_definition_reaches_what_stands_far_above(materials: Materials) -> None:
    text = "See [the docs][d].\n\n| a |\n|---|\n| [x][d] |\n\n" + "More.\n\n" * 40
    flow, whole = Flow(materials, "m"), Flow(materials, "m")
    flow.feed(text)
    shown(flow)
    assert "example.org" not in repr(shown(flow))
    done = text + "[d]: http://example.org/late\n"
    assert flow.feed(done, final=True) == 0
    whole.feed(done, final=True)
    assert shown(flow) == shown(whole)
    assert "http://example.org/late" in repr(shown(flow))
