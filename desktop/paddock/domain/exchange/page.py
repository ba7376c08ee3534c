"""A conversation as one HTML file that needs nothing else, and does nothing.

What models and other people wrote is hostile: all of it is escaped, nothing is loaded, and a policy
in the file forbids what an escape might miss.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from paddock.domain.exchange.files import bytes_of, data_uri
from paddock.domain.exchange.page_leaves import leaves_html
from paddock.domain.markdown.growing import read as read_markdown
from paddock.domain.markdown.think import split_think

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.values import Conversation, ReadFile, Shown, Words
    from paddock.domain.reply import Reply
    from paddock.domain.tree import Message

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STYLE = """
:root { color-scheme: light dark; --line: #d5d5d8; --quiet: #5f6368; --code: #f4f4f6; --ask: #eef3fb }
@media (prefers-color-scheme: dark) {
  :root { --line: #44474d; --quiet: #a2a6ad; --code: #26282c; --ask: #1f2a3a }
  body { background: #1a1b1e; color: #e6e6e8 } a { color: #8ab4f8 }
}
body { font: 16px/1.55 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em;
  overflow-wrap: anywhere }
h1 { font-size: 1.6em } article { margin: 1.5em 0 } article > header { color: var(--quiet);
  font-size: .85em; margin-bottom: .3em } article > header b { color: CanvasText }
.ask > .text { background: var(--ask); border-radius: .6em; padding: .6em .9em;
  white-space: pre-wrap }
pre { background: var(--code); border-radius: .4em; padding: .7em .9em; overflow-x: auto;
  overflow-wrap: normal } code { font: .9em/1.45 ui-monospace, monospace }
:not(pre) > code { background: var(--code); border-radius: .25em; padding: .1em .3em }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { border: 1px solid var(--line); padding: .3em .6em; text-align: start }
.center { text-align: center } .right { text-align: end }
blockquote { border-inline-start: 3px solid var(--line); margin-inline: 0; padding-inline-start: 1em }
li > p { margin: .25em 0 } ul.marked { list-style: none; padding-inline-start: 1.5em }
ul.marked > li > .mark { float: inline-start; margin-inline-start: -1.5em }
figure { margin: .5em 0 } figcaption, footer { color: var(--quiet); font-size: .85em }
img { max-width: 100%; height: auto } hr { border: 0; border-top: 1px solid var(--line) }
details { border: 1px solid var(--line); border-radius: .4em; padding: .4em .8em; margin: .5em 0 }
@media print { body { max-width: none; margin: 0 } pre { white-space: pre-wrap } }
"""


def page(conversation: Conversation, words: Words, shown: Shown, read: ReadFile) -> Iterator[str]:
    """The text of the file in pieces, one at least for each message of the shown path."""
    title = escape(conversation.head.title)
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )
    for message in conversation.tree.path():
        kind = "ask" if message.reply is None else "answer"
        yield f'<article class="{kind}" dir="auto">\n<header>{_header(message, words)}</header>\n'
        if message.reply is None:
            yield from (_attachment(file, read) for file in message.attachments)
            yield f'<div class="text">{escape(message.text)}</div>\n' if message.text else ""
        else:
            yield from _answer(message.reply, words, shown)
        yield "</article>\n"
    yield "</body>\n</html>\n"


def escape(text: str) -> str:
    """`text` for between tags or between quotes; what is no character there becomes U+FFFD."""
    return html.escape(_UNSEEN.sub("\ufffd", text))


def _header(message: Message, words: Words) -> str:
    who = words.you if message.reply is None else message.reply.model or words.model
    when = words.when(message.created) if message.created else ""
    return f"<b>{escape(who)}</b> {escape(when)}".rstrip()


def _answer(reply: Reply, words: Words, shown: Shown) -> Iterator[str]:
    inner, text, _ = split_think(reply.text, final=True)
    thinking = reply.thinking or inner
    if thinking.strip() and shown.thinking:
        body = leaves_html(read_markdown(thinking), escape)
        yield f"<details><summary>{escape(words.thinking)}</summary>\n{body}</details>\n"
    yield leaves_html(read_markdown(text), escape)
    notes = [words.ended(reply), words.measured(reply) if shown.metrics else ""]
    yield "".join(f"<footer>{escape(note)}</footer>\n" for note in notes if note)


def _attachment(file: Attachment, read: ReadFile) -> str:
    name = escape(file.name)
    data = bytes_of(file, read)
    if data is not None and file.kind == "text":
        text = escape(data.decode("utf-8", "replace"))
        return f"<details><summary>{name}</summary>\n<pre><code>{text}</code></pre></details>\n"
    address = data_uri(data) if data is not None else ""
    if not address:
        return f"<p>[{name}]</p>\n"
    return f'<figure><img alt="{name}" src="{address}"><figcaption>{name}</figcaption></figure>\n'
