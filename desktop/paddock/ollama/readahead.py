"""All that one read of the socket brought, as one list.

A server that flushes each line makes each an HTTP chunk of its own, and an async iterator gives
them one by one; seen from outside, an item that is already there looks like one that will take
seconds. So the iterator is driven by hand here: the socket's stream says, through its `Gate`, when
it is about to wait, and the items so far are given before.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from contextlib import suppress
from types import coroutine
from typing import Any

from paddock.ollama.errors import OllamaError
from paddock.ollama.pacing import Gate


class _Abandoned(BaseException):
    """Thrown into a source that waits at its gate, to have it close what it reads from."""


async def gathered(source: AsyncGenerator[bytes], gate: Gate) -> AsyncGenerator[list[bytes]]:
    """Give the items of the source in lists that end where the source has to wait.

    Closing this generator closes the source at once. An OllamaError of the source comes after the
    items before it.
    """
    items: list[bytes] = []
    step: Any = None
    try:
        while True:
            if step is None:
                step = source.__anext__()
            try:
                result = await _drive(step, gate)
            except StopAsyncIteration:
                step = None
                break
            except OllamaError:
                step = None
                if items:
                    yield items
                raise
            except BaseException:
                step = None
                raise
            if result is Gate.WAITING:
                if items:
                    yield items
                    items = []
            else:
                items.append(result)
                step = None
        if items:
            yield items
    finally:
        if step is not None:
            with suppress(_Abandoned):
                await _drive(step, gate, _Abandoned())
        await source.aclose()


@coroutine
def _drive(step: Any, gate: Gate, error: BaseException | None = None) -> Generator[Any, Any, Any]:
    """Run a step of a source until it has its item, or until it is about to wait: then the result
    is WAITING, and the step goes on from there when it is driven again. With an error, that is
    thrown in and the step runs to its end.
    """
    resume, argument = (step.send, None) if error is None else (step.throw, error)
    while True:
        gate.open = error is None
        try:
            signal = resume(argument)
        except StopIteration as end:
            return end.value
        finally:
            gate.open = False
        if signal is Gate.WAITING:
            return signal
        try:
            argument = yield signal
            resume = step.send
        except BaseException as thrown:  # noqa: BLE001 - passed on to the step, cancellation included
            resume, argument = step.throw, thrown
