"""The pages of a region: at a glance, one theme, one figure whole, a figure in a frame, and each as a file."""

from __future__ import annotations

import csv
import html
import re
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from pages.conftest import Get, Seen, asked_in
from pages.test_every_page import house_rules

DRENTHE = "/regio/drenthe/2021H1/"


def rows(page: Seen) -> list[dict[str, str]]:
    return list(csv.DictReader(page.html.splitlines()))


@pytest.mark.parametrize(
    "path",
    [
        "/regio/drenthe/bereik/",
        "/regio/drenthe/2021H1/bereik/",
        "/regio/drenthe/2021H1/signaleren/",
        "/landelijk/aard/",
        "/landelijk/2021H1/bereik/",
        "/gemeente/assen/bereik/",
        "/regio/drenthe/2021H1/meldingen/",
        "/regio/drenthe/2021H1/meldingen-naar-organisatie/",
        "/regio/drenthe/2022-01-01/inwoners/",
        "/landelijk/2015-tot-2019/slachtoffers-moord-en-doodslag-vijf-jaar/",
        "/landelijk/2021H1/meldingen/",
    ],
)
def test_the_rules_of_the_house(get: Get, path: str) -> None:
    house_rules(get(path))


def test_the_overview_leads_to_its_themes_and_figures(get: Get) -> None:
    page = get(DRENTHE)
    current = [a["href"] for tag, a in page.tags if tag == "a" and a.get("aria-current") == "page"]
    assert current == [DRENTHE]
    assert f"{DRENTHE}bereik/" in page.links
    assert f"{DRENTHE}meldingen/" in page.links
    assert f"{DRENTHE}meldingen.csv" in page.links
    assert "Uitgave: " in page


@pytest.mark.parametrize("path", ["/regio/drenthe/", "/gemeente/emmen/", "/landelijk/", DRENTHE])
def test_what_is_missing_adds_up(get: Get, path: str) -> None:
    """What is on the page and what the lists of themes hold are all indicators; a dot is no missing indicator."""
    page = get(path)
    section = page.text[page.text.index("Wat ontbreekt, en waarom") :]
    every, there = re.findall(r"Van de (\d+) indicatoren in de monitor staa[nt] er (\d+|geen) op", section)[0]
    shown = 0 if there == "geen" else int(there)
    lists = re.findall(r"<summary>([^<]+) <span class=\"quiet\">\((\d+)\)</span></summary>", page.html)
    listed = {html.unescape(name): int(number) for name, number in lists}
    dotted = listed.pop("Wel een cijfer, met een punt van de bron", 0)
    assert shown + sum(listed.values()) == int(every)
    assert dotted <= shown
    assert (f"Bij {dotted} daarvan drukt de bron" in section) is bool(dotted)


def test_a_table_that_is_folded_says_what_it_shows(get: Get) -> None:
    """Above it stands a number, no chart."""
    page = get(DRENTHE)
    assert "Toon de ontwikkeling als tabel: " in page
    assert "Toon als tabel" not in page


def test_without_a_period_in_the_address_the_themes_have_none_either(get: Get) -> None:
    page = get("/regio/drenthe/")
    assert "/regio/drenthe/bereik/" in page.links
    theme = get("/regio/drenthe/bereik/")
    canonical = [a["href"] for tag, a in theme.tags if tag == "link" and a.get("rel") == "canonical"]
    assert canonical == ["/regio/drenthe/2023/bereik/"]


def test_a_theme_holds_its_key_figures_and_says_what_is_missing(get: Get) -> None:
    page = get(f"{DRENTHE}bereik/")
    assert "31,5* voorlopig per 10.000 inwoners" in page
    assert "Politie 54,6 % (Nederland 64,2 %)" in page
    assert "Vermoedelijke duur van het geweld bij meldingen" in page.text.split("Wat ontbreekt, en waarom")[1]
    assert "Aard van het geweld" not in page, "another theme"


def test_a_theme_without_figures_says_why(get: Get) -> None:
    page = get(f"{DRENTHE}signaleren/")
    assert "In deze uitgave staan over dit thema geen cijfers van Drenthe." in page
    assert "Gewenst" in page or "In ontwikkeling" in page


