"""`/api/pull` and `/api/push` with a registry that does not exist.

Some names show trouble: `slow-model` takes ten times as long; `fail-net` loses the network every 40
%; `no-space` fills the disk; `stall-model` stops moving; `rollback-model` falls back once;
`bad-digest` fails to verify; `new-model` wants a newer server; `denied/…` and `unauth/…` are
refused. Pushes to `demo/…` succeed, to other namespaces once signed in.
"""

from __future__ import annotations

import asyncio

from .catalog import registry_models
from .downloads import Download
from .exchange import Exchange
from .models import Layer, Model
from .names import DEFAULT_NAMESPACE, Name, parse_name
from .progress import ProgressReply
from .requests import fields
from .wire import ApiError
from .world import World

_TICK_SECONDS = 0.06
_DENIED = (
    '403: {"errors": [{"code": "DENIED", "message": "requested access to the resource is denied"}]}'
)
_UNAUTHORIZED = '401: {"errors": [{"code": "UNAUTHORIZED", "message": "authentication required"}]}'
_TOO_OLD = "412: this model requires a newer version of Ollama, see https://ollama.com/download"
_STORE = "/var/lib/ollama/models"
_STALLS_BEFORE_FAILURE = 4


async def pull(exchange: Exchange, world: World) -> None:
    given = fields(exchange.json("PullRequest"), "PullRequest")
    name = parse_name((given.get("model") or given.get("name") or "").strip())
    if not name.is_valid:
        raise ApiError(400, "invalid model name")
    reply = ProgressReply(exchange, is_streamed=given.get("stream", True))
    await pull_model(world, reply, name)
    await reply.succeed()


async def pull_model(world: World, reply: ProgressReply, name: Name) -> Model:
    """Fetch and install, saying every step but the last. Raises `ApiError` 500 with the reason."""
    await reply.say("pulling manifest")
    model = _manifest(name)
    layers = list(dict.fromkeys(model.layers))
    for layer in layers:
        if world.store.has_layer(layer):
            await reply.layer("pulling", layer, layer.size)
        else:
            await _Transfer(world, reply, model, layer).run()
    await reply.say("verifying sha256 digest")
    if name.model == "bad-digest":
        first = layers[0]
        world.downloads.forget(first)
        digests = f"want {first.full_digest}, got sha256:{first.digest[::-1]}"
        raise ApiError(500, f"digest mismatch, file must be downloaded again: {digests}")
    await reply.say("writing manifest")
    for layer in layers:
        world.downloads.forget(layer)
    world.store.put(model)
    return model


async def push(exchange: Exchange, world: World) -> None:
    given = fields(exchange.json("PushRequest"), "PushRequest")
    text = given.get("model") or given.get("name") or ""
    if not text:
        raise ApiError(400, "model is required")
    reply = ProgressReply(exchange, is_streamed=given.get("stream", True))
    name = parse_name(text)
    await reply.say("retrieving manifest")
    model = world.store.find(name) if name.is_valid else None
    if model is None:
        await reply.say("couldn't retrieve manifest")
        path = f"{_STORE}/manifests/{name.host}/{name.namespace}/{name.model}/{name.tag}"
        missing = f"open {path}: no such file or directory"
        raise ApiError(500, missing if name.is_valid else f"unqualified name: {name.full}")
    _may_push(world, name)
    seconds, total = world.settings.pull_seconds, model.size
    for layer in dict.fromkeys(model.layers):
        await _upload(reply, layer, seconds * layer.size / total)
    await reply.say("pushing manifest")
    await reply.succeed()


def _manifest(name: Name) -> Model:
    known = {model.name.key: model for model in registry_models()}
    refusals = {"denied": _DENIED, "unauth": _UNAUTHORIZED}
    if name.namespace in refusals:
        raise ApiError(500, f"pull model manifest: {refusals[name.namespace]}")
    if name.model == "new-model":
        raise ApiError(500, f"pull model manifest: {_TOO_OLD}")
    if name.key not in known:
        raise ApiError(500, "pull model manifest: file does not exist")
    return known[name.key]


def _may_push(world: World, name: Name) -> None:
    if name.namespace == "denied" or (world.is_signed_in and name.namespace == DEFAULT_NAMESPACE):
        raise ApiError(500, "403: ")
    if name.namespace == "unauth" or (name.namespace != "demo" and not world.is_signed_in):
        raise ApiError(500, _UNAUTHORIZED)


async def _upload(reply: ProgressReply, layer: Layer, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    while (passed := loop.time() - start) < seconds:
        await reply.layer("pushing", layer, int(layer.size * passed / seconds))
        await asyncio.sleep(min(_TICK_SECONDS, seconds / 4))
    await reply.layer("pushing", layer, layer.size)


class _Transfer:
    """One layer on its way to one client."""

    def __init__(self, world: World, reply: ProgressReply, model: Model, layer: Layer) -> None:
        self._world = world
        self._reply = reply
        self._layer = layer
        seconds = world.settings.pull_seconds
        self._trouble = model.name.model if layer == model.weights[:1][0] else ""
        self._rate = model.size / seconds / (10 if self._trouble == "slow-model" else 1)
        self._tick = min(_TICK_SECONDS, seconds / 10)

    async def run(self) -> None:
        """Say the progress until the layer is whole; the last line may show less."""
        download = self._world.downloads.of(self._layer)
        limit = self._limit(download)
        may_fall = self._trouble == "rollback-model"
        with download.pulling():
            while not download.is_complete:
                download.advance(self._rate, limit)
                if may_fall and download.completed > 0.6 * self._layer.size:
                    download.completed = int(0.45 * self._layer.size)
                    may_fall = False
                if download.completed < self._layer.size or self._layer.size < 1_000_000:
                    await self._reply.layer("pulling", self._layer, download.completed)
                if limit < self._layer.size and download.completed >= limit:
                    await self._fail(download)
                if not download.is_complete:
                    await asyncio.sleep(self._tick)

    def _limit(self, download: Download) -> int:
        """The byte at which trouble begins; the whole size without any."""
        size = self._layer.size
        places = {
            "fail-net": download.completed + int(0.4 * size),
            "no-space": size // 2,
            "stall-model": size // 3,
        }
        return min(places.get(self._trouble, size), size)

    async def _fail(self, download: Download) -> None:
        stalls = 0
        while self._trouble == "stall-model" or stalls < _STALLS_BEFORE_FAILURE:
            await asyncio.sleep(self._tick)
            await self._reply.layer("pulling", self._layer, download.completed)
            stalls += 1
        if self._trouble == "no-space":
            path = f"{_STORE}/blobs/sha256-{self._layer.digest}-partial-0"
            raise ApiError(500, f"write {path}: no space left on device")
        raise ApiError(500, "max retries exceeded: unexpected EOF")
