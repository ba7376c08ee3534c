"""Text from the bytes of a file whose encoding nobody tells."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\0-\x06\x0e-\x1a\x1c-\x1f\x7f]")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_USUAL = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")


class NoTextError(ValueError):
    """Bytes that are no text in any encoding that is known here."""


def text_of(data: bytes) -> str:
    """The text of a file, without a byte order mark. Raises NoTextError.

    A byte order mark is believed; without one it is UTF-8 if it is valid as that. What is left must
    have no control characters. It is GB18030 if it is valid as that and at least half of its pairs
    of bytes are among the common characters, where each byte is 0xA1 or more; else Windows-1252, as
    Western Europe wrote. In that, an accented letter is followed by a plain one, and so is seldom
    a common pair. A text with a NUL is none.
    """
    text = _marked(data)
    if text is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _eight_bits(data)
    if "\0" in text:
        raise NoTextError("a NUL")
    return text


def _marked(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise NoTextError(str(error)) from error
    return None


def _eight_bits(data: bytes) -> str:
    if _CONTROL.search(data):
        raise NoTextError("control characters")
    pairs = _PAIR.findall(data)
    usual = sum(1 for pair in pairs if _USUAL.match(pair))
    for encoding in ("gb18030", "cp1252") if 2 * usual >= len(pairs) > 0 else ("cp1252",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NoTextError("no encoding fits")
