"""The log file: rotating, and free of secrets whatever a caller writes into a message."""

from __future__ import annotations

import logging
import os
import re
from logging.handlers import RotatingFileHandler

_SECRET = re.compile(
    r"""(?ix)
    (?P<name> (?:proxy-)?authorization | cookie | [\w-]*(?:api[_-]?key|token|secret|password)[\w-]* )
    (?P<between> ["']?\s*[:=]\s*["']?(?:(?:bearer|basic)\s+)? )
    (?P<value> [^\s"',;&}]+ )
    | (?<=://)(?P<user>[^\s/@:]+):(?P<word>[^\s/@]+)(?=@)
    | \bbearer\s+(?P<bearer>[\w.~+/=-]{8,})
    """
)


def redact(text: str) -> str:
    """`text` with keys, tokens, cookies and passwords in addresses replaced by `[redacted]`."""

    def cover(match: re.Match[str]) -> str:
        if match["name"]:
            return f"{match['name']}{match['between']}[redacted]"
        return "[redacted]" if match["user"] else "Bearer [redacted]"

    return _SECRET.sub(cover, text)


class RedactingFormatter(logging.Formatter):
    """Covers secrets in the finished record, the traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def open_log(folder: str) -> logging.Handler | None:
    """Sends the package's log to `folder/paddock.log` (3 files of 1 MB).

    Returns the handler, for closing it; None when the folder cannot be written, since an unwritable
    log must not keep the application from starting.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        handler = RotatingFileHandler(
            os.path.join(folder, "paddock.log"), maxBytes=1_000_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return None
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("paddock")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler
