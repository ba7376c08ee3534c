"""What the parameters panel says about an option, a value and a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from paddock.domain.parameters import strings_as_text

if TYPE_CHECKING:
    from paddock.domain.keep_alive import KeepAliveError
    from paddock.domain.parameters import Effective, Option, OptionError, Value


def value_text(value: Value) -> str:
    """A value as a person types it in this locale; a list has a string on each line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return strings_as_text(value)
    if isinstance(value, int):
        return str(value)
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(value, "g", 10)


class ParameterWords(QObject):
    """Sentences in the user's language; names and values stay those of the API."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._explanations = self._all_explanations()
        self._codes: dict[tuple[str, float], str] = {
            ("seed", -1): self.tr("random"),
            ("num_predict", -1): self.tr("until stop"),
            ("num_gpu", -1): self.tr("automatic"),
            ("num_thread", 0): self.tr("automatic"),
        }
        self._automatic = self.tr("automatic")

    def explanation(self, name: str) -> str:
        """One line on what the option `name` does."""
        return self._explanations[name]

    def inherited(self, option: Option, value: Value | None) -> str:
        """An inherited value as it is shown greyed, in words where the number is a code."""
        if value is None:
            return self._automatic
        if isinstance(value, tuple):
            return value_text(value) or self.tr("none")
        return self._codes.get((option.name, value)) or value_text(value)

    def caption(self, option: Option, shown: Effective, beneath: Effective) -> str:
        """Where the shown value comes from, what lies beneath it, and what changing it costs."""
        parts = [self._source(shown)]
        below = beneath.value
        is_number = isinstance(below, (int, float)) and (option.name, below) not in self._codes
        if shown.source == "chat" and below is not None and is_number:
            value = value_text(below)
            is_models = beneath.source == "model"
            parts.append(
                self.tr("model {0}").format(value)
                if is_models
                else self.tr("server default {0}").format(value)
            )
        if option.reloads:
            parts.append(self.tr("reloads the model"))
        return " · ".join(parts)

    def this_chat(self) -> str:
        return self.tr("this chat")

    def server_default(self) -> str:
        return self.tr("server default")

    def refusal(self, error: OptionError) -> str:
        """Why a typed value is not used."""
        option = error.option
        bound = option.minimum if error.reason == "too_small" else option.maximum
        number = "" if bound is None else value_text(bound)
        if error.reason == "too_small":
            return self.tr("Not used: the least is {0}").format(number)
        if error.reason == "too_large":
            return self.tr("Not used: the most is {0}").format(number)
        if error.reason == "not_allowed":
            return self.tr("Not used: write -1 for no limit")
        if option.kind == "int":
            return self.tr("Not used: this is not a whole number")
        return self.tr("Not used: this is not a number")

    def keep_alive_refusal(self, error: KeepAliveError) -> str:
        """Why a typed duration is not used."""
        if error.reason == "unknown_unit":
            return self.tr("Not used: the units are h, m, s, ms")
        if error.reason == "missing_unit":
            return self.tr("Not used: a unit is missing")
        if error.reason == "too_long":
            return self.tr("Not used: too long; -1 is for ever")
        return self.tr("Not used: write 5m, seconds, or -1")

    def _source(self, shown: Effective) -> str:
        if shown.source == "chat":
            return self.this_chat()
        return self.tr("model") if shown.source == "model" else self.server_default()

    def _all_explanations(self) -> dict[str, str]:
        return {
            "temperature": self.tr("Higher is more varied; 0 always takes the likeliest token"),
            "top_p": self.tr("Keeps the likeliest tokens up to this share; 1 turns it off"),
            "top_k": self.tr("Keeps this many of the likeliest tokens; 0 turns it off"),
            "min_p": self.tr("Drops tokens below this share of the likeliest one; 0 turns it off"),
            "typical_p": self.tr("Prefers tokens of typical likelihood; 1 turns it off"),
            "repeat_penalty": self.tr("Makes repeated tokens less likely; 1 turns it off"),
            "repeat_last_n": self.tr("How far back repetition counts; 0 is off, -1 everything"),
            "presence_penalty": self.tr("Makes tokens that occurred before less likely"),
            "frequency_penalty": self.tr("Makes tokens less likely the more often they occurred"),
            "seed": self.tr("The same seed repeats the same answer; -1 is random"),
            "stop": self.tr(
                "Ends the answer at any of these texts, one on each line, "
                "and replaces the list of the model"
            ),
            "num_ctx": self.tr("Tokens of context that the model keeps in view"),
            "num_predict": self.tr("Most tokens of an answer; -1 goes on until it stops"),
            "num_keep": self.tr("First tokens that stay when the context is full; -1 keeps all"),
            "num_gpu": self.tr("Layers on the GPU; -1 is automatic, 0 uses only the CPU"),
            "num_thread": self.tr("Threads of the CPU; 0 is automatic"),
            "num_batch": self.tr("Prompt tokens that are processed at once"),
            "main_gpu": self.tr("The GPU, by number, that holds the model"),
            "use_mmap": self.tr("Maps the model's file into memory instead of reading it"),
            "draft_num_predict": self.tr("Tokens guessed ahead with each step; 0 turns it off"),
        }
