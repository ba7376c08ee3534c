"""`/api/chat` and `/api/generate`: from a request to a plan of what is said, refused where Ollama
refuses.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import randbits
from typing import Literal

from . import composer, images, insertion, schema, tokens, toolcalls
from .composer import Situation
from .forms import Call
from .models import Model
from .options import Options
from .requests import Ask, Message
from .wire import ApiError, runner_error
from .world import World

Endpoint = Literal["chat", "generate"]


@dataclass(frozen=True, slots=True)
class Plan:
    """An answer before it is sent. `prompt` are the pieces of the rendered prompt, as far as they
    fit.
    """

    prompt: tuple[str, ...]
    thinking: tuple[str, ...]
    content: tuple[str, ...]
    calls: tuple[Call, ...]
    done_reason: str

    @property
    def pieces(self) -> tuple[str, ...]:
        return self.thinking + self.content


def check_model(ask: Ask, model: Model, endpoint: Endpoint) -> None:
    """What the model must be able to do for this request. Raises `ApiError` 400."""
    if "completion" not in model.capabilities:
        raise ApiError(400, f'"{ask.model}" does not support {endpoint}')
    if ask.think and "thinking" not in model.capabilities:
        raise ApiError(400, f'"{ask.model}" does not support thinking')
    for wanted, capability in ((ask.tools, "tools"), (ask.suffix, "insert")):
        if wanted and capability not in model.capabilities:
            raise ApiError(400, f"{model.name.full} does not support {capability}")
    if ask.raw and (ask.template or ask.system or ask.context):
        raise ApiError(400, "raw mode does not support template, system, or context")


def rendered(ask: Ask, model: Model) -> str:
    """The prompt as the model would read it. Raises `ApiError` 500 for a broken template."""
    if ask.template.count("{{") > ask.template.count("}}"):
        raise ApiError(500, "template: :1: unclosed action")
    if ask.raw:
        return ask.prompt
    if ask.suffix:
        return f"<|fim_prefix|>{ask.prompt}<|fim_suffix|>{ask.suffix}<|fim_middle|>"
    if ask.template:
        system = ask.system or model.system
        return ask.template.replace("{{ .System }}", system).replace("{{ .Prompt }}", ask.prompt)
    parts = [
        f"<|im_start|>{message.role}\n{message.content}<|im_end|>\n"
        for message in conversation(ask, model)
    ]
    return "".join(parts) + "<|im_start|>assistant\n"


def prompt_pieces(ask: Ask, model: Model, world: World) -> list[str]:
    """The whole prompt after its `context`. Raises `ApiError` 500 for one never given out."""
    return world.vocabulary.pieces(ask.context) + tokens.split(rendered(ask, model))


def conversation(ask: Ask, model: Model) -> list[Message]:
    """The messages with what the model adds: its system prompt and its stored messages."""
    if ask.prompt or not ask.messages:
        system = ask.system or model.system
        sent = [Message("user", ask.prompt, images=ask.images)]
    else:
        sent = list(ask.messages)
        system = "" if sent[0].role == "system" else model.system
    stored = [Message(str(entry["role"]), str(entry["content"])) for entry in model.messages]
    return [*([Message("system", system)] if system else []), *stored, *sent]


def make_plan(ask: Ask, model: Model, options: Options, world: World, context: int) -> Plan:
    """Decide everything that will be said. Raises `ApiError`."""
    prompt, ask = _fit(ask, model, world, context)
    pictures = _pictures(ask, model)
    form = schema.check_format(ask.format)
    situation = _situation(ask, model, options, world, pictures)
    thinking = ""
    calls: tuple[Call, ...] = ()
    if "thinking" in model.capabilities and ask.think is not False and not situation.continued:
        thinking = composer.thoughts(situation, ask.think)
    if form is not None:
        content = schema.text_for(form, situation.prompt)
    elif ask.suffix:
        content = insertion.middle(ask.prompt, ask.suffix)
    else:
        calls = toolcalls.choose(
            ask.tools, situation.prompt, is_jinja=model.is_jinja, is_answered=_is_answered(ask)
        )
        content = toolcalls.intro(situation.prompt) if calls else composer.answer(situation)
    return _limited(
        Plan(prompt, tuple(tokens.split(thinking)), (), calls, "stop"),
        content,
        ask,
        options,
        context,
    )


def logprobs_json(pieces: Sequence[str], top: int) -> list[list[dict[str, object]]]:
    """For each piece an array of its one token and `top` alternatives; the numbers are made up."""
    found = []
    for piece in pieces:
        mark = zlib.crc32(piece.encode())
        first = _token(piece, -(mark % 2000) / 1000)
        if top:
            others = [
                _token(letter, -2.5 - rank) for rank, letter in enumerate(_ALTERNATIVES[: top - 1])
            ]
            first["top_logprobs"] = [_token(piece, -(mark % 2000) / 1000), *others]
        found.append([first])
    return found


_ALTERNATIVES = "eationshrdlcumwfgypb"


def _token(text: str, logprob: float) -> dict[str, object]:
    return {"token": text, "logprob": logprob, "bytes": list(text.encode())}


def _fit(ask: Ask, model: Model, world: World, context: int) -> tuple[tuple[str, ...], Ask]:
    """The prompt's pieces and the request, without the oldest messages if they do not fit the
    context.
    """
    pieces = prompt_pieces(ask, model, world)
    if len(pieces) >= context and (not ask.truncate or model.is_jinja):
        text = (
            f"request ({len(pieces)} tokens) exceeds the available context size "
            f"({context} tokens), try increasing it"
        )
        numbers = {"n_prompt_tokens": len(pieces), "n_ctx": context}
        raise runner_error(400, text, "exceed_context_size_error", **numbers)
    if len(pieces) >= context and len(ask.messages) > 1:
        ask = replace(ask, messages=_newest(ask.messages, len(pieces) - context + 1))
        pieces = prompt_pieces(ask, model, world)
    if len(pieces) >= context:
        keep = context // 2
        pieces = pieces[: keep // 2] + pieces[len(pieces) - (keep - keep // 2) :]
    return tuple(pieces), ask


def _newest(messages: tuple[Message, ...], excess: int) -> tuple[Message, ...]:
    """The messages without the oldest, system messages and the last one apart, until `excess`
    pieces are gone.
    """
    kept = []
    for message in messages[:-1]:
        if message.role == "system" or excess <= 0:
            kept.append(message)
        else:
            excess -= tokens.count(f"<|im_start|>{message.role}\n{message.content}<|im_end|>\n")
    return (*kept, messages[-1])


def _pictures(ask: Ask, model: Model) -> tuple[str, ...]:
    """What can be said of each picture of the last message. Raises the runner's errors."""
    everything = [*ask.images, *(data for message in ask.messages for data in message.images)]
    if not everything:
        return ()
    if "vision" not in model.capabilities:
        if model.is_jinja:
            hint = "if this is unexpected, you may need to provide the mmproj"
            text = f"image input is not supported - hint: {hint}"
            raise runner_error(500, text, "server_error")
        raise runner_error(
            400, "Multimodal data provided, but model does not support multimodal requests."
        )
    facts = [images.describe(data) for data in everything]
    last = ask.images or (ask.messages[-1].images if ask.messages else ())
    return tuple(facts[len(facts) - len(last) :])


