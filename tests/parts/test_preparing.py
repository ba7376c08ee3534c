"""Files made ready to be sent: what goes as it is, what is converted, and what is refused and why."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

from paddock.parts.preparing import MOST_TEXT, THUMBNAIL, Prepared, Refused, Source, prepare
from tests.parts.transcript.test_pictures import BLUE, RED, bomb, file_of, is_near, turned

if TYPE_CHECKING:
    from pathlib import Path

# Qt warns of damaged files.
pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.no_qt_log]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {0}>{1}</svg>'


def made(data: bytes, name: str = "file", most: int = 2048) -> Prepared:
    result = prepare(Source(name, data=data), most)
    assert isinstance(result, Prepared), result
    return result


def refusal(data: bytes, name: str = "file") -> Refused:
    result = prepare(Source(name, data=data), 2048)
    assert isinstance(result, Refused), result
    return result


def shown(data: bytes) -> tuple[str, QImage]:
    """The kind that a file is, and what is in it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    kind = bytes(reader.format().data()).decode()
    return kind, reader.read()


def written(image: QImage, kind: bytes, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind)
    writer.setQuality(quality)
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def half_and_half(width: int, height: int) -> QImage:
    """Red above, transparent below."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.fillRect(0, 0, width, height // 2, RED)
    painter.end()
    return image


def noise(side: int) -> QImage:
    """What no PNG can make small."""
    return QImage(os.urandom(side * side * 4), side, side, QImage.Format.Format_RGB32).copy()


def gif(width: int, height: int) -> bytes:
    """One frame in the second of two colours, without any compression of LZW."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    colors = bytes((255, 255, 255)) + bytes((RED.red(), RED.green(), RED.blue()))
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\2"
    bits = place = 0
    for code in [code for _ in range(width * height) for code in (4, 1)] + [5]:
        bits |= code << place
        place += 3
    packed = bits.to_bytes(place // 8 + 1, "little")
    blocks = (packed[at : at + 255] for at in range(0, len(packed), 255))
    return head + colors + frame + b"".join(bytes([len(b)]) + b for b in blocks) + b"\0;"


# ------------------------------------------------------------------------------------------ images


@pytest.mark.parametrize("kind", [b"png", b"jpeg"])
def test_a_png_or_jpeg_that_is_small_enough_goes_as_it_is(kind: bytes) -> None:
    data = file_of(300, 200, kind=kind)
    result = made(data, "a.jpg")
    assert (result.kind, result.data, result.width, result.height) == ("image", data, 300, 200)
    assert result.thumbnail.size() == QSize(THUMBNAIL, THUMBNAIL)
    assert is_near(result.thumbnail.pixelColor(5, 5), RED)


@pytest.mark.parametrize("kind", [b"webp", b"bmp", b"tiff", b"ico", b"ppm"])
def test_other_images_are_converted(kind: bytes) -> None:
    result = made(file_of(200, 100, BLUE, kind), "an image.xyz")
    to, image = shown(result.data)
    assert to == ("jpeg" if kind == b"webp" else "png")
    assert image.size() == QSize(200, 100) == QSize(result.width, result.height)
    assert is_near(image.pixelColor(100, 50), BLUE)


def test_of_a_gif_the_first_frame_is_taken() -> None:
    to, image = shown(made(gif(30, 20)).data)
    assert (to, image.size()) == ("png", QSize(30, 20))
    assert image.pixelColor(3, 3) == RED


def test_an_image_that_is_too_large_is_made_smaller() -> None:
    result = made(file_of(3000, 1500, kind=b"jpeg"))
    assert (result.width, result.height) == (2048, 1024)
    assert shown(result.data)[0] == "jpeg"
    assert shown(result.data)[1].size() == QSize(2048, 1024)
    assert made(file_of(3000, 1500), most=512).width == 512


def test_with_no_limit_none_is_made_smaller() -> None:
    data = file_of(3000, 1500, kind=b"jpeg")
    assert made(data, most=0).data == data


def test_a_photo_is_turned_as_its_camera_was_held() -> None:
    result = made(turned(800, 600))
    assert (result.width, result.height) == (600, 800)
    kind, image = shown(result.data)
    assert (kind, image.size()) == ("jpeg", QSize(600, 800))
    assert b"Exif" not in result.data
    large = made(turned(4000, 1000))
    assert (large.width, large.height) == (512, 2048)


def test_transparency_is_kept_in_a_png_and_white_in_a_jpeg() -> None:
    kind, image = shown(made(written(half_and_half(200, 200), b"webp", 100)).data)
    assert (kind, image.pixelColor(100, 150).alpha()) == ("png", 0)
    loud = noise(1500).convertToFormat(QImage.Format.Format_ARGB32)
    loud.setPixelColor(0, 0, QColor(0, 0, 0, 0))
    result = made(written(loud, b"tiff"))
    kind, image = shown(result.data)
    assert kind == "jpeg"
    assert len(written(loud, b"png")) > 4_000_000 > len(result.data)


def test_an_image_from_the_clipboard_becomes_a_png() -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(BLUE)
    result = prepare(Source("Pasted image", image=image), 2048)
    assert isinstance(result, Prepared)
    assert (result.name, result.width, result.height) == ("Pasted image", 60, 40)
    assert shown(result.data)[0] == "png"


@pytest.mark.parametrize("size", [(1, 9000), (9000, 1), (1, 1)])
def test_no_image_is_too_narrow(size: tuple[int, int]) -> None:
    result = made(file_of(*size))
    assert min(result.width, result.height) == 1
    assert not result.thumbnail.isNull()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_drawing_is_drawn_large_on_white(encoding: str) -> None:
    rect = '<rect width="20" height="5" fill="#c02020"/>'
    result = made(SVG.format('width="20" height="10"', rect).encode(encoding), "drawing.svg")
    kind, image = shown(result.data)
    assert (kind, image.size()) == ("png", QSize(1024, 512))
    assert is_near(image.pixelColor(500, 100), RED)
    assert image.pixelColor(500, 400) == QColor("white")


def test_a_drawing_cannot_bring_in_other_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(file_of(20, 20))
    style = tmp_path / "style.css"
    style.write_text("rect { fill: #c02020 }")
    size = 'width="40" height="40"'
    inside = (
        f'<rect fill="#ffffff" {size}/><image xlink:href="{secret}" {size}/>'
        f'<image href="{secret.as_uri()}" {size}/>'
        f'<image xlink:href="https://example.org/a.png" {size}/>'
    )
    sheet = f'<?xml-stylesheet type="text/css" href="{style}"?>'
    image = shown(made((sheet + SVG.format(size, inside)).encode()).data)[1]
    assert image.pixelColor(500, 500) == QColor("white")


def test_a_drawing_that_would_take_for_ever_is_refused() -> None:
    groups = '<g id="a0"><rect width="1" height="1"/></g>' + "".join(
        f'<g id="a{level}">' + f'<use xlink:href="#a{level - 1}"/>' * 10 + "</g>"
        for level in range(1, 10)
    )
    drawing = SVG.format('width="9" height="9"', f'<defs>{groups}</defs><use xlink:href="#a9"/>')
    assert refusal(drawing.encode()).reason == "damaged"


# ---------------------------------------------------------------------------------------- refusals

PHOTO = written(noise(200), b"jpeg", 90)


@pytest.mark.parametrize("part", [0.3, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("kind", ["jpeg", "jpeg with a small one inside", "png", "bmp", "gif"])
def test_an_image_that_is_cut_is_refused_and_not_half_shown(kind: str, part: float) -> None:
    small = b"\xff\xe1" + struct.pack(">H", len(file_of(9, 9, kind=b"jpeg")) + 2)
    whole = {
        "jpeg": PHOTO,
        "jpeg with a small one inside": PHOTO[:2] + small + file_of(9, 9, kind=b"jpeg") + PHOTO[2:],
        "png": written(noise(60), b"png"),
        "bmp": written(noise(60), b"bmp"),
        "gif": gif(40, 40),
    }[kind]
    made(whole)
    assert refusal(whole[: int(len(whole) * part)]).reason == "damaged"


def test_bytes_behind_the_end_of_a_photo_do_no_harm() -> None:
    assert made(PHOTO + b"\0" * 1000).data == PHOTO + b"\0" * 1000


@pytest.mark.parametrize(
    ("data", "name", "reason", "detail"),
    [
        (b"", "a.txt", "empty", ""),
        (b"\xef\xbb\xbf", "a.txt", "empty", ""),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"x" * 90, "a.jpg", "format", "HEIC"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "a.avif", "format", "AVIF"),
        (b"\xff\x0a" + b"x" * 90, "a.jxl", "format", "JPEG XL"),
        (b"%PDF-1.7\n", "a.pdf", "document", ""),
        (b"PK\3\4" + b"\0" * 26 + b"word/document.xml", "a.docx", "document", ""),
        (b"PK\3\4" + b"\0" * 26 + b"things/x.bin", "a.zip", "unknown", ""),
        (b"RIFF\0\0\0\0WAVEfmt ", "a.wav", "audio", ""),
        (b"ID3\4\0\0", "a.mp3", "audio", ""),
        (b"Some words, and no image.", "a.png", "not image", ""),
        (bytes(range(256)), "a.bin", "unknown", ""),
        (b"a\0b", "a.txt", "unknown", ""),
        (b"words " * 200_000, "a.txt", "long text", ""),
        (bomb(60_000, 60_000), "a.png", "huge", ""),
        (bomb(16_000, 16_000), "a.png", "huge", ""),
        (b"<svg><g></svg>", "a.svg", "damaged", ""),
    ],
)
def test_what_cannot_be_sent_is_refused_for_its_reason(
    data: bytes, name: str, reason: str, detail: str
) -> None:
    assert refusal(data, name) == Refused(name, reason, detail)  # type: ignore[arg-type]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(b"")
    os.truncate(tmp_path / "large.png", 100_000_001)
    found = {}
    for name in ("large.png", "missing.png", "with a \0", "."):
        result = prepare(Source(name, str(tmp_path / name)), 2048)
        assert isinstance(result, Refused)
        found[result.name] = (result.reason, result.detail)
    assert found == {
        "large.png": ("large", ""),
        "missing.png": ("unreadable", "No such file or directory"),
        "with a": ("unreadable", ""),
        ".": ("folder", ""),
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert prepare(Source("pipe", str(path)), 2048) == Refused("pipe", "unreadable")


def test_for_a_model_that_cannot_see_only_text_is_taken() -> None:
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    for source in (Source("a.png", data=file_of(9, 9)), Source("a", image=image)):
        result = prepare(source, 2048, can_see=False)
        assert result == Refused(source.name, "blind")
    assert isinstance(prepare(Source("a.txt", data=b"x"), 2048, can_see=False), Prepared)


# -------------------------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "cp1252"]
)
def test_a_text_becomes_utf_8_whatever_it_was_written_in(encoding: str) -> None:
    text = (
        "Die Größe: 5 €\r\n– naïve café, déjà été\n"
        if encoding == "cp1252"
        else "合同第三条：甲方应当付款。\n"
    )
    result = made(text.encode(encoding), "notes.log")
    assert (result.kind, result.name, result.data) == ("text", "notes.log", text.encode())


def test_a_name_is_one_line_that_can_be_stored() -> None:
    assert made(b"x", "a\nb\u202e\udcff.txt").name == "a b ?.txt"


def test_a_text_of_1_mb_is_taken() -> None:
    assert len(made(b"x" * MOST_TEXT, "a.txt").data) == MOST_TEXT


def test_a_text_that_looks_like_an_image_stays_a_text() -> None:
    drawing = SVG.format("", "")
    result = prepare(Source("pasted.txt", text=drawing), 2048)
    assert result == Prepared("text", "pasted.txt", drawing.encode())


# ---------------------------------------------------------------------------------------- anything

HEADS = [
    b"",
    *(
        file_of(40, 30, kind=kind)[:n]
        for kind in (b"png", b"jpeg", b"webp", b"bmp", b"tiff", b"ico", b"ppm")
        for n in (16, 60, 200)
    ),
]


@settings(max_examples=150, deadline=None)
@given(
    head=st.sampled_from([*HEADS, gif(9, 9)[:20], SVG[:30].encode(), b"\0\0\0\x18ftyp", b"RIFF"]),
    rest=st.binary(max_size=300),
    name=st.text(max_size=12),
    most=st.sampled_from([0, 256, 2048]),
)
def test_nothing_is_too_strange(head: bytes, rest: bytes, name: str, most: int) -> None:
    result = prepare(Source(name, data=head + rest), most)
    assert result.name
    if isinstance(result, Prepared) and result.kind == "image":
        assert most == 0 or max(result.width, result.height) <= most
        assert min(result.width, result.height) > 0
        assert max(result.thumbnail.size().toTuple()) <= THUMBNAIL
    elif isinstance(result, Prepared):
        assert result.data.decode("utf-8")


@settings(max_examples=40, deadline=None)
@given(
    size=st.tuples(st.integers(1, 900), st.integers(1, 900)),
    kind=st.sampled_from([b"png", b"jpeg", b"webp", b"bmp"]),
    most=st.integers(256, 400),
)
def test_every_image_fits(size: tuple[int, int], kind: bytes, most: int) -> None:
    result = made(file_of(*size, kind=kind), most=most)
    assert max(result.width, result.height) == min(max(size), most)
    assert shown(result.data)[1].size() == QSize(result.width, result.height)
