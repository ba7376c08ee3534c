"""Makes the requests of conversations: what goes along, by what a model can do, and as it was sent."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from typing import TYPE_CHECKING

from paddock.domain.request import chat_request, head_of, sent_json
from paddock.domain.tree import Message, Sent
from paddock.ollama.errors import OllamaError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paddock.domain.attachment import Attachment
    from paddock.domain.parameters import Overrides
    from paddock.domain.tree import Tree
    from paddock.ollama.types import ChatRequest
    from paddock.state.servers import Server

log = logging.getLogger(__name__)


class Requests:
    """Knows what models can do, once the server has said so; until then anything is tried."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._abilities: dict[tuple[str, str], frozenset[str]] = {}

    def learn(self, model: str, capabilities: frozenset[str]) -> None:
        self._abilities[self._key(model)] = capabilities

    def knows(self, model: str) -> bool:
        return self._key(model) in self._abilities

    def can(self, model: str, capability: str) -> bool:
        known = self._abilities.get(self._key(model))
        return known is None or capability in known

    async def of(
        self, path: Sequence[Message], model: str, overrides: Overrides, beginning: str = ""
    ) -> ChatRequest:
        """The request for an answer to the last message; attachments are read in a thread.

        The server is asked what the model can do where that is not known.
        """
        await self._ask(model)
        attachments = [file for message in path for file in message.attachments]
        files = await asyncio.to_thread(contents, attachments) if attachments else {}
        return self._made(path, model, overrides, files, beginning)

    def outline(
        self, path: Sequence[Message], model: str, overrides: Overrides, beginning: str = ""
    ) -> ChatRequest:
        """The same request with names in place of what the attachments hold."""
        return self._made(path, model, overrides, _placeholders(path), beginning)

    def sent(self, model: str, overrides: Overrides, continues: int = 0) -> Sent:
        """What is remembered of the request, beside the messages."""
        state = self._server.state
        digest = next((known.digest for known in state.models if known.name == model), "")
        return Sent(
            server=str(state.address),
            digest=digest,
            head=head_of(self._made((), model, overrides, {}, "")),
            system=overrides.system or "",
            images=self.can(model, "vision"),
            continues=continues,
        )

    async def as_sent(self, tree: Tree, answer: Message) -> str:
        """The JSON that asked for an answer, its images shortened; empty where nothing is known."""
        if answer.sent is None:
            return ""
        path = tree.above(answer.id)
        attachments = [file for said in path for file in said.attachments if file.kind == "text"]
        files = await asyncio.to_thread(contents, attachments) if attachments else {}
        before = tree.messages.get(answer.sent.continues)
        beginning = before.reply.text if before is not None and before.reply is not None else ""
        return sent_json(path, answer.sent, {**_placeholders(path), **files}, beginning)

    async def _ask(self, model: str) -> None:
        if self.knows(model):
            return
        try:
            reply = await self._server.show(model)
        except OllamaError:
            return  # the request for the answer meets the same failure and reports it
        if reply.capabilities is not None:
            self.learn(model, frozenset(reply.capabilities))

    def _key(self, model: str) -> tuple[str, str]:
        return str(self._server.state.address), model

    def _made(
        self,
        path: Sequence[Message],
        model: str,
        overrides: Overrides,
        files: dict[str, str],
        beginning: str,
    ) -> ChatRequest:
        return chat_request(
            path,
            model,
            overrides,
            files,
            can_think=self.can(model, "thinking"),
            can_see=self.can(model, "vision"),
            beginning=beginning,
        )


def contents(attachments: Iterable[Attachment]) -> dict[str, str]:
    """What attachments hold, by their SHA-256: an image as base64, a text as it is.

    One whose file is gone is left out, as the conversation is worth more than a picture in it.
    """
    found: dict[str, str] = {}
    for attachment in attachments:
        try:
            with open(attachment.path, "rb") as file:
                data = file.read()
        except OSError as error:
            log.info("attachment not read: %s", error)
            continue
        is_image = attachment.kind == "image"
        text = b64encode(data).decode() if is_image else data.decode("utf-8", "replace")
        found[attachment.sha256] = text
    return found


def _placeholders(path: Iterable[Message]) -> dict[str, str]:
    return {
        file.sha256: f"<{file.name}, {file.size} bytes>"
        for message in path
        for file in message.attachments
    }
