"""The kind of failure that a person can do something about.

Everything else that is raised is a bug of ours and goes to the crash dialog.
"""

from __future__ import annotations


class KnownError(Exception):
    """A failure of the network, the disk or a user's file, with the raw facts kept beside the words.

    `reason` is a short key from which the Qt layers make a sentence; `raw` is shown under Details.
    """

    def __init__(self, reason: str, raw: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.raw = raw
