"""What rows and segments are made with, and how they tell what a person wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.parts.look import Look
    from paddock.parts.tex.formulas import Formulas


class Wishes(QObject):
    """Signals of a transcript's segments, which are no QObjects themselves."""

    retry_requested = Signal(int)  # turn id
    switch_requested = Signal(int, int)  # turn id, index of the answer
    link_requested = Signal(str)
    details_requested = Signal(object)  # OllamaError
    picture_requested = Signal(int, int)  # turn id, index of the image
    fold_requested = Signal(object)  # FoldKey


@dataclass(frozen=True, slots=True)
class Materials:
    """One look of a transcript; another theme or zoom makes another one."""

    look: Look
    formulas: Formulas
    wishes: Wishes
    relayout: Callable[[], None]
    """Some segment has another height than it was measured with."""
