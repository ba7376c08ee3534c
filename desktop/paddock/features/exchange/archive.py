"""The members of a ZIP by name, each unpacked when it is asked for and never more than is bearable."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from paddock.base.compat import override
from paddock.features.exchange.errors import ArchiveError

MOST_MEMBERS = 20_000
MOST_BYTES = 1024**3
"""Of all members that are asked for, unpacked."""
_PIECE = 1024 * 1024
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


class Archive(Mapping[str, bytes]):
    """What is asked for is read once. Raises ArchiveError, OSError, and what `check` raises."""

    def __init__(self, file: zipfile.ZipFile, check: Callable[[], None]) -> None:
        self._file = file
        self._check = check
        self._left = MOST_BYTES
        self._infos = {info.filename: info for info in file.infolist() if not info.is_dir()}
        if len(self._infos) > MOST_MEMBERS:
            raise ArchiveError("many", f"{len(self._infos)} files")
        self._read: dict[str, bytes] = {}

    @override
    def __getitem__(self, name: str) -> bytes:
        info = self._infos[name]
        if name not in self._read:
            self._read[name] = self._unpacked(info)
        return self._read[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    @override
    def __len__(self) -> int:
        return len(self._infos)

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveError("encrypted", info.filename)
        pieces = []
        with _sound(info.filename), self._file.open(info) as member:
            while piece := member.read(_PIECE):
                self._check()
                # What the archive says of sizes is not believed.
                self._left -= len(piece)
                if self._left < 0:
                    raise ArchiveError("large", info.filename)
                pieces.append(piece)
        return b"".join(pieces)


@contextmanager
def opened(path: str, check: Callable[[], None]) -> Iterator[Archive]:
    """The archive at `path`. Raises ArchiveError, OSError, and later what `check` raises."""
    with _sound(path):
        file = zipfile.ZipFile(path)
    with file:
        yield Archive(file, check)


@contextmanager
def _sound(name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise ArchiveError("broken", f"{name}: {error}") from error
