"""Filters of the stand-in for StatLine: each means what it says."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st
from statline.conditions import COLUMNS, ROWS, Row, conditions
from statline.filters import FilterError, parse_filter


@given(version=st.sampled_from([3, 4]), data=st.data(), rows=st.lists(ROWS, min_size=1, max_size=5))
def test_a_filter_means_what_it_says(version: int, data: st.DataObject, rows: list[Row]) -> None:
    text, meaning = data.draw(conditions(version))
    predicate = parse_filter(text, COLUMNS, version)
    assert [predicate(row) for row in rows] == [meaning(row) for row in rows]


@given(st.text(alphabet="Text 'eqandornotin(),1.é$", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(FilterError):
        parse_filter(text, COLUMNS)({"Text": "x", "Other": None, "Number": 1})


def test_and_binds_before_or() -> None:
    row = {"Text": "x", "Other": "y", "Number": 1}
    assert parse_filter("Text eq 'x' or Text eq 'x' and Number eq 2", COLUMNS)(row)
    assert not parse_filter("(Text eq 'x' or Text eq 'x') and Number eq 2", COLUMNS)(row)
    assert parse_filter("substring(Text,0,1) eq 'x' and tolower(Other) ne 'Y' and Other ne null", COLUMNS, 3)(row)
