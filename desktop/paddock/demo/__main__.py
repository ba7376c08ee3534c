"""`python -m paddock.demo`: the demo server on its own, until it is told to stop."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from .server import DemoServer


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve, having written the address as one line to stdout; until SIGINT, SIGTERM or the end of
    stdin.
    """
    given = _parser().parse_args(arguments)
    server = DemoServer(
        given.port, speed=given.speed, load_seconds=given.load_seconds, empty=given.empty
    )
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        server.start()
    except OSError as error:
        sys.stderr.write(f"cannot listen on port {given.port}: {error.strerror}\n")
        return 1
    try:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        if given.until_stdin_closes:
            threading.Thread(target=_wait_for_stdin, args=(stopped,), daemon=True).start()
        # A wait without end would not let Ctrl+C through on Windows.
        while not stopped.wait(1.0):
            continue
    finally:
        server.stop()
    return 0


def _wait_for_stdin(stopped: threading.Event) -> None:
    while sys.stdin.buffer.read(4096):
        continue
    stopped.set()


def _speed(text: str) -> float | None:
    if text == "max":
        return None
    speed = float(text)
    if speed <= 0:
        raise ValueError(text)
    return speed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m paddock.demo", description="A server that answers as Ollama does."
    )
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument(
        "--speed", type=_speed, default=60.0, metavar="N|max", help="tokens per second"
    )
    parser.add_argument(
        "--load-seconds", type=float, default=1.2, metavar="S", help="time a model takes to load"
    )
    parser.add_argument("--empty", action="store_true", help="start without models")
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="stop at the end of stdin"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
