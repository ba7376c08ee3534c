"""The composition root: builds in order, runs until the window closes, closes in reverse."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import qasync
from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from paddock import __version__
from paddock.base.jobs import Scope
from paddock.base.paths import Paths, resources
from paddock.context import Context
from paddock.features.chat.page import ChatPage
from paddock.kit.collector import Collector
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.parts.look import look_of
from paddock.parts.parameter_panel import ParameterPanel
from paddock.screen import ScreenGuard
from paddock.shell.crash import CrashReporter
from paddock.shell.window import MainWindow
from paddock.state.local_server import find_ollama
from paddock.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from paddock.kit.theme import Scheme
    from paddock.options import Options
    from paddock.session import Session
    from paddock.state.settings import Preferences
    from paddock.wiring import Wiring

_FIRST_PAINT_LIMIT = 2.0
_THREADS = 4


class Application:
    """Owns what lives as long as the run; windows come and go with the language."""

    def __init__(self, qt: QApplication, options: Options) -> None:
        self.qt = qt
        self.options = options
        self.paths = Paths.inside(options.data_dir) if options.data_dir else Paths.of_user()
        self.settings = Settings(self.paths.config)
        self.crash = CrashReporter()
        self.scope = Scope("app", self.crash.report)
        scheme = options.theme or self.settings.value.theme
        self.theme = Theme(qt, resources(), _scheme(scheme))
        self.icons = Icons(self.theme, resources())
        self.context = Context(
            options, self.paths, self.settings, self.theme, self.icons, self.crash, self.scope
        )
        self._geometry = QSettings(
            os.path.join(self.paths.config, "window.ini"), QSettings.Format.IniFormat
        )
        self._translators: list[QTranslator] = []
        self._language = ""
        self.translate(options.lang or self.settings.value.language)
        self.closed = asyncio.Event()
        self.alive = asyncio.Event()
        """Set when the window is joined to a session and the server is being looked at."""
        self.session: Session | None = None
        self._wiring: Wiring | None = None
        self._collector = Collector(qt)
        self.window = self._make_window()
        self.settings.changed.connect(self._apply)

    def translate(self, language: str) -> None:
        """Installs the words of `language` (`system`, `en`, `zh_CN`) for windows made from now on."""
        self._language = language
        for translator in self._translators:
            self.qt.removeTranslator(translator)
        name = QLocale().system().name() if language == "system" else language
        locale = QLocale(name)
        if language != "system":
            QLocale.setDefault(locale)
        code = "zh_CN" if locale.language() == QLocale.Language.Chinese else "en"
        of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._translators = [
            translator
            for name in (
                os.path.join(of_qt, f"qtbase_{code}.qm"),
                os.path.join(resources(), "translations", f"paddock_{code}.qm"),
            )
            if (translator := QTranslator(self.qt)).load(name)
        ]
        for translator in self._translators:
            self.qt.installTranslator(translator)

    def rebuild_window(self) -> None:
        """Makes the window again, in another language. Everything that matters lives outside of it."""
        old, self.window = self.window, self._make_window()
        self.window.setGeometry(old.geometry())
        self._join()
        self.window.show()
        old.closed.disconnect()
        old.close()
        old.deleteLater()

    def _apply(self, value: Preferences) -> None:
        """Makes changed preferences visible at once."""
        if self.options.theme is None:
            self.theme.set_scheme(_scheme(value.theme))
        if self.options.lang is None and value.language != self._language:
            self.translate(value.language)
            self.rebuild_window()

    async def run(self) -> None:
        """Shows the window, brings it to life after the first paint, and ends with it."""
        self.crash.install()
        self._collector.start()
        self.window.show()
        await self._first_paint()
        self.qt.setWindowIcon(self.icons.app_icon())
        from paddock.base.logs import open_log
        from paddock.session import Session

        handler = open_log(self.paths.logs)
        self.session = Session(self.context)
        self._join()
        self.session.start()
        self.alive.set()
        try:
            await self.closed.wait()
        finally:
            await self.scope.close()
            await self.session.aclose()
            self._collector.stop()
            self.crash.uninstall()
            if handler is not None:
                handler.close()

    def _join(self) -> None:
        """Joins the present window to the session; the one before is left."""
        if self.session is None:
            return
        from paddock.wiring import Wiring

        if self._wiring is not None:
            self._wiring.detach()
        self._wiring = Wiring(self.context, self.session, self.window)

    async def _first_paint(self) -> None:
        """Everything heavy waits for this; a window that is never painted must not wait for ever."""
        painted = asyncio.Event()
        self.window.painted.connect(painted.set, Qt.ConnectionType.QueuedConnection)
        try:
            async with asyncio.timeout(_FIRST_PAINT_LIMIT):
                await painted.wait()
        except TimeoutError:
            return

    def _make_window(self) -> MainWindow:
        look = look_of(self.theme, self.icons)
        page = ChatPage(self.icons, look, can_start=find_ollama() is not None)
        panel = ParameterPanel(self.icons)
        window = MainWindow(self.icons, self.theme, page, panel, self._geometry)
        window.closed.connect(self.closed.set)
        window.set_sidebar_visible(self.settings.value.show_sidebar)
        window.set_panel_visible(self.settings.value.show_parameters)
        return window


def make_qt() -> QApplication:
    """The one QApplication, named so that desktops find its icon and its settings."""
    QGuiApplication.setDesktopFileName("org.paddock.Paddock")
    with ScreenGuard():
        qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Paddock")
    qt.setApplicationVersion(__version__)
    # Closing a dialog that is the last window must not end the event loop under running tasks.
    qt.setQuitOnLastWindowClosed(False)
    return qt


def run_with_loop(qt: QApplication, main: Callable[[], Coroutine[object, object, None]]) -> None:
    """Runs `main` to its end on Qt's event loop, with a bounded pool of threads."""

    def make_loop() -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = qasync.QEventLoop(qt)
        loop.set_default_executor(ThreadPoolExecutor(_THREADS, "paddock"))
        return loop

    with asyncio.Runner(loop_factory=make_loop) as runner:
        runner.run(main())


def run(options: Options) -> int:
    """Opens the window and returns the exit code when it has closed."""
    qt = make_qt()

    async def main() -> None:
        application = Application(qt, options)
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, application.window.close)
        await application.run()

    run_with_loop(qt, main)
    return 0


def _scheme(name: str) -> Scheme:
    if name == "light":
        return "light"
    return "dark" if name == "dark" else "system"
