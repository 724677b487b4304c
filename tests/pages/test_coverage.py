"""What the crossing table claims to have is there."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.periods import parse
from impactmonitor.present.coverage import Coverage
from impactmonitor.release.read import open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin
from impactmonitor.web import access
from pages.conftest import Get

NAME = "meldingen"


@dataclass
class Drawn:
    """A release with one indicator: regions per period."""

    found: dict[str, list[str]]

    def held_by_region(self, without: Sequence[str] = ()) -> list[tuple[str, str, int]]:
        assert NAME not in without
        return [(region, period, 1) for period, regions in self.found.items() for region in regions]

    def held_of(self, region: str) -> list[tuple[str, str, str, int]]:
        return [(NAME, "count", period, 1) for period, regions in self.found.items() if region in regions]

    def held_by_indicator(self) -> list[tuple[str, str, str, str, int]]:
        many = Counter((period, region[:2]) for period, regions in self.found.items() for region in regions)
        return [(NAME, "count", period, kind, number) for (period, kind), number in many.items()]

    def regions_with(self, indicator: str, measure: str, period: str) -> set[str]:
        return set(self.found[period]) if (indicator, measure) == (NAME, "count") else set()


def reach(catalogue: Catalogue, found: dict[str, list[str]], level: str = "regio") -> str:
    """State of the cross for figures of these regions per period."""
    return Coverage(Drawn(found), catalogue).reach(catalogue.indicators[NAME], level).state


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
    as_many = older[: len(codes(catalogue, "VT", 2023))]
    assert reach(catalogue, {"2021/2023": as_many}) == "some"  # as many, but not the same


def test_the_other_levels(catalogue: Catalogue) -> None:
    assert reach(catalogue, {"2023": ["NL01"]}, "land") == "all"
    assert reach(catalogue, {"2023": codes(catalogue, "GM", 2023)[1:]}, "gemeente") == "some"
    assert reach(catalogue, {"2023": codes(catalogue, "GM", 2023)}, "gemeente") == "all"


def test_the_main_period_is_the_latest_and_of_two_the_fullest(catalogue: Catalogue) -> None:
    """A year with one figure does not come before the half-year that ends on the same day."""

    class Fuller(Drawn):
        def held_by_region(self, without: Sequence[str] = ()) -> list[tuple[str, str, int]]:
            return [("VT02", "2023", 1), ("VT02", "2023H2", 40), ("VT02", "2023H1", 50)]

    held = Coverage(Fuller({}), catalogue)
    assert held.main_period_of("VT02") == "2023H2"
    assert held.main_period_of("VT03") is None


def test_no_full_dot_leads_to_half_a_table(demo_home: Path) -> None:
    """In the demonstration: no bundled figure reaches all regions."""
    opened = open_release(demo_home / "releases", Origin.DEMO)
    held = access.coverage(opened)
    full = [(i.id, found) for i in opened.catalogue.ordered if (found := held.reach(i, "regio")).state == "all"]
    assert len(full) > 20
    for name, found in full:
        wanted = set(codes(opened.catalogue, "VT", parse(found.period).end.year))
        chosen = Selection(indicators=(name,), measures=(found.measure,), periods=(found.period,))
        there = {o.region for o in opened.select(chosen) if o.value is not None or o.low is not None}
        assert wanted <= there, name


def test_the_csv_of_the_list_says_the_same(get: Get) -> None:
    rows = list(csv.DictReader(get("/indicatoren/indicatoren.csv").html.splitlines()))
    opened = access.release()
    held = access.coverage(opened)
    full = {i.id for i in opened.catalogue.ordered if held.reach(i, "regio").state == "all"}
    assert {row["id"] for row in rows if row["regio"] == "cijfers"} == full
    assert {row["id"] for row in rows if row["status"] == "Beschikbaar"} == {
        i.id for i in opened.catalogue.ordered if held.has(i.id)
    }


@pytest.mark.usefixtures("demo_home")
def test_the_name_of_the_list_as_file_says_when_its_figures_are_invented(get: Get) -> None:
    name = get("/demo/indicatoren/indicatoren.csv").headers["Content-Disposition"]
    assert "impactmonitor-fictief-indicatoren-" in name


def test_the_csv_of_the_list_is_in_the_language_of_the_site(get: Get) -> None:
    dutch, english = (
        list(csv.DictReader(get(f"{way}/indicatoren/indicatoren.csv").html.splitlines())) for way in ("", "/en")
    )
    assert list(english[0]) == [
        "id", "name", "theme", "source", "status", "country", "region", "municipality",
        "first_period", "last_period", "reason",
    ]  # fmt: skip
    assert list(dutch[0])[1] == "naam"
    states = {row["region"] for row in english}
    assert "not for this area" in states
    assert not states & {row["regio"] for row in dutch}
    assert next(row["name"] for row in english if row["id"] == "meldingen") == "Reports to Veilig Thuis"
    assert [row["id"] for row in english] == [row["id"] for row in dutch]


def test_the_csv_of_a_place_that_nobody_knows_is_refused(get: Get) -> None:
    assert "‘atlantis’" in get("/indicatoren/indicatoren.csv?gebied=atlantis", 404)


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


def test_the_key_of_the_list_holds_only_the_signs_in_it(get: Get) -> None:
    whole, signs = get("/indicatoren/"), ("Cijfers van alle gebieden. Kies", "Deels: cijfers", "De bron heeft het")
    assert all(sign in whole for sign in signs)
    planned = get("/indicatoren/?status=wished")
    assert "Niet voor dit gebied." in planned
    assert not any(sign in planned for sign in signs)


def test_a_figure_without_a_table_of_its_development_has_no_sign_for_gaps_in_that(get: Get) -> None:
    """In Drenthe the figure of 2021 stands alone; the gap after it is on no table of the page."""
    page = get("/insluiten/regio/drenthe/2021H1/adviezen/")
    assert "Ontbreekt: staat niet in deze uitgave." not in page
