"""A file that goes with a message: an image for the model to see, or text that is quoted to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["image", "text"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it is sent: an image is a PNG or a JPEG, a text is UTF-8.

    The bytes are not here: they are in the file `path`, which holds `size` bytes and is named by
    their SHA-256 in hexadecimal. `width` and `height` are those of an image in pixels, turned as
    its camera says. `name` is that of the file it was made from, for people to read.
    """

    kind: Kind
    name: str
    sha256: str
    size: int
    path: str
    width: int = 0
    height: int = 0


def quoted(attachment: Attachment, text: str) -> str:
    """The text of an attachment as a model is told it: its name, its size, and a fence around it.

    The fence is longer than any in the text, so that nothing in it can close it.
    """
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    fence = "`" * max(3, longest + 1)
    language = _LANGUAGES.get(attachment.name.rpartition(".")[2].lower(), "")
    head = f"{attachment.name} ({attachment.size} bytes):"
    return f"{head}\n{fence}{language}\n{text.rstrip()}\n{fence}"


_LANGUAGES = {
    "c": "c",
    "cpp": "cpp",
    "cs": "csharp",
    "css": "css",
    "csv": "csv",
    "go": "go",
    "h": "c",
    "html": "html",
    "java": "java",
    "js": "javascript",
    "json": "json",
    "kt": "kotlin",
    "lua": "lua",
    "md": "markdown",
    "php": "php",
    "py": "python",
    "rb": "ruby",
    "rs": "rust",
    "sh": "bash",
    "sql": "sql",
    "swift": "swift",
    "toml": "toml",
    "ts": "typescript",
    "xml": "xml",
    "yaml": "yaml",
    "yml": "yaml",
}
"""The word after a fence, for the endings of files that a model may be told the language of."""
