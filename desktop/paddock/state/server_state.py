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

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


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

    @property
    def is_this_computer(self) -> bool:
        """Whether the address names the computer that Paddock itself runs on."""
        return self.address.host in _LOOPBACK

    def is_loaded(self, name: str) -> bool:
        return any(model.name == name for model in self.loaded)
