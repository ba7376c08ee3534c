"""A desktop for all tests of this folder, the program on it, and a server that both can see."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeAlias

import pytest

from paddock.demo.server import DemoServer
from tests.e2e.desktop import Desktop, what_is_missing
from tests.e2e.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from tests.e2e.screen_reader import Element

    Start: TypeAlias = Callable[..., tuple[Program, Element]]

_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets fixtures know that the test failed, so that they can take a picture of it."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture(scope="session")
def desktop() -> Iterator[Desktop]:
    if missing := what_is_missing():
        # Where somebody asked for these tests, leaving them out would be a lie.
        end = pytest.fail if os.environ.get("PADDOCK_E2E") == "1" else pytest.skip
        end(f"tests/e2e needs {missing}; see E2E_PACKAGES in dev.py")
    with Desktop() as desktop:
        yield desktop


@pytest.fixture
def environment(desktop: Desktop, own_home: Path) -> dict[str, str]:
    """What a program is started with: the display and the buses, and a home that is empty."""
    own = {name: os.environ[name] for name in os.environ if name.startswith(("XDG_", "PYTHON_K"))}
    return {**own, **desktop.environment, "HOME": str(own_home)}


@pytest.fixture
def start(
    desktop: Desktop, environment: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Start]:
    """Starts the program with arguments; gives it and its window. It is ended after the test.

    What it wrote stays in `output.txt` of the test's folder; when the test fails, `screen.png`
    beside it shows how it looked.
    """
    with ExitStack() as programs:

        def started(*arguments: str) -> tuple[Program, Element]:
            program = programs.enter_context(Program(environment, tmp_path, *arguments))
            return program, program.window(desktop)

        yield started
        if request.node.stash.get(_FAILED, False):
            desktop.save_picture(tmp_path / "screen.png")


@pytest.fixture
def server() -> Iterator[DemoServer]:
    """A server in this process, whose side of the talk a test can look at."""
    with DemoServer(speed=120.0, load_seconds=0.3) as server:
        yield server


@pytest.fixture
def window(start: Start, server: DemoServer) -> Element:
    """The window of a program that talks to `server`."""
    return start("--host", server.url)[1]
