"""Printed rows to observations: by printed label only, and whatever does not fit is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factories import indicator, printed

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator, NotCarried
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.shape import Shaped, Shaper, clean_address
from impactmonitor.deliveries.sources.published import NATIONAL
from impactmonitor.findings import Finding
from impactmonitor.tables import Stage

DURATION = "Kenmerken"
BROKEN_DOWN: dict[str, Any] = {
    "breakdown": {"codelist": "duur-geweld"},
    "recipe": [{"table": "TABEL", "measure": "Meldingen", "kind": "count", "breakdown": DURATION}],
}


def shape(catalogue: Catalogue, *items: Indicator | NotCarried, rows: list[Any], **titles: str) -> Shaped:
    indicators = {i.id: i for i in items if isinstance(i, Indicator)}
    rules = tuple(r for r in items if isinstance(r, NotCarried))
    return Shaper(replace(catalogue, indicators=indicators, not_carried=rules), titles).shape(rows)


def of_rows(shaped: Shaped) -> list[Finding]:
    """Findings on rows; a recipe that takes no row at all is a finding on its indicator."""
    return [f for f in shaped.findings if not f.file.startswith("indicators/")]


def test_a_row_becomes_an_observation(catalogue: Catalogue) -> None:
    row = printed(region="Drenthe (VT)", level="VT", value=12.5, decimals=1, stage=Stage.PROVISIONAL)
    shaped = shape(catalogue, indicator(), rows=[row])
    ((source, found),) = shaped.mapped
    assert source is row
    assert found.key == ("proef", "count", "totaal", "VT02", "2021H1")
    assert (found.value, found.decimals, found.unit, found.obs_status, found.stage) == (
        12.5,
        1,
        "aantal",
        "P",
        "provisional",
    )
    assert (found.source, found.formula, found.second_hand) == ("veilig-thuis", "", False)
    (publication,) = shaped.publications.values()
    assert found.publication == publication.id
    assert (publication.table_id, publication.url) == ("TABEL", "https://www.cbs.nl/tabel")


def test_a_statline_table_is_cited_as_such(catalogue: Catalogue) -> None:
    proef = indicator(recipe=[{"table": "84849NED", "measure": "Meldingen", "kind": "count"}])
    row = printed(table="84849NED", title="Huiselijk geweld")
    (publication,) = shape(catalogue, proef, rows=[row]).publications.values()
    assert publication.title == "CBS StatLine 84849NED, Huiselijk geweld"
    (cited,) = shape(catalogue, proef, rows=[row], **{"84849NED": "Volledige titel"}).publications.values()
    assert cited.title == "Volledige titel"


@pytest.mark.parametrize(
    ("copied", "named"),
    [
        (
            "https://cbs.nl/nl-nl/cijfers/detail/84849NED?q=inkomen+ede",
            "https://www.cbs.nl/nl-nl/cijfers/detail/84849NED",
        ),
        ("https://www.cbs.nl/x?onepage=true&q=zorg", "https://www.cbs.nl/x?onepage=true"),
        ("https://example.org/a?did=1&id=2#b", "https://example.org/a?did=1&id=2#b"),
        ("", ""),
    ],
)
def test_what_was_typed_in_a_search_is_no_part_of_a_source(copied: str, named: str) -> None:
    assert clean_address(copied) == named


def test_no_publication_is_named_twice(examined: tuple[Accepted, list[Finding]]) -> None:
    titles = [p.title for p in examined[0].shaped.publications.values()]
    assert len(titles) == len(set(titles))
    assert not [t for t in titles if "instrument" in t]
    assert not [p.url for p in examined[0].shaped.publications.values() if "q=" in p.url]


def test_two_pages_of_one_table_are_two_publications(catalogue: Catalogue) -> None:
    rows = [printed(url="https://www.cbs.nl/een"), printed(url="https://www.cbs.nl/twee", period="2022")]
    shaped = shape(catalogue, indicator(), rows=rows)
    assert len({o.publication for _, o in shaped.mapped}) == 2
    assert {p.url for p in shaped.publications.values()} == {"https://www.cbs.nl/een", "https://www.cbs.nl/twee"}


def test_labels_become_categories_exactly_as_printed(catalogue: Catalogue) -> None:
    good = printed(dims={DURATION: "Duur geweld: > 1 jaar,< 5 jaar"})
    shaped = shape(catalogue, indicator(**BROKEN_DOWN), rows=[good])
    assert [o.category for _, o in shaped.mapped] == ["1-tot-5-jaar"]


def test_an_unknown_label_names_the_nearest(catalogue: Catalogue) -> None:
    row = printed(line=7, dims={DURATION: "Duur geweld: > 1 jaar, < 5 jaar"})
    shaped = shape(catalogue, indicator(**BROKEN_DOWN), rows=[row])
    assert shaped.mapped == []
    (finding,) = of_rows(shaped)
    assert (finding.file, finding.line) == ("cbs_published_figures.csv", 7)
    assert "no indicator has a recipe for table 'TABEL', measure 'Meldingen'" in finding.message
    assert "nearest label: 'Duur geweld: > 1 jaar,< 5 jaar'" in finding.message
    assert "Add a recipe" in finding.remedy


@pytest.mark.parametrize(
    "change",
    [
        {"table": "ANDERE"},
        {"measure": "meldingen"},
        {"dims": {"Leeftijd": "0 tot 18"}},
        {"unit": "%"},
    ],
)
def test_a_recipe_takes_nothing_else(catalogue: Catalogue, change: dict[str, Any]) -> None:
    proef = indicator(recipe=[{"table": "TABEL", "measure": "Meldingen", "kind": "count", "unit": "aantal"}])
    shaped = shape(catalogue, proef, rows=[printed(**change)])
    assert (shaped.mapped, len(of_rows(shaped))) == ([], 1)


def test_where_asks_for_exactly_that_label(catalogue: Catalogue) -> None:
    recipe = {"table": "TABEL", "measure": "Meldingen", "kind": "count", "where": {"Leeftijd": "Totaal"}}
    rows = [printed(dims={"Leeftijd": "Totaal"}), printed(dims={"Leeftijd": "Jong"}), printed()]
    shaped = shape(catalogue, indicator(recipe=[recipe]), rows=rows)
    assert [row.dims for row, _ in shaped.mapped] == [{"Leeftijd": "Totaal"}]
    assert len(of_rows(shaped)) == 2


def test_measures_that_stand_for_categories(catalogue: Catalogue) -> None:
    recipe = {"table": "TABEL", "measures": {"Totaal": "totaal", "Kort": "tot-1-week"}, "kind": "count"}
    proef = indicator(breakdown={"codelist": "duur-geweld"}, recipe=[recipe])
    shaped = shape(catalogue, proef, rows=[printed(measure="Totaal"), printed(measure="Kort"), printed(measure="Lang")])
    assert [o.category for _, o in shaped.mapped] == ["totaal", "tot-1-week"]
    assert len(of_rows(shaped)) == 1


def test_a_row_that_fits_two_indicators_is_a_finding(catalogue: Catalogue) -> None:
    shaped = shape(catalogue, indicator(), indicator(id="tweede", order=9_991), rows=[printed()])
    assert shaped.mapped == []
    (finding,) = of_rows(shaped)
    assert finding.message == "fits more than one indicator: proef (totaal), tweede (totaal)"


@pytest.mark.parametrize("dot", [False, True])
def test_a_figure_for_a_region_that_did_not_exist(catalogue: Catalogue, dot: bool) -> None:
    """Brabant Noordoost stays in the list with dots for 2023; a value there would be an error."""
    row = printed(region="Brabant Noordoost (VT)", level="VT", period="2023", value=None if dot else 10.0, dot=dot)
    shaped = shape(catalogue, indicator(), rows=[row])
    assert shaped.mapped == []
    if dot:
        assert [reason for _, reason in shaped.not_carried] == [
            "Deze regio bestond niet in dat jaar; de bron noemt haar nog en drukt een punt."
        ]
    else:
        assert "(VT16) did not exist in 2023, yet there is a figure for it" in of_rows(shaped)[0].message


@pytest.mark.parametrize("dot", [False, True])
def test_an_unknown_region(catalogue: Catalogue, dot: bool) -> None:
    """Aalburg no longer exists; its row is a dot."""
    row = printed(region="Aalburg", level="GM", period="2023", value=None if dot else 10.0, dot=dot)
    shaped = shape(catalogue, indicator(), rows=[row])
    assert (len(shaped.mapped), len(shaped.not_carried), len(of_rows(shaped))) == ((0, 1, 0) if dot else (0, 0, 1))


def test_second_hand_rows_only_with_leave(catalogue: Catalogue) -> None:
    row = printed(second_hand=True)
    refused = shape(catalogue, indicator(), rows=[row])
    assert [reason[:15] for _, reason in refused.not_carried] == ["Uit tweede hand"]
    recipe = {"table": "TABEL", "measure": "Meldingen", "kind": "count", "second_hand": True}
    ((_, found),) = shape(catalogue, indicator(recipe=[recipe]), rows=[row]).mapped
    assert found.second_hand


def test_a_rule_with_a_reason_takes_what_no_recipe_takes(catalogue: Catalogue) -> None:
    first = NotCarried(table="ANDERE", measure_starts="Mel", reason="De eerste reden.")
    second = NotCarried(table_starts="AND", reason="De tweede reden.")
    shaped = shape(
        catalogue, indicator(), first, second, rows=[printed(), printed(table="ANDERE"), printed(table="ANDER")]
    )
    assert [reason for _, reason in shaped.not_carried] == ["De eerste reden.", "De tweede reden."]
    assert len(shaped.mapped) == 1


def test_a_copy_in_the_national_file_is_covered(catalogue: Catalogue) -> None:
    cbs = printed(line=5)
    twin = printed(file=NATIONAL, line=9, table="CBS StatLine", measure="Anders genoemd", unit="aantal meldingen")
    other = printed(file=NATIONAL, line=10, table="CBS StatLine", measure="Anders genoemd", value=1.0)
    shaped = shape(catalogue, indicator(), rows=[twin, cbs, other])
    assert [(row.line, twin.line) for row, twin in shaped.covered] == [(9, 5)]
    assert [f.line for f in of_rows(shaped)] == [10]


def test_a_year_that_stands_for_its_first_day(catalogue: Catalogue) -> None:
    recipe = {"table": "TABEL", "measure": "Meldingen", "kind": "count", "reference_date": "1-january"}
    shaped = shape(catalogue, indicator(recipe=[recipe]), rows=[printed(period="2022"), printed(period="2022-06-30")])
    assert [o.period for _, o in shaped.mapped] == ["2022-01-01", "2022-06-30"]


def test_areas_without_a_place_and_vague_periods_are_not_carried(catalogue: Catalogue) -> None:
    rows = [printed(level="other", region="Zuid-Limburg (CR)"), printed(period="2025Q1-Q3")]
    shaped = shape(catalogue, indicator(), rows=rows)
    assert (len(shaped.not_carried), shaped.mapped, shaped.findings) == (2, [], [])


def test_cohort_figures_say_that_they_hold_for_thirteen_regions(catalogue: Catalogue) -> None:
    row = printed(region="13 VT-regio's", period="cohort 2015", qualifier="ruim")
    ((_, found),) = shape(catalogue, indicator(), rows=[row]).mapped
    assert found.region == "NL01"
    assert (
        found.note == "De bron schrijft: ruim. Geldt voor dertien Veilig Thuis-regio's samen, niet voor heel Nederland."
    )


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        ({"measure": "Meldinge"}, "measure 'Meldinge' fits no row of table 'TABEL' (nearest: 'Meldingen')"),
        ({"measure": "Meldingen", "where": {"Leeftijd": "Jong"}}, "this recipe fits no row of table 'TABEL'"),
    ],
)
def test_a_recipe_that_takes_no_row_of_a_table_that_is_there(
    catalogue: Catalogue, recipe: dict[str, Any], message: str
) -> None:
    """An unused mapping is a finding too: it may be misspelt."""
    proef = indicator(recipe=[{"table": "TABEL", "kind": "count", **recipe}])
    findings = [f for f in shape(catalogue, proef, rows=[printed()]).findings if f.file == "indicators/proef.yaml"]
    assert [f.message for f in findings] == [message]
    assert shape(catalogue, proef, rows=[printed(table="ANDERE")]).findings[0].file != "indicators/proef.yaml"


def test_a_figure_corrected_in_one_file_names_its_twin(catalogue: Catalogue) -> None:
    """The national file repeats rows of the CBS file; a correction belongs in both."""
    cbs = printed(line=17, value=60_885.0)
    national = printed(file=NATIONAL, line=40, table="Een rapport", measure="Andere naam", value=60_880.0)
    (finding,) = of_rows(shape(catalogue, indicator(), rows=[cbs, national]))
    assert (finding.file, finding.line) == (NATIONAL, 40)
    assert "prints other values of this page on line 17: was one file corrected alone?" in finding.message
    same = replace(national, value=60_885.0)
    assert of_rows(shape(catalogue, indicator(), rows=[cbs, same])) == []
