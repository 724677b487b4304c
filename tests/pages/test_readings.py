"""The system itself reads the published figures as the worked examples do, and says no more than they carry."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from impactmonitor import language
from impactmonitor.meaning import standing
from impactmonitor.meaning.readings import Reading, read
from impactmonitor.meaning.rules import RULES
from impactmonitor.release.selection import Selection
from impactmonitor.statistics.signals import Outcome
from impactmonitor.tables import TOTAL, Observation, Origin
from impactmonitor.web import access, site
from pages.conftest import Get

DRENTHE, ZAANSTREEK, NETHERLANDS = "VT02", "VT22", "NL01"
NOT_TESTED = "Of dit meer is dan de gebruikelijke verschillen tussen regio’s is hier niet te bepalen"


def figure(indicator: str, measure: str, category: str, region: str, period: str = "2021H1") -> Observation:
    """The one released figure."""
    found = list(access.release().select(Selection((indicator,), (measure,), (category,), (region,), (period,))))
    assert len(found) == 1
    return found[0]


def beside_country(indicator: str, measure: str, region: str, category: str = TOTAL) -> Reading:
    own, theirs = (figure(indicator, measure, category, code) for code in (region, NETHERLANDS))
    opened = access.release()
    return read(opened.catalogue, own, netherlands=theirs, usual=access.usual(opened))


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
    assert "de cijfers zijn nog voorlopig" in reading.text
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


@pytest.mark.parametrize(
    ("indicator", "measure", "category", "region", "names"),
    [
        ("adviezen", "rate", TOTAL, DRENTHE, "alleen Drenthe er"),
        ("acuut-of-structureel-onveilig", "share", TOTAL, ZAANSTREEK, "van 2: Drenthe en Zaanstreek-Waterland"),
    ],
)
def test_what_other_figures_would_be_needed_is_named(
    built_home: Path, indicator: str, measure: str, category: str, region: str, names: str
) -> None:
    """The worked examples also say how a region lies among all regions; the bundled figures cannot."""
    needed = {s.rule: s.text for s in beside_country(indicator, measure, region, category).needed}
    assert set(needed) == {"regions-needed", "final-needed"}
    assert names in needed["regions-needed"]
    assert "over het 1e halfjaar 2021" in needed["regions-needed"]


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        ("adviezen", "gestegen van 36,5 per 10.000 inwoners in het 2e halfjaar van 2020 naar 38,7"),
        ("meldingen", "gedaald van 36,1 per 10.000 inwoners in het 2e halfjaar van 2020 naar 34,8"),
    ],
)
def test_nationally_advice_rose_and_reports_fell(get: Get, indicator: str, told: str) -> None:
    page = get(f"/landelijk/2021H1/{indicator}/")
    assert f"Sinds de vorige periode: {told} in het 1e halfjaar van 2021." in page
    assert "De laatste twee perioden zijn niet dezelfde helften van het jaar." in page
    assert "niet te bepalen: er zijn te weinig eerdere momenten om de gewone schommelingen te kennen" in page


@pytest.mark.parametrize("region", ["drenthe", "zaanstreek-waterland"])
def test_a_region_of_the_examples_says_which_periods_a_development_needs(get: Get, region: str) -> None:
    """The worked examples tell of a rise until 2020 and a fall after it; here is one moment only."""
    page = get(f"/tijdreeksen/acuut-of-structureel-onveilig/?regio={region}")
    assert "zijn ten minste 8 definitieve halfjaren zonder breuk nodig. In deze uitgave zijn het er 0." in page


def test_a_page_says_what_stands_out_or_why_that_is_not_to_say(get: Get) -> None:
    page = get("/regio/drenthe/2021H1/")
    assert "Wat over het 1e halfjaar 2021 opvalt, is niet te zeggen: de cijfers zijn nog voorlopig." in page
    assert "Waarom staat dit hier?" in page
    assert "/uitleg/duiding/" in page.links


def test_the_rules_are_all_on_the_page_of_readings(get: Get) -> None:
    page = get("/uitleg/duiding/")
    for rule in RULES.values():
        assert rule.name in page
        assert " ".join(rule.when.split()) in page


@pytest.mark.parametrize(
    "path",
    [
        "/indicatoren/jeugdhulptrajecten-lopend/",
        "/indicatoren/jeugdbeschermingsmaatregelen-gestart/",
        "/vergelijk/jeugdhulptrajecten-lopend/?regio=landsdeel-oost-nederland",
        "/tijdreeksen/jeugdbeschermingsmaatregelen-gestart/",
    ],
)
def test_a_provisional_figure_says_how_far_figures_of_its_source_were_revised(get: Get, path: str) -> None:
    """Of the 8 national counts of youth care of which both prints are bundled: worked out by hand from the reports."""
    first = [12205, 12965, 8585, 9330, 6045, 5980, 4375, 4400]
    final = [12205, 12980, 8573, 9344, 6180, 6020, 4455, 4445]  # the first differs by rounding only
    sizes = [abs(b - a) / a * 100 for a, b in zip(first, final, strict=True)]
    shown = [f"{size:.1f}".replace(".", ",") for size in (sum(sizes) / 8, max(sizes))]
    page = get(path).text.replace("\u00a0", " ")
    assert "Voorlopig cijfer. Het kan nog veranderen. Van 8 landelijke cijfers van deze bron, over 2 perioden" in page
    assert f"Die verschillen gemiddeld {shown[0]} % en hoogstens {shown[1]} %." in page


@pytest.mark.parametrize("path", ["/regio/drenthe/2021H1/meldingen/", "/indicatoren/jeugdhulp/"])
def test_of_two_prints_or_one_period_no_mean_is_told(get: Get, path: str) -> None:
    page = get(path)
    assert "Met hoeveel deze bron voorlopige cijfers gemiddeld bijstelt, weten wij nog niet." in page
    assert "Die verschillen gemiddeld" not in page


def test_invented_figures_know_no_revisions_of_official_ones(get: Get, demo_home: Path) -> None:
    page = get("/demo/indicatoren/jeugdbeschermingsmaatregelen-gestart/")
    assert "weten wij nog niet" in page
    assert "Die verschillen gemiddeld" not in page


def test_other_areas_have_no_signals(get: Get) -> None:
    for path in ("/landelijk/", "/gemeente/emmen/"):
        assert "h-opvalt" not in get(path).html


def test_what_stands_out_is_listed_with_a_way_to_the_figure(demo_home: Path) -> None:
    with site.use(site.Site(Origin.DEMO)):
        opened = access.release()
        usual = access.usual(opened)
        codes = [r.code for r in opened.catalogue.regions.of_type("VT", 2024)]
        listed = {code: period for code in codes if (period := standing.listed_in(opened, code))}
        found = next((code, s) for code, period in listed.items() if (s := usual.of_region(code, period)).signals)
        where, region = access.addresses(opened), opened.catalogue.regions[found[0]]
        path, other = where.path(region, listed[found[0]]), where.path(region, "2022")
    page = Client().get(path).content.decode()
    first, held = found[1].signals[0]
    assert 'id="h-opvalt"' in page
    assert f'href="{path}{first.indicator}/"' in page
    assert held.outcome is Outcome.SIGNAL
    listing = page.split('class="signals"')[1].split("</ol>")[0]
    items = listing.split("<li")[1:]
    assert len(items) == len(found[1].signals)
    assert all("Bron:" in i and "Fictieve voorbeeldcijfers" in i and "Status: definitief." in i for i in items)
    assert "door toeval" in page
    earlier = Client().get(other).content.decode()
    assert f'href="{path}"' in earlier, "signals are listed once per region and release"
    assert 'class="signals"' not in earlier


def test_a_page_of_provisional_figures_leads_to_the_final_ones(demo_home: Path) -> None:
    page = Client().get("/demo/regio/drenthe/2025H1/").content.decode()
    assert "opvalt, is niet te zeggen: de cijfers zijn nog voorlopig" in page
    assert ">Wat opvalt in de definitieve cijfers over" in page
