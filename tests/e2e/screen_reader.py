"""What a person does with an assistive technology, in words for tests."""

from __future__ import annotations

import json
import os
import select
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE = 15.0
"""Seconds that anything on a busy machine may take."""


class ScreenReaderError(AssertionError):
    """The tree does not hold what was looked for, or it cannot be operated."""


class ScreenReader:
    """The driver process. Orders are answered one after the other."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, "-W", "ignore", Path(__file__).with_name("driver.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=dict(environment),
        )
        self._rest = b""

    def order(self, order: str, **arguments: Any) -> Any:
        """Raises ScreenReaderError with the driver's words."""
        assert self._process.stdin is not None
        line = json.dumps({"order": order, **arguments})
        self._process.stdin.write(line.encode() + b"\n")
        answer = json.loads(self._line(arguments.get("timeout", 0.0) + PATIENCE))
        if "error" in answer:
            raise ScreenReaderError(answer["error"])
        return answer["result"]

    def close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def window(self, pid: int, ending: str) -> Element:
        """The window of a process, by the end of its title."""
        order = self.order("window", pid=pid, ending=ending, timeout=PATIENCE)
        return Element(self, order)

    def _line(self, timeout: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        while b"\n" not in self._rest:
            ready, _, _ = select.select([pipe], [], [], timeout)
            got = os.read(pipe, 65536) if ready else b""
            if not got:
                raise ScreenReaderError(f"the driver said nothing for {timeout} s, or ended")
            self._rest += got
        line, _, self._rest = self._rest.partition(b"\n")
        return line


@dataclass(frozen=True, slots=True)
class Element:
    """One node of the tree of another process. Waits are bounded and end in ScreenReaderError."""

    reader: ScreenReader
    number: int
    role: str = ""
    known_name: str = ""
    label: str = ""
    is_readable: bool = False
    """Whether it holds text that can be gone through by character, word and line."""

    def find(self, role: str, name: str, *states: str, timeout: float = PATIENCE) -> Element:
        """Waits for what is showing inside; `states` are those of AT-SPI, as `enabled`."""
        number = self.reader.order(
            "find", within=self.number, role=role, name=name, states=states, timeout=timeout
        )
        return Element(self.reader, number, role, name)

    def all(self, *roles: str) -> list[Element]:
        """What is there now, in the order of the tree."""
        rows = self.reader.order("all", within=self.number, roles=roles)
        return [
            Element(
                self.reader, row["number"], row["role"], row["name"], row["label"], row["readable"]
            )
            for row in rows
        ]

    def wait_gone(self, role: str, name: str, timeout: float = PATIENCE) -> None:
        self.reader.order("gone", within=self.number, role=role, name=name, timeout=timeout)

    def text(self) -> str:
        return str(self.reader.order("read", element=self.number))

    def text_beyond(self, length: int, timeout: float = PATIENCE) -> str:
        """The text once it has more characters than that."""
        text = self.reader.order("read_beyond", element=self.number, length=length, timeout=timeout)
        return str(text)

    def text_with(self, part: str, timeout: float = PATIENCE) -> str:
        """The text once it contains `part`."""
        order = "read_with"
        return str(self.reader.order(order, element=self.number, part=part, timeout=timeout))

    def write(self, text: str) -> None:
        self.reader.order("write", element=self.number, text=text)

    def press(self) -> None:
        self.reader.order("press", element=self.number)

    def slide(self, value: float) -> None:
        self.reader.order("slide", element=self.number, value=value)


def message(window: Element, author: str) -> Element:
    """The text of a message, once there is one; it can have the focus, unlike the author's name."""
    return window.find("filler", "Transcript").find("label", author, "focusable")


def names(elements: Sequence[Element]) -> list[str]:
    return [element.known_name for element in elements]
