"""What can go wrong with a file that conversations come from, besides what the disk says."""

from __future__ import annotations

from typing import Literal, TypeAlias

from paddock.base.errors import KnownError

Reason: TypeAlias = Literal["encrypted", "broken", "many", "large"]
"""Of an archive: it has a password; it makes no sense; too many files; too much when unpacked."""


class ArchiveError(KnownError):
    """An archive that is not read. `reason` is one of Reason, `raw` names what was found."""

    def __init__(self, reason: Reason, raw: str = "") -> None:
        super().__init__(reason, raw)
        self.reason: Reason = reason
