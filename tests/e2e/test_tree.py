"""What the window tells an assistive technology as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.program import Program
    from tests.e2e.screen_reader import Element

pytestmark = pytest.mark.e2e

CONTROLS = (
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "list",
    "list item",
    "table",
    "slider",
    "menu item",
)


def test_every_control_has_a_name(start: Callable[..., tuple[Program, Element]]) -> None:
    _, window = start("--demo")
    window.find("list", "Models").find("list item", "demo-agent:14b, 9.3 GB")
    controls = window.all(*CONTROLS)
    assert len(controls) > 40
    assert not [control for control in controls if not control.known_name and not control.label]


def test_the_window_is_read_from_left_to_right(
    start: Callable[..., tuple[Program, Element]],
) -> None:
    _, window = start("--demo")
    window.find("list", "Models").find("list item", "demo-agent:14b, 9.3 GB")
    order = [element.known_name or element.label for element in window.all("list", "text")]
    places = [order.index(name) for name in ("Filter", "Models", "Message", "System prompt")]
    assert places == sorted(places)
