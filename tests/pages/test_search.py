"""Search: what fits best comes first, whatever it is; small errors are forgiven; anything may be typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue
from pages.conftest import Get, Seen
from pages.test_every_page import house_rules

GROUPS = {
    "gebied": "Regio’s en gemeenten",
    "cijfer": "Cijfers",
    "thema": "Thema’s",
    "begrip": "Begrippen",
    "uitleg": "Uitleg",
    "vraag": "Vragen en antwoorden",
    "bron": "Bronnen",
}


def groups(page: Seen) -> list[str]:
    """Kinds of results, in their order on the page."""
    return [i.removeprefix("h-") for i in page.ids if i.removeprefix("h-") in GROUPS and i.startswith("h-")]


def results(page: Seen, kind: str) -> list[str]:
    """Addresses of one kind, in order."""
    inside = page.html.partition(f'id="h-{kind}"')[2].partition("</section>")[0]
    return [part.partition('"')[0] for part in inside.split('<li><a href="')[1:]]


def search(get: Get, text: str) -> Seen:
    from urllib.parse import urlencode

    page = get(f"/zoek/?{urlencode({'q': text})}")
    house_rules(page)
    return page


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("meldingen", "cijfer", "/indicatoren/meldingen/"),
        ("MELDINGEN", "cijfer", "/indicatoren/meldingen/"),
        ("adviezen", "cijfer", "/indicatoren/adviezen/"),
        ("huisverboden", "cijfer", "/indicatoren/huisverboden/"),
        ("huisverbod", "begrip", "/uitleg/begrippen/#huisverbod"),
        ("recidive", "cijfer", "/indicatoren/recidive-plegers/"),
        ("moord", "cijfer", "/indicatoren/"),
        ("huisarts", "cijfer", "/indicatoren/adviezen-naar-organisatie/"),
        ("hermelding", "begrip", "/uitleg/begrippen/#hermelding"),
        ("OTS", "begrip", "/uitleg/begrippen/#ondertoezichtstelling"),
        ("punt van de bron", "begrip", "/uitleg/begrippen/#punt-van-de-bron"),
        ("privacy", "uitleg", "/uitleg/privacy/"),
        ("cookies", "uitleg", "/uitleg/privacy/"),
        ("toegankelijkheid", "uitleg", "/uitleg/toegankelijkheid/"),
        ("kalender", "uitleg", "/uitleg/kalender/"),
        ("rechtspraak", "bron", "/uitleg/bronnen/rechtspraak/"),
        ("bereik", "thema", "/landelijk/bereik/"),
        ("hoe vaak komt het voor", "thema", "/landelijk/omvang/"),
        ("is een hoog cijfer goed of slecht", "vraag", "/uitleg/vragen-en-antwoorden/#goed-of-slecht"),
        ("utrecht", "gebied", "/regio/utrecht/"),
        ("utrech", "gebied", "/regio/utrecht/"),
    ],
)
def test_the_best_fit_is_first(get: Get, text: str, kind: str, first: str) -> None:
    page = search(get, text)
    assert groups(page)[0] == kind
    assert results(page, kind)[0].startswith(first)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("drenthe", "/regio/drenthe/"),
        ("DRENTHE  ", "/regio/drenthe/"),
        ("Sudwest Fryslan", "/gemeente/sudwest-fryslan/"),
        ("súdwest-fryslân", "/gemeente/sudwest-fryslan/"),
        ("zaanstreekwaterland", "/regio/zaanstreek-waterland/"),
        ("den haag", "/gemeente/s-gravenhage/"),
        ("vt02", "/regio/drenthe/"),
        ("GM0106", "/gemeente/assen/"),
    ],
)
def test_one_region_leads_on(client: Client, text: str, to: str) -> None:
    response = client.get("/zoek/", {"q": text})
    assert (response.status_code, response.headers.get("Location")) == (302, to)


def test_the_way_on_stays_on_the_site(client: Client) -> None:
    assert client.get("/en/zoek/", {"q": "drenthe"}).headers["Location"] == "/en/regio/drenthe/"


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("kindermishandling", "begrip", "/uitleg/begrippen/#kindermishandeling"),
        ("meldignen", "cijfer", "/indicatoren/meldingen/"),
        ("ondertoezichtsteling", "begrip", "/uitleg/begrippen/#ondertoezichtstelling"),
        ("Zaanstreek-Watreland", "gebied", "/regio/zaanstreek-waterland/"),
        ("gronnigen", "gebied", "/regio/groningen/"),
        ("drente", "gebied", "/regio/drenthe/"),
    ],
)
def test_a_typing_error_is_forgiven(get: Get, text: str, kind: str, found: str) -> None:
    page = search(get, text)
    assert found in results(page, kind)
    assert f"Er is niets dat precies ‘{text}’ heet. Dit lijkt erop." in page


def test_what_fits_leaves_no_room_for_what_looks_like_it(get: Get) -> None:
    """`ots` is like Oss and Olst, but it is a word."""
    assert "gebied" not in groups(search(get, "ots"))


@pytest.mark.parametrize(
    ("text", "area", "indicator"),
    [
        ("meldingen drenthe", "/regio/drenthe/", "/indicatoren/meldingen/"),
        ("drenthe meldingen", "/regio/drenthe/", "/indicatoren/meldingen/"),
        ("ots zuid limburg", "/regio/zuid-limburg/", "/indicatoren/"),
        ("meldingen gooi en vechtstreek", "/regio/gooi-en-vechtstreek/", "/indicatoren/meldingen/"),
    ],
)
def test_a_figure_and_a_region_together(get: Get, text: str, area: str, indicator: str) -> None:
    page = search(get, text)
    assert results(page, "gebied") == [area]
    assert results(page, "cijfer")[0].startswith(indicator)


def test_why_an_indicator_fits_is_said(get: Get) -> None:
    assert "met de groep ‘Huisarts’" in search(get, "huisarts")


def test_an_indicator_without_figures_says_so(get: Get) -> None:
    inside = search(get, "huisverboden").html.partition('id="h-cijfer"')[2].partition("</li>")[0]
    assert "/indicatoren/huisverboden/" in inside
    assert "tag-soon" in inside


def test_what_has_figures_comes_before_what_is_wished(get: Get, catalogue: Catalogue) -> None:
    found = [a.split("/")[2] for a in results(get("/zoek/?q=vrouwenopvang&soort=cijfer"), "cijfer")]
    states = [catalogue.indicators[name].status == "live" for name in found]
    assert states.index(False) > states.index(True)


def test_all_of_one_kind(get: Get) -> None:
    few = get("/zoek/?q=slachtoffers")
    (more,) = [a for a in few.links if "soort=cijfer" in a]
    everything = get(more)
    assert groups(everything) == ["cijfer"]
    assert len(results(everything, "cijfer")) > len(results(few, "cijfer")) == 8
    assert "/zoek/?q=slachtoffers" in everything.links


def test_an_unknown_kind_is_all_kinds(get: Get) -> None:
    assert groups(get("/zoek/?q=slachtoffers&soort=onzin")) == groups(get("/zoek/?q=slachtoffers"))


def test_a_former_municipality_leads_on_and_back(get: Get) -> None:
    found = results(search(get, "Haaren"), "gebied")
    assert "/gemeente/oisterwijk/" in found
    assert "/gemeente/haaren/" in found, "its own figures of before"


def test_a_region_that_is_gone_says_so(get: Get) -> None:
    assert "Veilig Thuis-regio Brabant Noordoost bestaat niet meer" in search(get, "brabant")


def test_nothing_typed(get: Get) -> None:
    for path in ("/zoek/", "/zoek/?q=", "/zoek/?q=%20%20", "/zoek/?soort=cijfer"):
        page = get(path)
        assert "Typ de naam van een regio" in page
        assert groups(page) == []


def test_a_long_text_is_cut_and_told(get: Get) -> None:
    page = search(get, "meldingen " * 40)
    assert "We hebben alleen naar de eerste 200 tekens gekeken." in page
    (field,) = [a for tag, a in page.tags if tag == "input" and a.get("id") == "q"]
    assert len(field["value"]) <= 200
    assert "200 tekens" not in search(get, "meldingen")


@pytest.mark.parametrize(
    "text",
    [
        "!!!",
        "‘",
        "%",
        "_",
        "'; DROP TABLE",
        "<script>alert(1)</script>",
        "\x00",
        "💩",
        "...",
        "de",
        "a",
        "ß" * 200,
        "x" * 5000,
    ],
)
def test_anything_may_be_typed(client: Client, text: str) -> None:
    response = client.get("/zoek/", {"q": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_many_words_do_not_take_long(client: Client) -> None:
    import time

    client.get("/zoek/?q=begin")
    begin = time.process_time()
    client.get("/zoek/", {"q": " ".join(f"woord{n}en" for n in range(40))})
    assert time.process_time() - begin < 3


def test_english_is_found_in_english(client: Client) -> None:
    text = client.get("/en/zoek/", {"q": "child abuse"}).content.decode()
    assert "/en/uitleg/begrippen/#kindermishandeling" in text
    assert client.get("/en/zoek/", {"q": "the netherlands"}).status_code in (200, 302)


def test_demonstration_results_stay_on_the_demonstration(demo_home: Path, client: Client) -> None:
    text = client.get("/demo/zoek/", {"q": "meldingen"}).content.decode()
    main = text.partition("<main")[2].partition("</main")[0]
    assert "/demo/indicatoren/meldingen/" in main
    assert 'href="/indicatoren/' not in main


@pytest.mark.parametrize("text", ["aandeel politie", "politie aandeel", "cijfers politie", "melding politie"])
def test_a_group_is_found_with_the_words_around_it(get: Get, text: str) -> None:
    found = results(search(get, text), "cijfer")
    assert "/indicatoren/meldingen-naar-organisatie/" in found[:6]


def test_what_has_figures_stands_before_what_has_none(get: Get) -> None:
    page = search(get, "politie")
    inside = page.html.partition('id="h-cijfer"')[2].partition("</section>")[0]
    tagged = ["Gepubliceerd, nog niet hier" in item for item in inside.split("<li>")[1:]]
    assert tagged == sorted(tagged)
    assert False in tagged
