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
    """Signals of a transcript's segments, which are no QObjects themselves.

    An answer is told by its turn and its index among the answers to the same question; places for a
    menu are global QPoints.
    """

    retry_requested = Signal(int)  # turn id
    continue_requested = Signal(int)  # turn id
    switch_requested = Signal(int, int)  # turn id, index of the answer
    branch_requested = Signal(int, int)  # turn id, -1 or 1: to another version of the question
    edit_requested = Signal(int)  # turn id
    delete_requested = Signal(int, int)  # turn id, index of the answer; -1 for the question
    menu_requested = Signal(
        int, int, object, bool
    )  # turn id, index, QPoint, whether text is selected
    question_menu_requested = Signal(int, object, bool)  # turn id, QPoint, whether text is selected
    metrics_requested = Signal(int, int)  # turn id, index of the answer
    link_requested = Signal(str)
    details_requested = Signal(object)  # what an answer failed with
    picture_requested = Signal(int, int)  # turn id, index of the image among the images
    attachment_requested = Signal(int, int)  # turn id, index among all attachments
    fold_requested = Signal(object)  # FoldKey


@dataclass(frozen=True, slots=True)
class Materials:
    """One look of a transcript; another theme or zoom makes another one."""

    look: Look
    formulas: Formulas
    wishes: Wishes
    relayout: Callable[[], None]
    """Some segment has another height than it was measured with."""
