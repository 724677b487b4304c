"""The sentence of a block fits the figures above it, whatever is missing."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.meaning import sentences
from impactmonitor.meaning.regions import absent
from impactmonitor.meaning.sentences import say
from impactmonitor.present import marks, numbers
from impactmonitor.present.figures import Block, Sources, Subject, Table, Total, block, by_indicator
from impactmonitor.present.missing import Entry, Missing
from impactmonitor.present.region import Area, Beside, latest, region_blocks, subject_of
from impactmonitor.release.selection import Selection
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Publication
from impactmonitor.web import access
from pages.conftest import Get

GAPS = (sentences.DOT, sentences.HIDDEN, sentences.NOT_COLLECTED, sentences.IMPOSSIBLE, sentences.ABSENT)
PUBLICATION = Publication("p", "t", "Een publicatie", "", "veilig-thuis", False)
ROLE = {"indicator": "adviezen-naar-rol", "measure": "count", "unit": "aantal", "region": "VT09", "publication": "p"}


def made(catalogue: Catalogue, own: list[Observation], theirs: list[Observation] | None = None) -> Block:
    """The block of these figures of one indicator."""
    name = own[0].indicator
    found = block(
        Sources(catalogue, {"p": PUBLICATION}),
        catalogue.indicators[name],
        by_indicator(own)[name],
        by_indicator(theirs or []).get(name, {}),
        Subject(own[0].region, "Haaglanden", "In Haaglanden"),
    )
    assert found is not None
    return found


def roles(catalogue: Catalogue, child: bool) -> list[str]:
    """Codes of the groups below the top level, or at it."""
    codelist = catalogue.codelist_of(catalogue.indicators[ROLE["indicator"]])
    assert codelist is not None
    return [c.code for c in codelist.categories if bool(c.parent) is child]


def test_a_figure_below_the_top_level_is_told(catalogue: Catalogue) -> None:
    child = roles(catalogue, child=True)[0]
    top = roles(catalogue, child=False)[0]
    missing = observation(**ROLE, category=top, value=None, obs_status=ObsStatus.NOT_COLLECTED)
    found = made(catalogue, [observation(**ROLE, category=child, value=150.0), missing])
    assert isinstance(found, Table)
    assert f"{found.labels[child]} 150" in say(found)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (ObsStatus.NOT_COLLECTED, sentences.NOT_COLLECTED),
        (ObsStatus.CANNOT_EXIST, sentences.IMPOSSIBLE),
        (ObsStatus.SUPPRESSED, sentences.HIDDEN),
        (ObsStatus.MISSING, sentences.DOT),
        (ObsStatus.NORMAL, sentences.ABSENT),
    ],
)
def test_every_gap_has_words_of_its_own(catalogue: Catalogue, status: ObsStatus, sentence: str) -> None:
    rows = [observation(**ROLE, category=c, value=None, obs_status=status) for c in roles(catalogue, child=False)[:2]]
    assert say(made(catalogue, rows)) == sentence
    total = observation(**{**ROLE, "indicator": "adviezen"}, value=None, obs_status=status)
    assert say(made(catalogue, [total])) == sentence


def test_different_gaps_are_all_told(catalogue: Catalogue) -> None:
    first, second = roles(catalogue, child=False)[:2]
    rows = [
        observation(**ROLE, category=first, value=None, obs_status=ObsStatus.NOT_COLLECTED),
        observation(**ROLE, category=second, value=3.0, conf_status=ConfStatus.PRIMARY),
    ]
    assert say(made(catalogue, rows)) == f"{sentences.HIDDEN} {sentences.NOT_COLLECTED}"


def test_a_range_is_not_nothing(catalogue: Catalogue) -> None:
    row = observation(**ROLE, category=roles(catalogue, child=False)[0], value=None, low=10.0, high=20.0)
    assert say(made(catalogue, [row])) == sentences.RANGES


def test_no_block_with_a_figure_says_that_there_is_none(built_home: Path) -> None:
    """All regions, all periods, on the figures of the release."""
    opened = access.release()
    groups: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for o in opened.select(Selection()):
        groups[o.region, o.period].append(o)
    sources = Sources(opened.catalogue, opened.publications)
    assert len({region for region, _ in groups}) > 300
    for (region, period), rows in groups.items():
        area = Area(subject_of(opened.catalogue.regions[region]), by_indicator(rows))
        for item in region_blocks(sources, [area], Beside()).all:
            if any(shown.text for shown in item.cells()):
                said = say(item)
                assert not any(gap in said for gap in GAPS), f"{region} {period} {item.heading.indicator}: {said}"


def test_the_page_where_this_went_wrong(get: Get) -> None:
    page = get("/regio/haaglanden/2023/")
    assert "In Haaglanden in 2023: Verpleegkundige 150." in page
    assert "Hierover zijn geen gegevens verzameld." not in page


def test_the_netherlands_of_another_day_is_left_out(catalogue: Catalogue) -> None:
    own = observation(indicator="inwoners", region="VT09", period="2022-01-01", value=1.0, publication="p")
    other = observation(indicator="inwoners", period="2021-01-01", value=17475415.0, publication="p")
    found = made(catalogue, [own], [other])
    assert isinstance(found, Total)
    assert found.beside is None
    assert found.netherlands is None


ADVICE = {"indicator": "adviezen", "publication": "p"}
RATE = {"measure": "rate", "unit": "per 10 000 inwoners", "decimals": 1}


def test_a_newer_count_leads_and_the_latest_rate_stands_below_it(catalogue: Catalogue) -> None:
    rows = [
        observation(**ADVICE, period="2025H1", value=84935.0),
        observation(**ADVICE, period="2023", value=143210.0),
        observation(**ADVICE, **RATE, period="2023", value=80.4),
        observation(**ADVICE, **RATE, period="2022", value=79.0),
    ]
    chosen = latest(rows, catalogue)
    assert {(o.measure, o.period) for o in chosen} == {("count", "2025H1"), ("rate", "2023")}
    found = made(catalogue, chosen)
    assert isinstance(found, Total)
    assert (found.value.text, found.heading.period) == ("84.935", "1e halfjaar 2025")
    assert [(line.label, line.cell.text) for line in found.lines] == [("Per 10.000 inwoners, 2023", "80,4")]


def test_the_rate_leads_when_it_is_as_new(catalogue: Catalogue) -> None:
    rows = [observation(**ADVICE, period="2023"), observation(**ADVICE, **RATE, period="2023", value=80.4)]
    found = made(catalogue, latest(rows, catalogue))
    assert isinstance(found, Total)
    assert found.own.measure == "rate"
    assert [line.label for line in found.lines] == ["Aantal"]


@pytest.mark.parametrize("path", ["/landelijk/", "/regio/kennemerland/"])
def test_the_latest_figure_is_the_latest(get: Get, path: str) -> None:
    page = get(path)
    assert "Aantal. Nederland, 1e halfjaar 2025" in page
    assert "84.935" in page
    assert "Per 10.000 inwoners, 2023: 80,4" in page
    assert "Per 10.000 inwoners ontbreekt: het inwonertal van dit gebied voor dit jaar ontbreekt." in page


def test_no_figure_of_the_netherlands_is_newer_than_the_one_shown(built_home: Path) -> None:
    opened = access.release()
    rows = [o for o in opened.select(Selection(regions=(NETHERLANDS,))) if not marks.gap(o)]
    shown = latest(rows, opened.catalogue)
    for name in {o.indicator for o in rows}:
        newest = max(opened.periods[o.period].end for o in rows if o.indicator == name)
        assert max(opened.periods[o.period].end for o in shown if o.indicator == name) >= newest, name


def test_one_is_not_many() -> None:
    one = absent(Missing((), 1, 1, 1, 1), 225, period=True)
    assert one == (
        "Van de 225 indicatoren in de monitor staat er 1 op deze pagina. "
        "Van 1 heeft de bron cijfers voor dit soort gebied, maar niet voor dit gebied en deze periode in deze uitgave. "
        "1 wordt niet voor dit soort gebied gemaakt. Van 1 zijn in deze monitor nog geen cijfers."
    )
    assert "staan er 2 op" in absent(Missing((), 2, 0, 0, 0), 225, period=False)
    assert "staat er geen op" in absent(Missing((), 0, 0, 2, 0), 225, period=False)
    dotted = (Entry("x", "X", "punt"),) * 9
    said = absent(Missing((), 24, 0, 208, 0, dotted), 232, period=False, document=True)
    assert "staan er 24 in dit rapport. Bij 9 daarvan drukt de bron" in said
    assert numbers.counted(1, "gemeente", "gemeenten") == "1 gemeente"
    assert numbers.counted(12, "gemeente", "gemeenten") == "12 gemeenten"


def test_nowhere_is_not_claimed(get: Get) -> None:
    page = get("/regio/drenthe/2023/")
    assert "nergens" not in page
    assert "zijn in deze monitor nog geen cijfers" in page


def test_what_the_source_gives_elsewhere_is_not_called_unmeasured(get: Get) -> None:
    page = get("/regio/kennemerland/")
    assert "De bron geeft dit niet per Veilig Thuis-regio. Wel voor Nederland." in page
    assert "Andere gebieden" in page
    assert "niet gemeten" not in page.text.split("Wat ontbreekt, en waarom")[1]


@pytest.mark.parametrize("path", ["/landelijk/", "/regio/drenthe/2023/", "/indicatoren/meldingen/"])
def test_a_publication_stands_once_in_a_source_line(get: Get, path: str) -> None:
    for line in re.findall(r'<p class="fig-src">.*?</p>', get(path).html, re.S):
        titles = re.findall(r">([^<]+)</a>", line)
        assert len(titles) == len(set(titles)), line


def test_the_formula_of_the_same_area_has_both_commas(get: Get) -> None:
    assert "van de provincie Drenthe, die hetzelfde gebied is, op 1 januari 2023" in get("/regio/drenthe/2023/")


@pytest.mark.parametrize("path", ["/regio/drenthe/2023/", "/regio/drenthe/2021H1/", "/landelijk/", "/gemeente/assen/"])
def test_no_space_before_a_full_stop(get: Get, path: str) -> None:
    text = get(path).text
    assert " . " not in text
    assert " , " not in text
