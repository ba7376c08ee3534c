"""From the list of models to a streamed answer, as an assistive technology goes through it."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.e2e.screen_reader import PATIENCE, message, names

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.demo.server import DemoServer, SeenRequest
    from tests.e2e.program import Program
    from tests.e2e.screen_reader import Element

pytestmark = pytest.mark.e2e

CHAT = "demo-chat:8b"


def choose_model(window: Element, name: str) -> None:
    """Opens the list of the combo box and selects a row, as a person without a mouse does."""
    combo = window.find("combo box", "Model")
    combo.press()
    combo.find("list item", name).press()
    # On X11 a combo box is named by what it shows, and labelled by what it is for.
    window.find("combo box", name)


def send(window: Element, question: str) -> None:
    window.find("text", "Message").write(question)
    window.find("push button", "Send", "enabled").press()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def chat_request(server: DemoServer) -> SeenRequest:
    return server.wait_for(lambda seen: seen.path == "/api/chat" and bool(seen.body), PATIENCE)


def sent_answer(server: DemoServer, seen: SeenRequest) -> str:
    """What the server says to the same request, which it says each time."""
    body = {**seen.json(), "stream": False}
    reply = httpx.post(f"{server.url}/api/chat", json=body, timeout=30, trust_env=False)
    return str(reply.json()["message"]["content"])


@pytest.mark.parametrize("where", ["--demo", "--host"])
def test_a_question_is_asked_and_the_answer_streams_in(
    where: str, start: Callable[..., tuple[Program, Element]], server: DemoServer
) -> None:
    _, window = start(where, server.url) if where == "--host" else start(where)
    models = window.find("list", "Models")
    models.find("list item", "demo-agent:14b, 9.3 GB")
    rows = names(models.all("list item"))
    assert [row.partition(",")[0] for row in rows][:3] == [
        "demo-agent:14b",
        "demo-broken:13b",
        CHAT,
    ]
    choose_model(window, CHAT)
    send(window, "/long 150")
    window.find("push button", "Stop", "enabled")
    assert message(window, "You").text() == "/long 150"
    answer = message(window, CHAT)
    seen = [answer.text_beyond(0)]
    while len(words(seen[-1])) < 150:
        seen.append(answer.text_beyond(len(seen[-1])))
    assert len(seen) > 3
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(seen))
    window.find("push button", "Send")
    window.wait_gone("push button", "Stop")
    numbers = [int(re.sub(r"\D", "", word)) for word in words(answer.text())]
    assert numbers == list(range(1, 151))
    window.find("push button", "Copy answer")
    if where == "--host":
        request = chat_request(server)
        assert request.json()["model"] == CHAT
        assert words(answer.text()) == words(sent_answer(server, request))


def test_stop_keeps_what_came_and_says_so(window: Element, server: DemoServer) -> None:
    choose_model(window, CHAT)
    send(window, "/long 3000")
    answer = message(window, CHAT)
    answer.text_beyond(100)
    window.find("push button", "Stop", "enabled").press()
    window.find("label", "Stopped.")
    window.find("push button", "Send")
    request = server.wait_for(
        lambda seen: seen.path == "/api/chat" and seen.closed_at is not None, PATIENCE
    )
    assert request.disconnected
    kept = words(answer.text())
    assert 10 < len(kept) < 3000
    # The last word may have come in part.
    assert [int(re.sub(r"\D", "", word)) for word in kept[:-1]] == list(range(1, len(kept)))


def test_code_and_tables_of_an_answer_can_be_read(window: Element, server: DemoServer) -> None:
    choose_model(window, CHAT)
    send(window, "Show me a table and some code")
    answer = window.find("filler", CHAT)
    code = answer.find("label", "Code", "focusable")
    window.find("push button", "Copy answer")
    sent = sent_answer(server, chat_request(server))
    fence = re.search(r"```\w*\n(.*?)\n```", sent, re.DOTALL)
    assert fence is not None
    assert code.text() == fence[1]
    table = next(line for line in sent.splitlines() if line.startswith("|"))
    shown = " ".join(part.text() for part in answer.all("label") if part.is_readable)
    assert set(words(table)) <= set(words(shown))


def test_a_model_chosen_in_the_list_answers(window: Element, server: DemoServer) -> None:
    models = window.find("list", "Models")
    models.find("list item", "demo-think:4b, 2.5 GB").press()
    window.find("combo box", "demo-think:4b")
    send(window, "/long 5")
    assert chat_request(server).json()["model"] == "demo-think:4b"
    thinking = window.find("filler", "demo-think:4b")
    window.find("push button", "Copy answer")
    folded = [e for e in thinking.all("check box", "push button") if "Thought" in e.known_name]
    assert len(folded) == 1
    folded[0].press()
    thought = message(window, "Thinking").text_beyond(20)
    read = [e.text() for e in thinking.all("label") if e.is_readable]
    assert read == [thought, message(window, "demo-think:4b").text()]


def test_what_is_set_in_the_panel_is_what_the_server_receives(
    window: Element, server: DemoServer
) -> None:
    choose_model(window, CHAT)
    for name, text in {
        "System prompt": "Answer in one line.",
        "temperature": "0.3",
        "num_ctx": "8192",
        "seed": "42",
        "keep_alive": "30m",
    }.items():
        window.find("text", name).write(text)
        window.find("push button", f"Reset {name}" if name != "System prompt" else "Send")
    window.find("check box", "Will be sent").press()
    window.find("text", "Message").write("/long 3")
    preview = window.find("text", "Will be sent").text_with("/long 3")
    window.find("push button", "Send", "enabled").press()
    body = chat_request(server).json()
    assert json.loads(preview) == body
    assert body["options"] == {"temperature": 0.3, "num_ctx": 8192, "seed": 42}
    assert body["keep_alive"] in ("30m", 1800)
    assert body["messages"][0] == {"role": "system", "content": "Answer in one line."}
    window.find("push button", "Copy answer")
    server.clear()
    window.find("push button", "Reset temperature").press()
    window.wait_gone("push button", "Reset temperature")
    window.find("slider", "temperature slider").slide(0)
    window.find("push button", "Reset num_ctx").press()
    send(window, "/long 4")
    assert chat_request(server).json()["options"] == {"temperature": 0.0, "seed": 42}
