"""Whenever Paddock is killed, what it acknowledged is there, and a second of an answer at the most
is not.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from paddock.demo.server import DemoServer

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS, KILLS = 4, 50
PATIENCE = 30.0
LOST_AT_MOST = 1.0
A_WRITE = 0.6
"""What a write may take on a machine that is busy with the other tests."""


@dataclass
class Witness:
    """What the victims said."""

    texts: dict[int, str] = field(default_factory=dict)
    imports: dict[int, tuple[list[int], bool]] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    """What is gone, or was about to go when its process was killed."""
    longest_loss: float = 0.0
    """In seconds before a kill: how old what was lost of an answer can have been."""
    answers: int = 0
    growing: list[tuple[int, int, float]] = field(default_factory=list)

    def hear(self, line: bytes) -> None:
        said: dict[str, Any] = json.loads(line)
        assert "error" not in said, said
        if "opened" in said:
            assert said["opened"] == "", "the database was set aside"
            self.growing.clear()
        elif "messages" in said:
            self.texts |= {int(id): text for id, text in said["messages"].items()}
            self.deleted -= {int(id) for id in said["messages"]}
        elif "deleting" in said:
            self.deleted |= set(said["deleting"])
        elif "gone" in said:
            assert set(said["gone"]) <= self.deleted
        elif "growing" in said:
            self.answers += not any(id == said["growing"] for id, _, _ in self.growing)
            self.growing.append((said["growing"], said["length"], said["at"]))
        else:
            chat = said.get("importing") or said["imported"]
            self.imports[chat] = (said["ids"], "imported" in said)


@pytest.fixture
def zygote() -> Iterator[subprocess.Popen[str]]:
    program = Path(__file__).with_name("victims.py")
    process = subprocess.Popen(
        [sys.executable, str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    yield process
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait(PATIENCE)
    process.stdout.close()


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="victims are forked")
@pytest.mark.parametrize("run", range(RUNS))
def test_what_was_acknowledged_is_there_after_each_kill(
    run: int, zygote: subprocess.Popen[str], tmp_path: Path
) -> None:
    chance = random.Random(run)
    witness = Witness()
    server = DemoServer(speed=400.0, load_seconds=0.0)
    server.start()
    data = tmp_path / "data"
    try:
        for kill in range(KILLS):
            seed = run * KILLS + kill
            killed = _lived(zygote, data, server.url, seed, chance.expovariate(2.5), witness)
            _check(data / "chats.db", witness, killed)
    finally:
        server.stop()
    assert len(witness.texts) > KILLS
    assert witness.answers > KILLS / 2
    assert witness.longest_loss <= LOST_AT_MOST + A_WRITE
    assert any(done for _, done in witness.imports.values())


def _lived(
    zygote: subprocess.Popen[str], data: Path, url: str, seed: int, seconds: float, witness: Witness
) -> float:
    """Lets a victim live so long after it has opened the store; returns when it was killed."""
    assert zygote.stdin is not None
    assert zygote.stdout is not None
    pipe = data.parent / "pipe"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    zygote.stdin.write(f"{data}\t{url}\t{seed}\t{pipe}\n")
    zygote.stdin.flush()
    victim = int(zygote.stdout.readline())
    with open(pipe, "rb") as said:
        witness.hear(said.readline())
        os.set_blocking(said.fileno(), False)
        deadline, rest = time.monotonic() + min(seconds, 3.0), b""
        while time.monotonic() < deadline:
            rest = _heard(said.read(), rest, witness)
        os.kill(victim, signal.SIGKILL)
        killed = time.monotonic()
        os.set_blocking(said.fileno(), True)
        _heard(said.read(), rest, witness)
    return killed


def _heard(data: bytes | None, rest: bytes, witness: Witness) -> bytes:
    *lines, rest = (rest + (data or b"")).split(b"\n")
    for line in lines:
        witness.hear(line)
    return rest


def _check(database: Path, witness: Witness, killed: float) -> None:
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT id, text, deleted, ending FROM messages").fetchall()
    connection.close()
    kept = {id: text for id, text, _, _ in rows}
    gone = {id for id, _, deleted, _ in rows if deleted}
    assert gone <= witness.deleted
    for id in gone:
        witness.texts.pop(id, None)  # the next start ends it for good
    lost = {id for id, text in witness.texts.items() if kept.get(id) != text}
    assert not lost, f"acknowledged and not there as they were: {lost}"
    for ids, is_done in witness.imports.values():
        there = [id for id in ids if id in kept]
        assert there == (ids if is_done or there else []), "half of an import"
    losses = [killed - at for id, length, at in witness.growing if len(kept[id]) < length]
    witness.longest_loss = max(witness.longest_loss, *losses, 0.0)
