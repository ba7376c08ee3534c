"""What the definitions of a text name, and what of it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.domain.markdown.leaves import Spans


@dataclass(slots=True)
class Labels:
    """What the definitions of a text have named so far: addresses and footnotes."""

    addresses: dict[str, str] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    read: dict[str, tuple[Spans, set[str]]] = field(default_factory=dict)
    """What was read with these labels of late; the open blocks are mostly those of the last feed."""
    read_before: dict[str, tuple[Spans, set[str]]] = field(default_factory=dict)

    def copy(self) -> Labels:
        return Labels(dict(self.addresses), set(self.notes))


class Lookups:
    """Answers markdown-it's questions for labels, and remembers those that have no answer yet."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self.missed: set[str] = set()

    def get(self, label: str, _default: None = None) -> dict[str, str] | None:
        address = self._labels.addresses.get(label)
        if address is None:
            self.missed.add(label)
            return None
        return {"href": address, "title": ""}

    def has_note(self, label: str) -> bool:
        if label in self._labels.notes:
            return True
        self.missed.add(note_key(label))
        return False


def note_key(label: str) -> str:
    """The name of a footnote among missed labels; no label of an address contains a line break."""
    return f"\n{label}"
