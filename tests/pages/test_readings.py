"""The system itself reads the published figures as the worked examples do, and says no more than they carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from impactmonitor import language
from impactmonitor.meaning.readings import Reading, read
from impactmonitor.release.selection import Selection
from impactmonitor.tables import TOTAL, Observation
from impactmonitor.web import access

DRENTHE, ZAANSTREEK, NETHERLANDS = "VT02", "VT22", "NL01"
NOT_TESTED = "Of dit meer is dan de gebruikelijke verschillen tussen regio’s is hier niet te bepalen"


def figure(indicator: str, measure: str, category: str, region: str, period: str = "2021H1") -> Observation:
    """The one released figure."""
    found = list(access.release().select(Selection((indicator,), (measure,), (category,), (region,), (period,))))
    assert len(found) == 1
    return found[0]


def beside_country(indicator: str, measure: str, region: str, category: str = TOTAL) -> Reading:
    own, theirs = (figure(indicator, measure, category, code) for code in (region, NETHERLANDS))
    return read(access.release().catalogue, own, netherlands=theirs)


@pytest.mark.parametrize(
    ("indicator", "measure", "category", "region", "rule", "figures"),
    [
        ("adviezen", "rate", TOTAL, DRENTHE, "lower", ("31,5", "38,7")),
        ("meldingen", "rate", TOTAL, DRENTHE, "lower", ("23,5", "34,8")),
        ("adviezen-naar-organisatie", "share", "burger", DRENTHE, "higher", ("56,2", "44,8")),
        ("meldingen-naar-organisatie", "share", "politie", DRENTHE, "lower", ("54,6", "64,2")),
        ("acuut-of-structureel-onveilig", "share", TOTAL, ZAANSTREEK, "higher", ("55,6", "42,8")),
    ],
)
def test_the_worked_examples_are_read_from_the_figures(
    built_home: Path, indicator: str, measure: str, category: str, region: str, rule: str, figures: tuple[str, str]
) -> None:
    reading = beside_country(indicator, measure, region, category)
    rules = [s.rule for s in reading.sentences]
    assert rules == ["beside", rule, "not-tested"]
    assert all(number in reading.text for number in figures)
    assert NOT_TESTED in reading.text
    assert "provisional" in {s.rule for s in reading.cautions}
    assert "two-readings" in {s.rule for s in reading.meanings}
    assert reading.questions
    assert reading.signal is None


def test_every_sentence_says_why_it_is_there_in_both_languages(built_home: Path) -> None:
    told = {}
    for name in language.LANGUAGES:
        with language.use(name):
            told[name] = beside_country("adviezen", "rate", DRENTHE).all
            assert all(s.why and s.text for s in told[name])
    assert [s.rule for s in told["nl"]] == [s.rule for s in told["en"]]
    assert all(a.text != b.text for a, b in zip(told["nl"], told["en"], strict=True))
