"""A transfer as a bar with words: what the server does, how much there is, how long it takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from paddock.domain.transfer import Phase
from paddock.kit.roles import set_role
from paddock.kit.sizes import file_size

if TYPE_CHECKING:
    from paddock.domain.transfer import Transfer

_TICK = 500
_STEPS = 1000


class PullProgress(QWidget):
    """Shows the transfer it was last given; seconds go on by a timer while no line comes."""

    def __init__(self) -> None:
        super().__init__()
        self._transfer: Transfer | None = None
        self._phase = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._amounts = QLabel()
        set_role(self._amounts, "caption")
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._phase)
        column.addWidget(self._bar)
        column.addWidget(self._amounts)
        self._tick.timeout.connect(self._write)

    def set_name(self, name: str) -> None:
        """Names the bar after the model for assistive technology."""
        self._bar.setAccessibleName(name)

    def show_transfer(self, transfer: Transfer) -> None:
        """The timer stops with the transfer."""
        self._transfer = transfer
        self._bar.setValue(int(transfer.fraction * _STEPS))
        if transfer.ended is not None:
            self._tick.stop()
        elif not self._tick.isActive():
            self._tick.start()
        self._write()

    def _write(self) -> None:
        transfer = self._transfer
        if transfer is None:
            return
        now = time.monotonic()
        words = self._phase_words(transfer, now)
        self._phase.setText(words)
        self._bar.setAccessibleDescription(words)
        self._amounts.setText(self._amount_words(transfer, now))

    def _phase_words(self, transfer: Transfer, now: float) -> str:
        seconds = int(transfer.still(now))
        match transfer.phase:
            case Phase.WAITING:
                return self.tr("Asking the server")
            case Phase.MANIFEST:
                return self.tr("Reading the manifest")
            case Phase.LAYERS if transfer.stalled(now):
                return self.tr("Stalled for {0}").format(self._duration(seconds))
            case Phase.LAYERS:
                return self.tr("Downloading")
            case Phase.VERIFYING:
                return self.tr("Verifying for {0}: may take minutes without news").format(
                    self._duration(seconds)
                )
            case Phase.FINISHING:
                return self.tr("Finishing")

    def _amount_words(self, transfer: Transfer, now: float) -> str:
        if not transfer.total:
            return ""
        words = [self._of_total(transfer.completed, transfer.total)]
        speed = transfer.bytes_per_second
        if speed is not None and not transfer.stalled(now):
            words.append(self.tr("{0}/s").format(file_size(round(speed))))
        left = transfer.seconds_left
        if left is not None and not transfer.stalled(now):
            words.append(self.tr("{0} left").format(self._duration(round(left))))
        return " · ".join(words)

    def _of_total(self, completed: int, total: int) -> str:
        """Both sizes, with the unit once where it is the same."""
        done, whole = file_size(completed), file_size(total)
        number, _, unit = done.rpartition(" ")
        if whole.endswith(f" {unit}"):
            done = number
        return self.tr("{0} of {1}").format(done, whole)

    def _duration(self, seconds: int) -> str:
        number = QLocale().toString
        if seconds < 60:
            return self.tr("{0} s").format(number(seconds))
        minutes = round(seconds / 60)
        if minutes < 60:
            return self.tr("{0} min").format(number(minutes))
        return self.tr("{0} h {1} min").format(number(minutes // 60), number(minutes % 60))
