"""How a run ends: from the menu, by a signal, or before it began."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.screen_reader import PATIENCE, message

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.demo.server import DemoServer
    from tests.e2e.program import Program
    from tests.e2e.screen_reader import Element

pytestmark = pytest.mark.e2e


def quit_from_menu(_program: Program, window: Element) -> None:
    window.find("menu item", "File").press()
    window.find("menu item", "Quit").press()


def ask_to_end(program: Program, _window: Element) -> None:
    program.tell(signal.SIGTERM)


@pytest.mark.parametrize("end", [quit_from_menu, ask_to_end])
def test_it_ends_in_the_middle_of_an_answer(
    end: Callable[[Program, Element], None],
    start: Callable[..., tuple[Program, Element]],
    server: DemoServer,
) -> None:
    program, window = start("--host", server.url)
    window.find("combo box", "Model", "enabled")
    window.find("text", "Message").write("/long 20000")
    window.find("push button", "Send", "enabled").press()
    message(window, "demo-agent:14b").text_beyond(20)
    end(program, window)
    assert program.wait() == 0
    assert not program.odd_lines()
    request = server.wait_for(
        lambda seen: seen.path == "/api/chat" and seen.closed_at is not None, PATIENCE
    )
    assert request.disconnected


@pytest.mark.parametrize("display", [None, ":54321"])
def test_without_a_display_it_says_so(display: str | None, environment: dict[str, str]) -> None:
    environment.pop("DISPLAY")
    if display is not None:
        environment["DISPLAY"] = display
    command = [sys.executable, "-m", "paddock", "--demo"]
    run = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=30, check=False
    )
    assert run.returncode == 2
    assert "Paddock needs a screen to open its window" in run.stderr
    assert "--tour DIR" in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
