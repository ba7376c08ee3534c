"""A method for each endpoint of an Ollama server. Source: Ollama API docs.

The streaming methods are async generators. They close their connection, which is how a run is
cancelled, when they are closed or when the task is cancelled; leave them early only under
`contextlib.aclosing`:

    async with aclosing(client.chat(request)) as chunks:
        async for chunk in chunks: ...

Everything raises OllamaError and nothing else, apart from the OSError of a file to upload.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from paddock.ollama import upload
from paddock.ollama.address import Address
from paddock.ollama.channel import CONNECT_SECONDS, Channel
from paddock.ollama.encode import encode
from paddock.ollama.errors import NotOllama
from paddock.ollama.lenient import NotAnObject, decode_object
from paddock.ollama.recording import Listener
from paddock.ollama.runs import run, transfer
from paddock.ollama.types import (
    Account,
    ChatChunk,
    ChatRequest,
    CopyRequest,
    CreateRequest,
    DeleteRequest,
    EmbedReply,
    EmbedRequest,
    GenerateChunk,
    GenerateRequest,
    InstalledModel,
    LoadedModel,
    Progress,
    PullRequest,
    PushRequest,
    Running,
    ShowReply,
    ShowRequest,
    Status,
    Tags,
    Version,
)

T = TypeVar("T", bound=msgspec.Struct)

_PROBE = 3.0
_SHORT = 5.0
_LONG = 60.0


class Client:
    """A server, and the connections to it.

    `pace` is the least number of seconds between two reads of an answer that streams fast.
    `listener` hears every exchange. The client belongs to one event loop; `aclose` it there.
    """

    def __init__(
        self,
        address: Address,
        *,
        headers: Mapping[str, str] | None = None,
        verify: bool | ssl.SSLContext = True,
        pace: float = 0.0,
        listener: Listener | None = None,
    ) -> None:
        self.address = address

        def channel(pace: float = 0.0) -> Channel:
            return Channel(address, headers=headers, verify=verify, pace=pace, listener=listener)

        self._runs = channel(pace)
        self._calls = channel()
        self._transfers = channel()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        for channel in (self._runs, self._calls, self._transfers):
            await channel.aclose()

    # --- about the server

    async def version(self) -> str:
        """The server's version; the quickest way to learn whether one is there."""
        return (
            await self._call(
                Version, "GET", "/api/version", limit=_PROBE, connect=_PROBE, needs="version"
            )
        ).version

    async def status(self) -> Status:
        """Whether cloud models are allowed. EndpointMissing before 0.16.2."""
        return await self._call(Status, "GET", "/api/status", limit=_SHORT)

    async def me(self) -> Account:
        """The account the server is linked to. Asks ollama.com; Unauthorized when there is none."""
        return await self._call(Account, "POST", "/api/me", limit=_LONG)

    # --- models

    async def tags(self) -> list[InstalledModel]:
        """The installed models, the last changed first. The first call after a server's start can
        take long.
        """
        return (await self._call(Tags, "GET", "/api/tags", limit=_LONG, needs="models")).models

    async def ps(self) -> list[LoadedModel]:
        """The models in memory. ReadTimedOut means that the server is busy loading, not that it is
        gone.
        """
        return (await self._call(Running, "GET", "/api/ps", limit=_SHORT, needs="models")).models

    async def show(self, request: ShowRequest) -> ShowReply:
        """All about one model."""
        return await self._call(ShowReply, "POST", "/api/show", request, limit=_LONG)

    async def copy(self, source: str, destination: str) -> None:
        """Give a model another name; an existing one of that name is overwritten."""
        await self._command("POST", "/api/copy", CopyRequest(source, destination))

    async def delete(self, model: str) -> None:
        """Remove a model. It should be unloaded before."""
        await self._command("DELETE", "/api/delete", DeleteRequest(model))

    async def embed(self, request: EmbedRequest) -> EmbedReply:
        """A vector for each input. No time limit, as the model may have to be loaded."""
        return await self._call(EmbedReply, "POST", "/api/embed", request, limit=None)

    # --- runs

    async def chat(self, request: ChatRequest) -> AsyncGenerator[ChatChunk]:
        """Stream the answer to a conversation; exactly one chunk with `stream=False`.

        Raises StreamIncomplete after the last chunk if none of them was `done`.
        """
        async with aclosing(self.chat_batches(request)) as batches:
            async for batch in batches:
                for chunk in batch:
                    yield chunk

    def chat_batches(self, request: ChatRequest) -> AsyncGenerator[list[ChatChunk]]:
        """The same, with all chunks that one read of the socket brought in one list."""
        return run(self._runs, "/api/chat", request, ChatChunk)

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[GenerateChunk]:
        """Stream the continuation of a prompt; exactly one chunk with `stream=False`. Raises as
        `chat`.
        """
        async with aclosing(self.generate_batches(request)) as batches:
            async for batch in batches:
                for chunk in batch:
                    yield chunk

    def generate_batches(self, request: GenerateRequest) -> AsyncGenerator[list[GenerateChunk]]:
        """The same, with all chunks that one read of the socket brought in one list."""
        return run(self._runs, "/api/generate", request, GenerateChunk)

    # --- transfers

    def pull(self, request: PullRequest) -> AsyncGenerator[Progress]:
        """Download a model. Closing the generator cancels; a later pull resumes.

        Raises StreamIncomplete if the last line is not `success`, as do `push` and `create`.
        """
        return transfer(self._transfers, "/api/pull", request)

    def push(self, request: PushRequest) -> AsyncGenerator[Progress]:
        """Upload a model."""
        return transfer(self._transfers, "/api/push", request)

    def create(self, request: CreateRequest) -> AsyncGenerator[Progress]:
        """Make a model. Closing the generator does not stop a conversion or quantisation in the
        server.
        """
        return transfer(self._transfers, "/api/create", request)

    async def blob_exists(self, digest: str) -> bool:
        """Whether the server has the blob `sha256:…`."""
        return await upload.blob_exists(self._calls, digest)

    async def upload_blob(
        self, path: Path, digest: str, on_progress: upload.OnProgress | None = None
    ) -> None:
        """Send a file, unless the server has it. Raises OSError too."""
        await upload.upload_blob(self._transfers, path, digest, on_progress)

    # --- how it is done

    async def _call(
        self,
        kind: type[T],
        method: str,
        path: str,
        request: msgspec.Struct | None = None,
        *,
        limit: float | None,
        connect: float = CONNECT_SECONDS,
        needs: str = "",
    ) -> T:
        body = None if request is None else encode(request)
        head, answer = await self._calls.ask(method, path, body, limit=limit, connect=connect)
        try:
            if needs and f'"{needs}"'.encode() not in answer:
                raise NotAnObject(f"no {needs!r} in it")
            return decode_object(answer, msgspec.json.Decoder(kind), kind)
        except NotAnObject as error:
            text = f"not the answer of an Ollama server: {error}"
            raise NotOllama(text, status=head.status, raw=answer, call=head.call) from None

    async def _command(self, method: str, path: str, request: msgspec.Struct) -> None:
        await self._calls.ask(method, path, encode(request), limit=_LONG)
