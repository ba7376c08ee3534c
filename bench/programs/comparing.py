"""Whether what grew piece by piece is what the whole text gives at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddock.parts.segments.text_view import TextSegment, TextView
from paddock.parts.transcript.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.view import Transcript


def differing_segments(transcript: Transcript, text: str) -> int:
    """How many segments of the last answer, or widgets that show some of it, are not as they should."""
    from paddock.parts.transcript.answer_row import AnswerRow

    row = transcript.column.row(len(transcript.column.heights) - 1)
    assert isinstance(row, AnswerRow)
    whole = Flow(transcript.messages.materials, "")
    whole.feed(text, final=True)
    shown, expected = _texts(row.flow.segments), _texts(whole.segments)
    wrong = sum(one != other for one, other in zip(shown, expected, strict=False))
    wrong += abs(len(shown) - len(expected)) + (not row.is_read)
    for _, _, segment, widget in transcript.stage.shown():
        if isinstance(segment, TextSegment) and isinstance(widget, TextView):
            wrong += widget.toPlainText() != segment.document.toPlainText()
    return wrong


def _texts(segments: Sequence[Segment[Any]]) -> list[tuple[str, str, str]]:
    """Kind, text and document of each."""
    return [
        (
            type(segment).__name__,
            segment.shown(),
            segment.document.toPlainText() if isinstance(segment, TextSegment) else "",
        )
        for segment in segments
    ]
