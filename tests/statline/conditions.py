"""Filters drawn together with what they mean: the slow, obvious twin of `filters`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

COLUMNS = {"Text": "string", "Other": "string", "Number": "number"}
Row = dict[str, Any]
Condition = tuple[str, Callable[[Row], bool]]
WORDS = st.sampled_from(["", "2023HJ01", "2023JJ00", "NL01  ", "it's", "a and b", "(or)", "é", "HJ"])
NUMBERS = st.sampled_from([0, 5, -3, 12.5, 127_410])
ROWS = st.fixed_dictionaries({"Text": WORDS, "Other": st.none() | WORDS, "Number": st.none() | NUMBERS})
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "gt": lambda a, b: a is not None and a > b,
    "ge": lambda a, b: a is not None and a >= b,
    "lt": lambda a, b: a is not None and a < b,
    "le": lambda a, b: a is not None and a <= b,
}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def conditions(version: int) -> st.SearchStrategy[Condition]:
    """A filter and what it means, drawn together."""
    columns = st.sampled_from(["Text", "Other"])

    def comparison(column: str, sign: str, value: Any) -> Condition:
        text = quoted(value) if isinstance(value, str) else f"{value}"
        return f"{column} {sign} {text}", lambda row: COMPARE[sign](row[column], value)

    def one_of(column: str, values: list[str]) -> Condition:
        return f"{column} in ({', '.join(map(quoted, values))})", lambda row: row[column] in values

    def called(name: str, column: str, part: str) -> Condition:
        test = {"startswith": str.startswith, "endswith": str.endswith}.get(name, str.__contains__)
        order = (quoted(part), column) if name == "substringof" else (column, quoted(part))
        return f"{name}({','.join(order)})", lambda row: row[column] is not None and test(row[column], part)

    def joined(a: Condition, word: str, b: Condition) -> Condition:
        both = {"and": lambda x, y: x and y, "or": lambda x, y: x or y}[word]
        return f"({a[0]}) {word} ({b[0]})", lambda row: both(a[1](row), b[1](row))

    signs = st.sampled_from(sorted(COMPARE))
    names = st.sampled_from(["startswith", "endswith", "contains" if version == 4 else "substringof"])
    simple = [
        st.builds(comparison, columns, signs, WORDS),
        st.builds(comparison, st.just("Number"), signs, NUMBERS),
        st.builds(called, names, columns, WORDS),
        *([st.builds(one_of, columns, st.lists(WORDS, min_size=1, max_size=3))] if version == 4 else []),
    ]
    return st.recursive(
        st.one_of(simple),
        lambda inner: st.one_of(
            st.builds(joined, inner, st.sampled_from(["and", "or"]), inner),
            inner.map(lambda c: (f"not ({c[0]})", lambda row: not c[1](row))),
        ),
        max_leaves=6,
    )
