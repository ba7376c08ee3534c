"""The bytes of an answer to objects: NDJSON, framed on line feeds alone.

Lines are cut in bytes and never by `str.splitlines()`, which breaks valid JSON at U+0085 and its
like; that also settles characters cut between two reads.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from paddock.ollama.errors import MalformedLine, OllamaError, StreamFailed
from paddock.ollama.lenient import NotAnObject, decode_object, parse_object
from paddock.ollama.refusal import error_text, signin_url

T = TypeVar("T", bound=msgspec.Struct)

LINE_LIMIT = 64 << 20
"""The bytes that a line may have; generate's last one holds about 7 for each token of the context.
"""


class LineTooLong(Exception):
    """A line passed the limit; `start` is the first part of it."""

    def __init__(self, start: bytes) -> None:
        super().__init__(f"a line of more than {LINE_LIMIT} bytes")
        self.start = start


class LineSplitter:
    """Cuts bytes into lines, whatever the pieces they come in. Each byte is looked at once."""

    def __init__(self, limit: int = LINE_LIMIT) -> None:
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> list[bytes]:
        """Take a piece and give the lines that it completes, without their line feeds. Raises
        LineTooLong.
        """
        lines = data.split(b"\n")
        rest = lines.pop()
        if lines and self._parts:
            self._parts.append(lines[0])
            lines[0] = b"".join(self._parts)
            self._parts, self._size = [], 0
        if rest:
            self._parts.append(rest)
            self._size += len(rest)
            if self._size > self._limit:
                raise LineTooLong(self._parts[0])
        return lines

    def finish(self) -> bytes:
        """Give what came after the last line feed."""
        rest = b"".join(self._parts)
        self._parts, self._size = [], 0
        return rest


class StreamDecoder(Generic[T]):
    """Turns the bytes of a stream into objects of one kind.

    An error does not undo what came before it: `feed` gives the objects that are good and leaves
    the error in `failure`; nothing is decoded after that. An object with an error in it is never
    taken for one of the kind.
    """

    def __init__(self, kind: type[T], call: str = "", limit: int = LINE_LIMIT) -> None:
        self._kind = kind
        self._call = call
        self._decoder = msgspec.json.Decoder(kind)
        self._splitter = LineSplitter(limit)
        self.failure: OllamaError | None = None

    def feed(self, data: bytes) -> list[T]:
        """Decode the lines that the piece completes."""
        if self.failure is not None:
            return []
        try:
            lines = self._splitter.feed(data)
        except LineTooLong as error:
            self.failure = MalformedLine(str(error), raw=error.start, call=self._call)
            return []
        return self._decode(lines)

    def finish(self) -> list[T]:
        """Decode a last line that no line feed ends."""
        return [] if self.failure is not None else self._decode([self._splitter.finish()])

    def _decode(self, lines: list[bytes]) -> list[T]:
        objects: list[T] = []
        for line in lines:
            if not line or line.isspace():
                continue
            try:
                self.failure = error_in(line, self._call)
                if self.failure is not None:
                    break
                objects.append(decode_object(line, self._decoder, self._kind))
            except NotAnObject as error:
                self.failure = MalformedLine(
                    f"not a line of the protocol: {error}", raw=line, call=self._call
                )
                break
        return objects


def error_in(line: bytes, call: str) -> StreamFailed | None:
    """The error that a line reports, if it does. Raises NotAnObject."""
    # Inside a JSON string the quotes would be escaped, so that text about errors does not come this
    # far.
    if b'"error"' not in line:
        return None
    value = parse_object(line)
    if not value.get("error"):
        return None
    text = error_text(value["error"])
    failure = StreamFailed(text.partition("\n")[0], raw=line, call=call, detail=text)
    failure.signin_url = signin_url(value)
    return failure
