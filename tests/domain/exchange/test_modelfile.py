"""A Modelfile means to Ollama what the conversation says.

`values` reads as Ollama's parser does: a value ends with a line, unless it began with quotes that
are not closed yet.
"""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from paddock.domain.exchange.modelfile import altered, modelfile
from paddock.domain.parameters import Overrides
from paddock.domain.tree import ROOT, Message
from tests.domain.exchange.making import conversation, reply, talk, written

Q = '"""'


def values(text: str) -> list[tuple[str, str]]:
    found = []
    name, value, in_value = "", "", False
    for character in text:
        if not in_value:
            if character == " " and (
                name.split(maxsplit=1)[0] not in ("PARAMETER", "MESSAGE") or " " in name
            ):
                in_value = True
            elif character != "\n":
                name += character
            continue
        if character in "\r\n":
            inside = unquoted(value.strip())
            if inside is not None:
                found.append((name, inside))
                name, value, in_value = "", "", False
            else:
                value += character
        elif character in " \t" or character.isprintable():
            value += character
    assert not value, "a value has no end"
    return found


def unquoted(text: str) -> str | None:
    if text.startswith(Q):
        return text[3:-3] if len(text) >= 6 and text.endswith(Q) else None
    if text.startswith('"'):
        return text[1:-1] if len(text) >= 2 and text.endswith('"') else None
    return text


def test_model_options_system_and_messages_are_there() -> None:
    chat = conversation(
        Message(1, ROOT, 1.0, 'Say "hi"\ntwice'),
        Message(2, 1, 2.0, reply=reply("<think>x</think>hi\nhi", thinking="y")),
        Message(3, 2, 3.0, "  "),
        overrides=Overrides(
            " Be brief. ", {"temperature": 0.5, "stop": ("<|a|>", '"b"'), "use_mmap": True}
        ),
    )
    assert values(written(modelfile(chat))) == [
        ("FROM", "m"),
        ("PARAMETER temperature", "0.5"),
        ("PARAMETER stop", "<|a|>"),
        ("PARAMETER stop", '"b"'),
        ("PARAMETER use_mmap", "true"),
        ("SYSTEM", " Be brief. "),
        ("MESSAGE user", 'Say "hi"\ntwice'),
        ("MESSAGE assistant", "hi\nhi"),
    ]
    assert altered(chat) == 0


def test_three_quotes_at_the_end_of_a_line_become_single_ones() -> None:
    chat = talk("Write a docstring", f'def f():\n    {Q}Doc.{Q}\n    return "x"')
    said = values(written(modelfile(chat)))[-1]
    assert said == ("MESSAGE assistant", "def f():\n    '''Doc.'''\n    return \"x\"")
    assert altered(chat) == 1


pieces = st.sampled_from([Q, '"', "a", " ", "\n", "\r\n", "\u00a0", "\u200b", "\t", "'", "#"])


@given(st.lists(pieces, max_size=12).map("".join))
@example('a"\u00a0""\nb')
def test_no_text_ends_its_value_early(text: str) -> None:
    chat = talk("Q", f"x{text}")
    *_, (name, value) = values(written(modelfile(chat)))
    assert name == "MESSAGE assistant"
    seen = "".join(c for c in f"x{text}" if c in "\r\n\t" or c.isprintable())
    if altered(chat):
        assert value.replace('"', "'") == seen.replace('"', "'")
    else:
        assert value == seen
