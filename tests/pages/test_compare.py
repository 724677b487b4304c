"""The comparison: printed figures beside each other, its state in the address, and an answer to whatever is typed."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from django.test import Client

from impactmonitor.release.selection import Selection
from impactmonitor.web import access
from pages.conftest import Get, Seen
from pages.test_every_page import house_rules

NURSES = "/vergelijk/adviezen-naar-rol/?groep=verpleegkundige&periode=2023"
SHARES = "/vergelijk/acuut-of-structureel-onveilig/?periode=2021H1"
DRENTHE = f"{SHARES}&regio=drenthe&regio=zaanstreek-waterland&mijn=drenthe"


def rows_of(page: Seen) -> dict[str, str]:
    """Names and figures of the rows of tables, in their order; of two rows with one name the first."""
    found = re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)(.*?)</tr>', page.html, re.S)
    rows: dict[str, str] = {}
    for name, rest in found:
        rows.setdefault(html.unescape(name.strip()), " ".join(re.sub(r"<[^>]+>", " ", rest).split()))
    return rows


def tile(page: Seen, name: str) -> dict[str, str]:
    """Attributes of the link of a region on the map."""
    return next(a for tag, a in page.tags if tag == "a" and a.get("aria-label", "").startswith(f"{name}:"))


def test_printed_figures_of_every_region_stand_in_the_table(get: Get) -> None:
    """StatLine 84848NED: advice asked by nurses, 2023, per Veilig Thuis region as printed."""
    found = rows_of(get(NURSES))
    printed = {
        "Gelderland-Zuid": "200", "Haaglanden": "150", "Gelderland-Midden": "75", "Friesland": "70",
        "Flevoland": "65", "Groningen": "55", "Amsterdam-Amstelland": "40", "Drenthe": "40",
        "Gooi en Vechtstreek": "15", "Nederland": "2.100",
    }  # fmt: skip
    for name, figure in printed.items():
        assert found[name].startswith(figure), name
    assert found["Zeeland"].startswith("ontbreekt")
    assert len(found) == 26
    assert list(found)[:3] == ["Nederland", "Gelderland-Zuid", "Haaglanden"]


def test_by_name_is_by_name(get: Get) -> None:
    names = list(rows_of(get(f"{NURSES}&volgorde=naam")))
    assert names[1:4] == ["Amsterdam-Amstelland", "Drenthe", "Flevoland"]
    assert names[-1] == "Zuid-Limburg"


def test_a_share_stands_beside_the_netherlands_in_table_and_map(get: Get) -> None:
    page = get(DRENTHE)
    house_rules(page)
    found = rows_of(page)
    assert found["Zaanstreek-Waterland"].startswith("55,6")
    assert found["Drenthe"].startswith("(mijn regio) 23,9")
    assert found["Nederland"].startswith("42,8")
    assert "De lijn in oker is Nederland 42,8*." in page
    assert tile(page, "Drenthe")["aria-label"] == "Drenthe: 23,9 procent, voorlopig (mijn regio)"
    assert tile(page, "Drenthe")["href"] == "/regio/drenthe/2021H1/"
    told = "In Drenthe ging het in het 1e halfjaar van 2021 om 23,9 %"
    assert f"Beide gebieden hebben een cijfer. De cijfers lopen van 23,9 % tot 55,6 %. {told}" in page


def test_a_comparison_begins_with_what_most_regions_have(get: Get) -> None:
    """Of the bundled figures that is advice asked by nurses: 9 regions. Background does not come first."""
    page = get("/vergelijk/")
    assert "Van de 25 gebieden hebben er 9 een cijfer." in page
    held = access.coverage(access.release())
    spreads = [held.spread(i, ("VT",)) for i in access.release().catalogue.ordered if i.theme != "achtergrond"]
    assert max(spread.number for spread in spreads if spread) == 9


def test_the_list_says_how_many_regions_have_each_figure(get: Get) -> None:
    page = get(SHARES)
    assert "Meldingen met acute of structurele onveiligheid (2 van 26 regio’s)" in page
    assert "Voogdijtrajecten in de periode (12 van 12 provincies)" in page


def test_without_a_figure_the_page_names_who_has_one(get: Get) -> None:
    page = get("/vergelijk/ondertoezichtstellingen/?regio=drenthe&regio=groningen")
    assert "niet in deze uitgave. Wel cijfers voor: Zaanstreek-Waterland (1e halfjaar 2021)." in page
    beside = get("/vergelijk/acuut-of-structureel-onveilig/?regio=zeeland&regio=groningen")
    assert "Wel cijfers voor: Drenthe en Zaanstreek-Waterland (1e halfjaar 2021)." in beside
    assert "Wel cijfers voor" not in get(DRENTHE)


def test_a_tile_that_was_not_chosen_adds_its_region(get: Get) -> None:
    there = tile(get(DRENTHE), "Groningen")
    assert there["aria-label"] == "Groningen: niet in deze vergelijking, voeg toe"
    assert "Groningen" in rows_of(get(there["href"].replace("&amp;", "&")))


@pytest.mark.parametrize(("period", "number"), [("2021H1", 26), ("2023", 25)])
def test_all_regions_are_those_of_the_period(get: Get, period: str, number: int) -> None:
    page = get(f"/vergelijk/?indicator=meldingen&meting=rate&periode={period}&regio=alle")
    assert len(rows_of(page)) == number + 1
    assert sum(tag == "svg" and "tilemap" in a.get("class", "") for tag, a in page.tags) == 1
    assert f"Tegelkaart van {number} Veilig Thuis-regio’s" in [a.get("aria-label") for tag, a in page.tags]


def test_counts_have_no_map_and_lead_to_the_rate(get: Get) -> None:
    page = get("/vergelijk/?indicator=meldingen&meting=count&regio=alle&periode=2023")
    assert "Geen kaart van aantallen" in page
    assert "tilemap" not in page.html
    rate = next(link for link in page.links if "meting=rate" in link)
    assert "tilemap" in get(rate).html
    assert "geen aandeel en geen cijfer per inwoner" in get(NURSES)


def test_several_indicators_are_columns_with_their_own_period(get: Get) -> None:
    page = get("/vergelijk/?regio=drenthe&regio=groningen&indicator=meldingen&indicator=adviezen&indicator=inwoners")
    house_rules(page)
    found = rows_of(page)
    assert found["Drenthe"].split()[0] == "37,9"
    assert "Verschillende perioden" in page
    assert page.html.count("tilemap") == 0
    shapes = [link for link in page.links if "vorm=" in link]
    assert {re.findall(r"vorm=(\w+)", link)[0] for link in shapes} == {"tabel", "punten", "kaart", "reeksen"}
    for link in shapes:
        house_rules(get(link))


def test_a_province_is_the_set_of_its_regions(get: Get) -> None:
    found = rows_of(get(f"{SHARES}&regio=provincie-gelderland"))
    assert list(found) == ["Nederland", "Gelderland-Midden", "Gelderland-Zuid", "Noord- en Oost-Gelderland"]


def test_areas_of_different_kinds_stand_apart_with_a_caution(get: Get) -> None:
    page = get("/vergelijk/?indicator=meldingen&periode=2023&regio=drenthe&regio=Emmen&regio=PV22")
    assert "Verschillende soorten gebieden" in page
    assert "U vergelijkt Veilig Thuis-regio’s, provincies en gemeenten." in page
    for heading in ("Veilig Thuis-regio’s", "Provincies", "Gemeenten"):
        assert f'scope="colgroup">{heading}<' in page.html


def test_a_region_that_did_not_exist_keeps_its_row(get: Get) -> None:
    page = get(f"{SHARES}&regio=drenthe&regio=oost-brabant")
    assert rows_of(page)["Oost-Brabant"].startswith("bestond niet")
    assert "Het gebied hoorde toen bij Brabant Noordoost en Zuidoost-Brabant." in page
    assert "/regio/oost-brabant/" in page.links  # not the page of a period in which it did not exist


def test_one_region_is_no_comparison_yet(get: Get) -> None:
    page = get(f"{SHARES}&regio=drenthe")
    assert "Eén gebied is nog geen vergelijking" in page
    assert rows_of(page)["Drenthe"].startswith("23,9")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("regio=onzin&regio=drenthe", "We kennen geen regio of gemeente met de naam ‘onzin’."),
        ("regio=VT99&regio=drenthe", "We kennen geen regio of gemeente met de naam ‘VT99’."),
        ("indicator=onzin&regio=drenthe", "We kennen geen cijfer met de naam ‘onzin’."),
        ("periode=1999&regio=drenthe", "Over ‘1999’ staat er in deze uitgave geen enkel cijfer."),
        ("volgorde=plaats&regio=drenthe", "De volgorde ‘plaats’ bestaat niet"),
        ("vorm=taart&regio=drenthe", "De vorm ‘taart’ bestaat niet."),
        ("kaart=bol&regio=drenthe", "De kaart ‘bol’ bestaat niet"),
        ("mijn=onzin&regio=drenthe", "We kennen geen regio of gemeente met de naam ‘onzin’."),
    ],
)
def test_what_is_unknown_is_named_and_the_rest_is_shown(get: Get, query: str, sentence: str) -> None:
    page = get(f"/vergelijk/?{query}", 404)
    assert sentence in page
    assert "Drenthe" in rows_of(page)


@pytest.mark.usefixtures("demo_home")
def test_another_figure_in_the_form_takes_its_own_measure(get: Get) -> None:
    """The form sends along the measure, group and period of the figure that was on the page."""
    page = get("/demo/vergelijk/?mijn=drenthe&regio=alle&indicator=meldingen-naar-organisatie&meting=rate")
    assert "Dit cijfer is er niet als cijfer per inwoner. U ziet: aandeel van de ontvangen meldingen." in page
    assert "‘rate’" not in page
    assert "Drenthe" in rows_of(page)
    other = get("/demo/vergelijk/?regio=alle&indicator=meldingen&groep=politie")
    assert "De groep ‘Politie’ is er niet bij dit cijfer. U ziet: totaal." in other


def test_with_nothing_valid_the_form_is_there(get: Get) -> None:
    page = get("/vergelijk/?regio=onzin", 404)
    assert "Kies hieronder opnieuw." in page
    assert not rows_of(page)
    assert any(a.get("value") == "drenthe" for tag, a in page.tags if tag == "input")


def test_an_unknown_indicator_in_the_path_is_not_found(get: Get) -> None:
    assert "/indicatoren/meldingen/" in get("/vergelijk/melding/", 404).links


def test_ten_thousand_regions_get_a_page(client: Client) -> None:
    """More than the server lets through (tests/browser/test_serve.py): a page all the same."""
    query = "&".join(f"regio=VT{n:04d}" for n in range(10_000))
    response = client.get(f"/vergelijk/?regio=drenthe&regio=groningen&{query}")
    text = response.content.decode()
    assert response.status_code == 404
    assert "en 4.993 andere" in text
    assert "Groningen" in text
    assert len(response.content) < 300_000


def test_all_municipalities_are_cut_to_what_fits(client: Client) -> None:
    opened = access.release()
    codes = [r.code for r in opened.catalogue.regions.of_type("GM")]
    response = client.get("/vergelijk/?indicator=inwoners&" + "&".join(f"regio={code}" for code in codes))
    assert response.status_code == 400
    assert "U koos meer dan 25 gebieden of 6 cijfers." in response.content.decode()


def test_too_many_indicators_are_cut(client: Client) -> None:
    names = list(access.release().catalogue.indicators)[:40]
    response = client.get("/vergelijk/?regio=alle&" + "&".join(f"indicator={name}" for name in names))
    assert response.status_code == 400
    assert "U koos meer dan 25 gebieden of 6 cijfers." in response.content.decode()


@pytest.mark.parametrize(
    "odd",
    ["%00", "'%20OR%201=1", "%3Cscript%3Ealert(1)%3C/script%3E", "..%2F..%2Fetc", "%F0%9F%92%A9", "a" * 5000,
     "%FF%FE", "%"],
)  # fmt: skip
@pytest.mark.parametrize(
    "name", ["regio", "indicator", "periode", "meting", "groep", "mijn", "volgorde", "vorm", "kaart"]
)
def test_odd_characters_do_no_harm(client: Client, name: str, odd: str) -> None:
    for page in ("/vergelijk/", "/vergelijk/cijfers.csv", "/vergelijk/reeksen.csv"):
        response = client.get(f"{page}?{name}={odd}&regio=drenthe")
        assert response.status_code in (200, 404)
        assert b"<script>alert" not in response.content


def test_the_file_is_exactly_what_is_on_the_page(client: Client, get: Get) -> None:
    page = get(f"{NURSES}&regio=drenthe&regio=zeeland&regio=flevoland")
    address = next(link for link in page.links if link.startswith("/vergelijk/cijfers.csv"))
    response = client.get(address.replace("&amp;", "&"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {(r["region"], r["value"]) for r in rows} == {("VT02", "40"), ("VT03", "65"), ("NL01", "2100")}
    assert {(r["indicator"], r["category"], r["period"]) for r in rows} == {
        ("adviezen-naar-rol", "verpleegkundige", "2023")
    }
    name = response.headers["Content-Disposition"]
    assert "vergelijking-adviezen-naar-rol-VT03-VT02-VT23-2023" in name


def test_the_file_of_series_has_all_periods_of_one_kind(client: Client) -> None:
    response = client.get("/vergelijk/reeksen.csv?indicator=meldingen&meting=count&periode=2023&regio=drenthe")
    found = {(r["region"], r["period"]): r["value"] for r in csv.DictReader(io.StringIO(response.content.decode()))}
    wanted = access.release().select(
        Selection(indicators=("meldingen",), measures=("count",), regions=("NL01", "VT02"), categories=("totaal",))
    )
    assert found == {(o.region, o.period): str(int(o.value or 0)) for o in wanted if len(o.period) == 4}


def test_every_link_of_the_page_works(client: Client, get: Get) -> None:
    for link in dict.fromkeys(get(f"{DRENTHE}&regio=groningen").links):
        if link.startswith("/") and not link.startswith(("/static", "/en")):
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_a_survey_beside_a_registration_is_said_not_to_be_compared(get: Get) -> None:
    """The rule is that of the combination checker; the figures stay readable, each with its own period."""
    page = get("/vergelijk/?regio=PV22&regio=PV20&indicator=meldingen&indicator=ervaren-gezondheid")
    assert "Niet met elkaar te vergelijken" in page.html
    assert "steekproef" in page.html
    together = get("/vergelijk/?regio=groningen&regio=drenthe&indicator=meldingen&indicator=adviezen")
    assert "Niet met elkaar te vergelijken" not in together.html
