"""Requests and replies of the Ollama API as msgspec Structs.

A field of a request that is left at UNSET is not sent at all, so that the model's own default
holds; false, 0, "" and None are sent when they are given. Replies have a default for every field,
because servers leave out what is empty and emulators leave out more. Durations are integer
nanoseconds, sizes bytes. Source: Ollama API docs.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field

JSON: TypeAlias = Any
"""Any JSON value; msgspec has no recursive alias for it."""

Time: TypeAlias = Annotated[datetime, Meta(tz=True)]
"""A time with its zone. Servers send up to nine digits of a second; a broken time becomes None."""


def _no_arguments() -> dict[str, JSON]:
    return {}


def _assistant() -> str:
    return "assistant"


# --- parts of a conversation, used in both directions ---


class ToolFunction(Struct, frozen=True, omit_defaults=True):
    """The function that a model wants called. The arguments are an object, on the wire too."""

    name: str = ""
    # A factory of its own type would count as a default and be left out; servers want the key even
    # when empty.
    arguments: dict[str, JSON] = field(default_factory=_no_arguments)
    index: int | None = None


class ToolCall(Struct, frozen=True, omit_defaults=True):
    """One call of a tool; servers before 0.12.10 give no `id`."""

    function: ToolFunction = field(default_factory=ToolFunction)
    id: str = ""


class Message(Struct, frozen=True, omit_defaults=True):
    """A turn of a conversation, or the piece of one that a chunk carries. `images` are standard
    base64.
    """

    role: str = field(default_factory=_assistant)
    content: str = field(default_factory=str)
    thinking: str = ""
    images: list[str] = []
    tool_calls: list[ToolCall] = []
    tool_name: str = ""
    tool_call_id: str = ""


# --- requests ---


class GenerateRequest(Struct, frozen=True, kw_only=True):
    """POST /api/generate. Without a prompt it loads the model, or unloads it with keep_alive 0."""

    model: str
    prompt: str | UnsetType = UNSET
    suffix: str | UnsetType = UNSET
    system: str | UnsetType = UNSET
    template: str | UnsetType = UNSET
    context: list[int] | UnsetType = UNSET
    raw: bool | UnsetType = UNSET
    images: list[str] | UnsetType = UNSET
    format: JSON | UnsetType = UNSET
    options: dict[str, JSON] | None | UnsetType = UNSET
    stream: bool | UnsetType = UNSET
    keep_alive: float | int | str | None | UnsetType = UNSET
    think: bool | str | None | UnsetType = UNSET
    truncate: bool | UnsetType = UNSET
    shift: bool | UnsetType = UNSET
    logprobs: bool | UnsetType = UNSET
    top_logprobs: int | UnsetType = UNSET
    debug_render_only: bool | UnsetType = field(default=UNSET, name="_debug_render_only")


class ChatRequest(Struct, frozen=True, kw_only=True):
    """POST /api/chat. Without messages it loads the model, or unloads it with keep_alive 0."""

    model: str
    messages: list[Message] | UnsetType = UNSET
    tools: list[dict[str, JSON]] | UnsetType = UNSET
    format: JSON | UnsetType = UNSET
    options: dict[str, JSON] | None | UnsetType = UNSET
    stream: bool | UnsetType = UNSET
    keep_alive: float | int | str | None | UnsetType = UNSET
    think: bool | str | None | UnsetType = UNSET
    truncate: bool | UnsetType = UNSET
    shift: bool | UnsetType = UNSET
    logprobs: bool | UnsetType = UNSET
    top_logprobs: int | UnsetType = UNSET
    debug_render_only: bool | UnsetType = field(default=UNSET, name="_debug_render_only")


class EmbedRequest(Struct, frozen=True, kw_only=True):
    """POST /api/embed. An empty input loads the model."""

    model: str
    input: str | list[str] | UnsetType = UNSET
    truncate: bool | UnsetType = UNSET
    dimensions: int | UnsetType = UNSET
    options: dict[str, JSON] | None | UnsetType = UNSET
    keep_alive: float | int | str | None | UnsetType = UNSET


class ShowRequest(Struct, frozen=True, kw_only=True):
    """POST /api/show. `verbose` adds token lists of many megabytes."""

    model: str
    verbose: bool | UnsetType = UNSET
    system: str | UnsetType = UNSET
    options: dict[str, JSON] | UnsetType = UNSET


class CopyRequest(Struct, frozen=True):
    """POST /api/copy."""

    source: str
    destination: str


class DeleteRequest(Struct, frozen=True):
    """DELETE /api/delete, with a body."""

    model: str


class PullRequest(Struct, frozen=True, kw_only=True):
    """POST /api/pull. `insecure` means plain http to the registry."""

    model: str
    insecure: bool | UnsetType = UNSET
    stream: bool | UnsetType = UNSET


class PushRequest(Struct, frozen=True, kw_only=True):
    """POST /api/push. The name must start with the user's own namespace."""

    model: str
    insecure: bool | UnsetType = UNSET
    stream: bool | UnsetType = UNSET


class CreateRequest(Struct, frozen=True, kw_only=True):
    """POST /api/create. `files` and `adapters` map a file name to the digest of a blob uploaded
    before.
    """

    model: str
    from_: str | UnsetType = field(default=UNSET, name="from")
    files: dict[str, str] | UnsetType = UNSET
    adapters: dict[str, str] | UnsetType = UNSET
    draft_files: dict[str, str] | UnsetType = UNSET
    draft_quantize: str | UnsetType = UNSET
    template: str | UnsetType = UNSET
    system: str | UnsetType = UNSET
    parameters: dict[str, JSON] | UnsetType = UNSET
    messages: list[Message] | UnsetType = UNSET
    license: str | list[str] | UnsetType = UNSET
    quantize: str | UnsetType = UNSET
    renderer: str | UnsetType = UNSET
    parser: str | UnsetType = UNSET
    requires: str | UnsetType = UNSET
    remote_host: str | UnsetType = UNSET
    info: dict[str, JSON] | UnsetType = UNSET
    stream: bool | UnsetType = UNSET


