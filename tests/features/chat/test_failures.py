"""What goes wrong is said in words, with the bytes behind them, and nothing that came is lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from paddock.demo.server import DemoServer, Fault
from paddock.ollama.address import parse_address
from tests.appkit import CHAT, Person, Tell

CHAT_PATH = "/api/chat"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("cut", "Cut: the server closed the connection. What came so far is kept."),
        ("rst", "Cut: the server closed the connection. What came so far is kept."),
        ("end", "The server ended the answer early without saying why."),
        ("error_line", "The server stopped with an error: an error was encountered"),
        ("malformed", "The server sent something that is not the protocol."),
    ],
)
def test_an_answer_that_breaks_off_is_kept_marked_and_asked_again(
    tell: Tell, server: DemoServer, kind: str, words: str
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        server.add_fault(Fault(CHAT_PATH, kind, after_lines=5))  # type: ignore[arg-type]
        text = await person.ask("/long 30")
        assert text.split() == ["birch1", "cedar2", "dogwood3", "elm4", "fir5"]
        await person.until_reads(words)
        assert person.notice() == ""
        person.clicks("Details")
        assert "POST /api/chat" in person.reads(person.dialog())
        person.clicks("Close", person.dialog())
        person.clicks("Retry")
        await person.until_idle()
        assert len(person.answer_text().split()) == 30
        await person.until_reads("2 / 2")
        assert words not in person.reads()
        person.clicks("Earlier answer")
        await person.until_reads(words)
        assert person.answer_text() == text

    tell(story, host=server.url)


def test_the_bytes_of_a_broken_line_are_in_the_details(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        server.add_fault(Fault(CHAT_PATH, "malformed", after_lines=2))
        await person.ask("/long 30")
        await person.until(lambda: "Details" in person.buttons())
        person.clicks("Details")
        raw = person.find(QPlainTextEdit, "Raw reply", person.dialog()).toPlainText()
        assert '{"model":"demo","created_at":"2026-' in raw
        person.dialog().close()

    tell(story, host=server.url)


def test_a_server_that_falls_silent_can_be_stopped(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        server.add_fault(Fault(CHAT_PATH, "stall", after_lines=3))
        person.send("/long 30")
        await person.until(lambda: person.answer_text().split() == ["birch1", "cedar2", "dogwood3"])
        assert person.session.chat.is_busy
        person.clicks("Stop")
        await person.until_idle()
        await person.until_reads("Stopped.")
        assert person.answer_text().split() == ["birch1", "cedar2", "dogwood3"]
        await person.until(lambda: [s for s in server.requests if s.disconnected])

    tell(story, host=server.url)


@pytest.mark.parametrize(
    ("fault", "title", "raw"),
    [
        (
            Fault(CHAT_PATH, "status", status=404, body='{"error":"model \'x\' not found"}'),
            "The server does not have this model. Pull it first",
            "model 'x' not found",
        ),
        (
            Fault(CHAT_PATH, "status", status=404, body="404 page not found"),
            "This server does not know that call",
            "404 page not found",
        ),
        (
            Fault(
                CHAT_PATH,
                "status",
                status=503,
                body='{"error":"server busy, please try again.  maximum pending requests exceeded"}',
            ),
            "The server has too many requests waiting",
            "HTTP 503",
        ),
        (
            Fault(CHAT_PATH, "status", status=403, body="", content_type="text/plain"),
            "The server refuses this computer (403)",
            "HTTP 403",
        ),
        (
            Fault(
                CHAT_PATH,
                "status",
                status=200,
                body="<html><b>Please sign in</b></html>",
                content_type="text/html",
            ),
            "Something else than Ollama answers at that address",
            "<html><b>Please sign in</b></html>",
        ),
        (
            Fault(CHAT_PATH, "redirect", location="http://127.0.0.1:1/login"),
            "Something else than Ollama answers at that address",
            "127.0.0.1:1/login",
        ),
        (
            Fault(CHAT_PATH, "error_line", after_lines=0, message="CUDA error: out of memory"),
            "Not enough memory for this model",
            "CUDA error: out of memory",
        ),
    ],
    ids=["no model", "old server", "busy", "403", "html", "redirect", "memory"],
)
def test_a_refusal_is_a_notice_with_its_bytes_and_the_question_can_be_asked_again(
    tell: Tell, server: DemoServer, fault: Fault, title: str, raw: str
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        server.add_fault(fault)
        await person.ask("/long 4")
        assert person.notice().startswith(title)
        banner = person.window.notices._banner
        person.clicks("Details", banner)
        assert raw in person.find(QPlainTextEdit, "Raw reply", person.dialog()).toPlainText()
        person.clicks("Close", person.dialog())
        person.clicks("Retry")
        await person.until_idle()
        assert len(person.answer_text().split()) == 4

    tell(story, host=server.url)


def test_a_model_that_fails_to_load_says_why(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.window.sidebar.model_activated.emit("demo-broken:13b")
        await person.ask("Hello")
        assert person.notice()
        assert person.answer_text() == ""
        person.window.sidebar.model_activated.emit(CHAT)
        person.clicks("Retry")
        await person.until_idle()
        await person.until_reads("2 / 2")
        assert person.answer_text()

    tell(story, host=server.url)


def test_what_a_server_says_is_shown_as_it_is(tell: Tell, server: DemoServer) -> None:
    """HTML in an error is text: a label that took it for markup would hide half of it."""
    message = "<b>boom</b><img src='file:///x.png'>"

    async def story(person: Person) -> None:
        await person.until_ready()
        server.add_fault(Fault(CHAT_PATH, "error_line", after_lines=2, message=message))
        await person.ask("/long 10")
        await person.until_reads(message)
        assert not person.labels_with_markup()
        person.clicks("Details")
        assert message in person.reads(person.dialog())
        assert not person.labels_with_markup()
        person.dialog().close()

    tell(story, host=server.url)


def test_the_server_is_gone_when_the_question_is_sent(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        server.stop()
        await person.ask("Hello")
        assert person.notice().startswith("Nobody answers at that address")
        await person.until(lambda: "Connect again" in person.buttons())
        assert "Hello" in person.reads()

    server = DemoServer(speed=None, load_seconds=0.0)
    server.start()
    try:
        tell(story, host=server.url)
    finally:
        server.stop()


def test_the_server_dies_in_the_middle(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.send("/slow 50 /long 500")
        await person.until(lambda: len(person.answer_text().split()) > 3)
        server.stop()
        await person.until_idle()
        await person.until_reads("Cut: the server closed the connection.")
        assert person.answer_text().split()[:3] == ["birch1", "cedar2", "dogwood3"]

    server = DemoServer(speed=None, load_seconds=0.0)
    server.start()
    try:
        tell(story, host=server.url)
    finally:
        server.stop()


def test_a_question_is_asked_again_of_its_model_where_none_is_offered_any_more(
    tell: Tell, server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        server.add_fault(Fault(CHAT_PATH, "cut", after_lines=2))
        await person.ask("/long 10")
        person.session.server.use(parse_address(bare.url))
        await person.until(lambda: person.model() == "")
        await person.until(lambda: "Retry" in person.buttons())
        person.clicks("Retry")
        await person.until_idle()
        assert person.notice().startswith("The server does not have this model")
        [seen] = [seen for seen in bare.requests if seen.path == CHAT_PATH]
        assert seen.json()["model"] == CHAT

    with DemoServer(speed=None, load_seconds=0.0, empty=True) as bare:
        tell(story, host=server.url)
