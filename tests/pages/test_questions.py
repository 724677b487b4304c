"""Policy questions: a way in by question, an answer for a region, all of them on a page, and a conversation kit."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.web.addresses import Addresses
from impactmonitor.web.static_site import without_choices
from pages.conftest import Get, Seen
from pages.test_bad_input import ODD
from pages.test_every_page import FORBIDDEN, house_rules

QUESTION = "/vragen/eerder-en-beter-in-beeld/"
DRENTHE = f"{QUESTION}drenthe/"
KIT = f"{DRENTHE}gesprek/"
OVERVIEW = "/vragen/overzicht/drenthe/"
PREFIXES = ("/", "/en/", "/demo/", "/en/demo/")


def to(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 302, path
    return str(response.headers["Location"])


def test_all_questions_stand_under_their_lines(get: Get, catalogue: Catalogue) -> None:
    page = get("/vragen/")
    house_rules(page)
    found = [link for link in page.links if re.fullmatch(r"/vragen/[a-z-]+/", link)]
    assert found == [f"/vragen/{route.id}/" for route in catalogue.ordered_routes]
    for name in ("Eerder en beter in beeld", "Stoppen en duurzaam oplossen", "Aandacht voor specifieke groepen"):
        assert name in page
    assert OVERVIEW in page.links, "the map leads to all questions for a region"


def test_a_question_without_a_region_tells_what_helps_and_what_it_cannot_tell(get: Get, catalogue: Catalogue) -> None:
    for route in catalogue.ordered_routes:
        page = get(f"/vragen/{route.id}/")
        house_rules(page)
        assert page.h1.endswith(route.question.dutch)
        assert f"/vragen/{route.id}/drenthe/" in page.links
        assert all(f"/indicatoren/{entry.indicator}/" in page.links for entry in route.indicators)
        assert all(text in page for text in (*route.cannot_tell, *route.sub_questions))
        assert all(partner.name in page for partner in route.partners)


def test_every_question_answers_for_every_kind_of_area(get: Get, catalogue: Catalogue) -> None:
    for route in catalogue.ordered_routes:
        for word in ("drenthe", "nederland"):
            for ending in ("", "gesprek/"):
                page = get(f"/vragen/{route.id}/{word}/{ending}")
                house_rules(page)
                assert not FORBIDDEN.search(page.h1)
    for word in ("provincie-gelderland", "gemeente-emmen", "brabant-noordoost", "kennemerland"):
        for path in (f"{QUESTION}{word}/", f"{QUESTION}{word}/gesprek/", f"/vragen/overzicht/{word}/"):
            house_rules(get(path))


def test_the_figures_stand_in_reading_order_and_gaps_are_named(get: Get, catalogue: Catalogue) -> None:
    page = get(DRENTHE)
    names = [catalogue.indicators[e.indicator] for e in catalogue.routes["eerder-en-beter-in-beeld"].indicators]
    places = [page.text.rindex(entry.contributes) for entry in catalogue.routes["eerder-en-beter-in-beeld"].indicators]
    assert places == sorted(places)
    assert len(places) == len(names)
    assert "Voor Drenthe zijn er 6 van de 11 cijfers bij deze vraag." in page
    assert "Geen cijfer van dit gebied in deze uitgave." in page
    assert "56,2" in page
    assert "Hieronder staat het cijfer van Nederland." in page
    assert re.search(r"Bij \d staat hier het cijfer van Nederland\.", page.text)
    assert "Achtergrond van deze regio" in page


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/vragen/?regio=Drenthe", OVERVIEW),
        (f"{QUESTION}?regio=VT02", DRENTHE),
        (f"{QUESTION}?regio=drenthe", DRENTHE),
        (f"{QUESTION}?regio=Emmen", f"{QUESTION}gemeente-emmen/"),
        (f"{QUESTION}?regio=Groningen", f"{QUESTION}groningen/"),
        (f"{QUESTION}?vraag=na-een-melding&regio=drenthe", "/vragen/na-een-melding/drenthe/"),
        (f"{QUESTION}?vraag=na-een-melding", "/vragen/na-een-melding/"),
        (f"{QUESTION}gesprek/?regio=drenthe", KIT),
        (f"{QUESTION}gesprek/", QUESTION),
        (f"{QUESTION}emmen/", f"{QUESTION}gemeente-emmen/"),
        (f"{QUESTION}VT02/gesprek/", KIT),
        (f"{QUESTION}NL01/?regio=vergelijkbaar", f"{QUESTION}nederland/?regio=vergelijkbaar"),
        ("/vragen/overzicht/?regio=drenthe", OVERVIEW),
        ("/vragen/overzicht/", "/vragen/"),
        ("/vragen/overzicht/VT02/", OVERVIEW),
    ],
)
def test_every_way_of_asking_leads_to_one_address(client: Client, path: str, leads: str) -> None:
    assert to(client, path) == leads


@pytest.mark.parametrize(
    ("path", "words", "way"),
    [
        ("/vragen/eerder-beter-in-beeld/", "Deze vraag kennen we niet", QUESTION),
        ("/vragen/onzin/drenthe/", "Deze vraag kennen we niet", "/vragen/"),
        (f"{QUESTION}?vraag=onzin", "Deze vraag kennen we niet", "/vragen/"),
        (f"{QUESTION}drente/", "Deze regio kennen we niet", DRENTHE),
        (f"{QUESTION}drente/gesprek/", "Deze regio kennen we niet", KIT),
        (f"{QUESTION}?regio=drente", "Deze regio kennen we niet", DRENTHE),
        (f"{QUESTION}gesprek/?regio=drente", "Deze regio kennen we niet", KIT),
        ("/vragen/overzicht/drente/", "Deze regio kennen we niet", OVERVIEW),
        ("/vragen/?regio=drente", "Deze regio kennen we niet", OVERVIEW),
        (f"{DRENTHE}?regio=atlantis", "We kennen geen regio of gemeente met de naam ‘atlantis’.", KIT),
    ],
)
def test_what_does_not_exist_gets_a_helpful_page(get: Get, path: str, words: str, way: str) -> None:
    page = get(path, 404)
    assert words in page
    assert way in page.links


def test_an_unknown_question_lists_all_of_them(get: Get, catalogue: Catalogue) -> None:
    page = get("/vragen/onzin/", 404)
    assert all(f"/vragen/{route.id}/" in page.links and route.question in page for route in catalogue.ordered_routes)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "pattern",
    ["/vragen/{}/", "/vragen/{}/drenthe/", QUESTION + "{}/", QUESTION + "{}/gesprek/", "/vragen/overzicht/{}/",
     QUESTION + "?regio={}", "/vragen/?regio={}", DRENTHE + "?regio={}"],
)  # fmt: skip
def test_odd_input_is_answered_in_words(client: Client, pattern: str, odd: str) -> None:
    response = client.get(pattern.format(odd))
    assert response.status_code in (200, 302, 404), "an empty choice shows the page again"
    assert "<script>alert" not in response.content.decode()


def test_one_word_names_every_region(official: Release) -> None:
    where = Addresses(official.catalogue.regions)
    words = {where.word(region): region for region in official.catalogue.regions}
    assert len(words) == len(list(official.catalogue.regions))
    assert all(where.by_word(word) == region for word, region in words.items())
    assert not {"gesprek", "overzicht"} & set(words), "words of the addresses themselves"


def test_an_empty_choice_shows_the_page(get: Get) -> None:
    house_rules(get(f"{QUESTION}?regio="))
    house_rules(get(f"{DRENTHE}?regio="))


def test_a_municipality_is_led_to_its_own_region(get: Get) -> None:
    """Of what it lacks it sees its Veilig Thuis region first, called so, and the country only after that."""
    where = "/vragen/waar-blijft-het-stil/"
    page = get(f"{where}gemeente-emmen/")
    assert "Cijfer van Veilig Thuis-regio Drenthe" in page
    assert "het cijfer van Veilig Thuis-regio Drenthe." in page.text[: page.text.index("Waar het om gaat")]
    assert f"{where}drenthe/" in page.links
    kit = get(f"{where}gemeente-emmen/gesprek/")
    assert "Cijfer van Veilig Thuis-regio Drenthe" in kit
    assert f"{where}drenthe/gesprek/" in kit.links
    overview = get("/vragen/overzicht/gemeente-emmen/")
    assert OVERVIEW in overview.links
    assert 'class="c-ot">Drenthe<' in overview.html


def test_every_cell_of_the_overview_says_why_it_is_empty(get: Get) -> None:
    for word in ("drenthe", "gemeente-emmen", "provincie-gelderland", "kennemerland"):
        html = get(f"/vragen/overzicht/{word}/").html
        cells = re.findall(r'<td class="num">(.*?)</td>', html, re.S)
        assert cells
        assert all(cell.strip() for cell in cells), word
        assert '<span class="mk-t">geen</span>' not in html


def test_a_figure_with_only_some_of_its_groups_counts_as_a_part(get: Get) -> None:
    assert re.search(r"\d daarvan zijn er maar deels: niet van elke groep\.", get(DRENTHE).text)
    assert re.search(r"\d daarvan (is|zijn) er maar deels\.", get(OVERVIEW).text)


def test_what_is_needed_names_its_figures_and_is_said_once(get: Get) -> None:
    page = get("/vragen/waar-blijft-het-stil/drenthe/gesprek/")
    (found,) = re.findall(r"Wat nodig is om meer te kunnen zeggen</h3>\s*<ul[^>]*>(.*?)</ul>", page.html, re.S)
    items = re.findall(r"<li><b>(.+?)\.</b> (.+?)</li>", found)
    assert len({text for _names, text in items}) == len(items) == found.count("<li>") > 0
    assert any("Adviesvragen aan Veilig Thuis; Meldingen" in names for names, _text in items)


def test_provisional_figures_lead_once_to_the_period_that_tells_what_stands_out(get: Get, demo_home: Path) -> None:
    for ending in ("", "gesprek/"):
        page = get(f"/demo{DRENTHE}{ending}")
        assert page.text.count("is bij voorlopige cijfers niet te zeggen") == 1
        (link,) = re.findall(r'<a href="(/demo/regio/drenthe/\w+/)">wat opvalt in Drenthe</a>', page.html)
        assert "Wat opvalt" in get(link)
    assert "is bij voorlopige cijfers niet te zeggen" not in get(DRENTHE), "no period of it can tell"


def test_other_regions_stand_beside_the_figures(get: Get) -> None:
    alone = get(DRENTHE)
    assert "naast andere regio’s" not in alone
    beside = get("/vragen/heftig-geweld-terugdringen/drenthe/?regio=zaanstreek-waterland")
    assert "naast andere regio’s" in beside
    assert "55,6" in beside
    assert "Eigen keuze: Zaanstreek-Waterland" in beside
    assert any("/vergelijk/acuut-of-structureel-onveilig/?" in link for link in beside.links)
    none = get(f"{DRENTHE}?regio=friesland")
    assert "Van de andere gebieden staat dit cijfer niet in deze uitgave." in none


def test_figures_of_other_regions_carry_their_cautions(get: Get, demo_home: Path) -> None:
    page = get("/demo/vragen/helpt-de-hulp/drenthe/?regio=vergelijkbaar")
    beside = [part.split("</details>")[0] for part in page.html.split('q-beside"')[1:]]
    assert beside
    assert all("<b>Anders geteld.</b>" in part for part in beside), "its figures begin with a break"


def test_regions_that_are_alike_come_with_how_alike_they_are(get: Get, official: Release) -> None:
    page = get(f"{DRENTHE}?regio=vergelijkbaar")
    assert "Regio’s die op elkaar lijken" in page
    assert f"{DRENTHE}?regio=vergelijkbaar" in page.links


def test_too_many_regions_are_refused_in_words(get: Get, catalogue: Catalogue) -> None:
    names = "&".join(f"regio={r.code}" for r in catalogue.regions.of_type("GM", 2023)[:40])
    page = get(f"{DRENTHE}?{names}", 400)
    assert "U koos meer dan 25 gebieden of 6 cijfers." in page


def test_the_kit_holds_everything_for_a_meeting(get: Get, official: Release, catalogue: Catalogue) -> None:
    page = get(KIT)
    route = catalogue.routes["eerder-en-beter-in-beeld"]
    assert f"Cijfers uit uitgave {official.id}" in page
    assert "Tel cijfers uit verschillende bronnen niet op" in page
    assert "onafhankelijke gespreksleider" in page
    assert "120 minuten" in page
    parts = ("Analyse: samen kijken", "Conclusies: wat zien", "Acties: wie doet")
    assert (order := [page.text.index(name) for name in parts]) == sorted(order)
    assert all(text in page for partner in route.partners for text in (partner.name, *partner.ask))
    assert all(figure.name in page for figure in route.local_figures)
    assert all(text in page for text in catalogue.indicators["adviezen"].questions)
    assert "In Drenthe ging het in 2023 om 59,0 per 10.000 inwoners, in Nederland om 80,4." in page
    assert "Voorlopig cijfer. Het kan nog veranderen." in page
    assert "Status: voorlopig" in page
    assert "Volgende datum" in page


def test_the_kit_prints_all_groups_with_a_figure(get: Get, official: Release) -> None:
    """A conversation about groups needs them on the table; those of the country stand beside them."""
    page = get("/vragen/waar-blijft-het-stil/drenthe/gesprek/")
    counts = Selection(("adviezen-naar-organisatie-statline",), ("count",), (), ("VT02",), ("2023",))
    held = [o for o in official.select(counts) if o.value is not None]
    assert len(held) > 5
    labels = {c.code: c.plain or c.label for c in official.catalogue.codelists["organisatie-statline"].categories}
    tables = re.findall(r'<table class="bars.*?</table>', page.html, re.S)
    table = next(t for t in tables if "Adviezen naar organisatie" in t)
    assert all(f">{labels[o.category]}<" in table and f">{o.value:.0f}<" in table for o in held)
    assert any("c-nl" in t for t in tables)
    assert "groepen hebben geen cijfer en staan hier niet." in page


def test_the_kit_explains_only_what_it_prints(get: Get, catalogue: Catalogue) -> None:
    """A letter without a figure to which it belongs is a riddle on paper."""
    for route in catalogue.ordered_routes:
        page = get(f"/vragen/{route.id}/drenthe/gesprek/")
        for figure in re.findall(r'<section class="kit-fig.*?</section>', page.html, re.S):
            notes = re.findall(r'<li>\s*<span class="sup">(\w)</span>', figure)
            cells = re.findall(r'<span class="hang" aria-hidden="true">[^<]*<span class="sup">(\w)</span>', figure)
            assert set(notes) <= set(cells), route.id


def test_the_kit_stands_in_the_order_of_use(get: Get) -> None:
    """What the meeting is and how to read the signs come before the figures."""
    html = get(KIT).html
    ids = ("k-doel", "k-opbouw", "k-vooraf", "k-partners", "k-cijfers", "k-eigen", "k-notities", "k-daarna")
    places = [html.index(f'<h2 id="{name}"') for name in ids]
    assert places == sorted(places)
    assert [html.index(f'href="#{name}"') for name in ids] == sorted(html.index(f'href="#{name}"') for name in ids)
    assert html.index("Zo leest u de tekens") < html.index('class="kit-fig')


def test_paper_has_the_address_where_the_site_knows_it(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "kit-address" not in get(KIT).html
    monkeypatch.setenv("IMPACTMONITOR_ADDRESS", "https://monitor.example")
    other = "/vragen/na-een-melding/flevoland/gesprek/?adres=1"
    assert f"Adres: https://monitor.example{other}" in get(other)


def test_a_kit_without_figures_begins_with_those_of_partners(get: Get) -> None:
    page = get("/vragen/met-plan-en-regie/drenthe/gesprek/")
    assert "Voor deze vraag staan er geen cijfers in deze uitgave." in page
    assert "Deel van de gezinnen met één regisseur" in page


def test_the_overview_has_all_questions_of_a_region(get: Get, catalogue: Catalogue) -> None:
    page = get(OVERVIEW)
    house_rules(page)
    for route in catalogue.ordered_routes:
        assert route.question in page
        assert f"/vragen/{route.id}/drenthe/" in page.links
        assert f"/vragen/{route.id}/drenthe/gesprek/" in page.links
    assert "55,6" not in page
    assert "23,9" in page


def test_the_region_page_shows_with_which_questions_its_figures_help(get: Get) -> None:
    page = get("/regio/drenthe/2021H1/")
    assert "Vragen waarbij deze cijfers helpen" in page
    assert DRENTHE in page.links
    assert OVERVIEW in page.links
    assert "/vragen/met-plan-en-regie/drenthe/" not in page.links
    empty = get("/regio/kennemerland/")
    assert "/vragen/overzicht/kennemerland/" in empty.links


def test_home_menu_and_search_lead_to_questions(get: Get, catalogue: Catalogue) -> None:
    home = get("/")
    assert all(f"/vragen/{route.id}/" in home.links for route in catalogue.ordered_routes)
    assert home.links.count("/vragen/") >= 2
    assert "/vragen/komen-gezinnen-terug/" in get("/zoek/?q=komen+gezinnen+terug").links
    assert "/vragen/zorg-en-veiligheid/" in get("/zoek/?q=zorg+en+veiligheid").links
    assert "/en/vragen/na-een-melding/" in get(f"/en/zoek/?q={quote('After a report')}").links


@pytest.mark.parametrize("path", [QUESTION, DRENTHE, KIT, OVERVIEW, "/vragen/"])
def test_all_four_sites_have_them(get: Get, demo_home: Path, path: str) -> None:
    for prefix in PREFIXES:
        page = get(f"{prefix}{path[1:]}")
        assert page.h1
        own = [link for link in page.links if "/vragen/" in link and urlsplit(link).scheme == ""]
        assert own
        assert sum(not link.startswith(f"{prefix}vragen/") for link in own) <= 3, "other language, other figures"


def test_demonstration_figures_are_called_so_in_the_kit(get: Get, demo_home: Path) -> None:
    page = get(f"/demo{KIT}")
    assert "fictief" in page.text.lower()
    assert "59,0" not in page


def test_a_copy_in_files_has_the_questions_without_choices(client: Client) -> None:
    def copied(path: str) -> Seen:
        from pages.conftest import read

        body = without_choices(client.get(path).content, path)
        return read(path, 200, body.decode(), {})

    answer = copied(DRENTHE)
    assert KIT in answer.links
    assert not [link for link in answer.links if "?" in link]
    assert "mailto:" not in answer.html
    assert DRENTHE in copied(QUESTION).links, "regions are chosen on the map"
