"""The content of a message as OpenAI's API has it: a text, or a list of parts, images among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paddock.domain.exchange.files import from_data_uri
from paddock.domain.exchange.loose import list_of, mapping_of, text_of
from paddock.domain.exchange.values import Note

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment
    from paddock.domain.exchange.files import Files


def text_and_images(
    content: object, files: Files, notes: list[Note]
) -> tuple[str, tuple[Attachment, ...]]:
    """The words, and the images that are in the file. One on another machine becomes its address."""
    if isinstance(content, str):
        return text_of(content), ()
    texts: list[str] = []
    images: list[Attachment] = []
    for value in list_of(content):
        part = mapping_of(value)
        text = text_of(value) or text_of(part.get("text"))
        url = text_of(part.get("image_url")) or text_of(
            mapping_of(part.get("image_url")).get("url")
        )
        data = from_data_uri(url) if url.startswith("data:") else None
        if text:
            texts.append(text)
        elif data is not None:
            images.append(files.image(data, ""))
        elif url.lower().startswith(("http://", "https://")):
            notes.append(Note("image_remote", detail=url))
            texts.append(url)
        elif kind := text_of(part.get("type")):
            notes.append(Note("content_unknown", detail=kind))
    return "\n\n".join(texts), tuple(images)
