"""Reads the files that a person chose, in a thread, and says what is in them."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from paddock.base.errors import KnownError
from paddock.domain.exchange.chatgpt import members
from paddock.domain.exchange.fingerprints import fingerprint
from paddock.domain.exchange.reading import LARGEST, read
from paddock.domain.exchange.values import Note, Reading, UnreadableImport
from paddock.features.exchange import archive
from paddock.features.exchange.loading import first_second
from paddock.features.exchange.writing import failure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from paddock.domain.exchange.joining import NewId
    from paddock.domain.exchange.values import Conversation
    from paddock.features.exchange.work import Work


@dataclass(frozen=True, slots=True)
class Offered:
    """A conversation of a file; `is_here` when the store has it already, or the file twice."""

    conversation: Conversation
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What could be taken in. `files` are the bytes of attachments by their SHA-256."""

    offered: tuple[Offered, ...]
    files: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()


def gather(paths: Sequence[str], now: float, work: Work) -> Reading:
    """The conversations of all files. The parts of an export of ChatGPT are one, others each its own.

    A file that cannot be read becomes a note, unless it is the only one. Raises KnownError and
    Cancelled.
    """
    ids = _checked(itertools.count(1).__next__, work)
    parts = members(paths)
    sources: list[tuple[str, Callable[[], Reading]]] = []
    if len(parts) > 1:
        sources.append((parts[0], partial(_read_parts, parts, ids, now, work)))
    else:
        parts = []
    for path in paths:
        if path not in parts:
            is_archive = path.lower().endswith(".zip")
            reader = _read_archive if is_archive else _read_text
            sources.append((path, partial(reader, path, ids, now, work)))
    found = Reading()
    refusals: list[tuple[str, KnownError]] = []
    for path, source in sources:
        try:
            found = _joined(found, source())
        except KnownError as error:
            refusals.append((path, error))
    if refusals and not found.conversations:
        raise refusals[0][1]
    notes = [
        Note("unreadable", os.path.basename(path), 0, error.reason) for path, error in refusals
    ]
    return Reading(found.conversations, found.files, (*found.notes, *notes))


def fingerprints(reading: Reading, work: Work) -> list[tuple[int, str]]:
    """For each conversation the second of its first message, and its fingerprint."""
    found = []
    for conversation in reading.conversations:
        work.check()
        found.append((first_second(conversation.tree), fingerprint(conversation)))
    return found


def previewed(reading: Reading, prints: Sequence[tuple[int, str]], here: set[str]) -> Preview:
    """What is offered, in the order of the files."""
    seen = set(here)
    offered = []
    for conversation, (_, print_) in zip(reading.conversations, prints, strict=True):
        offered.append(Offered(conversation, print_ in seen))
        seen.add(print_)
    return Preview(tuple(offered), reading.files, reading.notes)


def _checked(ids: NewId, work: Work) -> NewId:
    def next_id() -> int:
        work.check()
        return ids()

    return next_id


def _read_parts(paths: Sequence[str], ids: NewId, now: float, work: Work) -> Reading:
    contents: dict[str, bytes] = {}
    for path in paths:
        work.check()
        contents[path] = _content(path)
    return read(os.path.basename(paths[0]), contents, ids, now)


def _read_text(path: str, ids: NewId, now: float, work: Work) -> Reading:
    work.check()
    return read(os.path.basename(path), _content(path), ids, now)


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise failure(error, path) from error
    if len(data) > LARGEST:
        raise UnreadableImport("too_large", path)
    return data


def _read_archive(path: str, ids: NewId, now: float, work: Work) -> Reading:
    try:
        with archive.opened(path, work.check) as members:
            return read(os.path.basename(path), members, ids, now)
    except OSError as error:
        raise failure(error, path) from error


def _joined(a: Reading, b: Reading) -> Reading:
    return Reading(
        (*a.conversations, *b.conversations), {**a.files, **b.files}, (*a.notes, *b.notes)
    )