def test_one_figure_whole(get: Get) -> None:
    page = get(f"{DRENTHE}meldingen/")
    assert page.h1 == "Meldingen bij Veilig Thuis: Drenthe, 1e halfjaar 2021"
    assert "In Drenthe ging het in het 1e halfjaar van 2021 om 23,5 per 10.000 inwoners, in Nederland om 34,8." in page
    assert "Afgeleid, Nederland: 60.880 gedeeld door 17.475.415" in page
    assert "De ontwikkeling" in page
    assert "Dit zegt het cijfer niet" in page
    assert "Breuken in de reeks" in page
    for way in ("/indicatoren/meldingen/", f"{DRENTHE}bereik/", DRENTHE, f"{DRENTHE}meldingen.csv"):
        assert way in page.links


def test_a_breakdown_whole_has_all_groups_open(get: Get) -> None:
    page = get(f"{DRENTHE}adviezen-naar-organisatie/")
    folded = [a for tag, a in page.tags if tag == "details" and "fig-embed" not in a.get("class", "")]
    assert folded
    assert len([a for a in folded if "open" not in a]) == 2, "only the reasons, and what is said about the source"
    assert "Burgers" in page
    assert "Huisarts" in page


@pytest.mark.parametrize("name", ["meldingen", "meldingen-naar-organisatie"])
def test_a_frame_holds_the_figure_its_source_and_the_way_back(client: Client, get: Get, name: str) -> None:
    page = get(f"/insluiten{DRENTHE}{name}/")
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert f"{DRENTHE}{name}/" in page.links
    assert "Bron" in page
    assert "112" in page
    assert ("base", {"target": "_blank"}) in page.tags
    assert not [tag for tag, _ in page.tags if tag in ("script", "form", "nav")]
    whole = get(f"{DRENTHE}{name}/")
    assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]
    assert f'src="/insluiten{DRENTHE}{name}/"' in whole, "the line to copy"


@pytest.mark.parametrize(
    ("name", "regions"),
    [
        ("adviezen", {"VT02", "NL01"}),
        ("bereik", {"VT02", "NL01"}),
        ("cijfers", {"VT02", "NL01", "PV22"}),
    ],
)
def test_a_file_holds_what_the_page_shows(get: Get, catalogue: Catalogue, name: str, regions: set[str]) -> None:
    found = rows(get(f"{DRENTHE}{name}.csv"))
    assert {row["region"] for row in found} == regions
    about = [row for row in found if catalogue.indicators[row["indicator"]].theme != "achtergrond"]
    assert {row["period"] for row in about} <= {"2021H1", "2015/2019"}


def test_a_yearly_figure_is_on_the_page_of_a_half_year(get: Get) -> None:
    """With the period that it has, and the same in the file."""
    page = get("/landelijk/2021H2/")
    said = "De bron geeft dit cijfer niet over het 2e halfjaar 2021. Hier staat 2021, de laatste periode die toen"
    assert said in page
    assert {"2021", "2021H2"} <= {row["period"] for row in rows(get("/landelijk/2021H2/cijfers.csv"))}


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/regio/drenthe/meldingen/", "/regio/drenthe/2023/meldingen/"),
        ("/regio/drenthe/2021h1/bereik/", "/regio/drenthe/2021H1/bereik/"),
        ("/regio/DRENTHE/2021H1/meldingen/", "/regio/drenthe/2021H1/meldingen/"),
        ("/regio/drenthe/bereik/?periode=2021H1", "/regio/drenthe/2021H1/bereik/"),
        ("/regio/?regio=VT02&periode=2021H1&deel=bereik", "/regio/drenthe/2021H1/bereik/"),
        ("/regio/?regio=VT02&periode=2021H1&deel=../..", "/regio/drenthe/2021H1/"),
        ("/insluiten/regio/DRENTHE/2021H1/meldingen/", "/insluiten/regio/drenthe/2021H1/meldingen/"),
        ("/regio/drenthe/2021h1/meldingen.csv", "/regio/drenthe/2021H1/meldingen.csv"),
    ],
)
def test_one_address_for_each(client: Client, path: str, to: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, to)


