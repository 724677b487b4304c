"""Printed figures that cannot be right are refused with a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import printed

from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.plausible import implausible
from impactmonitor.findings import Finding


def says(**changes: object) -> list[str]:
    return [f.message for f in implausible([replace(printed(), **changes)])]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "%", "value": 331.5}, "331.5 is more than 100 %"),
        ({"unit": "% van meldingen", "value": -5.0}, "-5 is below zero"),
        ({"unit": "aantal", "value": -5.0}, "-5 is below zero"),
        ({"unit": "aantal", "value": 36.475, "text": "36.475"}, "value is 36.475, but the source printed '36.475'"),
        ({"unit": "aantal", "value": 12.5}, "12.5 is a count, and a count is whole"),
        ({"unit": "aantal", "value": 17425798.0, "text": "17.425.789"}, "but the source printed '17.425.789'"),
        ({"unit": "aantal kinderen", "value": None, "low": 127000.0, "high": 90000.0}, "interval runs from 127000"),
        ({"unit": "%", "value": 54.6, "text": "546"}, "but the source printed '546'"),
    ],
)
def test_implausible(changes: dict[str, object], sentence: str) -> None:
    assert any(sentence in message for message in says(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "%", "value": 0.0, "text": "0,0"},
        {"unit": "%", "value": 100.0, "text": "100"},
        {"unit": "aantal", "value": 17425798.0, "text": "17.425.798"},
        {"unit": "aantal", "value": 67545.0, "text": "67 545"},
        {"unit": "personen", "value": 820000.0, "text": "820 duizend"},
        {"unit": "Getal", "value": -0.25, "text": "-0,25"},
        {"unit": "aantal", "value": None, "text": "."},
        {"unit": "aantal kinderen", "value": None, "low": 90000.0, "high": 127000.0},
    ],
)
def test_plausible(changes: dict[str, object]) -> None:
    assert says(**changes) == []


def test_survey_estimates_are_estimates_and_neither_provisional_nor_final(
    examined: tuple[Accepted, list[Finding]],
) -> None:
    """The national file calls the same figures 'schatting'."""
    surveys = [o for o in examined[0].observations if o.publication.startswith(("PHGSG", "WODC2017"))]
    assert surveys
    assert {(o.obs_status, o.stage) for o in surveys} == {("E", "unstated")}
