"""Reads a file of conversations, whichever program wrote it.

Nothing is loaded from anywhere: what a file points to on other machines stays an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from paddock.domain.exchange.chatgpt import Assets, Members, is_chatgpt, members, read_chatgpt
from paddock.domain.exchange.files import Files
from paddock.domain.exchange.joining import NewId, TangledError
from paddock.domain.exchange.lines_reading import is_line, read_line
from paddock.domain.exchange.loose import NotJsonError, decode, list_of, mapping_of, name_of
from paddock.domain.exchange.openwebui_reading import read_openwebui_chat
from paddock.domain.exchange.paddock_reading import is_ours, read_paddock
from paddock.domain.exchange.values import Conversation, Note, Reading, UnreadableImport

LARGEST = 512 * 1024 * 1024
"""Of a file of conversations in bytes: what is larger is refused before it fills the memory."""
_SAMPLE = 50
"""So many lines are looked at to tell lines of JSON from any other text."""
_READABLE = (".json", ".jsonl")
_Reader: TypeAlias = Callable[[Mapping[str, Any]], tuple[Conversation, list[Note]]]


def read(name: str, data: bytes | Members, ids: NewId, now: float) -> Reading:
    """The conversations of a file, or of the members of an archive. `name` is told in errors.

    `ids` gives each message an id that no other has. `now`, in seconds since 1970, is when a
    conversation began of which nothing tells the time. What cannot be read becomes a Note.
    Raises UnreadableImport.
    """
    if isinstance(data, bytes):
        return _Session(ids, now, {}).file(name, data)
    chosen = members(data) or [name for name in sorted(data) if name.lower().endswith(_READABLE)]
    if not chosen:
        raise UnreadableImport("unknown_format" if data else "empty", name)
    session = _Session(ids, now, data)
    found = Reading()
    refusal: UnreadableImport | None = None
    for member in chosen:
        try:
            part = session.file(member, data[member])
        except UnreadableImport as error:
            refusal = refusal or error
            found = replace(
                found, notes=(*found.notes, Note("unreadable", member, 0, error.reason))
            )
            continue
        conversations = (*found.conversations, *part.conversations)
        found = Reading(conversations, session.files.found, (*found.notes, *part.notes))
    if refusal is not None and not found.conversations:
        raise refusal
    return found


class _Session:
    """Reads files that belong together."""

    def __init__(self, ids: NewId, now: float, archive: Members) -> None:
        self.files = Files()
        self._ids = ids
        self._now = now
        self._assets = Assets(archive)

    def file(self, name: str, data: bytes) -> Reading:
        if len(data) > LARGEST:
            raise UnreadableImport("too_large", f"{name}: {len(data)} bytes")
        data = _utf8(data)
        if not data.strip():
            raise UnreadableImport("empty", name)
        try:
            value = decode(data)
        except NotJsonError as error:
            return self._lines(name, data, str(error))
        if is_ours(value):
            reading = read_paddock(value, self._ids)
            self.files.found.update(reading.files)
            return replace(reading, files=self.files.found)
        return self._each(name, value)

    def _each(self, name: str, value: object) -> Reading:
        """A list of conversations, or one alone."""
        if value in ([], {}):
            raise UnreadableImport("empty", name)
        inner = mapping_of(value).get("conversations") or mapping_of(value).get("chats")
        is_wrapped = isinstance(inner, list) and self._reader(value) is None
        entries = list_of(inner if is_wrapped else value) or [value]
        reader = next((found for entry in entries if (found := self._reader(entry))), None)
        if reader is None:
            raise UnreadableImport("unknown_format", name)
        return self._read(enumerate(entries), reader)

    def _read(self, entries: Iterable[tuple[int, object]], usual: _Reader) -> Reading:
        """Each entry by the reader that fits it."""
        found: list[Conversation] = []
        notes: list[Note] = []
        for index, entry in entries:
            values = mapping_of(entry)
            title = name_of(values.get("title"))
            if not values:
                notes.append(Note("unreadable", title, index, "not an object"))
                continue
            reader = self._reader(entry) or usual
            try:
                conversation, told = reader(values)
            except TangledError as error:
                notes.append(Note("unreadable", title, index, str(error)))
                continue
            title = conversation.head.title
            notes += [replace(note, title=title, index=index) for note in told]
            if conversation.tree.messages:
                found.append(conversation)
            else:
                notes.append(Note("unreadable", title, index, "no messages"))
        return Reading(tuple(found), self.files.found, tuple(notes))

    def _reader(self, value: object) -> _Reader | None:
        """Who reads a conversation of this shape."""
        entry = mapping_of(value)
        if is_chatgpt(entry):
            return self._chatgpt
        is_chat = isinstance(entry.get("chat"), dict) or isinstance(entry.get("history"), dict)
        if is_chat or (is_line(entry) and "models" in entry):
            return self._openwebui
        return self._line if is_line(entry) else None

    def _chatgpt(self, value: Mapping[str, Any]) -> tuple[Conversation, list[Note]]:
        return read_chatgpt(value, self._ids, self.files, self._assets, self._now)

    def _openwebui(self, value: Mapping[str, Any]) -> tuple[Conversation, list[Note]]:
        return read_openwebui_chat(value, self._ids, self.files, self._now)

    def _line(self, value: Mapping[str, Any]) -> tuple[Conversation, list[Note]]:
        return read_line(value, self._ids, self.files, self._now)

    def _lines(self, name: str, data: bytes, why: str) -> Reading:
        """Lines of JSON; `why` says why the whole is no JSON."""
        lines = [line for line in data.split(b"\n") if line.strip()]
        entries: list[tuple[int, object]] = []
        broken: list[Note] = []
        for index, line in enumerate(lines):
            try:
                entries.append((index, decode(line)))
            except NotJsonError as error:
                broken.append(Note("unreadable", "", index, str(error)))
            if index == _SAMPLE and not entries:
                break
        values = [entry for _, entry in entries if isinstance(entry, dict)]
        if not values:
            raise UnreadableImport("not_json", f"{name}: {why}")
        reader = next((found for value in values if (found := self._reader(value))), None)
        if reader is None:
            raise UnreadableImport("unknown_format", name)
        reading = self._read(entries, reader)
        notes = sorted((*broken, *reading.notes), key=lambda note: note.index)
        return replace(reading, notes=tuple(notes))


def _utf8(data: bytes) -> bytes:
    """Without a byte order mark, whichever encoding it announces."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(b"\xef\xbb\xbf")
