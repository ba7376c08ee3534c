"""An answer that streams in becomes the same documents as the answer written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from paddock.base.paths import resources
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.answer_body import AnswerBody
from paddock.parts.code_block import CodeBlock
from paddock.parts.look import Look, look_of
from paddock.parts.markdown_writer import RULE
from tests.domain.test_markdown import PIECES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

BREAKS = st.sampled_from(["", "\n", "\n\n"])
documents = st.lists(st.builds(str.__add__, st.sampled_from(PIECES), BREAKS), max_size=6).map(
    "".join
)


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    theme = Theme(qapp, resources(), "light")
    yield look_of(theme, Icons(theme, resources()))
    theme.set_scheme("system")
    qapp.setStyleSheet("")
    theme.deleteLater()


def written(look: Look, *states: str, final: bool = True) -> AnswerBody:
    """The states of one growing text, the last of them final."""
    body = AnswerBody(look, "m:1b")
    for state in states[:-1]:
        body.show_text(state, final=False)
    body.show_text(states[-1], final=final)
    return body


def segments(body: AnswerBody) -> list[Any]:
    """Everything that is shown, from top to bottom."""
    found: list[Any] = []
    column = body.layout()
    assert column is not None
    items = [column.itemAt(place) for place in range(column.count())]
    for widget in [item.widget() for item in items if item is not None]:
        if isinstance(widget, CodeBlock):
            lines = widget.findChildren(QTextEdit)[0]
            found.append((widget.code, _document(lines.document())))
        elif isinstance(widget, QTextEdit):
            found.append(_document(widget.document()))
    return found


def _document(document: QTextDocument) -> Any:
    """Texts with all their formats, lists and tables, and the marks that only we draw."""
    rules = []
    block = document.begin()
    while block.isValid():
        rules.append(block.blockFormat().boolProperty(RULE))
        block = block.next()
    return document.toPlainText(), document.toHtml(), rules


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(documents, st.data())
def test_any_cuts_give_the_documents_of_the_whole(
    look: Look, text: str, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    streamed = written(look, *(text[:cut] for cut in cuts), text)
    whole = written(look, text)
    assert segments(streamed) == segments(whole)


def test_every_cut_of_a_document_with_everything_gives_the_same(look: Look) -> None:
    text = "[ref]: /x\n\n" + "\n".join(PIECES)
    streamed = written(look, *(text[:cut] for cut in range(0, len(text), 3)), text)
    assert segments(streamed) == segments(written(look, text))


def test_prose_and_code_stand_in_their_order(look: Look) -> None:
    body = written(look, "before\n\n```python\nx = 1\n```\nbetween\n```\nplain\n```\n")
    [prose, code, between, plain] = segments(body)
    assert prose[0] == "before"
    assert code[0] == "x = 1"
    assert between[0] == "between"
    assert plain[0] == "plain"


def test_an_unclosed_fence_is_shown_as_it_grows(look: Look) -> None:
    body = AnswerBody(look, "m:1b")
    body.show_text("Look:\n```py\nx =", final=False)
    body.show_text("Look:\n```py\nx = 1\ny =", final=False)
    assert segments(body)[1][0] == "x = 1\ny ="
    body.show_text("Look:\n```py\nx = 1\ny = 2", final=True)
    assert segments(body)[1][0] == "x = 1\ny = 2"


def test_final_words_that_looked_undecided_are_shown(look: Look) -> None:
    for text in ("1", "-", "Sum:\n42", "Stars:\n\n**", "a\n```"):
        body = AnswerBody(look, "m:1b")
        body.show_text(text, final=False)
        body.show_text(text, final=True)
        assert segments(body) == segments(written(look, text))


HOSTILE = (
    "<img src='file:///etc/passwd'> ![pixel](http://192.0.2.1/x.png) ![f](file:///etc/passwd)\n\n"
    "<script>alert(1)</script>\n\n<a href='javascript:alert(1)'>x</a> &lt;b&gt;\n\n"
    "[run](javascript:alert(1)) [read](file:///etc/passwd) [go](http://example.org/a)"
)


def browsers(body: QWidget) -> list[QTextBrowser]:
    return body.findChildren(QTextBrowser)


def test_html_is_shown_as_text(look: Look) -> None:
    body = written(look, HOSTILE)
    [text] = [browser.toPlainText() for browser in browsers(body)]
    assert "<script>alert(1)</script>" in text
    assert "<img src='file:///etc/passwd'>" in text
    assert "<a href='javascript:alert(1)'>x</a> <b>" in text


def test_nothing_is_loaded_because_a_model_wrote_it(look: Look) -> None:
    body = written(look, HOSTILE)
    body.resize(600, 400)
    body.grab()  # everything is laid out and painted, and the guard of the tests saw no connection
    [browser] = browsers(body)
    kinds = QTextDocument.ResourceType
    for kind in (kinds.ImageResource, kinds.StyleSheetResource, kinds.HtmlResource):
        for address in ("file:///etc/passwd", "http://192.0.2.1/x.png", "/etc/passwd"):
            assert browser.document().resource(kind.value, QUrl(address)) in (None, b"")
    assert "\ufffc" not in browser.toPlainText()  # the sign of an object in the text


def test_only_addresses_to_go_to_are_links(look: Look) -> None:
    body = written(look, HOSTILE)
    [browser] = browsers(body)
    links = set()
    block = browser.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            links.add(place.fragment().charFormat().anchorHref())
            place += 1
        block = block.next()
    assert links <= {"", "http://example.org/a", "http://192.0.2.1/x.png"}
    assert "http://example.org/a" in links


def test_a_list_begins_with_the_number_it_says(look: Look) -> None:
    body = written(look, "0. none\n1. one")
    [browser] = browsers(body)
    first = browser.document().begin().textList()
    assert first is not None
    assert first.format().start() == 0


def test_code_with_wide_characters_is_coloured_in_place_and_in_time(look: Look) -> None:
    code = 'x = "\U0001f40e"  # a horse\n' * 4_000
    body = written(look, f"```python\n{code}```\n")
    [lines] = body.findChildren(CodeBlock)[0].findChildren(QTextEdit)
    text = lines.document().begin().begin()
    coloured = {}
    while not text.atEnd():
        coloured[text.fragment().text()] = text.fragment().charFormat().foreground().color().name()
        text += 1
    assert coloured["# a horse"] == look.code.comment.lower()


def test_a_link_is_shown_in_letters_that_cannot_deceive(look: Look) -> None:
    body = written(look, "[go](http://xn--ypal-43d9g.com/%E2%80%AEgpj)")
    asked: list[str] = []
    body.link_requested.connect(asked.append)
    [browser] = browsers(body)
    browser.anchorClicked.emit(QUrl("http://xn--ypal-43d9g.com/%E2%80%AEgpj"))
    assert asked == ["http://xn--ypal-43d9g.com/%E2%80%AEgpj"]


def test_a_link_that_is_activated_is_asked_for_and_not_opened(look: Look) -> None:
    body = written(look, "[go](http://example.org/a)")
    asked: list[str] = []
    body.link_requested.connect(asked.append)
    [browser] = browsers(body)
    browser.anchorClicked.emit(QUrl("http://example.org/a"))
    assert asked == ["http://example.org/a"]
    assert browser.source() == QUrl()
    assert browser.toPlainText() == "go"
