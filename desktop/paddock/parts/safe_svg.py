"""An SVG without what leads out of it, since Qt reads the files that an image or a style sheet names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QXmlStreamReader, QXmlStreamWriter

_MOST_ELEMENTS = 200_000
"""Drawn in all: a few elements that use each other can stand for billions."""
_MOST_DEPTH = 200
_INSIDE = re.compile(r"#|data:image/(?!svg)[\w.+-]+;base64,[\s\w+/=%]*\Z")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)")


class UnsafeSvgError(ValueError):
    """No well-formed SVG, or one that takes too long to draw."""


def safe_svg(data: bytes) -> bytes:
    """The same drawing, in UTF-8, that refers to nothing but itself. Raises UnsafeSvgError."""
    source = QBuffer()
    source.setData(QByteArray(data))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QXmlStreamReader(source)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QXmlStreamWriter(buffer)
    weights = _Weights()
    token = QXmlStreamReader.TokenType
    while not reader.atEnd():
        kind = reader.readNext()
        if kind == token.StartElement:
            _copy_start(reader, writer, weights)
        elif kind == token.EndElement:
            weights.close()
            writer.writeEndElement()
        elif kind == token.Characters:
            writer.writeCharacters(reader.text())
    if reader.hasError():
        raise UnsafeSvgError(reader.errorString())
    weights.check()
    return bytes(buffer.data().data())


def _copy_start(reader: QXmlStreamReader, writer: QXmlStreamWriter, weights: _Weights) -> None:
    # With their prefixes as they were written; the declarations of those are attributes here.
    writer.writeStartElement(str(reader.qualifiedName()))
    for space in reader.namespaceDeclarations():
        prefix = str(space.prefix())
        name = f"xmlns:{prefix}" if prefix else "xmlns"
        writer.writeAttribute(name, str(space.namespaceUri()))
    used: list[str] = []
    id = ""
    attributes = reader.attributes()
    for place in range(attributes.size()):
        attribute = attributes.at(place)
        name, value = str(attribute.name()), str(attribute.value())
        if name == "id":
            id = value
        if name == "href":
            if not _INSIDE.match(value):
                continue
            if value.startswith("#"):
                used.append(value[1:])
        used += _REFERENCE.findall(value)
        writer.writeAttribute(str(attribute.qualifiedName()), value)
    weights.open(id, used)


@dataclass(slots=True)
class _Element:
    id: str = ""
    count: int = 1
    used: list[str] = field(default_factory=list)


class _Weights:
    """How many elements are drawn for each that can be used by others."""

    def __init__(self) -> None:
        self._root = _Element()
        self._open = [self._root]
        self._named: dict[str, _Element] = {}
        self._known: dict[str, int] = {}

    def open(self, id: str, used: list[str]) -> None:
        if len(self._open) > _MOST_DEPTH:
            raise UnsafeSvgError("nested too deeply")
        self._open.append(_Element(id, 1, used))

    def close(self) -> None:
        element = self._open.pop()
        outer = self._open[-1]
        if element.id and element.id not in self._named:
            self._named[element.id] = element
            outer.used.append(element.id)
        else:
            outer.count += element.count
            outer.used += element.used

    def check(self) -> None:
        """Raises UnsafeSvgError."""
        self._total(self._root, 0)

    def _total(self, element: _Element, depth: int) -> int:
        total = element.count
        for id in element.used:
            total += self._total_of(id, depth + 1)
            if total > _MOST_ELEMENTS:
                raise UnsafeSvgError("too much to draw")
        return total

    def _total_of(self, id: str, depth: int) -> int:
        if id not in self._known and id in self._named:
            if depth > _MOST_DEPTH:
                raise UnsafeSvgError("nested too deeply")
            self._known[id] = 1  # one that uses itself is not drawn again
            self._known[id] = self._total(self._named[id], depth)
        return self._known.get(id, 0)
