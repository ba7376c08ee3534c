"""A download or upload of a model, folded from the lines that a server sends of it.

A line with a digest is progress on a layer, one without is a phase. Nothing else is read from the
texts, which differ between versions. Source: Ollama API docs, and recorded traffic.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.ollama.types import Progress

STALLED_AFTER = 10.0
"""Seconds without a byte. The server repeats the same line all the while, so lines are no news."""

ALMOST = 0.999
"""The most that a transfer shows before it has succeeded: bytes are not yet a model."""

_SMALL_LAYER = 1_000_000
_SAMPLE = 0.5
_MEMORY = 7.0


class Phase(Enum):
    """What the server is doing, as far as its lines tell."""

    WAITING = "waiting"  # no line yet
    MANIFEST = "manifest"
    LAYERS = "layers"
    VERIFYING = "verifying"  # silent, for minutes with a large model
    FINISHING = "finishing"  # writes the manifest, removes what an update left over


class Ended(Enum):
    """How a transfer came to its end."""

    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Layer:
    """A file of the model, in bytes. `digest` need not be a hash; `total` is 0 while unknown."""

    digest: str
    total: int = 0
    completed: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class Speed:
    """Bytes per second, as a mean in which the last seconds weigh most."""

    mean: float | None = None
    since: float = 0.0
    pending: int = 0

    def counted(self, gained: int, now: float) -> Speed:
        """With `gained` more bytes. Lines come in bursts: half a second is measured at a time."""
        pending, seconds = self.pending + gained, now - self.since
        if seconds < _SAMPLE:
            return replace(self, pending=pending)
        rate = pending / seconds
        if self.mean is not None:
            rate = self.mean + (rate - self.mean) * -math.expm1(-seconds / _MEMORY)
        return Speed(rate, now)


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is known of a transfer. Times are seconds on the caller's monotonic clock.

    `fraction` never falls, and is 1 only once the transfer has succeeded. The server announces a
    layer when it begins, so all figures are of the layers seen so far; the first one is nearly all.
    `moved` is when the last byte, layer or phase came.
    """

    started: float
    layers: tuple[Layer, ...] = ()
    phase: Phase = Phase.WAITING
    status: str = ""
    fraction: float = 0.0
    moved: float = 0.0
    speed: Speed = Speed()
    ended: Ended | None = None

    @property
    def completed(self) -> int:
        """Bytes that the server has; they become fewer when it throws away a failed part."""
        return sum(layer.completed for layer in self.layers)

    @property
    def total(self) -> int:
        """Bytes of all layers announced so far."""
        return sum(layer.total for layer in self.layers)

    @property
    def is_downloading(self) -> bool:
        return self.ended is None and self.phase is Phase.LAYERS

    @property
    def bytes_per_second(self) -> float | None:
        return self.speed.mean if self.is_downloading else None

    @property
    def seconds_left(self) -> float | None:
        """For the layers announced so far; None when nothing can be said."""
        speed = self.bytes_per_second
        return (self.total - self.completed) / speed if speed else None

    def still(self, now: float) -> float:
        """Seconds since anything moved."""
        return max(0.0, now - self.moved)

    def stalled(self, now: float) -> bool:
        """Whether bytes should come and have not for a while."""
        return self.is_downloading and self.still(now) >= STALLED_AFTER


def begun(now: float) -> Transfer:
    """A transfer that was just asked for."""
    return Transfer(started=now, moved=now)


def fold(transfer: Transfer, progress: Progress, now: float) -> Transfer:
    """`transfer` with one more line of its stream; after its end lines change nothing."""
    if transfer.ended is not None:
        return transfer
    if progress.digest:
        changed = _with_layer(transfer, progress, now)
    else:
        changed = _with_phase(transfer, progress.status, now)
    return replace(changed, status=progress.status, fraction=_fraction(changed))


def ended(transfer: Transfer, how: Ended) -> Transfer:
    """`transfer` at the end of its stream; DONE only after `success` and a clean end."""
    if how is not Ended.DONE:
        return replace(transfer, ended=how)
    layers = tuple(_complete(layer) for layer in transfer.layers)
    return replace(transfer, layers=layers, ended=how, fraction=1.0)


def _with_layer(transfer: Transfer, progress: Progress, now: float) -> Transfer:
    known = {layer.digest: layer for layer in transfer.layers}
    before = known.get(progress.digest)
    layer = _grown(before or Layer(progress.digest), progress)
    if before is None or before.done:
        # What was there before this run is not this run's speed.
        gained, moved = 0, before is None or not layer.done
        speed = replace(transfer.speed, since=now, pending=0)
    else:
        gained = max(0, layer.completed - before.completed)
        moved = gained > 0
        speed = transfer.speed.counted(gained, now)
    # The last line of a layer may stay short of its total: the next layer's line completes it.
    known = {digest: _complete(other) for digest, other in known.items()}
    known[progress.digest] = layer
    return replace(
        transfer,
        layers=tuple(known.values()),
        phase=Phase.LAYERS,
        moved=now if moved or transfer.phase is not Phase.LAYERS else transfer.moved,
        speed=speed,
    )


def _with_phase(transfer: Transfer, status: str, now: float) -> Transfer:
    if status.lower().startswith("verifying"):
        phase = Phase.VERIFYING
    else:
        phase = Phase.FINISHING if transfer.layers else Phase.MANIFEST
    return replace(
        transfer,
        layers=tuple(_complete(layer) for layer in transfer.layers),
        phase=phase,
        moved=transfer.moved if phase is transfer.phase else now,
    )


def _grown(layer: Layer, progress: Progress) -> Layer:
    """The line's figures; a total that it leaves out stays as it was. No `completed` means 0."""
    total = progress.total if progress.total > 0 else layer.total
    completed = min(max(progress.completed, 0), total)
    return Layer(layer.digest, total, completed, done=0 < total <= completed)


def _complete(layer: Layer) -> Layer:
    return layer if layer.done else replace(layer, completed=layer.total, done=True)


def _fraction(transfer: Transfer) -> float:
    layers = transfer.layers
    if transfer.phase is Phase.LAYERS:
        # A template of a few bytes that comes first would fill the bar before the weights come.
        layers = tuple(layer for layer in layers if layer.total >= _SMALL_LAYER)
    total = sum(layer.total for layer in layers)
    share = sum(layer.completed for layer in layers) / total if total else 0.0
    return max(transfer.fraction, min(share, ALMOST))