# --- replies ---


class TopLogprob(Struct, frozen=True):
    """A token that could have stood in this place."""

    token: str = ""
    logprob: float = 0.0
    bytes: list[int] | None = None


class Logprob(Struct, frozen=True):
    """A token of the raw output, thinking and tool syntax included, and the natural logarithm of
    its probability.
    """

    token: str = ""
    logprob: float = 0.0
    bytes: list[int] | None = None
    top_logprobs: list[TopLogprob] = []


class DebugInfo(Struct, frozen=True):
    """What a debug render gives in place of an answer."""

    rendered_template: str = ""
    image_count: int = 0


class Chunk(Struct, frozen=True, kw_only=True):
    """What a line of chat and one of generate have in common. The metrics come with the last line,
    if at all.
    """

    model: str = ""
    created_at: Time | None = None
    done: bool = False
    done_reason: str = ""
    total_duration: int | None = None
    load_duration: int | None = None
    prompt_eval_count: int | None = None
    prompt_eval_duration: int | None = None
    eval_count: int | None = None
    eval_duration: int | None = None
    logprobs: list[Logprob] = []
    remote_model: str = ""
    remote_host: str = ""
    debug_info: DebugInfo | None = field(default=None, name="_debug_info")


class ChatChunk(Chunk, frozen=True, kw_only=True):
    """A line of a chat. Thinking, content and tool calls may all be in one, even the last."""

    message: Message = field(default_factory=Message)


class GenerateChunk(Chunk, frozen=True, kw_only=True):
    """A line of generate."""

    response: str = ""
    thinking: str = ""
    tool_calls: list[ToolCall] = []
    context: list[int] | None = None


class Progress(Struct, frozen=True, kw_only=True):
    """A line of pull, push or create: with a digest progress on a layer, without one a phase."""

    status: str = ""
    digest: str = ""
    total: int = 0
    completed: int = 0


class Details(Struct, frozen=True, kw_only=True):
    """What kind of model it is. The two lengths are in the list of models only, since 0.30."""

    format: str = ""
    family: str = ""
    families: list[str] | None = None
    parameter_size: str = ""
    quantization_level: str = ""
    parent_model: str = ""
    context_length: int | None = None
    embedding_length: int | None = None


class InstalledModel(Struct, frozen=True, kw_only=True):
    """An entry of GET /api/tags. `capabilities` may lack tools and thinking: ask show."""

    name: str = ""
    model: str = ""
    modified_at: Time | None = None
    size: int = 0
    digest: str = ""
    details: Details = field(default_factory=Details)
    capabilities: list[str] | None = None
    remote_model: str = ""
    remote_host: str = ""

    @property
    def is_cloud(self) -> bool:
        """Whether prompts for this model leave the server's machine."""
        return bool(self.remote_host or self.remote_model) or self.name.endswith(
            (":cloud", "-cloud")
        )


class LoadedModel(Struct, frozen=True, kw_only=True):
    """An entry of GET /api/ps. `size` is all memory in use, `size_vram` the part on GPUs."""

    name: str = ""
    model: str = ""
    digest: str = ""
    size: int = 0
    size_vram: int = 0
    expires_at: Time | None = None
    context_length: int | None = None
    details: Details = field(default_factory=Details)


class Tensor(Struct, frozen=True, kw_only=True):
    """A tensor of a model file."""

    name: str = ""
    type: str = ""
    shape: list[int] = []


class ShowReply(Struct, frozen=True, kw_only=True):
    """All that is known of a model. `parameters` is text, a line for each default that the model
    sets.
    """

    modelfile: str = ""
    parameters: str = ""
    template: str = ""
    system: str = ""
    license: str = ""
    messages: list[Message] = []
    details: Details = field(default_factory=Details)
    model_info: dict[str, JSON] = {}
    projector_info: dict[str, JSON] = {}
    tensors: list[Tensor] = []
    capabilities: list[str] | None = None
    modified_at: Time | None = None
    requires: str = ""
    renderer: str = ""
    parser: str = ""
    remote_model: str = ""
    remote_host: str = ""


class EmbedReply(Struct, frozen=True, kw_only=True):
    """A vector for each input, in order, of length 1."""

    model: str = ""
    embeddings: list[list[float]] = []
    total_duration: int | None = None
    load_duration: int | None = None
    prompt_eval_count: int | None = None


class Tags(Struct, frozen=True):
    """GET /api/tags."""

    models: list[InstalledModel] = []


class Running(Struct, frozen=True):
    """GET /api/ps."""

    models: list[LoadedModel] = []


class Version(Struct, frozen=True):
    """GET /api/version."""

    version: str = ""


class Cloud(Struct, frozen=True):
    """Whether the server may use cloud models, and what decided so: none, env, config or both."""

    disabled: bool = False
    source: str = ""


class Status(Struct, frozen=True):
    """GET /api/status, since 0.16.2."""

    cloud: Cloud = field(default_factory=Cloud)


class Account(Struct, frozen=True, kw_only=True):
    """POST /api/me: the ollama.com account that the server is linked to."""

    id: str = ""
    email: str = ""
    name: str = ""
    bio: str = ""
    avatarurl: str = ""
    firstname: str = ""
    lastname: str = ""
    plan: str = ""
