"""What is known of a server at one moment.

Light to import, since widgets name its states before the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.ollama.address import Address
    from paddock.ollama.errors import OllamaError
    from paddock.ollama.types import InstalledModel, LoadedModel


class Reach(Enum):
    """Whether the server answers."""

    CONNECTING = "connecting"
    ONLINE = "online"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class ServerState:
    """All that is known of the server at one moment."""

    address: Address
    is_demo: bool = False
    reach: Reach = Reach.CONNECTING
    version: str = ""
    models: tuple[InstalledModel, ...] = ()
    loaded: tuple[LoadedModel, ...] = ()
    error: OllamaError | None = None

    def is_loaded(self, name: str) -> bool:
        return any(model.name == name for model in self.loaded)
