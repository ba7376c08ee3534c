"""`format`: text that is valid JSON for a schema, with values from the prompt where they fit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .wire import ApiError, dumps, runner_error

_TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_QUOTED = re.compile(r"[\"“«「']([^\"”»」']{1,60})[\"”»」']")
_PROPER = re.compile(r"(?<=[a-z,] )([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*)")
_DEEPEST = 24


def check_format(value: Any) -> Mapping[str, Any] | None:
    """The schema to follow, None for free text; `"json"` is any object.

    Raises `ApiError`: 500 for what is no format, 400 for a schema that cannot become a grammar.
    """
    if value is None or value == "":
        return None
    if value == "json":
        return {}
    if not isinstance(value, dict):
        text = (
            f'invalid format: {dumps(dumps(value))}; expected "json" or a valid JSON Schema object'
        )
        raise ApiError(500, text)
    _check(value, value, 0)
    return value


def text_for(schema: Mapping[str, Any], prompt: str) -> str:
    """JSON text for a checked schema."""
    if not schema:
        value: Any = {"from": "demo", "prompt": prompt[:200], "words": len(prompt.split())}
    else:
        value = value_for(schema, prompt)
    return json.dumps(value, ensure_ascii=False, indent=2)


def value_for(schema: Mapping[str, Any], prompt: str) -> Any:
    """A value that fits the schema."""
    return _Maker(schema, prompt).value(schema, "", 0)


@dataclass(frozen=True, slots=True)
class _Maker:
    root: Mapping[str, Any]
    prompt: str

    def value(self, schema: Any, name: str, depth: int) -> Any:
        if not isinstance(schema, dict) or depth > _DEEPEST:
            return None
        if "$ref" in schema:
            return self.value(_resolved(str(schema["$ref"]), self.root), name, depth + 1)
        if "const" in schema:
            return schema["const"]
        if isinstance(schema.get("enum"), list) and schema["enum"]:
            return self._choice(schema["enum"])
        for word in ("anyOf", "oneOf"):
            if isinstance(schema.get(word), list) and schema[word]:
                return self.value(self._simplest(schema[word], depth), name, depth + 1)
        if isinstance(schema.get("allOf"), list):
            return self.value(_merged(schema, self.root), name, depth + 1)
        return self._of_type(schema, name, depth)

    def _of_type(self, schema: Mapping[str, Any], name: str, depth: int) -> Any:
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), "null")
        if kind == "object" or (kind is None and "properties" in schema):
            return self._object(schema, depth)
        if kind == "array":
            return self._array(schema, name, depth)
        if kind == "boolean":
            return " not " not in f" {self.prompt.lower()} "
        if kind == "integer":
            return int(self._number(schema))
        if kind == "number":
            return self._number(schema)
        return None if kind == "null" else self._string(schema, name)

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties")
        if not isinstance(properties, dict):
            return {}
        required = schema.get("required") or ()
        wanted = [name for name in properties if depth < 4 or name in required]
        return {name: self.value(properties[name], name, depth + 1) for name in wanted}

    def _array(self, schema: Mapping[str, Any], name: str, depth: int) -> list[Any]:
        least = int(schema.get("minItems", 0))
        number = max(least, min(int(schema.get("maxItems", 2)), 2))
        if depth > _DEEPEST // 2:
            number = least
        fixed = schema.get("prefixItems")
        if isinstance(fixed, list):
            return [self.value(one, name, depth + 1) for one in fixed]
        return [
            self.value(schema.get("items", {"type": "string"}), name, depth + 1)
            for _ in range(number)
        ]

    def _string(self, schema: Mapping[str, Any], name: str) -> str:
        formats = {"date": "2026-01-31", "date-time": "2026-01-31T12:00:00Z", "time": "12:00:00Z"}
        formats |= {"uuid": "00000000-0000-4000-8000-000000000000", "email": "demo@example.org"}
        if schema.get("format") in formats:
            return formats[str(schema["format"])]
        found = _QUOTED.search(self.prompt) or _PROPER.search(self.prompt)
        text = found[1] if found else f"demo {name}".strip()
        least, most = int(schema.get("minLength", 0)), schema.get("maxLength")
        return (text + " demo" * ((least - len(text) + 4) // 5))[
            : None if most is None else int(most)
        ]

    def _number(self, schema: Mapping[str, Any]) -> float | int:
        found = _NUMBER.search(self.prompt)
        number = float(found[0]) if found else 42.0
        low, high = schema.get("minimum"), schema.get("maximum")
        whole = schema.get("type") == "integer"
        step = 1 if whole else 0.5
        if schema.get("exclusiveMinimum") is not None:
            low = schema["exclusiveMinimum"] + step
        if schema.get("exclusiveMaximum") is not None:
            high = schema["exclusiveMaximum"] - step
        if low is not None:
            number = max(number, low)
        if high is not None:
            number = min(number, high)
        return int(number) if whole or number == int(number) else number

    def _choice(self, values: list[Any]) -> Any:
        asked = self.prompt.lower()
        return next(
            (value for value in values if isinstance(value, str) and value.lower() in asked),
            values[0],
        )

    def _simplest(self, choices: list[Any], depth: int) -> Any:
        """The first choice, but the one without a reference when the value is already deep: it must
        end.
        """
        plain = [one for one in choices if isinstance(one, dict) and "$ref" not in one]
        return plain[0] if plain and depth > 3 else choices[0]


def _merged(schema: Mapping[str, Any], root: Mapping[str, Any]) -> dict[str, Any]:
    merged = {name: value for name, value in schema.items() if name != "allOf"}
    for one in schema["allOf"]:
        part = _resolved(str(one["$ref"]), root) if "$ref" in one else one
        properties = {**merged.get("properties", {}), **part.get("properties", {})}
        required = [*merged.get("required", ()), *part.get("required", ())]
        merged |= part
        if properties:
            merged |= {"properties": properties, "required": required}
    return merged


def _resolved(reference: str, root: Mapping[str, Any]) -> Any:
    value: Any = root
    for part in reference.removeprefix("#").strip("/").split("/") if reference != "#" else ():
        if not isinstance(value, dict) or part not in value:
            raise _schema_error(f"cannot resolve $ref {reference}, {part} not found")
        value = value[part]
    return value


def _check(schema: Any, root: Mapping[str, Any], depth: int) -> None:
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return
    if "$ref" in schema:
        _resolved(str(schema["$ref"]), root)
    kinds = schema.get("type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in _TYPES:
            raise _schema_error(f"unrecognized type {kind}")
    for word in ("properties", "$defs", "definitions"):
        if isinstance(schema.get(word), dict):
            for part in schema[word].values():
                _check(part, root, depth + 1)
    for word in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for part in schema.get(word) or ():
            _check(part, root, depth + 1)
    _check(schema.get("items"), root, depth + 1)


def _schema_error(text: str) -> ApiError:
    head = "Field 'json_schema': \"json_schema\": JSON schema conversion failed:"
    return runner_error(400, f"{head}\nJSON schema error at #: {text}")