@pytest.mark.parametrize(
    ("path", "sentence", "way"),
    [
        (f"{DRENTHE}onzin/", "Er is geen thema of cijfer met de naam ‘onzin’.", f"{DRENTHE}bereik/"),
        ("/regio/drenthe/2021H1/melding/", "geen thema of cijfer", "/indicatoren/meldingen/"),
        ("/insluiten/regio/drenthe/2021H1/bereik/", "geen thema of cijfer", f"{DRENTHE}bereik/"),
        ("/regio/kennemerland/2021H1/meldingen/", "Van Kennemerland staat dit cijfer niet", "/indicatoren/meldingen/"),
        ("/regio/drenthe/2019H1/meldingen/", "over het 1e halfjaar 2019", "/regio/drenthe/2021H1/meldingen/"),
        ("/regio/drenthe/huisverboden/", "Van Drenthe staat dit cijfer niet", "/indicatoren/huisverboden/"),
        ("/regio/drenthe/1999/meldingen/", "Over ‘1999’ staat in deze uitgave geen enkel cijfer.", DRENTHE),
        ("/regio/oost-brabant/2021H1/meldingen/", "nog niet", "/regio/zuidoost-brabant/2021H1/"),
        ("/regio/onzin/2021H1/meldingen/", "Er is geen regio met de naam", "/regio/"),
        (
            "/regio/kennemerland/2021H1/meldingen.csv",
            "Van Kennemerland staat dit cijfer niet",
            "/indicatoren/meldingen/",
        ),
    ],
)
def test_what_is_not_there_names_what_is(get: Get, path: str, sentence: str, way: str) -> None:
    page = get(path, 404)
    assert sentence in page
    assert way in page.links


@pytest.mark.parametrize("odd", ["%00", "'%20OR%201=1", "%3Cscript%3Ealert(1)%3C/script%3E", "a" * 500, "..%2F.."])
@pytest.mark.parametrize(
    "pattern",
    ["/regio/drenthe/2021H1/{}/", "/regio/drenthe/{}/meldingen/", "/insluiten/regio/{}/2021H1/meldingen/",
     "/regio/drenthe/2021H1/{}.csv", "/gemeente/assen/{}.csv", "/landelijk/{}/{}/"],
)  # fmt: skip
def test_odd_addresses(client: Client, pattern: str, odd: str) -> None:
    response = client.get(pattern.replace("{}", odd))
    assert response.status_code == 404
    assert "<script>alert" not in response.content.decode()


def test_a_municipality_that_is_gone_leads_on(get: Get) -> None:
    page = get("/gemeente/haaren/")
    assert "Haaren bestaat niet meer." in page
    assert {"/gemeente/vught/", "/gemeente/oisterwijk/"} <= set(page.links)


def test_themes_and_indicators_never_share_a_name() -> None:
    from impactmonitor.catalogue.load import load
    from impactmonitor.settings import default_catalogue

    catalogue = load(default_catalogue())
    assert not {t.id for t in catalogue.themes} & set(catalogue.indicators)


