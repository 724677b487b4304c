"""What the crossing table claims to have is there."""

from __future__ import annotations

import csv

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.periods import parse
from impactmonitor.present.coverage import Coverage
from impactmonitor.web import access
from pages.conftest import Get

NAME = "meldingen"


def reach(catalogue: Catalogue, found: dict[str, list[str]], level: str = "regio") -> str:
    """State of the cross for figures of these regions per period."""
    rows = [(NAME, "count", region, period, 1) for period, regions in found.items() for region in regions]
    return Coverage(rows, catalogue).reach(catalogue.indicators[NAME], level).state


def codes(catalogue: Catalogue, kind: str, year: int) -> list[str]:
    return [r.code for r in catalogue.regions.of_type(kind, year)]


def test_all_provinces_and_landsdelen_are_not_all_regions(catalogue: Catalogue) -> None:
    wide = codes(catalogue, "PV", 2023) + codes(catalogue, "LD", 2023)
    assert reach(catalogue, {"2023": wide}) == "some"
    assert reach(catalogue, {"2023": [*wide, *codes(catalogue, "VT", 2023)]}) == "all"


def test_the_dot_tells_of_the_period_to_which_it_leads(catalogue: Catalogue) -> None:
    older = codes(catalogue, "VT", 2021)
    assert reach(catalogue, {"2021H1": older}) == "all"
    assert reach(catalogue, {"2021H1": older, "2023": older[:1]}) == "some"
    assert reach(catalogue, {"2023": older}) == "some"  # Brabant was divided in another way in 2021


def test_the_other_levels(catalogue: Catalogue) -> None:
    assert reach(catalogue, {"2023": ["NL01"]}, "land") == "all"
    assert reach(catalogue, {"2023": codes(catalogue, "GM", 2023)[1:]}, "gemeente") == "some"
    assert reach(catalogue, {"2023": codes(catalogue, "GM", 2023)}, "gemeente") == "all"


@pytest.mark.usefixtures("built_home")
def test_no_full_dot_leads_to_half_a_table() -> None:
    opened = access.release()
    held = access.coverage(opened)
    rows = opened.coverage()
    for indicator in opened.catalogue.ordered:
        found = held.reach(indicator, "regio")
        if found.state == "all":
            wanted = set(codes(opened.catalogue, "VT", parse(found.period).end.year))
            there = {r for i, m, r, p, _ in rows if (i, m, p) == (indicator.id, found.measure, found.period)}
            assert wanted <= there, indicator.id


def test_the_csv_of_the_list_says_the_same(get: Get) -> None:
    rows = list(csv.DictReader(get("/indicatoren/indicatoren.csv").html.splitlines()))
    opened = access.release()
    held = access.coverage(opened)
    full = {i.id for i in opened.catalogue.ordered if held.reach(i, "regio").state == "all"}
    assert {row["id"] for row in rows if row["regio"] == "cijfers"} == full
    assert {row["id"] for row in rows if row["status"] == "Beschikbaar"} == {
        i.id for i in opened.catalogue.ordered if held.has(i.id)
    }


def test_an_indicator_that_is_published_elsewhere_only_says_so(get: Get) -> None:
    page = get("/indicatoren/?status=published")
    assert "Gepubliceerd, nog niet hier" in page
    names = [link for link in page.links if link.startswith("/indicatoren/") and link.count("/") == 3]
    assert names
    available = get("/indicatoren/?status=live").links
    for name in names:
        assert name not in available
        one = get(name)
        assert "Gepubliceerd, nog niet hier" in one
        assert "Beschikbaar" not in one
        assert "Per gebied" not in one
