"""A conversation as a Markdown document: the path that is shown, the texts as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paddock.domain.exchange.files import file_name
from paddock.domain.exchange.loose import clean
from paddock.domain.markdown.escaping import write_spans
from paddock.domain.markdown.leaves import Span
from paddock.domain.markdown.think import split_think

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.values import Conversation, Shown, Words
    from paddock.domain.reply import Reply
    from paddock.domain.tree import Message

_SPECIAL = re.compile(r"[\\`*_\[\]<&]")
"""What means something in the text of a link."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")


def markdown(conversation: Conversation, words: Words, shown: Shown) -> Iterator[str]:
    """The text of the document in pieces, one at least for each message.

    With `shown.folder` attachments are links to `attachments/<name>` (see `files.file_name`), which
    the caller writes; without, they are named. A text that leaves a fence open gets its end.
    """
    yield f"# {_inline(conversation.head.title)}\n"
    for message in conversation.tree.path():
        parts = [f"## {_heading(message, words)}"]
        reply = message.reply
        if reply is None:
            parts += [_attachment(file, in_folder=shown.folder) for file in message.attachments]
            parts.append(_closed(clean(message.text)))
        else:
            parts += _answer(reply, words, shown)
        yield "".join(f"\n{part}\n" for part in parts if part)


def _answer(reply: Reply, words: Words, shown: Shown) -> Iterator[str]:
    inner, text, _ = split_think(clean(reply.text), final=True)
    thinking = clean(reply.thinking) or inner
    if thinking.strip() and shown.thinking:
        body = _closed(thinking.strip("\n"))
        yield f"<details>\n<summary>{_inline(words.thinking)}</summary>\n\n{body}\n\n</details>"
    yield _closed(text)
    ended = words.ended(reply)
    if ended:
        yield f"*{_inline(ended)}*"
    measured = words.measured(reply) if shown.metrics else ""
    if measured:
        # Two dashes, or an angle bracket, could end the comment.
        yield f"<!-- {re.sub('-(?=-)', '- ', measured).replace('>', '')} -->"


def _heading(message: Message, words: Words) -> str:
    who = words.you if message.reply is None else message.reply.model or words.model
    when = words.when(message.created) if message.created else ""
    return _inline(f"{who} — {when}" if when else who)


def _inline(text: str) -> str:
    """`text` in one line, with nothing in it that Markdown would take for its own."""
    line = " ".join(clean(text).split())
    return write_spans((Span(line),), heading=True) if line else ""


def _attachment(file: Attachment, *, in_folder: bool) -> str:
    if not in_folder:
        return f"[{_inline(file.name)}]"
    name = _SPECIAL.sub(r"\\\g<0>", " ".join(clean(file.name).split()))
    mark = "!" if file.kind == "image" else ""
    return f"{mark}[{name}](attachments/{file_name(file)})"


def _closed(text: str) -> str:
    """`text` with an end for a fence that it leaves open, so that what follows is no code."""
    if "```" not in text and "~~~" not in text:
        return text
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if not match:
            continue
        mark, rest = match[1], match[2]
        if not fence:
            fence = "" if mark[0] == "`" and "`" in rest else mark
        elif mark[0] == fence[0] and len(mark) >= len(fence) and not rest.strip():
            fence = ""
    return f"{text.rstrip(chr(10))}\n{fence}" if fence else text
