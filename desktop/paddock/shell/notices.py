"""The one channel to the user: words with offers in a bar above the page, details one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paddock.kit.offers import Offer
from paddock.ollama.errors import ConnectionFailed
from paddock.shell.words import ErrorWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from paddock.kit.banner import Banner, Kind
    from paddock.shell.words import Words

_DETAILS = "details"
_OFFERS_BESIDE_DETAILS = 3


class Notices(QObject):
    """Shows one notice at a time; a newer one replaces the older."""

    offer_chosen = Signal(str)  # id of an action
    details_requested = Signal(object)  # Words

    def __init__(self, banner: Banner, label_of: Callable[[str], str]) -> None:
        super().__init__(banner)
        self._banner = banner
        self._label_of = label_of
        self._words = ErrorWords(self)
        self._last: Words | None = None
        self._undo: Callable[[], None] | None = None
        self._says_unreachable = False
        self._standing: Words | None = None
        banner.offer_chosen.connect(self._on_offer)

    def report(self, error: BaseException) -> None:
        """Says what happened in the words for it."""
        self.show_words(self._words.describe(error))
        self._says_unreachable = isinstance(error, ConnectionFailed)

    def server_answers(self) -> None:
        """Withdraws the notice that it does not; any other stays."""
        if self._says_unreachable:
            self.clear()

    def show_words(self, words: Words) -> None:
        self._last = words
        offers = [Offer(key, self._label_of(key)) for key in words.offers[:_OFFERS_BESIDE_DETAILS]]
        offers.append(Offer(_DETAILS, self.tr("Details")))
        text = self.tr("{0}. {1}").format(words.title, words.text)
        self._show("error", text, offers)

    def stand(self, words: Words) -> None:
        """Says something that stays true until `stand_down`: it comes back after other notices."""
        self._standing = words
        self.show_words(words)

    def stand_down(self) -> None:
        """What `stand` said is over."""
        self._standing = None
        self.clear()

    def tell(self, text: str, *keys: str, kind: Kind = "info") -> None:
        """A fact, with the actions that go with it."""
        self._show(kind, text, [Offer(key, self._label_of(key)) for key in keys])

    def tell_with_undo(self, text: str, undo: Callable[[], None]) -> None:
        self._show("info", text, [Offer("undo", self.tr("Undo"))])
        self._undo = undo

    def take_back(self) -> bool:
        """What Undo does when no text has anything to undo. Whether there was something."""
        if self._undo is None or self._banner.isHidden():
            return False
        self._on_offer("undo")
        return True

    def clear(self) -> None:
        """Hides the notice, unless it is one that stays."""
        self._says_unreachable = False
        was_seen = not self._banner.isHidden()
        self._banner.hide()
        if was_seen:
            self._stand_again()

    def describe(self, error: BaseException) -> Words:
        return self._words.describe(error)

    def _show(self, kind: Kind, text: str, offers: list[Offer]) -> None:
        self._says_unreachable = False
        self._undo = None
        self._banner.show_notice(kind, text, offers)

    def _on_offer(self, key: str) -> None:
        self._banner.hide()
        if key == _DETAILS and self._last is not None:
            self.details_requested.emit(self._last)
        elif key == "undo" and self._undo is not None:
            undo, self._undo = self._undo, None
            undo()
        else:
            self.offer_chosen.emit(key)
        if self._banner.isHidden():
            self._stand_again()

    def _stand_again(self) -> None:
        if self._standing is not None:
            self.show_words(self._standing)
