"""Documents for people: Markdown that reads as the chat did, and HTML that nothing breaks out of."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given

from paddock.domain.exchange.markdown import markdown
from paddock.domain.exchange.page import page
from paddock.domain.exchange.values import Conversation, Shown
from paddock.domain.markdown.growing import read
from paddock.domain.markdown.leaves import Heading
from paddock.domain.reply import Ending, Metrics
from paddock.domain.tree import ROOT, Message
from tests.domain.exchange.making import (
    ALL,
    IMAGE,
    TEXT,
    WORDS,
    conversation,
    conversations,
    reply,
    stored,
    talk,
    written,
)
from tests.domain.markdown.corpus import PIECES, SPEC

HOSTILE = """<script>alert(1)</script> <img src=x onerror=alert(1)> </style></div></article>

[click](javascript:alert(1)) [data](data:text/html;base64,PHNjcmlwdD4=) [file](file:///etc/passwd)

![pixel](https://evil.example/p.png) ![x](javascript:alert(1)) [ok](https://good.example/"onmouseover="x)

<https://a.example/'x'> www.b.example

```html" onmouseover="alert(1)
</code></pre><script>alert(2)</script>
```

| a <b> | b |
|---|:-:|
| `</td><script>` | $<script>$ |

- [x] done</li>
1) one[^1]

[^1]: note <svg onload=alert(1)>

$$
</code><script>
$$
"""

VOID = {"meta", "img", "hr", "br"}


class Page(HTMLParser):
    """Reads a page as a browser does, and fails on a tag that is not closed where it should."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def harmless(text: str) -> Page:
    """The page, in which nothing runs, nothing is loaded, and links lead to the web only."""
    read_page = Page(text)
    allowed = {
        "class",
        "dir",
        "lang",
        "charset",
        "content",
        "name",
        "http-equiv",
        "rel",
        "href",
        "src",
        "alt",
        "start",
    }
    for tag, attributes in read_page.tags:
        assert tag not in ("script", "svg", "iframe", "link", "object", "form", "base")
        assert set(attributes) <= allowed
        href, src = attributes.get("href"), attributes.get("src")
        if tag == "a":
            assert href is not None
            assert href.lower().startswith(("http://", "https://", "mailto:"))
            assert attributes["rel"] == "noopener noreferrer"
        if tag == "img":
            assert src is not None
            assert src.startswith("data:image/png;base64,")
    assert [tag for tag, _ in read_page.tags].count("style") == 1
    return read_page


def test_hostile_text_stays_text_in_a_page() -> None:
    chat = conversation(
        Message(1, ROOT, 1.7e9, HOSTILE, (IMAGE, TEXT)),
        Message(2, 1, 1.7e9, reply=reply(HOSTILE, thinking=HOSTILE)),
        title=HOSTILE,
    )
    found = harmless(written(page(chat, WORDS, ALL, stored)))
    policy = next(a["content"] for tag, a in found.tags if "http-equiv" in a)
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert (
        found.text.count("<script>alert(1)</script>") == 5
    )  # title twice, question, thinking, answer
    assert "[pixel]" in found.text
    assert sum(tag == "img" for tag, _ in found.tags) == 1


@given(conversations)
def test_any_conversation_is_a_sound_page(chat: Conversation) -> None:
    harmless(written(page(chat, WORDS, ALL, stored)))


def test_every_kind_of_markdown_is_a_sound_page() -> None:
    for text in [*SPEC, *PIECES, "\n\n".join(PIECES)]:
        harmless(written(page(talk("Q", text), WORDS, ALL, stored)))


def test_a_page_shows_what_the_text_means() -> None:
    source = "# Top\n\n1. one\n2. two\n   - in\n\n     > said\n- [x] did\n\n3) other\n\na **b** ~~c~~ `d`"
    text = written(page(talk("Q", source, ending=Ending.STOPPED), WORDS, Shown(), stored))
    body = "".join(text[text.index("<h2>") : text.index("</body>")].split("\n"))
    assert body == (
        '<h2>Top</h2><ol start="1"><li><p>one</p></li><li><p>two</p>'
        "<ul><li><p>in</p><blockquote><p>said</p></blockquote></li></ul></li></ol>"
        '<ul class="marked"><li><span class="mark">☑</span> <p>did</p></li></ul>'
        '<ol start="3"><li><p>other</p></li></ol>'
        "<p>a <strong>b</strong> <del>c</del> <code>d</code></p>"
        "<footer>Stopped</footer></article>"
    )


def test_a_markdown_document_is_headed_by_who_and_when() -> None:
    chat = conversation(
        Message(1, ROOT, 1.7e9, "Look *here*", (IMAGE, TEXT)),
        Message(2, 1, 0.0, reply=reply("Seen", thinking="hm", metrics=Metrics(answer_tokens=3))),
        title="A *title*",
    )
    assert written(markdown(chat, WORDS, ALL)) == (
        "# A \\*title\\*\n"
        "\n## You — at 1700000000\n\n[dot.png]\n\n[list.txt]\n\nLook *here*\n"
        "\n## m\n\n<details>\n<summary>Thinking</summary>\n\nhm\n\n</details>\n\nSeen\n"
        "\n<!-- 3 tokens - - -->\n"
    )
    short = written(markdown(chat, WORDS, Shown(folder=True)))
    assert f"![dot.png](attachments/{IMAGE.sha256}.png)" in short
    assert f"[list.txt](attachments/{TEXT.sha256}.txt)" in short
    assert "Thinking" not in short
    assert "tokens" not in short


@pytest.mark.parametrize("open_code", ["```py\nx = 1", "~~~~\n```\n~~~", "```\na\n```\n\n```\nb\n"])
def test_code_that_has_no_end_does_not_swallow_what_follows(open_code: str) -> None:
    chat = conversation(
        Message(1, ROOT, 1.0, "Q"),
        Message(2, 1, 1.0, reply=reply(open_code)),
        Message(3, 2, 1.0, "Q2"),
    )
    leaves = read(written(markdown(chat, WORDS, Shown())))
    headings = [leaf for leaf in leaves if isinstance(leaf, Heading)]
    assert len(headings) == 4
