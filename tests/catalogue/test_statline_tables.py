"""Every StatLine table that was asked for has a recipe or a stated reason, and labels fit as the pages print them."""

from __future__ import annotations

import re

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.sources.statline.resolve import resolve
from impactmonitor.deliveries.sources.statline.table import Code, Dimension, Measure, TableMeta
from impactmonitor.findings import Finding

Examined = tuple[Accepted, list[Finding]]

WITH_RECIPE = [
    # Veilig Thuis
    "84847NED", "84848NED", "84849NED", "84850NED", "84851NED", "84852NED", "84853NED", "85361NED",
    # youth care and child protection
    "82975NED", "85094NED", "82968NED", "85098NED", "82972NED",
    # population, origin, households, income, urbanisation, socio-economic status
    "70072ned", "37230ned", "85458NED", "71486ned", "86161NED", "85900NED", "85539NED",
    # health by GGD region
    "83674NED", "85012NED", "85563NED", "86137NED",
]  # fmt: skip

# Table: file of the catalogue that says why it is not read, and a part of that reason.
WITHOUT_RECIPE = {
    "84854NED": ("overdracht-naar-organisatie", "De tabel zelf is niet gelezen"),
    "84855NED": ("overdracht-naar-type-hulp", "De tabel zelf is niet gelezen"),
    "86131NED": ("armoede", "nog niet zeker welke kolom"),
    "86132NED": ("kinderen-in-armoede", "nog niet zeker welke kolom"),
}


def tables_with_recipe(catalogue: Catalogue) -> set[str]:
    """Tables that the live service is asked for."""
    return {r.table for i in catalogue.indicators.values() for r in i.recipe if r.live}


@pytest.mark.parametrize("table", WITH_RECIPE)
def test_a_table_that_was_asked_for_has_a_recipe(catalogue: Catalogue, table: str) -> None:
    assert table in tables_with_recipe(catalogue)


@pytest.mark.parametrize("table", WITHOUT_RECIPE)
def test_a_table_without_recipe_has_a_reason(catalogue: Catalogue, table: str) -> None:
    name, part = WITHOUT_RECIPE[table]
    indicator = catalogue.indicators[name]
    assert table not in tables_with_recipe(catalogue)
    reason = " ".join([indicator.missing_because or "", *indicator.caveats])
    assert part in reason
    assert any(table[:5] in text for text in [reason, *(m.item for m in indicator.mentioned_in)])


def test_sources_name_the_tables_of_their_recipes_and_only_real_ids(catalogue: Catalogue) -> None:
    named = {s.id: set(s.statline_tables) for s in catalogue.sources.values()}
    assert {t for tables in named.values() for t in tables if not re.fullmatch(r"\d{5}(NED|ned)", t)} == set()
    used = {
        (i.source, r.table)
        for i in catalogue.indicators.values()
        for r in i.recipe
        if re.fullmatch(r"\d{5}(NED|ned)", r.table)
    }
    assert sorted((s, t) for s, t in used if s and t not in named[s]) == []
    assert {*WITH_RECIPE, *WITHOUT_RECIPE} <= {t for tables in named.values() for t in tables}


def test_labels_that_no_bundled_row_prints_never_take_one(catalogue: Catalogue, examined: Examined) -> None:
    """`seen: false` is for the live table alone; a bundled row with that label would mean that it was seen."""
    unseen = {
        (i.id, r.table, label)
        for i in catalogue.indicators.values()
        for r in i.recipe
        if not r.seen
        for label in (r.measure, *r.measures)
        if label
    }
    assert len(unseen) > 40
    assert {(o.indicator, row.table, row.measure) for row, o in examined[0].shaped.mapped} & unseen == set()
    assert [i.id for i in catalogue.indicators.values() for r in i.recipe if not (r.seen or r.live)] == []


def test_margins_stand_with_every_recipe_of_the_health_monitor(catalogue: Catalogue) -> None:
    recipes = [r for i in catalogue.indicators.values() if i.source == "gezondheidsmonitor" for r in i.recipe]
    assert len(recipes) == 4 * 9
    assert {
        (r.margins.dimension, r.margins.low, r.margins.high, r.where["Marges"]) if r.margins else None for r in recipes
    } == {("Marges", "Ondergrens 95%-interval", "Bovengrens 95%-interval", "Waarde")}
    aged = {r.table for r in recipes if r.note and "19 jaar" in r.note}
    assert aged == {"83674NED"}


