"""The calls that describe models or the server: version, status, tags, ps, show, copy, delete,
account.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from . import cards
from .exchange import Exchange
from .names import Name, parse_name
from .requests import fields
from .wire import ApiError, dumps
from .world import World


async def root(exchange: Exchange, _world: World) -> None:
    await exchange.reply(b"Ollama is running", content_type="text/plain; charset=utf-8")


async def version(exchange: Exchange, world: World) -> None:
    await exchange.reply_json({"version": world.settings.version})


async def status(exchange: Exchange, _world: World) -> None:
    await exchange.reply_json({"cloud": {"disabled": False, "source": "none"}})


async def tags(exchange: Exchange, world: World) -> None:
    await exchange.reply_json(
        {"models": [cards.list_entry(model) for model in world.store.newest_first()]}
    )


async def ps(exchange: Exchange, world: World) -> None:
    entries = [
        cards.running_entry(
            loaded.model,
            size=loaded.size,
            size_vram=loaded.size_vram,
            expires_ns=loaded.expires_ns,
            context=loaded.context,
        )
        for loaded in world.runner.running()
        if not loaded.model.is_stub
    ]
    await exchange.reply_json({"models": entries})


async def show(exchange: Exchange, world: World) -> None:
    given = fields(exchange.json("ShowRequest"), "ShowRequest")
    text = model_field(given)
    name = parse_name(text.strip())
    if not name.is_valid:
        raise ApiError(400, "invalid model name")
    model = world.store.find(name)
    if model is None:
        raise ApiError(404, f"model '{name.display}' not found")
    parameters = {**model.parameters, **given.get("options", {})}
    system = given.get("system") or model.system
    reply = cards.show_reply(
        model, verbose=given.get("verbose", False), system=system, parameters=parameters
    )
    await exchange.reply_json(reply)


async def copy(exchange: Exchange, world: World) -> None:
    given = fields(exchange.json("CopyRequest"), "CopyRequest")
    names: dict[str, Name] = {}
    for field in ("source", "destination"):
        text = given.get(field, "")
        names[field] = parse_name(text)
        if not names[field].is_valid:
            raise ApiError(400, f"{field} {dumps(text)} is invalid")
    source = world.store.find(names["source"])
    if source is None:
        raise ApiError(404, f"model {dumps(given['source'])} not found")
    if names["source"].key != names["destination"].key:
        world.store.put(replace(source, name=names["destination"]))
    await exchange.reply()


async def delete(exchange: Exchange, world: World) -> None:
    text = model_field(fields(exchange.json("DeleteRequest"), "DeleteRequest"))
    name = parse_name(text.strip())
    if not name.is_valid:
        raise ApiError(400, f"name {dumps(text)} is invalid")
    if world.store.find(name) is None:
        raise ApiError(404, f"model '{text.strip()}' not found")
    world.store.delete(name)
    await exchange.reply()


async def me(exchange: Exchange, world: World) -> None:
    world.require_account()
    account = {
        "id": "00000000-0000-4000-8000-000000000001",
        "email": "demo@example.org",
        "name": "demo",
    }
    await exchange.reply_json({**account, "plan": "free"})


async def sign_out(exchange: Exchange, world: World) -> None:
    if not world.is_signed_in:
        raise ApiError(401, "you are not currently signed in")
    world.is_signed_in = False
    await exchange.reply_json(None)


async def connect(exchange: Exchange, world: World) -> None:
    """The page that `signin_url` names: opening it signs the demo in."""
    world.is_signed_in = True
    page = (
        b"<!doctype html><title>Demo</title>"
        b"<p>The demo server is now signed in to an account that does not exist."
    )
    await exchange.reply(page, content_type="text/html; charset=utf-8")


def model_field(given: dict[str, Any]) -> str:
    """`model`, or `name` as older clients say. Raises `ApiError` 400 without either."""
    text: str = given.get("model") or given.get("name") or ""
    if not text:
        raise ApiError(400, "model is required")
    return text
