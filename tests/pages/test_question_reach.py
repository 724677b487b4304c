"""What the page of a region says of the questions it helps with is what those questions say themselves."""

from __future__ import annotations

import re

import pytest

from impactmonitor.present.held import coverage
from impactmonitor.release.read import Release
from impactmonitor.routes.gathered import Gathered
from impactmonitor.routes.reach import lacking_groups, reach
from pages.conftest import Get


@pytest.mark.parametrize("code", ["VT02", "VT12", "VT05", "GM0114", "PV22", "NL01"])
def test_both_count_the_same(official: Release, code: str) -> None:
    catalogue, region, held = official.catalogue, official.catalogue.regions[code], coverage(official)
    gathered = Gathered(official, region, catalogue.ordered_routes)
    partial = lacking_groups(official, held, region)
    for found in reach(catalogue, held, region, gathered.page.wider, partial):
        answer = gathered.of(found.route)
        said = (found.own, found.partial, found.wider, found.national, found.total)
        mine = (answer.own, answer.partial, answer.wider, [] if code == "NL01" else answer.country, answer.steps)
        assert said == tuple(map(len, mine)), (found.route.id, said)


def test_the_page_of_a_region_says_what_is_there_in_part(get: Get) -> None:
    page = get("/regio/drenthe/2021H1/")
    assert re.search(r"6 van de 11 cijfers; \d daarvan maar deels: niet van elke groep", page.text)


def test_the_page_of_a_municipality_names_its_region(get: Get) -> None:
    page = get("/gemeente/emmen/")
    assert "het cijfer van Veilig Thuis-regio Drenthe" in page
    assert "/vragen/eerder-en-beter-in-beeld/gemeente-emmen/" in page.links


@pytest.mark.parametrize("ending", ["", "gesprek/"])
def test_a_region_reads_whether_it_took_part_in_a_study(get: Get, ending: str) -> None:
    page = get(f"/vragen/helpt-de-hulp/twente/{ending}")
    assert "Twente deed mee aan dit onderzoek: het tweede cohort" in page
