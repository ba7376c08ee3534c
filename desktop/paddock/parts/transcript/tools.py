"""What a model called and what came back: a folded line for each call that opens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from paddock.base.compat import override
from paddock.domain.markdown.leaves import Code
from paddock.parts.code.block import CodeBlock
from paddock.parts.transcript.caption import Caption
from paddock.parts.transcript.thinking import FoldHead, FoldKey

if TYPE_CHECKING:
    from paddock.domain.reply import Reply, ToolResult
    from paddock.ollama.types import ToolCall
    from paddock.parts.segments.segment import Segment
    from paddock.parts.transcript.materials import Materials

_LONGEST_LINE = 80


class ToolHead(FoldHead):
    """`get_weather · {"city":"Bern"}` and whether a result has come."""

    gap = 4

    def __init__(
        self, materials: Materials, key: FoldKey, call: ToolCall, result: ToolResult | None
    ) -> None:
        super().__init__(materials, key)
        self._call = call
        self._result = result

    def shows(self, key: FoldKey, call: ToolCall, result: ToolResult | None) -> bool:
        return (self.key, self._call, self._result) == (key, call, result)

    @override
    def words(self) -> str:
        translate = QCoreApplication.translate
        name = _one_line(self._call.function.name, 40)
        arguments = _one_line(arguments_json(self._call, indent=0), _LONGEST_LINE)
        called = translate("Tools", "Called {0}").format(name)
        if not self.is_open:
            called += f"  {arguments}"
        if self._result is None:
            return called + "  ·  " + translate("Tools", "no result yet")
        if self._result.failed:
            return called + "  ·  " + translate("Tools", "failed")
        return called


def arguments_json(call: ToolCall, indent: int = 2) -> str:
    """The arguments as the model gave them."""
    import msgspec

    encoded = msgspec.json.encode(call.function.arguments)
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()


def tool_segments(
    materials: Materials,
    reply: Reply,
    answer: FoldKey,
    unfolded: set[FoldKey],
    before: list[Segment[Any]],
) -> list[Segment[Any]]:
    """The calls of an answer in order, each with its result where that is known.

    Heads among those of `before` that show the same are used again.
    """
    heads = [segment for segment in before if isinstance(segment, ToolHead)]
    segments: list[Segment[Any]] = []
    for index, call in enumerate(reply.tool_calls):
        result = reply.tool_results[index] if index < len(reply.tool_results) else None
        key = replace(answer, call=index)
        if index < len(heads) and heads[index].shows(key, call, result):
            head = heads[index]
        else:
            head = ToolHead(materials, key, call, result)
        is_open = key in unfolded
        head.stale = head.stale or head.is_open != is_open
        head.is_open = is_open
        segments.append(head)
        if is_open:
            segments += _opened(materials, call, result)
    return segments


def _opened(materials: Materials, call: ToolCall, result: ToolResult | None) -> list[Segment[Any]]:
    segments = _code(materials, arguments_json(call))
    if result is not None:
        caption = Caption(materials, QCoreApplication.translate("Tools", "Result"))
        caption.gap = 8
        segments += [caption, *_code(materials, result.text)]
    return segments


def _code(materials: Materials, text: str) -> list[Segment[Any]]:
    language = "json" if text.lstrip().startswith(("{", "[")) else ""
    block = CodeBlock(materials.look, Code(text=text, language=language), 0, materials.relayout)
    segments: list[Segment[Any]] = list(block.segments)
    segments[0].gap = 4
    return segments


def _one_line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest] + "…"
