"""Everything a demo server remembers, and the settings it was started with."""

from __future__ import annotations

from dataclasses import dataclass

from .catalog import installed_models
from .downloads import Downloads
from .models import Model
from .names import parse_name
from .runner import Runner
from .store import Store
from .tokens import Vocabulary
from .wire import ApiError


@dataclass(frozen=True, slots=True)
class Settings:
    """`speed` is tokens per second, None as fast as can be; `pull_seconds` the time a whole
    download takes.
    """

    speed: float | None
    load_seconds: float
    pull_seconds: float
    version: str
    is_empty: bool
    max_queue: int


class World:
    """The server's state. Used on its loop only."""

    def __init__(self, settings: Settings, url: str) -> None:
        self.settings = settings
        self.url = url
        self.reset()

    def reset(self) -> None:
        """As on the first day."""
        self.store = Store(() if self.settings.is_empty else installed_models())
        self.runner = Runner(self.settings.load_seconds, self.settings.max_queue)
        self.vocabulary = Vocabulary()
        self.downloads = Downloads()
        self.is_signed_in = False

    def model(self, text: str, missing: str = "model '{}' not found") -> Model:
        """The installed model of this name. Raises `ApiError`: 400 for a bad name, 401 from the
        cloud, 404.
        """
        name = parse_name(text.strip())
        if text and not name.is_valid:
            raise ApiError(400, "invalid model name")
        if name.is_cloud:
            self.require_account()
        found = self.store.find(name) if text else None
        if found is None:
            raise ApiError(404, missing.format(text))
        return found

    def require_account(self) -> None:
        """Raises `ApiError` 401 with the address of the page that signs in."""
        if not self.is_signed_in:
            raise ApiError(401, "unauthorized", signin_url=f"{self.url}/connect?name=demo&key=demo")