def _situation(
    ask: Ask, model: Model, options: Options, world: World, pictures: tuple[str, ...]
) -> Situation:
    said = conversation(ask, model)
    users = [message.content for message in said if message.role == "user"]
    prompt = ask.prompt or (users[-1] if users else said[-1].content)
    earlier = tuple(users[:-1])
    if ask.context:
        text = "".join(world.vocabulary.pieces(ask.context))
        turns = text.split("<|im_start|>user\n")[1:]
        earlier = (*(turn.split("<|im_end|>")[0] for turn in turns), *earlier)
    systems = [message.content for message in said if message.role == "system"]
    results = tuple(
        (message.tool_name or "tool", message.content) for message in _last_results(said)
    )
    seed = options.seed if options.seed >= 0 else (0 if options.temperature <= 0 else randbits(32))
    return Situation(
        prompt=prompt,
        seed=f"{seed}|{model.name.display}|{len(said)}|{prompt}",
        system="\n".join(systems),
        earlier=earlier,
        pictures=pictures,
        results=results,
        continued=said[-1].content if said[-1].role == "assistant" else "",
    )


def _last_results(said: Sequence[Message]) -> list[Message]:
    """The tool messages after the last message that is not one."""
    found: list[Message] = []
    for message in reversed(said):
        if message.role != "tool":
            break
        found.insert(0, message)
    return found


def _is_answered(ask: Ask) -> bool:
    return bool(ask.messages) and ask.messages[-1].role != "user"


def _limited(plan: Plan, content: str, ask: Ask, options: Options, context: int) -> Plan:
    """Apply the stop texts, `num_predict`, and a context that must not shift."""
    stops = [place for stop in options.stop if stop and (place := content.find(stop)) >= 0]
    calls = plan.calls
    if stops:
        content, calls = content[: min(stops)], ()
    thinking, said = plan.thinking, tuple(tokens.split(content))
    limit = options.num_predict if options.num_predict > 0 else len(thinking) + len(said)
    if not ask.shift:
        limit = min(limit, context - len(plan.prompt))
    reason = plan.done_reason
    if len(thinking) + len(said) > limit:
        said, calls, reason = said[: max(0, limit - len(thinking))], (), "length"
        thinking = thinking[:limit]
    return replace(plan, thinking=thinking, content=said, calls=calls, done_reason=reason)
