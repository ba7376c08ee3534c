"""The conversations as the rows of a side bar: under the heads of groups, or those that a filter finds."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from paddock.domain.conversations import ChatHead, Folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

PINNED, ARCHIVED = "pinned", "archived"
TODAY, YESTERDAY, WEEK, MONTH = "today", "yesterday", "week", "month"
_NEWEST_FIRST = attrgetter("changed", "id")


@dataclass(frozen=True, slots=True)
class Group:
    """The head of a group, and which chats it hides while it is folded.

    `id` is one of the names above, "folder 3" for a folder, or "2026-10" for a month.
    """

    id: str
    is_folded: bool = False
    hidden: frozenset[int] = frozenset()
    folder: Folder | None = None


Row: TypeAlias = ChatHead | Group
"""The `id` of a row, a number or a word, tells it from all others."""


def folder_group(folder: int) -> str:
    return f"folder {folder}"


def grouped(
    heads: Iterable[ChatHead], folders: Iterable[Folder], folded: Collection[str], now: float
) -> list[Row]:
    """Each chat once: archived before pinned before in a folder before by its date.

    `now` is in seconds since 1970; days begin when they do in the time zone of this computer.
    Only folders may be empty.
    """
    pinned: list[ChatHead] = []
    archived: list[ChatHead] = []
    dated: list[ChatHead] = []
    ordered = sorted(folders, key=attrgetter("position", "id"))
    inside: dict[int, list[ChatHead]] = {folder.id: [] for folder in ordered}
    for head in _sorted(heads):
        if head.is_archived:
            archived.append(head)
        elif head.is_pinned:
            pinned.append(head)
        else:
            inside.get(head.folder, dated).append(head)
    groups: list[tuple[str, Folder | None, list[ChatHead]]] = [(PINNED, None, pinned)]
    groups += [(folder_group(folder.id), folder, inside[folder.id]) for folder in ordered]
    groups += [(name, None, chats) for name, chats in _by_date(dated, now).items()]
    groups.append((ARCHIVED, None, archived))
    rows: list[Row] = []
    for name, folder, chats in groups:
        if not chats and folder is None:
            continue
        is_folded = name in folded
        hidden = frozenset(chat.id for chat in chats) if is_folded else frozenset()
        rows.append(Group(name, is_folded, hidden, folder))
        if not is_folded:
            rows += chats
    return rows


def matching(heads: Iterable[ChatHead], text: str, untitled: str) -> list[Row]:
    """The chats whose titles hold all words of `text`, archived ones last, without heads.

    `untitled` is what a chat without a title is called.
    """
    words = text.casefold().split()
    found = []
    for head in _sorted(heads):
        title = (head.title or untitled).casefold()
        if all(word in title for word in words):
            found.append(head)
    return [*sorted(found, key=attrgetter("is_archived"))]


def _sorted(heads: Iterable[ChatHead]) -> list[ChatHead]:
    return sorted(heads, key=_NEWEST_FIRST, reverse=True)


def _by_date(heads: Sequence[ChatHead], now: float) -> dict[str, list[ChatHead]]:
    """`heads`, of which the newest comes first, by the span of time in which they changed."""
    year, month, day = time.localtime(now)[:3]
    recent = [
        (name, _midnight(year, month, day - days))
        for name, days in ((TODAY, 0), (YESTERDAY, 1), (WEEK, 7), (MONTH, 30))
    ]
    groups: dict[str, list[ChatHead]] = {}
    members: list[ChatHead] = []
    begin = math.inf
    for head in heads:
        if head.changed < begin:
            name, begin = _span(head.changed, recent)
            members = groups.setdefault(name, [])
        members.append(head)
    return groups


def _span(changed: float, recent: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """The name of the span that holds `changed`, and when it begins."""
    for name, begin in recent:
        if changed >= begin:
            return name, begin
    year, month = time.localtime(max(changed, 0.0))[:2]
    # Not every system knows a time before 1970, where the month of a zero may begin.
    begin = _midnight(year, month, 1) if year > 1970 else -math.inf
    return f"{year:04}-{month:02}", begin


def _midnight(year: int, month: int, day: int) -> float:
    """When a day of this time zone begins. A `day` below 1 counts back from the month's first."""
    return time.mktime((year, month, day, 0, 0, 0, 0, 0, -1))
