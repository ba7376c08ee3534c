"""Text in pieces of a few characters, and numbers for them: what stands for a tokenizer here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .wire import ApiError, dumps

_WIDE = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
_PIECE = re.compile(rf"\s*(?:[{_WIDE}]|[^\W_{_WIDE}]{{1,16}}|\S)|\s+")


def split(text: str) -> list[str]:
    """Pieces that join to the same text: a word, a punctuation mark or a wide character, with the
    space before it.
    """
    return _PIECE.findall(text)


def count(text: str) -> int:
    return len(split(text))


class Vocabulary:
    """Gives each piece a number when it is first seen, so that a `context` can be read back."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._pieces: list[str] = []

    def numbers(self, pieces: Sequence[str]) -> list[int]:
        result = []
        for piece in pieces:
            number = self._numbers.setdefault(piece, len(self._pieces))
            if number == len(self._pieces):
                self._pieces.append(piece)
            result.append(number)
        return result

    def pieces(self, numbers: Sequence[int]) -> list[str]:
        """The pieces behind a `context`. Raises `ApiError` 500 for a number never given out."""
        size = len(self._pieces)
        for number in numbers:
            if not 0 <= number < size:
                sizes = f"__n (which is {number}) >= this->size() (which is {size})"
                check = f"vector::_M_range_check: {sizes}"
                error = dumps({"error": {"code": 500, "message": check, "type": "server_error"}})
                raise ApiError(500, f"detokenize error: {error}")
        return [self._pieces[number] for number in numbers]
