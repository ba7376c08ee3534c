"""What can be said of a picture from its bytes alone: kind, size, and the mean colour of a PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from .wire import runner_error

_PNG = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MOST_PIXELS = 4_000_000


def describe(data: bytes) -> str:
    """One line about a PNG, JPEG, GIF or WebP. Raises the runner's error for anything else."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(b"\xff\xd8"):
            width, height = _jpeg_size(data)
            return f"JPEG, {width} × {height} pixels ({len(data)} bytes)"
        if data[:6] in (b"GIF87a", b"GIF89a"):
            width, height = struct.unpack_from("<HH", data, 6)
            return f"GIF, {width} × {height} pixels ({len(data)} bytes)"
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return f"WebP ({len(data)} bytes)"
    except (struct.error, zlib.error, IndexError, ValueError, KeyError) as error:
        raise runner_error(400, "Failed to load image or audio file") from error
    raise runner_error(400, "Failed to load image or audio file")


def _png(data: bytes) -> str:
    width, height, depth, colour, _, _, interlace = struct.unpack_from(">IIBBBBB", data, 16)
    if not width or not height:
        raise ValueError("an empty picture")
    facts = f"PNG, {width} × {height} pixels ({len(data)} bytes)"
    if depth != 8 or interlace or width * height > _MOST_PIXELS:
        return facts
    packed, palette = bytearray(), b""
    for kind, part in _chunks(data):
        if kind == b"IDAT":
            packed += part
        elif kind == b"PLTE":
            palette = part
    channels = _CHANNELS[colour]
    inflater = zlib.decompressobj()
    raw = inflater.decompress(bytes(packed), height * (width * channels + 1))
    red, green, blue = _mean(raw, width, height, channels, palette if colour == 3 else b"")
    return f"{facts}, mean colour #{red:02x}{green:02x}{blue:02x}"


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        yield kind, data[place + 8 : place + 8 + length]
        place += 12 + length


def _mean(
    raw: bytes, width: int, height: int, channels: int, palette: bytes
) -> tuple[int, int, int]:
    sums, stride = [0, 0, 0], width * channels
    before = bytearray(stride)
    for row in range(height):
        start = row * (stride + 1)
        line = _unfiltered(
            raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before, channels
        )
        if palette:
            for index in line:
                for channel in range(3):
                    sums[channel] += palette[3 * index + channel]
        else:
            for channel in range(3):
                sums[channel] += sum(line[channel if channels > 2 else 0 :: channels])
        before = line
    pixels = width * height
    return sums[0] // pixels, sums[1] // pixels, sums[2] // pixels


def _unfiltered(kind: int, line: bytearray, before: bytearray, step: int) -> bytearray:
    """Undo one of the five row filters of the PNG specification, section 9."""
    if kind == 0:
        return line
    for place in range(len(line)):
        left = line[place - step] if place >= step else 0
        above = before[place]
        corner = before[place - step] if place >= step else 0
        line[place] = (line[place] + _predicted(kind, left, above, corner)) & 0xFF
    return line


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return above
    if kind == 3:
        return (left + above) // 2
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the start-of-frame segment (ITU T.81, B.2.2)."""
    place = 2
    while place + 9 <= len(data):
        marker, length = struct.unpack_from(">xBH", data, place)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        place += 2 + length
    raise ValueError("no frame")
