"""Files that conversations are written to, and what stays when that fails."""

from __future__ import annotations

import itertools
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from paddock.domain.exchange.files import data_uri
from paddock.domain.exchange.reading import read
from paddock.features.exchange.controller import Choices, Exported
from paddock.features.exchange.formats import file_name
from paddock.features.exchange.words import failure_words
from tests.domain.exchange.making import PNG
from tests.features.exchange.conftest import Exchanging, long_talk, talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from paddock.features.exchange.formats import FormatId

    Run = Callable[[Any], Any]
    Write = Callable[..., bytes]


@pytest.fixture
def write(run: Run, exchanging: Exchanging, tmp_path: Path) -> Write:
    """Writes two chats, or the first of them, with an image, and gives the bytes of the file."""

    async def written(format: FormatId, count: int, choices: Choices) -> bytes:
        path = tmp_path / "out"
        async with exchanging() as exchange:
            image, text = exchange.attached(), exchange.attached(b"one\ntwo", "list.txt")
            ids = await exchange.add(
                talk("What is it?", "A **dot**.", image, text, title="Dots"),
                talk("And <b>this</b>?", "<think>hm</think>Text.", title="Tags & more", at=1.8e9),
            )
            controller = exchange.controller
            [exported] = await exchange.came(
                lambda: controller.export(ids[:count], format, str(path), choices),
                controller.exported,
            )
            assert exported == Exported(str(path), count)
        assert [name for name in os.listdir(tmp_path) if name.startswith("out")] == ["out"]
        return path.read_bytes()

    return lambda format, count=2, **choices: run(written(format, count, Choices(**choices)))


@pytest.mark.parametrize("format", ["paddock", "openwebui"])
def test_a_whole_format_is_read_back_with_its_files(write: Write, format: FormatId) -> None:
    reading = read("out.json", write(format), itertools.count(1).__next__, 0.0)
    assert [one.head.title for one in reading.conversations] == ["Dots", "Tags & more"]
    [image, _text] = next(reading.conversations[0].tree.path()).attachments
    assert reading.files[image.sha256] == PNG
    assert not reading.notes


def test_markdown_holds_the_texts_as_they_are(write: Write) -> None:
    text = write("markdown", thinking=True).decode()
    assert "# Dots" in text
    assert "A **dot**." in text
    assert "\n---\n" in text
    assert "hm" in text
    assert "hm" not in write("markdown", 2).decode()


def test_several_chats_are_one_page_of_html(write: Write) -> None:
    text = write("html").decode()
    assert text.count("<!DOCTYPE html>") == text.count("</html>") == text.count("</body>") == 1
    assert "<h1>Dots</h1>" in text
    assert "<h1>Tags &amp; more</h1>" in text
    assert data_uri(PNG) in text


def test_a_pdf_has_pages(write: Write) -> None:
    data = write("pdf", figures=True)
    assert data.startswith(b"%PDF-")
    assert b"/Type /Page" in data


def test_lines_of_json_are_one_for_each_chat(write: Write) -> None:
    lines = [json.loads(line) for line in write("jsonl").splitlines()]
    assert [line["messages"][-1]["content"] for line in lines] == ["A **dot**.", "Text."]


def test_a_modelfile_begins_with_the_model(write: Write) -> None:
    assert write("modelfile", 1).startswith(b"FROM m\n")


@pytest.mark.parametrize("format", ["markdown", "pdf"])
def test_a_cancelled_export_leaves_what_was_there(
    run: Run, exchanging: Exchanging, tmp_path: Path, format: FormatId
) -> None:
    path = tmp_path / "out.md"
    path.write_text("before", "utf-8")

    async def story() -> None:
        async with exchanging() as exchange:
            ids = await exchange.add(long_talk(3000))
            controller = exchange.controller
            controller.progressed.connect(lambda *_: controller.cancel())
            await exchange.came(
                lambda: controller.export(ids, format, str(path)), controller.cancelled
            )
            assert not controller.is_running

    run(story())
    assert path.read_text("utf-8") == "before"
    assert [name for name in os.listdir(tmp_path) if "out" in name] == ["out.md"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is always full")
@pytest.mark.parametrize("format", ["markdown", "pdf"])
def test_a_full_disk_is_told_and_leaves_nothing(
    run: Run, exchanging: Exchanging, tmp_path: Path, format: FormatId
) -> None:
    path = tmp_path / "out.md"
    os.symlink("/dev/full", f"{path}.part")

    async def story() -> None:
        async with exchanging() as exchange:
            ids = await exchange.add(talk("Why?", "Because."))
            controller = exchange.controller
            [error] = await exchange.came(
                lambda: controller.export(ids, format, str(path)), controller.failed
            )
            assert "disk is full" in failure_words(error)

    run(story())
    assert not [name for name in os.listdir(tmp_path) if "out" in name]


def test_an_attachment_that_is_gone_is_named(
    run: Run, exchanging: Exchanging, tmp_path: Path
) -> None:
    path = tmp_path / "out.html"

    async def story() -> None:
        async with exchanging() as exchange:
            image = exchange.attached()
            ids = await exchange.add(talk("What is it?", "Gone.", image))
            os.remove(image.path)
            controller = exchange.controller
            await exchange.came(
                lambda: controller.export(ids, "html", str(path)), controller.exported
            )

    run(story())
    assert "[dot.png]" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A/B: c?", "A B c.md"),
        ("...", "chats.md"),
        ("你好", "你好.md"),
        ("x" * 200, "x" * 80 + ".md"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, "md") == name
