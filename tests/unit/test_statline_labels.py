"""Printed labels to keys: found exactly, cut off or spelt otherwise; never guessed; the nearest label is named."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Margins, Recipe
from impactmonitor.deliveries.sources.statline.resolve import find_label, resolve, same_unit
from impactmonitor.deliveries.sources.statline.table import Code, Dimension, Measure, TableMeta

OPTIONS = [
    ("Gestarte adviezen", "M1"),
    ("Ontvangen meldingen", "M2"),
    ("Afgeronde diensten voorwaarden en verv..", "M3"),
    ("Afgeronde diensten onderzoek", "M4"),
]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Gestarte adviezen", "M1"),
        ("gestarte  ADVIEZEN", "M1"),
        ("Afgeronde diensten voorwaarden en vervolg", "M3"),
        ("Afgeronde diensten voorwaarden en verv..", "M3"),
        ("Afgeronde diensten ond...", "M4"),
        ("Ontvangen mel…", "M2"),
    ],
)
def test_a_label_is_found_also_when_it_was_cut_off(label: str, key: str) -> None:
    assert find_label(label, OPTIONS) == key


def test_a_missing_comma_space_is_the_same_label() -> None:
    assert find_label("> 1 jaar, < 5 jaar", [("> 1 jaar,< 5 jaar", "A"), ("> 6 maanden, < 1 jaar", "B")]) == "A"


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Ontvangen meldingen (nieuw)", "is not there (nearest: 'Ontvangen meldingen')"),
        ("Afgeronde diensten..", "fits 2 labels"),
        ("zzz", "'zzz' is not there"),
    ],
)
def test_a_label_that_does_not_fit_names_the_nearest(label: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        find_label(label, OPTIONS)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=8, unique=True), st.data())
def test_an_exact_label_always_wins(labels: list[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from(labels))
    assert find_label(wanted, [(label, label) for label in labels]) == wanted


@given(st.text(), st.lists(st.text(), max_size=6))
def test_any_text_gives_a_key_or_a_sentence(label: str, labels: list[str]) -> None:
    with contextlib.suppress(ValueError):
        assert find_label(label, [(text, str(n)) for n, text in enumerate(labels)]) in map(str, range(len(labels)))


@pytest.mark.parametrize(
    ("printed", "declared", "same"),
    [
        ("aantal", "aantal", True),
        ("Aantal", "aantal", True),
        ("% (zie toelichting)", "%", True),
        ("Getal", "score", True),
        ("%", "aantal", False),
        ("x 1 000", "aantal", False),
        ("", "aantal", False),
    ],
)
def test_units(printed: str, declared: str, same: bool) -> None:
    assert same_unit(printed, declared) is same


TOTAL, MALE = Code("T1", "Totaal"), Code("M1", "Mannen")
REGIONS = Dimension("RegioS", "Regio's", "region", (Code("NL01", "Nederland"),))
PERIODS = Dimension("Perioden", "Perioden", "period", (Code("2023JJ00", "2023"),))


def meta(measures: list[Measure], *others: Dimension, table: str = "99999NED") -> TableMeta:
    return TableMeta(table, "Tabel", "2024-05-31", (*others, REGIONS, PERIODS), tuple(measures))


def with_recipe(catalogue: Catalogue, indicator: str, **recipe: object) -> Catalogue:
    one = catalogue.indicators[indicator]
    made = Recipe.model_validate({"table": "99999NED", "kind": "count", **recipe})
    changed = one.model_copy(update={"recipe": [made]})
    return replace(catalogue, indicators=catalogue.indicators | {indicator: changed})


def test_a_measure_is_found_by_the_groups_above_it(catalogue: Catalogue) -> None:
    measures = [
        Measure("A", "Totaal", "aantal", 0, ("Ontvangen meldingen", "Hermelding")),
        Measure("B", "Totaal", "aantal", 0, ("Ontvangen meldingen", "Vervolgmelding")),
    ]
    wanted = with_recipe(catalogue, "meldingen", measure="Ontvangen meldingen: Hermelding: Totaal")
    assert [p.measure for p in resolve(meta(measures), wanted).places] == ["A"]
    short = with_recipe(catalogue, "meldingen", measure="Vervolgmelding: Totaal")
    assert [p.measure for p in resolve(meta(measures), short).places] == ["B"]
    bare = with_recipe(catalogue, "meldingen", measure="Totaal")
    (finding,) = resolve(meta(measures), bare).findings
    assert "'Totaal' fits 2 labels" in finding.message
    assert finding.level == "warning"


def test_the_same_label_with_two_units_is_told_apart(catalogue: Catalogue) -> None:
    measures = [Measure("A", "1e melding", "aantal", 0), Measure("B", "1e melding", "%", 1)]
    wanted = with_recipe(catalogue, "eerdere-betrokkenheid", measure="1e melding", kind="share", unit="%")
    assert [p.measure for p in resolve(meta(measures), wanted).places] == ["B"]


def test_a_changed_unit_is_a_finding_and_no_place(catalogue: Catalogue) -> None:
    resolved = resolve(
        meta([Measure("A", "Ontvangen meldingen", "x 1 000", 0)]),
        with_recipe(catalogue, "meldingen", measure="Ontvangen meldingen"),
    )
    assert resolved.places == []
    assert "now has the unit 'x 1 000' instead of 'aantal'" in resolved.findings[0].message


def test_an_alias_of_a_measure_counts_when_the_label_is_not_there(catalogue: Catalogue) -> None:
    measures = [Measure("A", "Totale bevolking", "aantal", 0, ("Bevolking", "Samenstelling"))]
    wanted = with_recipe(
        catalogue, "inwoners", measure="Totale bevolking op 1 januari", measure_aliases=["Totale bevolking"]
    )
    assert [p.measure for p in resolve(meta(measures), wanted).places] == ["A"]


def test_a_dimension_of_which_the_recipe_says_nothing_is_never_summed_or_guessed(catalogue: Catalogue) -> None:
    sex = Dimension("Geslacht", "Geslacht", "other", (TOTAL, MALE))
    measures = [Measure("A", "Ontvangen meldingen", "aantal", 0)]
    wanted = with_recipe(catalogue, "meldingen", measure="Ontvangen meldingen")
    resolved = resolve(meta(measures, sex), wanted)
    assert resolved.places == []
    assert "also split by 'Geslacht'" in resolved.findings[0].message
    only = replace(sex, codes=(TOTAL,))
    assert [p.keys for p in resolve(meta(measures, only), wanted).places] == [("T1",)]


def test_bounds_of_an_interval_stand_beside_the_value(catalogue: Catalogue) -> None:
    margins = Dimension("Marges", "Marges", "other", (Code("W", "Waarde"), Code("L", "Onder"), Code("H", "Boven")))
    measures = [Measure("A", "Rokers", "%", 1)]
    recipe = {"measure": "Rokers", "kind": "share", "where": {"Marges": "Waarde"}}
    found = resolve(
        meta(measures, margins),
        with_recipe(
            catalogue, "rokers", **recipe, margins=Margins(dimension="Marges", low="Onder", high="Boven").model_dump()
        ),
    )
    assert {p.role: p.keys for p in found.places} == {"value": ("W",), "low": ("L",), "high": ("H",)}
    without = resolve(
        meta(measures, margins),
        with_recipe(catalogue, "rokers", **recipe, margins={"dimension": "Marges", "low": "Min", "high": "Max"}),
    )
    assert [p.role for p in without.places] == ["value"]
    assert "'Min' is not there" in without.findings[0].message


def test_a_renamed_category_is_noted_and_an_absent_one_is_not(catalogue: Catalogue) -> None:
    """The coarser table of a pair lacks labels of the finer one; a label that nobody claims looks renamed."""
    list_ = catalogue.codelists["aard-geweld"]
    first, second = list_.categories[0], list_.categories[1]
    dimension = Dimension("Aard", "Aard", "other", (Code("1", first.label), Code("2", second.label + " (nieuw)")))
    wanted = with_recipe(catalogue, "aard-bij-meldingen", measure="Ontvangen meldingen", breakdown="Aard")
    resolved = resolve(meta([Measure("A", "Ontvangen meldingen", "aantal", 0)], dimension), wanted)
    assert [p.category for p in resolved.places] == [first.code]
    (finding,) = resolved.findings
    assert f"(nearest: '{second.label} (nieuw)')" in finding.message
    assert finding.file == "indicators/aard-bij-meldingen.yaml"


def test_a_cell_belongs_to_one_indicator_only(catalogue: Catalogue) -> None:
    twice = with_recipe(catalogue, "meldingen", measure="Ontvangen meldingen")
    twice = with_recipe(twice, "casussen-met-melding", measure="Ontvangen meldingen")
    resolved = resolve(meta([Measure("A", "Ontvangen meldingen", "aantal", 0)]), twice)
    assert len({p.indicator for p in resolved.places}) == 1
    assert "belongs to" in resolved.findings[0].message


def test_a_recipe_of_the_bundled_figures_only_is_not_asked_of_the_service(catalogue: Catalogue) -> None:
    wanted = with_recipe(catalogue, "inwoners", measure="Oude kopie", live=False)
    resolved = resolve(meta([Measure("A", "Nieuw", "aantal", 0)]), wanted)
    assert (resolved.places, resolved.findings) == ([], [])