# Groups and titles as the pages of CBS print them above a column: '>' between the levels.
PAGES: dict[str, list[tuple[str, str]]] = {
    "82975NED": [
        (
            "Ondertoezichtstelling > Beëindigde trajecten > Reden beëindigde trajecten > Beëindigd volgens plan",
            "aantal",
        ),
        ("Voogdij > Voogdij", "aantal"),
        ("Voogdij > Beëindigde trajecten > Reden beëindigde trajecten > Voogdij naar pleegouder", "aantal"),
        ("Voogdij > Beëindigde trajecten > Reden beëindigde trajecten > Voogdij naar contactpersoon", "aantal"),
    ],
    "85361NED": [
        ("Ontvangen meldingen > Ontvangen meldingen, totaal", "aantal"),
        ("Ontvangen meldingen > 1e melding, geen betrokkenen bekend VT", "aantal"),
        ("Ontvangen meldingen > Hermelding > Totaal", "aantal"),
        ("Ontvangen meldingen (relatief) > Ontvangen meldingen, totaal", "%"),
        ("Ontvangen meldingen (relatief) > 1e melding, geen betrokkenen bekend VT", "%"),
        ("Ontvangen meldingen (relatief) > Hermelding > Totaal", "%"),
    ],
    "70072ned": [
        ("Bevolking > Bevolkingssamenstelling op 1 januari > Totale bevolking", "aantal"),
        ("Bevolking > Bevolkingssamenstelling op 1 januari > Geslacht > Mannen", "aantal"),
        ("Bevolking > Bevolkingssamenstelling op 1 januari > Geslacht > Vrouwen", "aantal"),
        ("Milieu en bodemgebruik > Bodemgebruik > Omgevingsadressendichtheid", "per km²"),
    ],
    "85539NED": [
        ("Particuliere huishoudens", "Aantal"),
        ("SES-WOA > Totaalscore > Gemiddelde score", "Getal"),
        ("Spreiding > Spreiding totaal > Waarde", "Getal"),
    ],
}
FOUND = {
    "82975NED": {
        ("ondertoezichtstellingen-beeindigd-naar-reden", "volgens-plan"): 0,
        ("voogdijtrajecten", "totaal"): 1,
        ("voogdij-beeindigd-naar-reden", "naar-pleegouder"): 2,
        ("voogdij-beeindigd-naar-reden", "naar-contactpersoon"): 3,
    },
    "85361NED": {
        ("meldingen", "totaal"): 0,
        ("eerdere-betrokkenheid", "eerste-melding"): 1,
        ("eerdere-betrokkenheid", "hermelding"): 2,
        ("eerdere-betrokkenheid", "eerste-melding", "share"): 4,
        ("eerdere-betrokkenheid", "hermelding", "share"): 5,
    },
    "70072ned": {
        ("inwoners", "totaal"): 0,
        ("inwoners-naar-geslacht", "mannen"): 1,
        ("inwoners-naar-geslacht", "vrouwen"): 2,
        ("stedelijkheid", "totaal"): 3,
    },
    "85539NED": {
        ("particuliere-huishoudens", "totaal"): 0,
        ("ses-woa-score", "totaal"): 1,
        ("ses-woa-spreiding", "totaal"): 2,
    },
}


@pytest.mark.parametrize("table", PAGES)
def test_labels_fit_the_columns_that_the_pages_print(catalogue: Catalogue, table: str) -> None:
    """The bundled figures shorten some groups above a column; the live table prints them in full."""
    measures = []
    for number, (label, unit) in enumerate(PAGES[table]):
        *path, title = label.split(" > ")
        measures.append(Measure(str(number), title, unit, 0, tuple(path)))
    dimensions = (
        Dimension("RegioS", "Regio's", "region", (Code("NL01", "Nederland"),)),
        Dimension("Perioden", "Perioden", "period", (Code("2023JJ00", "2023"),)),
    )
    places = resolve(TableMeta(table, "Tabel", "2024-05-31", dimensions, tuple(measures)), catalogue).places
    found = {}
    for place in places:
        kind = catalogue.indicators[place.indicator].recipe[place.recipe].kind
        key = (place.indicator, place.category, *(["share"] if kind == "share" else []))
        found[key] = int(place.measure)
    assert found == FOUND[table]
