"""The composition root: builds in order, runs until the window closes, closes in reverse."""

from __future__ import annotations

import gc
import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from paddock import __version__
from paddock.base.paths import Paths, resources
from paddock.features.chat.composer import Composer
from paddock.features.chat.page import ChatPage
from paddock.instance import Instance
from paddock.kit.collector import Collector
from paddock.kit.icons import Icons
from paddock.kit.theme import Theme
from paddock.screen import ScreenGuard
from paddock.shell.window import MainWindow
from paddock.state.settings import Settings

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine

    from paddock.base.jobs import Scope
    from paddock.context import Context
    from paddock.kit.theme import Scheme
    from paddock.options import Options
    from paddock.parts.look import Look
    from paddock.session import Session
    from paddock.shell.crash import CrashReporter
    from paddock.state.settings import Preferences
    from paddock.wiring import Wiring

_FIRST_PAINT_LIMIT = 2000  # milliseconds
_THREADS = 4


class Application:
    """Owns what lives as long as the run; windows come and go with the language."""

    def __init__(
        self, qt: QApplication, options: Options, instance: Instance | None = None
    ) -> None:
        self.qt = qt
        self.options = options
        self.paths = paths_of(options)
        self.settings = Settings(self.paths.config)
        scheme = options.theme or self.settings.value.theme
        self.theme = Theme(qt, resources(), _scheme(scheme))
        self.icons = Icons(self.theme, resources())
        self._geometry = QSettings(
            os.path.join(self.paths.config, "window.ini"), QSettings.Format.IniFormat
        )
        self._translators: list[QTranslator] = []
        self._language = ""
        self.translate(options.lang or self.settings.value.language)
        self.session: Session | None = None
        self._wiring: Wiring | None = None
        self._collector = Collector(qt)
        self.window = self._make_window()
        self.settings.changed.connect(self._apply)
        self._instance = instance
        if instance is not None:
            instance.activated.connect(self._come_to_front)

    @cached_property
    def crash(self) -> CrashReporter:
        from paddock.shell.crash import CrashReporter

        return CrashReporter()

    @cached_property
    def scope(self) -> Scope:
        from paddock.base.jobs import Scope

        return Scope("app", self.crash.report)

    @cached_property
    def closed(self) -> asyncio.Event:
        """Set when the window has been closed, or the run is to end for another reason."""
        import asyncio

        return asyncio.Event()

    @cached_property
    def alive(self) -> asyncio.Event:
        """Set when the window is joined to a session and the server is being looked at."""
        import asyncio

        return asyncio.Event()

    @cached_property
    def context(self) -> Context:
        from paddock.context import Context

        return Context(
            self.options,
            self.paths,
            self.settings,
            self.theme,
            self.icons,
            self.crash,
            self.scope,
        )

    def show_first(self) -> None:
        """Shows the window and returns when it has been painted.

        This is the one event loop outside of asyncio, run before any task exists: importing asyncio
        and qasync costs a fifth of the time to the first paint.
        """
        # Not quit(): that closes the windows first.
        self.window.painted.connect(self.qt.exit, Qt.ConnectionType.QueuedConnection)
        self.window.closed.connect(self.qt.exit, Qt.ConnectionType.QueuedConnection)
        # A window that is never painted, on a screen that is off, must not wait for ever.
        limit = QTimer(singleShot=True, interval=_FIRST_PAINT_LIMIT)
        limit.timeout.connect(self.qt.exit)
        limit.start()
        self.window.show()
        self.qt.exec()
        limit.stop()
        self.window.painted.disconnect(self.qt.exit)
        self.window.closed.disconnect(self.qt.exit)

    def translate(self, language: str) -> None:
        """Installs the words of `language` (`system`, `en`, `zh_CN`) for windows made from now on."""
        self._language = language
        for translator in self._translators:
            self.qt.removeTranslator(translator)
        locale = QLocale.system() if language == "system" else QLocale(language)
        if locale.language() == QLocale.Language.C:
            locale = QLocale("en_US")  # C writes dates that nobody reads
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
        self.window.remember()
        old, self.window = self.window, self._make_window()
        self._complete_window()
        self.window.setGeometry(old.geometry())
        self.window.setWindowState(old.windowState())
        self._join()
        self.window.show()
        self.window.chat_page.go_to_place(old.chat_page.place())
        old.closed.disconnect()
        old.close_anyway()
        self.scope.start(f"retire {id(old)}", _retire(old))

    def _apply(self, value: Preferences) -> None:
        """Makes changed preferences visible at once."""
        if self.options.theme is None:
            self.theme.set_scheme(_scheme(value.theme))
        if self.options.lang is None and value.language != self._language:
            self.translate(value.language)
            self.rebuild_window()

    async def run(self) -> None:
        """Brings the window to life, and ends with it."""
        import asyncio

        from paddock.base.logs import close_log, open_log

        loop = asyncio.get_running_loop()
        self.crash.install(loop)
        self._collector.start()
        handler = open_log(self.paths.logs)
        try:
            await self._bring_to_life()
            await self.closed.wait()
        finally:
            await self.window.chat_page.composer.aclose()
            await self.scope.close()
            if self.session is not None:
                await self.session.aclose()
            self._collector.stop()
            self.crash.uninstall(loop)
            if handler is not None:
                close_log(handler)

    async def _bring_to_life(self) -> None:
        self.window.show()
        self._complete_window()
        self.qt.setWindowIcon(self.icons.app_icon())
        # httpx loads its command line with click and rich where they are installed: half its import.
        sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
        from paddock.parts.prewarm import Prewarm
        from paddock.session import Session

        self.session = Session(self.context)
        if self._instance is not None:
            self._instance.listen()
        await self.session.open()
        self._join()
        self.session.start()
        self._prewarm = Prewarm(self._look, self.session)
        self.alive.set()

    def _join(self) -> None:
        """Joins the present window to the session; the one before is left."""
        if self.session is None:
            return
        from paddock.wiring import Wiring

        if self._wiring is not None:
            self._wiring.detach()
        self._wiring = Wiring(self.context, self.session, self.window)

    def _make_window(self) -> MainWindow:
        composer = Composer(self.icons, self._keep, lambda: self.settings.value.image_side)
        page = ChatPage(self.icons, self._look, composer)
        window = MainWindow(self.icons, self.theme, page, self._geometry)
        window.closed.connect(self._on_closed)
        window.set_sidebar_visible(self.settings.value.show_sidebar)
        window.set_panel_visible(self.settings.value.show_parameters)
        return window

    def _complete_window(self) -> None:
        """What the first frame does without; the modules that it takes are imported here."""
        from paddock.parts.parameter_panel import ParameterPanel
        from paddock.state.local_server import find_ollama

        self.window.complete(ParameterPanel(self.icons))
        self.window.chat_page.complete(can_start=find_ollama() is not None)
        self.window.chat_page.accept_drops(self.window.body)

    def _come_to_front(self, token: str) -> None:
        """Another start was made: this is the window that the person wants to see."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # from where Qt takes it
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _keep(self, data: bytes) -> tuple[str, str]:
        """Puts an attachment where it stays: called in a thread, returns its SHA-256 and its path."""
        from paddock.storage import blobs

        return blobs.keep(os.path.join(self.paths.data, "attachments"), data)

    def _look(self) -> Look:
        from paddock.parts.look import look_of

        return look_of(self.theme, self.icons, self.settings.value.zoom)

    def _on_closed(self) -> None:
        self.closed.set()


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
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    import qasync

    def make_loop() -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = qasync.QEventLoop(qt)
        loop.set_default_executor(ThreadPoolExecutor(_THREADS, "paddock"))
        return loop

    with asyncio.Runner(loop_factory=make_loop) as runner:
        runner.run(main())
    # A window that only a cycle still holds must not outlive the QApplication: that crashes.
    gc.collect()


def paths_of(options: Options) -> Paths:
    """Where this run writes."""
    return Paths.inside(options.data_dir) if options.data_dir else Paths.of_user()


def run(options: Options) -> int:
    """Opens the window and returns the exit code when it has closed.

    Where another copy runs with the same data, that one comes to the front instead.
    """
    qt = make_qt()
    instance = Instance(paths_of(options).data)
    if not instance.take():
        if instance.activate_other():
            return 0
        run_with_loop(qt, lambda: _tell_held(paths_of(options).data))
        return 1

    application = Application(qt, options, instance)
    application.show_first()

    async def main() -> None:
        import asyncio
        import signal

        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, application.closed.set)
        await application.run()

    if application.window.isVisible():
        run_with_loop(qt, main)
    instance.release()
    return 0


async def _retire(window: MainWindow) -> None:
    """Lets go of a window when it reads no files any more."""
    try:
        await window.chat_page.composer.aclose()
    finally:
        window.deleteLater()


async def _tell_held(folder: str) -> None:
    """That another copy has the data and does not answer, to a person who may see no terminal."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QMessageBox

    from paddock.kit.dialogs import ask

    translate = QCoreApplication.translate
    title = translate("Instance", "Another Paddock is running and does not answer")
    text = translate(
        "Instance", "It uses {0}. Close it, or start with --data-dir to use another folder."
    ).format(folder)
    if sys.stderr is not None:
        sys.stderr.write(f"{title}. {text}\n")
    box = QMessageBox()
    box.setWindowTitle("Paddock")
    box.setText(title)
    box.setInformativeText(text)
    await ask(box)


def _scheme(name: str) -> Scheme:
    if name == "light":
        return "light"
    return "dark" if name == "dark" else "system"
