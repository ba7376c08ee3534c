"""The formats that conversations can be written in: their names, endings, and what they can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

FormatId: TypeAlias = Literal[
    "markdown", "html", "pdf", "paddock", "openwebui", "jsonl", "modelfile"
]


@dataclass(frozen=True, slots=True)
class Format:
    """`is_whole` formats hold every branch; the others the path that is shown."""

    id: FormatId
    ending: str
    is_whole: bool = False
    has_choices: bool = False
    """Whether thinking and figures can be left out."""
    is_of_one: bool = False
    """Whether a file holds one conversation only."""


FORMATS = (
    Format("markdown", "md", has_choices=True),
    Format("html", "html", has_choices=True),
    Format("pdf", "pdf", has_choices=True),
    Format("paddock", "json", is_whole=True),
    Format("openwebui", "json", is_whole=True),
    Format("jsonl", "jsonl"),
    Format("modelfile", "Modelfile", is_of_one=True),
)


def file_name(title: str, ending: str) -> str:
    """A name for a file that every system takes, made from a title."""
    kept = "".join(c if c.isalnum() or c in " -_.,()" else " " for c in title)
    name = " ".join(kept.split()).strip(". ")[:80] or "chats"
    return f"{name}.{ending}" if ending != "Modelfile" else "Modelfile"
