"""Code lists hold the labels exactly as they are printed, and every printed label has found its place."""

from __future__ import annotations

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.findings import Finding

Examined = tuple[Accepted, list[Finding]]

# In the list of the source document, but no text that we hold prints a figure for it.
WITHOUT_FIGURE = {("soort-recidive", "geweld")}

# Only the live table can fill these; the first import tells whether their labels fit.
ONLY_LIVE = {"samenstelling-huishouden", "herkomstland", "leeftijdsgroep-bevolking"}

# Labels copied from the public pages: statline.md 2 and impactmonitor.md 2.1, dots of CBS itself included.
PRINTED = {
    "aard-geweld": [
        "Kindermishandeling",
        "Geweld tegen ouders",
        "(Ex-)Partnergeweld",
        "Ouderenmishandeling (ouder dan 65 jaar)",
        "Huiselijk geweld overig",
        "Andere problematiek...",
        "Geen kindermishandeling/huiselijk geweld",
        "Onbekend",
    ],
    "duur-geweld": [
        "Duur geweld: niet langer dan 1 week",
        "Duur geweld: > 1 week, < 1 maand",
        "Duur geweld: > 1 maand, < 6 maanden",
        "Duur geweld: > 6 maanden, < 1 jaar",
        "Duur geweld: > 1 jaar,< 5 jaar",  # the page lacks a space after this comma
        "Duur geweld: langer dan 5 jaar",
    ],
    "vervolgstap": [
        "Vervolgstappen beleggen bij Veilig Thuis",
        "Overdracht",
        "Geen vervolgstappen nodig",
        "Inzet regionaal maatwerk Veilig Thuis",
        "Nog niet beoordeeld",
    ],
    "aanvullende-informatie": ["Mensenhandel"],
    "soort-kindermishandeling": [
        "Emotionele verwaarlozing",
        "Fysieke verwaarlozing",
        "Emotionele mishandeling",
        "Fysieke mishandeling",
        "Seksueel misbruik",
    ],
    "organisatie-statline": [
        "Gezondheidszorg: totaal",
        "Geestelijke gezondheidszorg: totaal",
        "Kinderopvang",
        "Onderwijs: totaal",
        "Bureau Leerplicht",
        "Jeugdzorg: totaal",
        "Justitie en veiligheid: totaal",
        "J en V: politie: totaal",
        "Anders: Veilig Thuis: andere regio",
        "Anders: VT: inzet regionaal maatwerk",
        "Andere organisatie: anders",
        "Niet van toepassing",
        "Onbekend",
    ],
    "rol-functie": [
        "Niet beroepsmatig totaal",
        "Beroepsmatig totaal",
        "Beroep: onderwijs: totaal",
        "Beroep: kinderopvang: totaal",
        "Beroep: medisch totaal",
        "Beroep: medisch: verpleegkundige",
        "Beroep: psychologen e.a.: totaal",
        "Beroep: paramedisch: totaal",
        "Beroep: justitie: totaal",
        "Beroepsmatig: anders",
        "Rol/functie onbekend",
    ],
}


def rows_to_place(examined: Examined) -> list[PrintedFigure]:
    """All rows but the copies of a row of another file."""
    shaped = examined[0].shaped
    return [row for row, _ in (*shaped.mapped, *shaped.not_carried)]


@pytest.mark.parametrize("name", PRINTED)
def test_printed_labels_stand_in_the_code_list(catalogue: Catalogue, name: str) -> None:
    labels = {label for c in catalogue.codelists[name].categories for label in (c.label, *c.aliases)}
    assert [label for label in PRINTED[name] if label not in labels] == []


def test_every_label_of_a_breakdown_resolves(catalogue: Catalogue, examined: Examined) -> None:
    """Where a recipe splits a table by a dimension, every label that the files print is known to some recipe."""
    known: dict[tuple[str, str], set[str]] = {}
    for indicator in catalogue.indicators.values():
        codelist = catalogue.codelist_of(indicator)
        labels = {label for c in (codelist.categories if codelist else []) for label in (c.label, *c.aliases)}
        for recipe in indicator.recipe:
            for dimension, label in recipe.where.items():
                known.setdefault((recipe.table, dimension), set()).add(label)
            if recipe.breakdown:
                known.setdefault((recipe.table, recipe.breakdown), set()).update(labels, recipe.categories)
    split = {(r.table, r.breakdown) for i in catalogue.indicators.values() for r in i.recipe if r.breakdown}
    assert len(split) > 20
    unknown = {
        (row.table, dimension, label)
        for row in rows_to_place(examined)
        for dimension, label in row.dims.items()
        if (row.table, dimension) in split and label not in known[row.table, dimension]
    }
    assert unknown == set()


def test_every_category_has_a_figure(catalogue: Catalogue, examined: Examined) -> None:
    """A category that nothing maps to is a misspelt label or an invented one."""
    used = set()
    for _, observation in examined[0].shaped.mapped:
        breakdown = catalogue.indicators[observation.indicator].breakdown
        if breakdown:
            used.add((breakdown.codelist, observation.category))
    bundled = {
        i.breakdown.codelist for i in catalogue.indicators.values() if i.breakdown and any(r.seen for r in i.recipe)
    }
    listed = {(c.id, category.code) for c in catalogue.codelists.values() for category in c.categories}
    assert {(codelist, code) for codelist, code in listed - used if codelist in bundled} == WITHOUT_FIGURE
    assert {codelist for codelist, _ in listed} - bundled == ONLY_LIVE


def test_parts_of_a_category_are_never_larger_than_it(catalogue: Catalogue, examined: Examined) -> None:
    """Guards the `parent` relations: a sub-kind counts at most as many cases as its kind (rounding to five aside)."""
    figures = {o.key: o.value for o in examined[0].observations if o.value is not None and o.measure == "count"}
    checked = 0
    for (indicator, measure, category, region, period), value in figures.items():
        codelist = catalogue.codelist_of(catalogue.indicators[indicator])
        parent = {c.code: c.parent for c in codelist.categories}.get(category) if codelist else None
        whole = figures.get((indicator, measure, parent, region, period)) if parent else None
        if whole is not None:
            checked += 1
            assert value <= whole + 5, (indicator, category, region, period)
    assert checked > 50
