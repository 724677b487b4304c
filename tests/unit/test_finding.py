"""How well a name fits what someone types."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.present.finding import Entry, Index, allowed, distance


def slow_distance(one: str, other: str) -> int:
    """The whole table, without stopping early: letters added, left out, replaced, or swapped with their neighbour."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, j in itertools.product(range(1, len(one) + 1), range(1, len(other) + 1)):
        same = one[i - 1] == other[j - 1]
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (not same))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_the_distance_is_that_of_the_whole_table(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(slow_distance(one, other), most + 1)


@pytest.mark.parametrize(("word", "errors"), [("ots", 0), ("oss", 0), ("emmen", 1), ("drenthe", 1), ("kinderen", 2)])
def test_short_words_must_be_right(word: str, errors: int) -> None:
    assert allowed(word) == errors


def found(names: list[str], text: str) -> list[str]:
    index = Index(Entry("x", name, (name,)) for name in names)
    return [hit.entry.key for hit in index.find(text)]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("bergen", ["Bergen", "Bergen op Zoom", "Heerenbergen", "Bargen"]),
        ("op zoom", ["Bergen op Zoom"]),
        ("zoom bergen", ["Bergen op Zoom"]),
        ("ber zo", ["Bergen op Zoom"]),
        ("", []),
        ("op", ["Bergen op Zoom"]),
    ],
)
def test_better_fits_come_first(text: str, order: list[str]) -> None:
    assert found(["Bargen", "Heerenbergen", "Bergen op Zoom", "Bergen", "Assen"], text) == order


def test_a_plural_finds_the_singular_and_the_other_way_round() -> None:
    assert found(["melding"], "meldingen") == ["melding"]
    assert found(["meldingen"], "melding") == ["meldingen"]
    assert found(["casus"], "casussen") == [], "no rule is better than a wrong one"


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=30))
def test_any_text_gets_an_answer_in_a_fixed_order(names: list[str], text: str) -> None:
    index = Index(Entry("x", str(n), (name,), ((name, ""),)) for n, name in enumerate(names))
    first, again = index.find(text), index.find(text)
    assert first == again
    assert [h.score for h in first] == sorted((h.score for h in first), reverse=True)
    assert len({h.entry.key for h in first}) == len(first)


def test_a_name_that_is_typed_wholly_is_always_first() -> None:
    names = ["Utrecht", "Utrechtse Heuvelrug", "Noord-Holland", "Noord-Holland Noord", "Zuid-Holland-Zuid"]
    for name in names:
        assert found(names, name)[0] == name
