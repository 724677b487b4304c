"""The explanation pages: each answers, says what it must, and leads on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.web import access
from impactmonitor.web.explanation import PAGES
from impactmonitor.web.subject import subject
from pages.conftest import Get, asked_in, in_force_since
from pages.test_every_page import house_rules


@pytest.mark.parametrize("slug", PAGES)
def test_every_page_keeps_the_rules(get: Get, slug: str) -> None:
    page = get(f"/uitleg/{slug}/")
    house_rules(page)
    assert page.h1.replace("\u00ad", "") == PAGES[slug].title, "a long word may be broken where it can be"
    assert f"/uitleg/{slug}/" in get("/uitleg/").links
    assert "/uitleg/" in page.links


@pytest.mark.parametrize("anchor", ["tekens", "bronnen", "uitgave", "site", "bron-veilig-thuis"])
def test_places_that_others_point_to(get: Get, anchor: str) -> None:
    assert anchor in get("/uitleg/").ids


def test_reading_figures_explains_what_it_must(get: Get) -> None:
    ids = get("/uitleg/cijfers-lezen/").ids
    wanted = {"tekens", "voorlopig", "afronden", "per-10000", "breuken", "meer-antwoorden", "kleine-aantallen"}
    assert wanted | {"eerlijk-vergelijken"} <= set(ids)


def test_every_source_has_a_page(get: Get, catalogue: Catalogue) -> None:
    listed = get("/uitleg/bronnen/").links
    for source in catalogue.sources.values():
        page = get(f"/uitleg/bronnen/{source.id}/")
        house_rules(page)
        assert f"/uitleg/bronnen/{source.id}/" in listed
        for text in (source.owner, source.licence, source.cadence, *source.quality):
            assert " ".join(text.split()) in page
        for indicator in catalogue.ordered:
            assert (f"/indicatoren/{indicator.id}/" in page.links) == (indicator.source == source.id)


def test_every_term_has_an_anchor_and_leads_to_its_figures(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/begrippen/")
    for term in catalogue.glossary:
        assert term.id in page.ids
        assert term.explanation.nl in page
        assert {f"/indicatoren/{name}/" for name in term.indicators} <= set(page.links)


def test_every_question_is_answered(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/vragen-en-antwoorden/")
    for item in catalogue.questions:
        assert item.id in page.ids
        assert item.question.nl in page
        assert all(text.nl in page for text in item.answer)


def test_links_of_answers_stay_within_their_site(client: Client) -> None:
    page = client.get("/en/uitleg/vragen-en-antwoorden/").content.decode()
    assert 'href="/en/uitleg/kalender/"' in page


def test_the_calendar_shows_what_documents_contradict(home: Path, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_in(monkeypatch, "2025-11")
    in_force_since(home, "2025-11-01T02:00:00+00:00")
    page = get("/uitleg/kalender/")
    assert "april of mei 2026 verwacht" in page
    assert "Volgens datzelfde ritme" not in page
    assert "april voor adviezen en meldingen per beroepsgroep, en mei voor de andere cijfers" in page
    assert "29 oktober 2021" in page
    assert "/agenda.ics" in page.links
    assert "geen toezeggingen" in page


@pytest.mark.parametrize(("since", "month"), [("2026-07-01", "2026-06"), ("2025-11-01", "2026-07")])
def test_the_calendar_names_what_should_be_there_already(
    home: Path, get: Get, monkeypatch: pytest.MonkeyPatch, since: str, month: str
) -> None:
    """By the day of the release, and with a release that stays in force by the month of the request."""
    in_force_since(home, f"{since}T02:00:00+00:00")
    asked_in(monkeypatch, month)
    page = get("/uitleg/kalender/")
    assert "Cijfers van Veilig Thuis: 2e halfjaar 2025 (april of mei 2026)" in page
    assert "april of mei 2026 verwacht" not in page
    assert "oktober of november 2026 verwacht" in page


def test_the_method_tells_the_rules_of_this_release(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/methode/")
    for rule in catalogue.disclosure.rules:
        assert " ".join(rule.why.split()) in page
    for bridge in catalogue.regions.bridges:
        assert " ".join(bridge.text.nl.split()) in page
    assert "In deze uitgave zijn 69 cijfers door ons berekend." in page


def test_the_accessibility_statement_has_the_prescribed_parts(get: Get) -> None:
    page = get("/uitleg/toegankelijkheid/")
    assert "Nalevingsstatus: eerste maatregelen genomen (C)" in page
    for part in ("Opstelling van deze verklaring", "Feedback en contactgegevens", "Handhavingsprocedure"):
        assert part in page
    assert "Er is nog geen onafhankelijk onderzoek gedaan." in page
    assert re.search(r"opgesteld op \d+ \w+ 20\d\d", page.text)


def test_corrections_count_what_was_printed_before(get: Get) -> None:
    page = get("/uitleg/correcties/")
    assert "In deze uitgave gaat het om 81 eerdere standen." in page
    assert "/indicatoren/meldingen/#eerder" in page.links
    assert "eerder" in get("/indicatoren/meldingen/").ids
    assert "is geen cijfer veranderd of vervallen" in page


def test_corrections_name_the_release_that_brought_them(two_releases: dict[str, str]) -> None:
    _, second = two_releases
    page = Client().get("/uitleg/correcties/").content.decode()
    assert f"/uitgaven/{second}/#veranderd" in page


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ("/indicatoren/meldingen/", ["Meldingen bij Veilig Thuis", "Beleidsinformatie Veilig Thuis"]),
        ("/regio/drenthe/2021H1/", ["Veilig Thuis-regio Drenthe", "1e halfjaar 2021"]),
        (
            "/regio/drenthe/2021H1/adviezen/",
            ["Gestarte adviesvragen", "Veilig Thuis-regio Drenthe", "1e halfjaar 2021"],
        ),
        ("/insluiten/regio/drenthe/2021H1/adviezen/", ["Gestarte adviesvragen", "Veilig Thuis-regio Drenthe"]),
        ("/tijdreeksen/meldingen/?regio=drenthe", ["Meldingen", "Veilig Thuis-regio Drenthe"]),
        ("/gemeente/assen/2023/", ["Gemeente Assen", "2023"]),
        ("/landelijk/2015-tot-2019/", ["Nederland", "2015 tot en met 2019"]),
        ("/indicatoren/meldingen/?periode=2023&regio=VT02", ["Meldingen", "Veilig Thuis-regio Drenthe", "2023"]),
        ("/indicatoren/meldingen/cijfers.csv?regio=drenthe", ["Meldingen", "Veilig Thuis-regio Drenthe"]),
    ],
)
def test_a_question_names_its_figure(client: Client, get: Get, over: str, words: list[str]) -> None:
    response = client.get("/uitleg/correcties/", {"over": over})
    text = response.content.decode()
    assert "Hierover gaat het" in text
    assert all(word in text for word in words)


@pytest.mark.parametrize(
    "over",
    [
        "https://elders.example/",
        "//elders.example/",
        "/\\elders.example/",
        "javascript:alert(1)",
        "/bestaat-niet/",
        "/demo/regio/drenthe/",
        "/regio/drenthe/" + "x" * 700,
        "\x00",
        "<script>alert(1)</script>",
        "regio/drenthe/",
    ],
)
def test_what_is_no_page_of_this_site_is_not_repeated(client: Client, over: str) -> None:
    response = client.get("/uitleg/correcties/", {"over": over})
    assert response.status_code == 200
    text = response.content.decode()
    assert "is geen pagina van deze site" in text
    main = text.partition("<main")[2].partition("</main")[0]
    assert "elders.example" not in main, "nor does it become a link"
    assert "<script>alert" not in text


@pytest.mark.parametrize("path", ["/uitleg/onzin/", "/uitleg/bronnen/onzin/", "/uitleg/%00/", "/uitleg/bronnen/..%2F/"])
def test_unknown_explanation(get: Get, path: str) -> None:
    page = get(path, 404)
    assert any(link.startswith("/uitleg/") for link in page.links)


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("redactie@monitor.example", "mailto:redactie@monitor.example"),
        ("https://monitor.example/contact", "https://monitor.example/contact"),
    ],
)
@pytest.mark.parametrize("slug", ["correcties", "colofon", "toegankelijkheid"])
def test_a_contact_is_shown_when_there_is_one(
    client: Client, monkeypatch: pytest.MonkeyPatch, slug: str, contact: str, link: str
) -> None:
    assert "heeft nog geen adres voor vragen ingesteld" in client.get(f"/uitleg/{slug}/?a").content.decode()
    monkeypatch.setenv("IMPACTMONITOR_CONTACT", contact)
    assert f'<a href="{link}">{contact}</a>' in client.get(f"/uitleg/{slug}/?b").content.decode()


def test_a_release_of_before_has_the_pages_too(home: Path, client: Client) -> None:
    """Glossary, questions and calendar came later than the first releases."""
    (path,) = (home / "releases" / "official").glob("*/catalogue.json")
    path.chmod(0o644)
    data = json.loads(path.read_bytes())
    for part in ("calendar", "questions", "glossary"):
        del data[part]
    path.write_text(json.dumps(data), encoding="utf-8")
    for slug in PAGES:
        assert client.get(f"/uitleg/{slug}/").status_code == 200, slug
    assert client.get("/").status_code == 200
    assert client.get("/agenda.ics").status_code == 200


def test_a_subject_belongs_to_one_site(client: Client) -> None:
    opened = access.release()
    found = subject(opened, "/indicatoren/meldingen/?periode=2023")
    assert found is not None
    assert found.indicator is not None
    assert (found.indicator.id, found.period, found.region) == ("meldingen", "2023", None)
    assert found.source is not None
    assert found.source.id == "veilig-thuis"


def test_every_other_monitor_is_told_with_how_well_we_know_it(get: Get, catalogue: Catalogue) -> None:
    page = get("/uitleg/welke-monitor/")
    for monitor in catalogue.monitors:
        assert monitor.id in page.ids
        for text in (monitor.want, monitor.offers, monitor.relation):
            assert text.nl in page
        assert not monitor.address or monitor.address in page.links
        assert {f"/uitleg/bronnen/{name}/" for name in monitor.sources} <= set(page.links)
    unread = sum(m.known == "not-read" for m in catalogue.monitors)
    assert page.text.count("Niet gelezen: wij weten alleen dat het bestaat.") == unread
    assert "Which monitor for what" in get("/en/uitleg/welke-monitor/")
