"""What the application offers to do about a situation; the shell carries each out."""

from __future__ import annotations

from enum import Enum


class Offer(Enum):
    """An action that stands as a button beside words about a failure or an empty place."""

    START_OLLAMA = "start-ollama"
    GET_OLLAMA = "get-ollama"
    OTHER_ADDRESS = "other-address"
    TRY_DEMO = "try-demo"
    SERVER_DETAILS = "server-details"
    PULL_MODEL = "pull-model"
    RECONNECT = "reconnect"
