"""Which regions took part in a study of families is told with its figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spec.test_what_stands_out import figure

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.meaning.cohorts import membership

OF_COHORT = replace(
    figure("gezinnen-geweld-gestopt", "share", "NL01", 50.0, "eerste-meting"),
    source="verwey-jonker-cohort",
    period="2016/2020",
)


def test_each_region_of_then_is_in_one_cohort(catalogue: Catalogue) -> None:
    second, third = (set(c.regions) for c in catalogue.sources["verwey-jonker-cohort"].cohorts)
    assert (len(second), len(third)) == (13, 13)
    assert second | third == {r.code for r in catalogue.regions.of_type("VT", 2020)}


@pytest.mark.parametrize(
    ("region", "period", "words"),
    [
        ("VT19", "2016/2020", "Twente deed mee aan dit onderzoek: het tweede cohort"),
        ("VT19", "2021/2023", "Twente deed niet mee aan dit onderzoek: het derde cohort"),
        ("VT02", "2016/2020", "Drenthe deed niet mee"),
        ("GM0114", "2021/2023", "Drenthe deed mee aan dit onderzoek: het derde cohort"),
    ],
)
def test_a_region_is_told_whether_it_took_part(catalogue: Catalogue, region: str, period: str, words: str) -> None:
    told = membership(catalogue, replace(OF_COHORT, period=period), catalogue.regions[region])
    assert told.startswith(words)
    assert ("Dat is een ander onderzoek" in told) is ("niet mee" in told)
    with language.use("en"):
        assert "took part" in (english := membership(catalogue, OF_COHORT, catalogue.regions["VT19"]))
        assert "cohort" in english


@pytest.mark.parametrize("region", ["NL01", "PV22", "VT27"])
def test_other_areas_and_later_regions_are_told_nothing(catalogue: Catalogue, region: str) -> None:
    assert membership(catalogue, OF_COHORT, catalogue.regions[region]) == ""
    ordinary = figure("meldingen", "count", "VT02", 5.0)
    assert membership(catalogue, ordinary, catalogue.regions["VT02"]) == ""
