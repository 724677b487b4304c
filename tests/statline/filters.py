"""The `$filter` of OData, v3 and v4: a tokenizer and a recursive descent into a predicate on rows.

Columns are typed, so that a comparison of unlike things is refused as the real service does, not silently false.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Predicate = Callable[[Row], bool]


class FilterError(ValueError):
    """The filter cannot be read; the service answers 400."""


@dataclass(frozen=True)
class Value:
    """A part of the filter: how to get it out of a row, and its type: string, number, bool, null or list."""

    get: Callable[[Row], Any]
    type: str
    column: bool = False


_TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[LlMmDdFf]?)(?![\w])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>[(),]))"
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
_CONSTANTS: dict[str, tuple[Any, str]] = {"null": (None, "null"), "true": (True, "bool"), "false": (False, "bool")}


def _substring(text: str, start: float, length: float | None = None) -> str:
    return text[int(start) :] if length is None else text[int(start) : int(start) + int(length)]


# name: (function, types of the arguments, type of the answer)
_FUNCTIONS: dict[str, tuple[Callable[..., Any], tuple[str, ...], str]] = {
    "startswith": (str.startswith, ("string", "string"), "bool"),
    "endswith": (str.endswith, ("string", "string"), "bool"),
    "contains": (operator.contains, ("string", "string"), "bool"),
    "substringof": (lambda part, text: part in text, ("string", "string"), "bool"),
    "substring": (_substring, ("string", "number", "number"), "string"),
    "tolower": (str.lower, ("string",), "string"),
    "toupper": (str.upper, ("string",), "string"),
    "trim": (str.strip, ("string",), "string"),
    "length": (len, ("string",), "number"),
}
_NOT_IN = {3: "contains", 4: "substringof"}


def parse_filter(text: str, columns: Mapping[str, str], version: int = 4) -> Predicate:
    """Predicate for a filter. `columns` gives the type of each column. Raises FilterError."""
    parser = _Parser(_tokens(text), columns, version)
    whole = parser.either()
    if parser.kind:
        raise FilterError(f"unexpected '{parser.text}' in the filter")
    get = _as_bool(whole)
    return lambda row: get(row) is True


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if not match:
            raise FilterError(f"cannot read the filter from '{text[at:]}'")
        found.append((str(match.lastgroup), match[match.lastgroup or 0]))
        at = match.end()
    return found


def _as_bool(value: Value) -> Callable[[Row], Any]:
    if value.type != "bool":
        raise FilterError("a condition is expected, not a value")
    return value.get


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]], columns: Mapping[str, str], version: int) -> None:
        self.tokens, self.at, self.columns, self.version = tokens, 0, columns, version

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    @property
    def text(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else "the end"

    def take(self, kind: str, *texts: str) -> str | None:
        if self.kind != kind or (texts and self.text not in texts):
            return None
        text, self.at = self.text, self.at + 1
        return text

    def expect(self, sign: str) -> None:
        if self.take("sign", sign) is None:
            raise FilterError(f"'{sign}' is expected, not '{self.text}'")

    def either(self) -> Value:
        value = self.both()
        while self.take("name", "or"):
            left, right = _as_bool(value), _as_bool(self.both())
            value = Value(lambda row, left=left, right=right: left(row) is True or right(row) is True, "bool")  # type: ignore[misc]
        return value

    def both(self) -> Value:
        value = self.negated()
        while self.take("name", "and"):
            left, right = _as_bool(value), _as_bool(self.negated())
            value = Value(lambda row, left=left, right=right: left(row) is True and right(row) is True, "bool")  # type: ignore[misc]
        return value

    def negated(self) -> Value:
        if self.take("name", "not"):
            inner = _as_bool(self.negated())
            return Value(lambda row: inner(row) is not True, "bool")
        return self.comparison()

    def comparison(self) -> Value:
        left = self.operand()
        if self.version == 4 and self.take("name", "in"):
            return self.one_of(left)
        sign = self.take("name", *_COMPARE)
        if not sign:
            return left
        return _compare(sign, left, self.operand())

    def one_of(self, left: Value) -> Value:
        self.expect("(")
        options = [self.literal()]
        while self.take("sign", ","):
            options.append(self.literal())
        self.expect(")")
        if any(o.type != left.type for o in options):
            raise FilterError("'in' compares unlike things")
        wanted = {o.get({}) for o in options}
        return Value(lambda row: left.get(row) in wanted, "bool")

    def operand(self) -> Value:
        if self.take("sign", "("):
            value = self.either()
            self.expect(")")
            return value
        if self.kind != "name" or self.text in _CONSTANTS:
            return self.literal()
        name = self.take("name") or ""
        if self.take("sign", "("):
            return self.call(name)
        if name not in self.columns:
            raise FilterError(f"there is no column '{name}'")
        return Value(lambda row: row[name], self.columns[name], column=True)

    def literal(self) -> Value:
        if (text := self.take("string")) is not None:
            string = text[1:-1].replace("''", "'")
            return Value(lambda row: string, "string")
        if (text := self.take("number")) is not None:
            number = float(text.rstrip("LlMmDdFf"))
            return Value(lambda row: number, "number")
        if (text := self.take("name", *_CONSTANTS)) is not None:
            constant, kind = _CONSTANTS[text]
            return Value(lambda row: constant, kind)
        raise FilterError(f"a value is expected, not '{self.text}'")

    def call(self, name: str) -> Value:
        if name not in _FUNCTIONS or name == _NOT_IN[self.version]:
            raise FilterError(f"there is no function '{name}' in OData v{self.version}")
        function, types, answer = _FUNCTIONS[name]
        given = [self.either()]
        while self.take("sign", ","):
            given.append(self.either())
        self.expect(")")
        fewest = 2 if name == "substring" else len(types)
        if not fewest <= len(given) <= len(types) or any(g.type != t for g, t in zip(given, types, strict=False)):
            raise FilterError(f"{name} does not take these arguments")
        if self.version == 3 and name in ("startswith", "endswith") and given[1].column and not given[0].column:
            given.reverse()  # cbsodataR writes startswith('x',Column)

        def answer_of(row: Row) -> Any:
            values = [g.get(row) for g in given]
            return None if None in values else function(*values)

        return Value(answer_of, answer)


def _compare(sign: str, left: Value, right: Value) -> Value:
    null = "null" in (left.type, right.type)
    if left.type != right.type and not null:
        raise FilterError(f"'{sign}' compares a {left.type} with a {right.type}")
    compare = _COMPARE[sign]
    if sign in ("eq", "ne"):
        return Value(lambda row: compare(left.get(row), right.get(row)), "bool")

    def ordered(row: Row) -> bool:
        a, b = left.get(row), right.get(row)
        return a is not None and b is not None and compare(a, b)

    return Value(ordered, "bool")
