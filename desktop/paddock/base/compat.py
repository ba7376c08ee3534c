"""What Python 3.11 lacks and a later version has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override as override
else:
    # typing.override is new in 3.12, and importing typing_extensions for it costs 17 ms of the start.
    def override(method):
        return method