@pytest.mark.usefixtures("demo_home")
class TestOnDemonstrationFigures:
    """With full figures: what only shows then."""

    def test_the_overview_is_no_endless_page(self, get: Get) -> None:
        page = get("/demo/regio/drenthe/2025H1/")
        house_rules_of_demo(page)
        assert page.html.count('<section class="fig') < 40
        assert re.search(r"Zorg en veiligheid: alle \d\d cijfers", page.text)
        assert page.html.count('class="spark"') > 10

    def test_everything_is_reached_from_the_overview(self, get: Get) -> None:
        """Each figure of the period has a way to its own page, from the overview or its themes."""
        page = get("/demo/regio/drenthe/2025H1/")
        held = {row["indicator"] for row in rows(get("/demo/regio/drenthe/2025H1/cijfers.csv"))}
        linked = {link.rstrip("/").rpartition("/")[2] for link in page.links}
        assert held <= linked

    def test_a_municipality_stands_between_its_region_and_the_country(self, get: Get) -> None:
        page = get("/demo/gemeente/assen/2025H1/")
        said = r"In de gemeente Assen ging het in het 1e halfjaar van 2025 om [\d,]+ per 10.000 inwoners, "
        assert re.search(said + r"in de regio Drenthe om [\d,]+, in Nederland om [\d,]+\.", page.text)
        table = get("/demo/gemeente/assen/2025H1/duur-bij-meldingen/")
        assert "Groep Assen, % Drenthe, % Nederland, %" in table
        regions = {row["region"] for row in rows(get("/demo/gemeente/assen/2025H1/duur-bij-meldingen.csv"))}
        assert regions == {"GM0106", "VT02", "NL01"}

    def test_few_cases_are_said_to_be_few(self, get: Get) -> None:
        found = [
            path
            for path in ("/demo/gemeente/assen/2025H1/verbinding/", "/demo/gemeente/westerveld/2025H1/bereik/")
            if "Dit gaat om een klein aantal (" in get(path)
        ]
        assert found

    def test_a_yearly_figure_says_its_year(self, get: Get) -> None:
        page = get("/demo/regio/drenthe/2025H1/omvang/")
        assert "2020 tot en met 2024, de laatste periode die toen voorbij was." in page

    def test_english_has_the_same_pages(self, get: Get) -> None:
        for path in ("regio/drenthe/2025H1/", "regio/drenthe/2025H1/bereik/", "regio/drenthe/2025H1/meldingen/"):
            page = get(f"/en/demo/{path}")
            inside = [a for a in page.links if a.startswith("/") and not a.startswith(("/static/", "/en/demo/"))]
            assert set(inside) <= {f"/demo/{path}", "/en/"}

    def test_a_picture_of_a_frame_says_that_it_is_invented(self, get: Get) -> None:
        page = get("/demo/insluiten/regio/drenthe/2025H1/meldingen/")
        assert "Fictieve voorbeeldcijfers" in page
        assert "fictief" in page

    def test_pages_are_quick_to_send(self, client: Client) -> None:
        for path in ("/demo/regio/drenthe/2025H1/", "/demo/landelijk/", "/demo/gemeente/assen/2025H1/"):
            response = client.get(path, headers={"Accept-Encoding": "gzip"})
            assert response["Content-Encoding"] == "gzip"
            assert len(response.content) < 60_000, path

    def test_a_page_asks_few_questions(self, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
        """However many figures it shows: one question for them, one for each thing that must be said with them."""
        from impactmonitor.release.read import Release

        asked = 0
        real = Release.select

        def select(self: Release, *args: object) -> object:
            nonlocal asked
            asked += 1
            return real(self, *args)  # type: ignore[arg-type]

        get("/demo/regio/groningen/2025H1/")
        monkeypatch.setattr(Release, "select", select)
        get("/demo/regio/drenthe/2025H1/")
        assert asked <= 7


def house_rules_of_demo(page: Seen) -> None:
    """As everywhere; the title ends in another way."""
    assert page.title.endswith("(fictieve cijfers)")
    page.title = page.title.removesuffix(" (fictieve cijfers)")
    house_rules(page)


def test_the_caution_on_provisional_figures_stands_above_them(get: Get) -> None:
    for path in ("/regio/drenthe/2021H1/", "/regio/zaanstreek-waterland/"):
        html = get(path).html
        if "<b>Voorlopige cijfers</b>" in html:
            assert html.index("<b>Voorlopige cijfers</b>") < html.index('id="h-kort"')
            break
    else:
        pytest.fail("no page with provisional figures")


def test_a_region_with_older_figures_says_of_when_its_newest_are(get: Get) -> None:
    assert "De nieuwste cijfers van Drenthe in deze uitgave gaan over 2023." in get("/regio/drenthe/")
    words = "De nieuwste cijfers van Zaanstreek-Waterland in deze uitgave gaan over het 1e halfjaar 2021."
    assert words in get("/regio/zaanstreek-waterland/")
    for path in ("/regio/drenthe/2021H1/", "/landelijk/", "/gemeente/emmen/"):
        assert "De nieuwste cijfers van" not in get(path)


def test_a_region_with_the_newest_figures_does_not(demo_home: Path, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_in(monkeypatch, "2026-02")
    assert "De nieuwste cijfers van" not in get("/demo/regio/drenthe/")
    asked_in(monkeypatch, "2030-01")
    assert "De nieuwste cijfers van Drenthe in deze uitgave gaan over 2025." in get("/demo/regio/drenthe/")
