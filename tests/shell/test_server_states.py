"""What the window says of its server, and the buttons that lead on."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton

from paddock.demo.server import DemoServer, Fault
from paddock.ollama.types import PullRequest
from tests.appkit import CHAT, Person, Tell, stored_settings, write_settings
from tests.state.test_local_server import fake_ollama, posix

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def no_ollama(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setattr("paddock.state.local_server._places", list)


def test_while_connecting_it_says_to_whom(tell: Tell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"

        async def story(person: Person) -> None:
            await person.until_reads(f"Connecting to {address}", "Connecting…")
            assert not person.find(QPushButton, "Send").isEnabled()

        tell(story, host=address)


@pytest.mark.usefixtures("no_ollama")
def test_a_mistyped_computer_offers_another_address_first(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_reads(
            "No Ollama server at http://gpu-bxo.invalid:11434", "Check the address"
        )
        assert "Get Ollama" not in person.buttons()
        assert "Other address…" in person.buttons()

    tell(story, host="gpu-bxo.invalid")


def test_without_a_server_it_offers_ways_out(tell: Tell, dead_port: int) -> None:
    async def story(person: Person) -> None:
        await person.until_reads(f"No Ollama server at http://127.0.0.1:{dead_port}", "No server")
        for name in ("Get Ollama", "Other address…", "Try the demo", "Details"):
            assert name in person.buttons()
        assert "Start Ollama" not in person.buttons()
        assert "Server: This computer, not reachable" in person.buttons()
        person.clicks("Details")
        raw = person.find(QPlainTextEdit, "Raw reply", person.dialog()).toPlainText()
        assert "ConnectionRefused" in raw
        person.dialog().close()
        person.clicks("Try the demo")
        await person.until_reads("This is the built-in demo server", "Built-in demo, speaks as")
        assert await person.ask("/long 3")

    tell(story, host=f"127.0.0.1:{dead_port}")


@posix
def test_an_installed_ollama_is_started(
    tell: Tell, dead_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    fake_ollama(tmp_path / "bin", f'echo "$@" > "{tmp_path}/started"')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    async def story(person: Person) -> None:
        await person.until(lambda: "Start Ollama" in person.buttons())
        assert "Get Ollama" not in person.buttons()
        person.clicks("Start Ollama")
        await person.until((tmp_path / "started").exists)
        with DemoServer(dead_port, speed=None, load_seconds=0.0):
            await person.until_ready()

    tell(story, host=f"127.0.0.1:{dead_port}")


@posix
def test_an_ollama_that_vanished_meanwhile_is_said_to_be_gone(
    tell: Tell, dead_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    program = fake_ollama(tmp_path / "bin", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("paddock.state.local_server._places", list)

    async def story(person: Person) -> None:
        await person.until(lambda: "Start Ollama" in person.buttons())
        program.unlink()
        person.clicks("Start Ollama")
        assert person.notice().startswith("Ollama could not be started.")
        assert "Get Ollama" in person.buttons()

    tell(story, host=f"127.0.0.1:{dead_port}")


def test_without_models_it_offers_to_pull_and_sees_what_is_pulled(
    tell: Tell, bare_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_reads("No models yet", "No models.")
        assert not person.find(QPushButton, "Send").isEnabled()
        person.clicks("Pull model…")
        dialog = person.dialog()
        person.find(QLineEdit, "Model name", dialog).setText("demo-tiny")
        person.clicks("Pull", dialog)
        await person.until(lambda: "Chat with it" in person.buttons(dialog))
        person.clicks("Chat with it", dialog)
        await person.until_ready("demo-tiny")
        await person.until(lambda: person.notice().endswith(" is installed."))
        assert await person.ask("/long 3")

    tell(story, host=bare_server.url)


def test_models_that_are_installed_elsewhere_appear(tell: Tell, bare_server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_reads("No models yet")
        async with aclosing(
            person.session.server.client.pull(PullRequest(model="demo-tiny"))
        ) as lines:
            assert [line.status async for line in lines][-1] == "success"
        person.command("refresh")
        await person.until_ready("demo-tiny")

    tell(story, host=bare_server.url)


def test_a_server_that_goes_and_comes_back_is_found_again(tell: Tell, dead_port: int) -> None:
    async def story(person: Person) -> None:
        with DemoServer(dead_port, speed=None, load_seconds=0.0):
            await person.until_ready()
            text = await person.ask("/long 3")
        person.command("refresh")
        await person.until_reads("No server")
        assert person.answer_text() == text  # the conversation stays on the screen
        with DemoServer(dead_port, speed=None, load_seconds=0.0):
            await person.until_reads("Ollama 0.33.0")
            assert person.model() == CHAT
            assert await person.ask("/long 3")

    tell(story, host=f"127.0.0.1:{dead_port}")


def test_a_fallback_uses_the_demo_and_says_so(
    tell: Tell, dead_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", f"127.0.0.1:{dead_port}")

    async def story(person: Person) -> None:
        await person.until_reads("This is the built-in demo server")
        assert person.notice().startswith(f"No Ollama answers at http://127.0.0.1:{dead_port}")
        assert {"Get Ollama", "Other address…", "This computer"} <= set(person.buttons())

    tell(story, falls_back=True)


def test_a_server_that_answers_is_not_left_for_the_demo(
    tell: Tell, server: DemoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", server.url)

    async def story(person: Person) -> None:
        await person.until_ready()
        assert not person.session.server.state.is_demo
        assert person.notice() == ""

    tell(story, falls_back=True)


def test_the_demo_is_used_when_it_is_wanted(tell: Tell) -> None:
    async def story(person: Person) -> None:
        await person.until_reads("This is the built-in demo server")
        assert "Server: Built-in demo, connected" in person.buttons()
        assert person.notice() == ""

    tell(story, demo=True)


def test_two_wishes_for_the_demo_start_one(tell: Tell, dead_port: int) -> None:
    async def story(person: Person) -> None:
        await person.until(lambda: "Try the demo" in person.buttons())
        person.command("try-demo")
        person.command("try-demo")
        await person.until_reads("This is the built-in demo server")

    tell(story, host=f"127.0.0.1:{dead_port}")


def test_an_ollama_host_that_is_no_address_is_named(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "http://:::99999")

    async def story(person: Person) -> None:
        await person.until(person.notice)
        assert person.notice().startswith("“http://:::99999” is not an address")
        assert "Other address…" in person.buttons()

    tell(story)


def test_another_address_is_checked_used_and_remembered(
    tell: Tell, server: DemoServer, dead_port: int, tmp_path: Path
) -> None:
    async def story(person: Person) -> None:
        await person.until(lambda: "Other address…" in person.buttons())
        person.clicks("Other address…")
        await person.until(person.all_dialogs)
        dialog = person.dialog()
        field = person.find(QLineEdit, "Address of the Ollama server", dialog)
        connect = person.find(QPushButton, "Connect", dialog)
        field.selectAll()
        person.types_into(field, "http://:::x")
        assert not connect.isEnabled()
        assert "Not an address." in person.reads(dialog)
        field.selectAll()
        person.types_into(field, server.url)
        assert "Not an address." not in person.reads(dialog)
        person.clicks("Connect", dialog)
        await person.until_ready()
        assert stored_settings(tmp_path)["server"] == server.url
        person.command("default-address")
        assert "server" not in stored_settings(tmp_path)

    tell(story, host=f"127.0.0.1:{dead_port}")


def test_giving_up_the_address_changes_nothing(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.command("other-address")
        await person.until(person.all_dialogs)
        person.clicks("Cancel", person.dialog())
        await person.until(lambda: not person.all_dialogs())
        assert person.session.server.state.reach.value == "online"
        assert "server" not in stored_settings(tmp_path)

    tell(story, host=server.url)


def test_the_address_of_the_settings_is_used(
    tell: Tell, server: DemoServer, tmp_path: Path
) -> None:
    write_settings(tmp_path, {"server": server.url})

    async def story(person: Person) -> None:
        await person.until_ready()
        assert str(person.session.server.state.address) == server.url

    tell(story)


@pytest.mark.usefixtures("no_ollama")
def test_another_program_at_the_address_is_called_that(tell: Tell, server: DemoServer) -> None:
    page = "<html>Welcome</html>"
    server.add_fault(
        Fault("*", "status", status=200, body=page, content_type="text/html", times=1000)
    )

    async def story(person: Person) -> None:
        await person.until(lambda: "Details" in person.buttons())
        person.clicks("Details")
        assert "Something else than Ollama answers" in person.reads(person.dialog())
        assert page in person.reads(person.dialog())
        person.dialog().close()

    tell(story, host=server.url)


def test_a_server_too_busy_to_say_what_is_loaded_is_not_gone(
    tell: Tell, server: DemoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With the five seconds to connect: a fifth of a second for an answer.
    monkeypatch.setattr("paddock.ollama.client._SHORT", -4.8)
    for _ in range(40):
        server.add_fault(Fault("/api/ps", "stall"))

    async def story(person: Person) -> None:
        await person.until_ready()
        assert await person.ask("/long 3")
        assert person.notice() == ""

    tell(story, host=server.url)


def test_a_demo_that_is_wished_twice_and_left_at_once_leaves_no_server_behind(
    tell: Tell, dead_port: int
) -> None:
    async def story(person: Person) -> None:
        await person.until(lambda: "Try the demo" in person.buttons())
        for _ in range(2):
            person.command("try-demo")
            await asyncio.sleep(0)  # the task begins, and its thread with it

    before = set(threading.enumerate())  # the contract tests keep a demo server of their own
    tell(story, host=f"127.0.0.1:{dead_port}")
    started = set(threading.enumerate()) - before
    assert "demo-server" not in {thread.name for thread in started}


def test_the_filter_looks_at_names_and_not_at_sizes(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        person.find(QLineEdit, "Filter").setText("GB")
        await person.until_reads("No model matches the filter.")
        person.find(QLineEdit, "Filter").setText("CHAT:8b")
        assert "No model matches the filter." not in person.reads()

    tell(story, host=server.url)


def test_details_that_were_closed_are_gone(tell: Tell, server: DemoServer) -> None:
    async def story(person: Person) -> None:
        await person.until_ready()
        for _ in range(2):
            person.command("server-details")
            person.dialog().close()
        await person.until(lambda: not person.window.findChildren(QDialog))

    tell(story, host=server.url)


def test_a_pull_that_is_hidden_is_told_in_the_status_bar_and_when_it_fails(
    tell: Tell, bare_server: DemoServer
) -> None:
    async def story(person: Person) -> None:
        await person.until_reads("No models yet")
        bare_server.add_fault(Fault("/api/pull", "stall", after_lines=2))
        pull(person)
        person.clicks("Hide", person.dialog())
        await person.until_reads("Pulling demo-tiny · 0 %")
        assert person.notice() == ""
        person.session.pull.cancel()
        await person.until(lambda: "Pulling" not in person.reads())

        person.session.pull.start("no-such-model")
        await person.until_reads("no-such-model could not be pulled.")
        person.command("pull-model")
        await person.until_reads("There is no no-such-model in the registry")
        person.dialog().close()

    def pull(person: Person) -> None:
        person.command("pull-model")
        person.find(QLineEdit, "Model name", person.dialog()).setText("demo-tiny")
        person.clicks("Pull", person.dialog())

    tell(story, host=bare_server.url)


def test_closing_while_the_demo_starts_leaves_nothing(tell: Tell, dead_port: int) -> None:
    async def story(person: Person) -> None:
        await person.until(lambda: "Try the demo" in person.buttons())
        person.command("try-demo")
        await person.until(lambda: [t for t in threading.enumerate() if t.name == "demo-server"])

    tell(story, host=f"127.0.0.1:{dead_port}")
