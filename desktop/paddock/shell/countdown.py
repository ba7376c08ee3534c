"""How long a model stays loaded, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_FOREVER = 20 * 365 * 24 * 3600  # seconds; what Ollama's own list prints as "Forever"


def remaining(expires_at: datetime | None) -> str:
    """Minutes and seconds until then as `4:12`; empty when it is past, unknown or for ever."""
    if expires_at is None:
        return ""
    from datetime import UTC, datetime

    seconds = int((expires_at - datetime.now(UTC)).total_seconds())
    if seconds <= 0 or seconds > _FOREVER:
        return ""
    if seconds >= 3600:
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{seconds // 60}:{seconds % 60:02}"
