"""What a file is, told by its first bytes; names and endings are not believed."""

from __future__ import annotations

import re
import struct
from typing import Final

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\0\0\1\0", "ico"),
    (b"\0\0\2\0", "cur"),
    (b"icns", "icns"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"%PDF-", "document"),
    (b"{\\rtf", "document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),  # Word and its like, until 2003
    (b"ID3", "audio"),
    (b"fLaC", "audio"),
    (b"OggS", "audio"),
    (b"\xff\xfb", "audio"),
    (b"\xff\xf3", "audio"),
    (b"\xff\xf2", "audio"),
)
_RIFF: Final = {b"WEBP": "webp", b"WAVE": "audio", b"AVI ": "video"}
_PBM: Final = {b"1": "pbm", b"4": "pbm", b"2": "pgm", b"5": "pgm", b"3": "ppm", b"6": "ppm"}
_BRANDS: Final = (
    ("avif", {b"avif", b"avis"}),
    ("heic", {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}),
    ("audio", {b"M4A ", b"M4B "}),
)
"""The first that is among the brands of an ISO media file; a film is none of them."""
_OFFICE: Final = (b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis")
_SVG: Final = re.compile(rb"<(?:\w+:)?svg[\s>]")
_HEAD: Final = 4096

IMAGES: Final = frozenset(
    ("png", "jpeg", "gif", "webp", "tiff", "bmp", "ico", "cur", "icns", "svg", *_PBM.values())
)
"""The kinds that Qt reads everywhere, by Qt's names of their formats."""
_MORE: Final = ("heic", "heif", "avif", "jxl")
IMAGE_ENDINGS: Final = frozenset(
    ("png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "tif", "tiff", "bmp", "ico", "psd", *_MORE)
)


def kind_of(data: bytes) -> str:
    """One of IMAGES, or "heic", "avif", "jxl", "document", "audio", "video"; empty for all else."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:_HEAD]
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _media(head)
    if head[:4] == b"PK\3\4":
        return "document" if any(word in head for word in _OFFICE) else ""
    if head[:2] == b"BM" and len(head) > 18 and head[6:10] == bytes(4):
        return "bmp"
    if head[:1] == b"P" and head[2:3].isspace():
        return _PBM.get(head[1:2], "")
    return "svg" if _is_svg(head) else ""


def _media(head: bytes) -> str:
    length = struct.unpack_from(">I", head)[0]
    box = head[8:length]
    brands = {box[:4], *(box[at : at + 4] for at in range(8, len(box), 4))}
    return next((kind for kind, known in _BRANDS if brands & known), "video")


def _is_svg(head: bytes) -> bool:
    # UTF-16 has a zero beside each letter.
    text = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    text = text.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    return text.startswith(b"<") and _SVG.search(text) is not None


def is_whole(kind: str, data: bytes) -> bool:
    """False for an image whose end is missing where Qt would show what is there, and grey.

    The other formats are refused by Qt itself.
    """
    if kind == "jpeg":
        return _is_whole_jpeg(data)
    if kind == "png":
        return data.rfind(b"IEND\xaeB`\x82") > 0
    if kind == "gif":
        return _is_whole_gif(data)
    return kind != "bmp" or _is_whole_bmp(data)


def _is_whole_jpeg(data: bytes) -> bool:
    """Whether there is an end of image after the first scan (ITU T.81, B.1.1).

    The image in small that a camera writes into the head has an end of its own.
    """
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xDA:
            return data.rfind(b"\xff\xd9") > place
        is_alone = marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01
        step = 1 if marker == 0xFF else 2
        place += step if is_alone else 2 + struct.unpack_from(">H", data, place + 2)[0]
    return False


def _is_whole_gif(data: bytes) -> bool:
    """Whether the blocks of the first frame come to their end (GIF89a, 18 to 23)."""
    try:
        place = 13 + _color_table(data[10])
        while True:
            kind = data[place]
            if kind == 0x21:
                place = _after_blocks(data, place + 2)
            elif kind == 0x2C:
                _after_blocks(data, place + 11 + _color_table(data[place + 9]))
                return True
            else:
                return False
    except IndexError:
        return False


def _color_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += data[place] + 1
    return place + 1


def _is_whole_bmp(data: bytes) -> bool:
    if len(data) < 34 or data[14] < 40:
        return len(data) > 26  # as OS/2 wrote them: nobody does any more
    (start,) = struct.unpack_from("<I", data, 10)
    width, height, _planes, bits, compression = struct.unpack_from("<iiHHI", data, 18)
    if compression not in (0, 3):
        return True
    row: int = (abs(width) * bits + 31) // 32 * 4
    return bool(start + row * abs(height) <= len(data))
