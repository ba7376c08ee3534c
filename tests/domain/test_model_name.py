"""What people paste in place of a model's name."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paddock.domain.model_name import (
    InvalidName,
    NameFault,
    full_name,
    is_cloud_name,
    parse_pull_name,
)

PASTED = {
    "llama3.2": "llama3.2",
    "  qwen3:8b\n": "qwen3:8b",
    "`qwen3:8b`": "qwen3:8b",
    "library/qwen3": "qwen3",
    "user/Model_1.5-x:Q4_K_M": "user/Model_1.5-x:Q4_K_M",
    "hf.co/bartowski/X-GGUF:Q4_K_M": "hf.co/bartowski/X-GGUF:Q4_K_M",
    "huggingface.co/bartowski/X-GGUF": "huggingface.co/bartowski/X-GGUF",
    "127.0.0.1:5000/library/small:v1": "127.0.0.1:5000/library/small:v1",
    "gpt-oss:120b-cloud": "gpt-oss:120b-cloud",
    "gpt-oss:120b:cloud": "gpt-oss:120b:cloud",
    "ollama run llama3.2": "llama3.2",
    "$ ollama pull qwen3:8b": "qwen3:8b",
    "ollama run --verbose qwen3:8b 'why is the sky blue?'": "qwen3:8b",
    'ollama run "qwen3:8b"': "qwen3:8b",
    "ollama.exe pull qwen3": "qwen3",
    "ollama run https://huggingface.co/a/b": "hf.co/a/b",
    "https://ollama.com/library/qwen3:8b": "qwen3:8b",
    "https://ollama.com/library/qwen3/tags?sort=size#top": "qwen3",
    "http://www.ollama.com/user/model/": "user/model",
    "ollama.com/library/qwen3": "qwen3",
    "registry.ollama.ai/library/qwen3:8b": "qwen3:8b",
    "https://huggingface.co/bartowski/X-GGUF": "hf.co/bartowski/X-GGUF",
    "https://hf.co/bartowski/X-GGUF:Q8_0": "hf.co/bartowski/X-GGUF:Q8_0",
    "https://huggingface.co/bartowski/X-GGUF/tree/main": "hf.co/bartowski/X-GGUF",
    "https://huggingface.co/b/X-GGUF/blob/main/X-Q4_0.gguf": "hf.co/b/X-GGUF:X-Q4_0.gguf",
    "https://registry.example.org:5000/team/model:1": "registry.example.org:5000/team/model:1",
}

REFUSED = {
    "": (NameFault.EMPTY, ""),
    " \n": (NameFault.EMPTY, ""),
    "ollama run": (NameFault.NO_MODEL, ""),
    "ollama pull --insecure": (NameFault.NO_MODEL, ""),
    "https://": (NameFault.NO_MODEL, ""),
    "https://ollama.com/library/": (NameFault.NO_MODEL, "library"),
    "https://huggingface.co/bartowski": (NameFault.NO_MODEL, "bartowski"),
    "two words": (NameFault.WORDS, "two words"),
    "qwen3@sha256:abc": (NameFault.DIGEST, "qwen3@sha256:abc"),
    "qwen3:": (NameFault.TAG, ""),
    "qwen3:8b!": (NameFault.TAG, "8b!"),
    "qwen3:8b:q4": (NameFault.MODEL, "qwen3:8b"),
    ":8b": (NameFault.MODEL, ""),
    "-qwen": (NameFault.MODEL, "-qwen"),
    "模型": (NameFault.MODEL, "模型"),
    "user/": (NameFault.MODEL, ""),
    "/model": (NameFault.NAMESPACE, ""),
    "us.er/model": (NameFault.NAMESPACE, "us.er"),
    "a/b/c/d": (NameFault.HOST, "a/b"),
    "//b/c": (NameFault.HOST, "/"),
    "m" * 81: (NameFault.MODEL, "m" * 81),
}


@pytest.mark.parametrize(("text", "name"), PASTED.items())
def test_a_pasted_text_means_a_model(text: str, name: str) -> None:
    assert parse_pull_name(text) == name


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_a_refusal_says_which_part_is_to_blame(text: str, why: tuple[NameFault, str]) -> None:
    with pytest.raises(InvalidName) as refusal:
        parse_pull_name(text)
    assert (refusal.value.reason, refusal.value.part) == why


PIECES = [
    *("ollama run ", "https://", "ollama.com", "hf.co", "huggingface.co", "library", "/", ":"),
    *("a", "B.c", "cloud", "blob", "x.gguf", "@", " ", "`", "--flag", "?q", "-", "é", "\x85"),
]
pieces = st.sampled_from(PIECES)


@given(st.text() | st.lists(pieces, max_size=9).map("".join))
@example("ollama run `ollama run a`")
@example("https://huggingface.co/a/b:c:cloud")
def test_any_text_is_a_name_or_a_typed_refusal(text: str) -> None:
    with contextlib.suppress(InvalidName):
        name = parse_pull_name(text)
        assert parse_pull_name(name) == name


def test_a_server_lists_a_name_with_its_tag() -> None:
    assert full_name("qwen3") == "qwen3:latest"
    assert full_name("127.0.0.1:5000/library/small") == "127.0.0.1:5000/library/small:latest"
    assert full_name("hf.co/a/b:Q4") == "hf.co/a/b:Q4"


@pytest.mark.parametrize(
    ("name", "is_cloud"),
    [("gpt-oss:120b-cloud", True), ("qwen3.5:cloud", True), ("cloud", False), ("a/b:8b", False)],
)
def test_a_cloud_model_is_known_by_its_tag(name: str, is_cloud: bool) -> None:
    assert is_cloud_name(name) is is_cloud
