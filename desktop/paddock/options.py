"""The command line. Its names are a contract with packagers and tests."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from paddock import __version__

FALLBACK_VARIABLE = "PADDOCK_DEMO_FALLBACK"
"""Set by `dev.py run`, so that a newcomer sees the application at work without Ollama."""


@dataclass(frozen=True, slots=True)
class Options:
    """One run's options; None where the user said nothing."""

    host: str | None = None
    demo: bool = False
    data_dir: str | None = None
    lang: str | None = None
    theme: str | None = None
    tour: str | None = None
    selftest: str | None = None
    """Where the report goes; `-` for standard output."""

    falls_back: bool = False
    """Whether a run that finds no server starts the demo by itself instead of offering it."""


def parse(arguments: Sequence[str]) -> Options:
    """Exits with a message for words that are no options, as argparse does."""
    falls_back = bool(os.environ.get(FALLBACK_VARIABLE))
    if not arguments:
        return Options(falls_back=falls_back)  # the usual start need not load argparse
    import argparse

    parser = argparse.ArgumentParser(
        prog="paddock", description="A native desktop for people who run models with Ollama."
    )
    parser.add_argument(
        "--host",
        metavar="URL",
        help="the server of this run (default: OLLAMA_HOST, else 127.0.0.1:11434)",
    )
    parser.add_argument(
        "--demo", action="store_true", help="start the built-in demo server and use it"
    )
    parser.add_argument("--data-dir", metavar="DIR", help="keep everything this run writes in DIR")
    parser.add_argument("--lang", choices=("en", "zh_CN"), help="language of the window")
    parser.add_argument(
        "--theme", choices=("system", "light", "dark"), help="colours of the window"
    )
    parser.add_argument(
        "--tour", metavar="DIR", help="write a picture of every screen to DIR, without a display"
    )
    parser.add_argument(
        "--selftest",
        nargs="?",
        const="-",
        metavar="FILE",
        help="check that the application is whole, write a report, exit 0 or 1",
    )
    parser.add_argument("--version", action="version", version=f"paddock {__version__}")
    found = parser.parse_args(arguments)
    if found.host and found.demo:
        parser.error("--host and --demo exclude each other")
    return Options(**vars(found), falls_back=falls_back)
