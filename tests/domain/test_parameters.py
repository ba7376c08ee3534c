"""Options, what overrides them, and the texts they are read from."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paddock.domain.keep_alive import KeepAliveError, parse_keep_alive
from paddock.domain.model_parameters import parse_model_parameters
from paddock.domain.parameters import OPTIONS, OptionError, Overrides, effective

REMOVED = {"mirostat", "mirostat_tau", "mirostat_eta", "tfs_z", "penalize_newline", "numa"}


def test_the_catalogue_has_what_exists_and_nothing_that_ollama_removed() -> None:
    assert len(OPTIONS) == 20
    assert not REMOVED & set(OPTIONS)
    reloading = {name for name, option in OPTIONS.items() if option.reloads}
    assert reloading == {
        "num_ctx", "num_batch", "num_gpu", "main_gpu", "use_mmap", "num_thread",
        "draft_num_predict",
    }  # fmt: skip


def test_only_what_was_overridden_is_sent_in_the_order_of_the_catalogue() -> None:
    overrides = Overrides().with_option("seed", 7).with_option("temperature", 0)
    assert json.dumps(overrides.options_json()) == '{"temperature": 0.0, "seed": 7}'
    assert overrides.with_option("temperature", None).options_json() == {"seed": 7}
    assert Overrides().options_json() == {}


def test_a_list_option_is_sent_as_a_json_list() -> None:
    overrides = Overrides().with_option("stop", "END")
    assert overrides.options_json() == {"stop": ["END"]}


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [("num_ctx", 8192.0, "8192"), ("temperature", 1, "1.0"), ("use_mmap", False, "false")],
)
def test_a_value_gets_the_json_type_the_server_insists_on(
    name: str, value: object, sent: str
) -> None:
    assert json.dumps(Overrides().with_option(name, value).options_json()[name]) == sent


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("temperature", "0.5", "wrong_type"),
        ("temperature", True, "wrong_type"),
        ("temperature", float("nan"), "wrong_type"),
        ("temperature", -0.1, "too_small"),
        ("num_ctx", 0.5, "wrong_type"),
        ("num_ctx", 10**12, "too_large"),
        ("num_predict", 0, "not_allowed"),
        ("use_mmap", 1, "wrong_type"),
        ("stop", [1], "wrong_type"),
    ],
)
def test_a_value_the_server_would_choke_on_is_refused(
    name: str, value: object, reason: str
) -> None:
    with pytest.raises(OptionError) as refused:
        Overrides().with_option(name, value)
    assert refused.value.reason == reason


def test_a_name_that_is_no_option_is_refused() -> None:
    with pytest.raises(KeyError):
        Overrides().with_option("mirostat", 2)


@pytest.mark.parametrize("typed", ["0.5", "0,5", " 0.5 ", "０．５", "0，5"])
def test_a_decimal_comma_and_full_width_digits_are_understood(typed: str) -> None:
    assert OPTIONS["temperature"].parse(typed) == 0.5


@pytest.mark.parametrize("typed", ["", "warm", "0.5.1", "nan", "1e999"])
def test_a_text_that_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(OptionError):
        OPTIONS["temperature"].parse(typed)


def test_the_value_that_counts_names_its_source() -> None:
    model: dict[str, Any] = {"temperature": 0.6}
    chosen = Overrides().with_option("temperature", 0.2)
    assert effective("temperature", chosen, model) == (0.2, "chat")
    assert effective("temperature", Overrides(), model) == (0.6, "model")
    assert effective("temperature", Overrides(), {}) == (0.8, "server")
    assert effective("num_ctx", Overrides(), {}) == (None, "server")


SHOWN = r"""
temperature                    0.7
num_ctx                        32768
num_batch                      1.048576e+06
num_predict                    -2
stop                           "<|im_start|>"
stop                           "\x1b\n\"quoted\"   \U0001f600"
use_mmap                       true
template                       map[string]interface {}{"a":1}
top_k                          "forty"
seed                           +Inf
"""


def test_the_parameters_of_a_model_are_read_as_go_writes_them() -> None:
    assert parse_model_parameters(SHOWN) == {
        "temperature": 0.7,
        "num_ctx": 32768,
        "num_batch": 1_048_576,
        "num_predict": -2,
        "stop": ("<|im_start|>", '\x1b\n"quoted"   \U0001f600'),
        "use_mmap": True,
    }


def _go_quote(text: str) -> str:
    """A Go string literal, with an escape for everything that is not plain ASCII."""

    def escaped(character: str) -> str:
        code = ord(character)
        if character in '"\\':
            return "\\" + character
        if 0x20 <= code < 0x7F:
            return character
        return f"\\x{code:02x}" if code < 0x80 else f"\\U{code:08x}"

    return '"' + "".join(map(escaped, text)) + '"'


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_stop_strings_come_back_as_they_were(stops: list[str]) -> None:
    text = "\n".join(f"stop                           {_go_quote(stop)}" for stop in stops)
    assert parse_model_parameters(text) == {"stop": tuple(stops)}


@settings(max_examples=200, deadline=None)
@given(st.text() | st.from_regex(r'(stop|seed|x) {1,3}"?[\\0-9a-zA-Z.+"]*"?', fullmatch=True))
@example('stop "\\')
@example('stop "\\Uffffffff"')
@example("seed 1e999")
def test_no_text_breaks_the_reading_and_what_is_read_can_be_sent(text: str) -> None:
    json.dumps(parse_model_parameters(text), allow_nan=False).encode()


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("", None), ("  ", None), ("300", 300), ("-1", -1), ("0", 0), ("1.5", 1.5), ("5m", "5m"),
        (" 24h ", "24h"), ("2h45m", "2h45m"), ("1.5h", "1.5h"), ("-1m", "-1m"), ("300ms", "300ms"),
    ],
)  # fmt: skip
def test_keep_alive_is_sent_in_the_form_the_server_takes(
    typed: str, sent: float | str | None
) -> None:
    value = parse_keep_alive(typed)
    assert (value, type(value)) == (sent, type(sent))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1d", "unknown_unit"), ("5M", "unknown_unit"), ("5m30", "missing_unit"),
        ("five", "not_a_duration"), ("5 m", "not_a_duration"), ("-", "not_a_duration"),
        ("99999999999", "too_long"), ("9999999h", "too_long"),
    ],
)  # fmt: skip
def test_a_keep_alive_that_the_server_would_refuse_says_why(typed: str, reason: str) -> None:
    with pytest.raises(KeepAliveError) as refused:
        parse_keep_alive(typed)
    assert refused.value.reason == reason


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.+-nuµmsh d", max_size=12))
def test_a_text_for_keep_alive_is_a_value_or_a_typed_error(typed: str) -> None:
    with suppress(KeepAliveError):
        json.dumps(parse_keep_alive(typed), allow_nan=False)
