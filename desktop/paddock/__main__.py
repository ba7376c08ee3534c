"""`python -m paddock` and the `paddock` command."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the application, a tour or a self-test. Returns the exit code."""
    # Nothing that a start makes is garbage; looking for some costs a tenth of it. The application
    # collects on its own once it runs (kit/collector.py).
    gc.disable()
    from paddock.options import parse

    options = parse(sys.argv[1:] if arguments is None else arguments)
    if options.tour is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from paddock.tour.run import run_tour

        return run_tour(options.tour)
    if options.selftest is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from paddock.selftest import run_selftest

        return run_selftest(options.selftest)
    from paddock.app import run
    from paddock.screen import missing_screen

    problem = missing_screen()
    if problem:
        if sys.stderr is not None:
            sys.stderr.write(problem + "\n")
        return 2
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
