"""Every StatLine table that was asked for has a recipe or a stated reason, and labels fit as the pages print them."""

from __future__ import annotations

import re

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.sources.statline.resolve import resolve
from impactmonitor.deliveries.sources.statline.table import Code, Dimension, Measure, TableMeta
from impactmonitor.findings import Finding

TABLE = re.compile(r"\d{5}(NED|ned)")
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

# Table: indicator or source of the catalogue that says why it is not read, and a part of that reason.
WITHOUT_RECIPE = {
    "84854NED": ("overdracht-naar-organisatie", "De tabel zelf is niet gelezen"),
    "84855NED": ("overdracht-naar-type-hulp", "De tabel zelf is niet gelezen"),
    "86131NED": ("armoede", "nog niet zeker welke kolom"),
    "86132NED": ("kinderen-in-armoede", "nog niet zeker welke kolom"),
    # youth care: other tables
    "82977NED": ("beleidsinformatie-jeugd", "Geen rapport vraagt hierom"),
    "85097NED": ("beleidsinformatie-jeugd", "geen rapport vraagt hierom"),
    # households and population: another table has the figures
    "71488ned": ("cbs-context", "staan al in 71486ned"),
    "03759ned": ("bevolking", "staat al in 70072ned"),
    # safety and crime
    "85146NED": ("cbs-context", "staat huiselijk geweld er niet apart in"),
    "85322NED": ("cbs-context", "staat huiselijk geweld er niet apart in"),
    "83648NED": ("cbs-context", "staat huiselijk geweld er niet apart in"),
    # benefits and debts
    "80794ned": ("armoede", "Wij kennen alleen de titels"),
    "82015NED": ("armoede", "Wij kennen alleen de titels"),
    "81064ned": ("armoede", "Wij kennen alleen de titels"),
    "84924NED": ("armoede", "Wij kennen alleen de titels"),
    "84926NED": ("armoede", "Wij kennen alleen de titels"),
    "84928NED": ("armoede", "Wij kennen alleen de titels"),
    # areas
    "83553NED": ("bevolking", "geen kolom met Veilig Thuis-regio"),
    "84721NED": ("bevolking", "geen kolom met Veilig Thuis-regio"),
    "85067NED": ("bevolking", "geen kolom met Veilig Thuis-regio"),
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
    assert table not in tables_with_recipe(catalogue)
    if name in catalogue.sources:
        reasons = catalogue.sources[name].quality
    else:
        indicator = catalogue.indicators[name]
        mentions = [m.item for m in indicator.mentioned_in]
        reasons = [indicator.missing_because or "", *indicator.caveats]
        # A planned indicator has its reason in one place and names its table in another.
        reasons = [f"{reason} {' '.join(mentions)}" for reason in reasons]
    assert [reason for reason in reasons if part in reason and table[:5] in reason]


def test_sources_name_the_tables_of_their_recipes_and_only_real_ids(catalogue: Catalogue) -> None:
    named = {s.id: set(s.statline_tables) for s in catalogue.sources.values()}
    assert {t for tables in named.values() for t in tables if not TABLE.fullmatch(t)} == set()
    used = {(i.source, r.table) for i in catalogue.indicators.values() for r in i.recipe if TABLE.fullmatch(r.table)}
    assert sorted((s, t) for s, t in used if s and t not in named[s]) == []
    assert set(WITH_RECIPE) <= {t for tables in named.values() for t in tables}


def test_the_same_figure_in_two_live_tables_has_an_order(catalogue: Catalogue) -> None:
    """Without one, the table that CBS changed last would decide, and that can be the older layout."""
    newer = {"85900NED": ("85539NED", 2023, 2022)}
    recipes = [r for i in catalogue.indicators.values() for r in i.recipe if r.live]
    for later, (earlier, year, before) in newer.items():
        assert {r.boundaries for r in recipes if r.table == later} == {year}
        assert {r.boundaries for r in recipes if r.table == earlier} == {before}
        assert min(r.edition for r in recipes if r.table == later) > max(
            r.edition for r in recipes if r.table == earlier
        )


def test_months_of_the_population_never_become_years(catalogue: Catalogue) -> None:
    """37230ned prints the figure at the beginning of the period; beside months it may hold years."""
    recipes = [r for i in catalogue.indicators.values() for r in i.recipe if r.table == "37230ned"]
    assert [r.kinds for r in recipes] == [["month"]]


SLICE = re.compile(r"[Hh]ier sta(at|an) (alleen|maar)|staat hier alleen|nog niet ingelezen|[Aa]lleen hun nummer")


def test_no_text_of_a_live_table_describes_only_the_bundled_figures(catalogue: Catalogue) -> None:
    """Such a sentence becomes untrue as soon as the table is fetched."""
    assert SLICE.search("Hier staan maar twee gemeenten.")
    assert SLICE.search("Hier staat alleen 31 december 2020.")
    live = [i for i in catalogue.indicators.values() if any(r.live and TABLE.fullmatch(r.table) for r in i.recipe)]
    texts = [(i.id, t) for i in live for t in (i.definition.nl, *i.caveats, *i.does_not_say)]
    assert len(live) > 40
    assert [(name, text) for name, text in texts if SLICE.search(text)] == []


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
