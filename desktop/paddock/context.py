"""What every part of one run is given: there is no global application object to reach for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.base.jobs import Scope
    from paddock.base.paths import Paths
    from paddock.kit.icons import Icons
    from paddock.kit.theme import Theme
    from paddock.options import Options
    from paddock.shell.crash import CrashReporter
    from paddock.state.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """Made once by the composition root, and handed down."""

    options: Options
    paths: Paths
    settings: Settings
    theme: Theme
    icons: Icons
    crash: CrashReporter
    scope: Scope
