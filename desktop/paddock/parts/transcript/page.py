"""What the controllers of a transcript may ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar, QWidget

    from paddock.parts.transcript.column import Column, Placed
    from paddock.parts.transcript.messages import Messages
    from paddock.parts.transcript.stage import Stage


class Page(Protocol):
    """Implemented by the view."""

    @property
    def messages(self) -> Messages: ...
    @property
    def column(self) -> Column: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def placed(self) -> list[Placed]: ...
    def stay(self) -> None: ...
    def go_to(self, row: int, segment: int = 0, distance: int = 0) -> None: ...
    def viewport(self) -> QWidget: ...
    def verticalScrollBar(self) -> QScrollBar: ...  # noqa: N802 - Qt's name
