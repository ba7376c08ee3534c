"""One running copy for each folder of data: a second start brings the first one to the front."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 5000
"""Milliseconds that a running copy may take to answer."""
_AGAIN = 100
"""Milliseconds between two tries to reach it."""
_LONGEST = 65536


class Instance(QObject):
    """Holds the folder while it lives. Only one process can."""

    activated = Signal(str)  # the token with which the desktop lets a window come to the front

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self._server: QLocalServer | None = None
        self._lock: QLockFile | None = None

    def take(self) -> bool:
        """Whether the folder is ours now. A folder that cannot be written is nobody's, and is ours."""
        try:
            os.makedirs(self._folder, exist_ok=True)
        except OSError:
            return True
        lock = QLockFile(os.path.join(self._folder, "paddock.lock"))
        lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not when it is old
        if not lock.tryLock(0):
            return lock.error() != QLockFile.LockError.LockFailedError
        self._lock = lock
        return True

    def activate_other(self) -> bool:
        """Asks the copy that holds the folder to come to the front. Whether it answered."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        deadline = QDeadlineTimer(_PATIENCE)
        socket.connectToServer(self._name())
        while not socket.waitForConnected(_AGAIN):
            if deadline.hasExpired():
                return False
            # It may have begun just now, as with a click too many.
            QThread.msleep(_AGAIN)
            socket.connectToServer(self._name())
        token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID", "")
        socket.write(json.dumps({"activate": token}).encode() + b"\n")
        socket.flush()
        answered = socket.waitForReadyRead(_PATIENCE)
        socket.disconnectFromServer()
        return answered

    def listen(self) -> None:
        """Answers the starts that come after this one. Needs an event loop."""
        if self._lock is None:
            return
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name())  # left by a copy that was killed
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._name())

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _name(self) -> str:
        """Short, since the path of a socket may have no more than about a hundred characters."""
        who = f"{os.path.realpath(self._folder)}\n{os.environ.get('USER', '')}"
        return "paddock-" + sha256(who.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def _on_connection(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda one=socket: self._on_words(one))
            socket.disconnected.connect(socket.deleteLater)

    def _on_words(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            words = json.loads(bytes(socket.readLine().data()))
            token = str(words["activate"])
        except (ValueError, TypeError, KeyError):
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.activated.emit(token)
