"""Lets the model that answered first name its conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paddock.domain.reply import Ending
from paddock.domain.titles import cleaned_title, title_request
from paddock.ollama.errors import OllamaError

if TYPE_CHECKING:
    from paddock.base.jobs import Scope
    from paddock.domain.tree import Message
    from paddock.features.chat.conversation import Conversation
    from paddock.features.chat.requests import Requests
    from paddock.state.chats import Chats
    from paddock.state.servers import Server


class Titles:
    """Asks after the first answer, and only a model that is loaded: none is evicted or loaded for it."""

    def __init__(self, server: Server, requests: Requests, chats: Chats, scope: Scope) -> None:
        self._server = server
        self._requests = requests
        self._chats = chats
        self._scope = scope
        self.is_wanted = True

    def answered(self, conversation: Conversation, answer: Message) -> None:
        """An answer came to its end; the first one of a conversation gives it a title."""
        head = self._chats.head(conversation.id)
        path = conversation.path()
        is_done = answer.reply is not None and answer.reply.ending is Ending.DONE
        is_first = is_done and len(path) == 2 and path[-1].id == answer.id
        if self.is_wanted and is_first and head is not None and head.title_source == "words":
            self._scope.start(f"title {conversation.id}", self._name(conversation, answer))

    def skip(self, chat: int) -> None:
        """Whatever is being asked for is not wanted any more: another message goes first."""
        self._scope.cancel(f"title {chat}")

    def _answers_there(self, conversation: Conversation) -> bool:
        """What was said to one server is told to no other, which may have been chosen since."""
        head = self._chats.head(conversation.id)
        return head is not None and head.server == str(self._server.state.address)

    async def _name(self, conversation: Conversation, answer: Message) -> None:
        assert answer.reply is not None
        model = answer.reply.model
        try:
            await self._server.refresh_loaded()
            if not self._server.state.is_loaded(model) or not self._answers_there(conversation):
                return
            path = conversation.tree.above(answer.id)
            request = await self._requests.of(path, model, conversation.overrides)
            text = ""
            with self._server.lease() as client:
                async for chunk in client.chat(title_request(request, answer.reply.text)):
                    text += chunk.message.content
        except OllamaError:
            return  # the first words are a title as well
        title = cleaned_title(text)
        head = self._chats.head(conversation.id)
        if title and head is not None and head.title_source == "words":
            self._chats.put(replace(head, title=title, title_source="model"))
