"""The log file: rotating, and free of secrets whatever a caller writes into a message."""

from __future__ import annotations

import logging
import os
import re
from logging.handlers import RotatingFileHandler

from paddock.base.compat import override

_SECRET = re.compile(
    r"""(?ix)
    # A header has its whole line, or all between its quotes: schemes, and cookies, are many.
    (?P<header> (?:proxy-)?authorization | (?:set-)?cookie )
    (?P<colon> ["']? \s* (?: [:=] | (?<=["']) , ) \s* b? )
    (?: (?P<quote>["']) (?: (?!(?P=quote)) [^\r\n] )+ | [^\s"'] [^\r\n]* )
    |
    (?P<name> [\w-]*(?:api[_-]?key|token|secret|password)[\w-]* )
    (?P<between> ["']? \s* [:=] \s* ["']? (?:(?:bearer|basic)\s+)? )
    [^\s"',;&}]+
    |
    (?<=://) [^\s/@]+ (?=@)
    |
    (?P<bearer> \bbearer\s+ ) [\w.~+/=-]{8,}
    """
)


def redact(text: str) -> str:
    """`text` with keys, tokens, cookies and the users and passwords in addresses `[redacted]`."""

    def cover(match: re.Match[str]) -> str:
        kept = ("header", "colon", "quote", "name", "between", "bearer")
        return "".join(match[group] or "" for group in kept) + "[redacted]"

    return _SECRET.sub(cover, text)


class RedactingFormatter(logging.Formatter):
    """Covers secrets in the finished record, the traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _LogFile(RotatingFileHandler):
    """On a full disk a line is lost. The standard library would print a traceback for each."""

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        return


def open_log(folder: str) -> logging.Handler | None:
    """Sends the package's log to `folder/paddock.log` (3 files of 1 MB).

    Returns the handler, for `close_log`; None when the folder cannot be written, since an unwritable
    log must not keep the application from starting.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        handler = _LogFile(
            os.path.join(folder, "paddock.log"), maxBytes=1_000_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return None
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("paddock")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Ends what `open_log` began; a handler that were still attached would open its file again."""
    logging.getLogger("paddock").removeHandler(handler)
    handler.close()
