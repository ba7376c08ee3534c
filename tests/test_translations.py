"""The tools behind `dev.py i18n`: what they keep, what they find, what Qt then loads."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).parents[1]

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Composer</name>
    <message{numerus}>
        <source>{source}</source>
        <translation{state}>{translation}</translation>
    </message>
</context>
</TS>
"""


@pytest.fixture(scope="module")
def translations() -> Any:
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ts(tmp_path: Path) -> Any:
    def write(source: str, translation: str, state: str = "", numerus: str = "") -> Path:
        path = tmp_path / "paddock_zh_CN.ts"
        parts = {"source": source, "translation": translation, "state": state, "numerus": numerus}
        path.write_text(TS.format(**parts), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("source", "translation", "state", "complaint"),
    [
        ("Send", "", ' type="unfinished"', "Composer: 'Send' is not translated"),
        ("Send", "发送", ' type="unfinished"', "Composer: 'Send' is not translated"),
        ("Send", " ", "", "Composer: 'Send' is not translated"),
        ("Ask {model}", "询问", "", "Composer: 'Ask {model}' has other placeholders in '询问'"),
        ("%1 of %2", "%2 中的 %3", "", "'%1 of %2' has other placeholders in '%2 中的 %3'"),
    ],
)
def test_an_entry_that_a_reader_would_miss_is_named(
    translations: Any, ts: Any, source: str, translation: str, state: str, complaint: str
) -> None:
    (fault,) = translations.incomplete(ts(source, translation, state))
    assert complaint in fault


def test_an_empty_plural_is_named_and_a_plural_may_leave_out_the_number(
    translations: Any, ts: Any
) -> None:
    forms = "<numerusform>一个词</numerusform><numerusform></numerusform>"
    (fault,) = translations.incomplete(ts("%n word(s)", forms, numerus=' numerus="yes"'))
    assert fault == "Composer: '%n word(s)' is not translated"


def test_collecting_keeps_what_was_translated_and_adds_what_is_new(
    translations: Any, ts: Any
) -> None:
    path = ts("Send", "发送")
    translations.update(path.parent)
    text = path.read_text(encoding="utf-8")
    assert "发送" in text  # Composer of the program has a "Send" as well
    assert text.count("<source>") > 10
    assert "<location" not in text


def test_a_stale_or_missing_file_is_named(translations: Any, ts: Any) -> None:
    path = ts("No such text in the program", "没有")
    faults = translations.check(path.parent)
    assert "paddock_zh_CN.ts is stale: run python3 dev.py i18n" in faults
    assert "paddock_en.ts is stale: run python3 dev.py i18n" in faults


def test_qt_loads_what_was_compiled(translations: Any, ts: Any) -> None:
    path = ts("Send", "发送")
    translations.compile_all(path.parent)
    translator = QTranslator()
    assert translator.load(str(path.with_suffix(".qm")))
    assert translator.translate("Composer", "Send") == "发送"
