"""The assistive technology: reads and operates a program through AT-SPI, as told on stdin.

Runs under the Python of the system, which has the GObject bindings that a virtual environment
lacks. Each line of stdin is a JSON object with the name of an `order` and its arguments; each is
answered by one line on stdout, {"result": …} or {"error": words}. Elements of the tree are spoken
of by number.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # type: ignore[import-not-found] # noqa: E402

POLL = 50
"""Milliseconds between two looks at the tree. It is another process's, which sends no event for
some of what is waited for here: a text that has grown by enough, an element that is gone."""


class NotFoundError(Exception):
    """What was waited for did not come in time."""


class Driver:
    """Every public method is an order."""

    def __init__(self) -> None:
        self._elements: list[Any] = []

    def enable(self) -> None:
        """Tells the session that an assistive technology runs, as a screen reader does."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        on = GLib.Variant("b", True)
        status = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", on))
        bus.call_sync(
            "org.a11y.Bus",
            "/org/a11y/bus",
            "org.freedesktop.DBus.Properties",
            "Set",
            status,
            None,
            Gio.DBusCallFlags.NONE,
            -1,
            None,
        )

    def window(self, pid: int, ending: str, timeout: float) -> int:
        """The frame of process `pid` whose title ends in `ending`."""

        def look() -> Any:
            desktop = Atspi.get_desktop(0)
            for application in _children(desktop):
                if application.get_process_id() == pid:
                    # What the other process holds is what counts, not what was read before.
                    application.set_cache_mask(Atspi.Cache.NONE)
                    frames = (f for f in _children(application) if f.get_role_name() == "frame")
                    return next((f for f in frames if f.get_name().endswith(ending)), None)
            return None

        return self._keep(_until(look, timeout, f"no window ending in {ending!r}"))

    def find(self, within: int, role: str, name: str, states: list[str], timeout: float) -> int:
        """The first element of this role and name that is showing and has the states."""
        wanted = [getattr(Atspi.StateType, state.upper()) for state in states]

        def look() -> Any:
            for element in _showing(self._elements[within]):
                if element.get_role_name() == role and name in (
                    element.get_name(),
                    _label(element),
                ):
                    has = element.get_state_set()
                    if all(has.contains(state) for state in wanted):
                        return element
            return None

        words = " ".join([*states, role])
        return self._keep(_until(look, timeout, f"no {words} named {name!r}"))

    def gone(self, within: int, role: str, name: str, timeout: float) -> None:
        """Waits until no such element is showing."""

        def look() -> bool:
            return not any(
                element.get_role_name() == role and element.get_name() == name
                for element in _showing(self._elements[within])
            )

        _until(look, timeout, f"{role} named {name!r} is still there")

    def all(self, within: int, roles: list[str]) -> list[dict[str, Any]]:
        """The elements and what is known of them, in their order; no roles are all roles."""
        return [
            {
                "number": self._keep(element),
                "role": element.get_role_name(),
                "name": element.get_name(),
                "label": _label(element),
                "readable": "Text" in element.get_interfaces(),
            }
            for element in _showing(self._elements[within])
            if not roles or element.get_role_name() in roles
        ]

    def read(self, element: int) -> str:
        return _text(self._elements[element])

    def read_beyond(self, element: int, length: int, timeout: float) -> str:
        """The text once it is longer than `length` characters."""

        def look() -> str:
            text = _text(self._elements[element])
            return text if len(text) > length else ""

        return str(_until(look, timeout, f"the text stayed within {length} characters"))

    def read_with(self, element: int, part: str, timeout: float) -> str:
        """The text once it contains `part`."""

        def look() -> str:
            text = _text(self._elements[element])
            return text if part in text else ""

        return str(_until(look, timeout, f"the text did not contain {part!r}"))

    def write(self, element: int, text: str) -> None:
        if not Atspi.EditableText.set_text_contents(self._elements[element], text):
            raise NotFoundError("the text could not be set")

    def press(self, element: int) -> None:
        """The first action of the element: Press, Toggle, ShowMenu."""
        if not Atspi.Action.do_action(self._elements[element], 0):
            raise NotFoundError("the element has no action")

    def slide(self, element: int, value: float) -> None:
        if not Atspi.Value.set_current_value(self._elements[element], value):
            raise NotFoundError("the value could not be set")

    def _keep(self, element: Any) -> int:
        self._elements.append(element)
        return len(self._elements) - 1


def _until(look: Callable[[], Any], timeout: float, failure: str) -> Any:
    """What `look` gives, once that is true. Elements may vanish while they are looked at."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            found = look()
        except GLib.Error:
            found = None
        if found:
            return found
        if time.monotonic() > deadline:
            raise NotFoundError(f"{failure} within {timeout:g} s")
        _pause()


def _pause() -> None:
    """Lets time pass while libatspi hears of the bus."""
    loop = GLib.MainLoop()
    GLib.timeout_add(POLL, loop.quit)
    loop.run()


def _children(element: Any) -> Iterator[Any]:
    for place in range(element.get_child_count()):
        child = element.get_child_at_index(place)
        if child is not None:
            yield child


def _showing(element: Any) -> Iterator[Any]:
    """The element and what it shows, in the order of the tree."""
    if element.get_state_set().contains(Atspi.StateType.SHOWING):
        yield element
        for child in _children(element):
            yield from _showing(child)


def _label(element: Any) -> str:
    """The name of the label that another element is for this one; Qt's combo boxes rely on it."""
    for relation in element.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return str(relation.get_target(0).get_name())
    return ""


def _text(element: Any) -> str:
    return str(Atspi.Text.get_text(element, 0, -1))


def main() -> None:
    driver = Driver()
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"result": getattr(driver, order.pop("order"))(**order)}
        except (NotFoundError, GLib.Error) as error:
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
