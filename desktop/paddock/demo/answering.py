"""Sends a planned answer: pace, lines, the final line with what was measured."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from typing import Any

from . import tokens
from .completion import Endpoint, Plan, check_model, logprobs_json, make_plan, prompt_pieces
from .exchange import JSON, Exchange
from .faults import fault_of_prompt
from .forms import ChatForm, Form, GenerateForm, Said
from .models import Model
from .options import Options, parse_options
from .requests import Ask, parse_ask
from .runner import Loaded
from .wire import ApiError, dumps
from .world import World

_BATCH = 64
_PROMPT_SPEEDUP = 20
_LONGEST_PROMPT_EVAL = 1.5
_SLOW = re.compile(r"(?<!\S)/slow(?:\s+(\d+(?:\.\d+)?))?(?!\S)")


async def chat(exchange: Exchange, world: World) -> None:
    ask = parse_ask(exchange.json("ChatRequest"), "ChatRequest")
    if not ask.model:
        raise ApiError(400, "model is required")
    await _complete(exchange, world, ask, "chat")


async def generate(exchange: Exchange, world: World) -> None:
    ask = parse_ask(exchange.json("GenerateRequest"), "GenerateRequest")
    await _complete(exchange, world, ask, "generate")


async def _complete(exchange: Exchange, world: World, ask: Ask, endpoint: Endpoint) -> None:
    began = time.perf_counter_ns()
    model = world.model(ask.model)
    name = model.remote_model or ask.model
    form: Form = ChatForm(name) if endpoint == "chat" else GenerateForm(name)
    is_empty = not (ask.messages if endpoint == "chat" else ask.prompt or ask.suffix)
    if is_empty and ask.keep_ns == 0:
        world.runner.unload(model)
        await exchange.reply_json(form.line(Said(), done=True, done_reason="unload"))
        return
    check_model(ask, model, endpoint)
    options = parse_options(model.parameters, ask.options)
    async with world.runner.use(model, options, keep_ns=ask.keep_ns, shift=ask.shift) as loaded:
        load_ns = time.perf_counter_ns() - began
        if is_empty:
            await exchange.reply_json(form.line(Said(), done=True, done_reason="load"))
        elif ask.render_only:
            await exchange.reply_json(form.render(_debug_info(ask, model, world)))
        else:
            await _Answer(exchange, world, ask, form, began, load_ns).run(model, options, loaded)


def _debug_info(ask: Ask, model: Model, world: World) -> dict[str, Any]:
    info: dict[str, Any] = {"rendered_template": "".join(prompt_pieces(ask, model, world))}
    count = len(ask.images) + sum(len(message.images) for message in ask.messages)
    return {**info, "image_count": count} if count else info


class _Answer:
    """One answer on its way out."""

    def __init__(
        self, exchange: Exchange, world: World, ask: Ask, form: Form, began: int, load_ns: int
    ) -> None:
        self._exchange = exchange
        self._world = world
        self._ask = ask
        self._form = form
        self._began = began
        self._load_ns = load_ns
        self._speed = world.settings.speed

    async def run(self, model: Model, options: Options, loaded: Loaded) -> None:
        started = time.perf_counter_ns()
        plan = make_plan(self._ask, model, options, self._world, loaded.context)
        self._heed(self._asked())
        await self._read(len(plan.prompt))
        read_ns = time.perf_counter_ns() - started
        started = time.perf_counter_ns()
        if self._ask.stream:
            await self._stream(plan, read_ns, started, is_jinja=model.is_jinja)
        else:
            await self._paced(plan.pieces, None)
            await self._whole(plan, read_ns, started)

    def _asked(self) -> str:
        users = [message.content for message in self._ask.messages if message.role == "user"]
        return self._ask.prompt or (users[-1] if users else "")

    def _heed(self, prompt: str) -> None:
        """Do what words in the prompt ask for: `/slow`, and the faults."""
        slow = _SLOW.search(prompt)
        if slow:
            self._speed = max(0.5, float(slow[1] or 5))
        if self._exchange.fault is None:
            self._exchange.fault = fault_of_prompt(prompt)

    async def _read(self, count: int) -> None:
        """Take the time that reading a prompt takes, then wait out or refuse what the prompt asked
        for.
        """
        if self._speed is not None:
            await asyncio.sleep(min(count / (self._speed * _PROMPT_SPEEDUP), _LONGEST_PROMPT_EVAL))
        await self._exchange.before_reply()

    async def _stream(self, plan: Plan, read_ns: int, started: int, *, is_jinja: bool) -> None:
        await self._paced(plan.thinking, True)
        await self._paced(plan.content, False)
        last: tuple[Any, ...] = ()
        if is_jinja:
            last = plan.calls
        else:
            for call in plan.calls:
                await self._exchange.line(self._form.line(Said(calls=[call]), done=False))
        await self._exchange.line(
            self._form.line(Said(calls=last), done=True, **self._end(plan, read_ns, started))
        )
        await self._exchange.finish()

    async def _whole(self, plan: Plan, read_ns: int, started: int) -> None:
        said = Said("".join(plan.content), "".join(plan.thinking), plan.calls)
        end = self._end(plan, read_ns, started)
        if self._ask.logprobs:
            end["logprobs"] = [entry for part in self._logprobs(plan.pieces) for entry in part]
        await self._exchange.reply_json(self._form.line(said, done=True, **end), content_type=JSON)

    async def _paced(self, pieces: Sequence[str], thinking: bool | None) -> None:
        """Send the pieces as they fall due, all that are due in one write; `thinking` None only
        lets the time pass.
        """
        loop = asyncio.get_running_loop()
        start, sent = loop.time(), 0
        while sent < len(pieces):
            due = sent + _BATCH
            if self._speed is not None:
                due = int((loop.time() - start) * self._speed) + 1
            due = min(due, len(pieces))
            if due > sent:
                if thinking is not None:
                    await self._exchange.lines(self._lines(pieces[sent:due], thinking=thinking))
                sent = due
            elif self._speed is not None:
                await asyncio.sleep(start + sent / self._speed - loop.time())
            if self._speed is None:
                await asyncio.sleep(0)

    def _lines(self, pieces: Sequence[str], *, thinking: bool) -> list[bytes]:
        probs = [dumps(part) for part in self._logprobs(pieces)] if self._ask.logprobs else []
        return self._form.deltas(pieces, thinking=thinking, logprobs=probs)

    def _logprobs(self, pieces: Sequence[str]) -> list[list[dict[str, object]]]:
        return logprobs_json(pieces, self._ask.top_logprobs)

    def _end(self, plan: Plan, read_ns: int, started: int) -> dict[str, Any]:
        """The last fields of an answer. Counts of 0 are left out, as omitempty does."""
        end: dict[str, Any] = {"done_reason": plan.done_reason}
        if not self._ask.raw and isinstance(self._form, GenerateForm):
            end["context"] = self._world.vocabulary.numbers([*plan.prompt, *plan.pieces])
        now = time.perf_counter_ns()
        calls = sum(tokens.count(dumps(call.as_json())) for call in plan.calls)
        numbers = {
            "total_duration": now - self._began,
            "load_duration": self._load_ns,
            "prompt_eval_count": len(plan.prompt),
            "prompt_eval_duration": read_ns,
            "eval_count": len(plan.pieces) + calls,
            "eval_duration": now - started,
        }
        return end | {name: number for name, number in numbers.items() if number}
