"""Own weights go wherever the regions that are like my region go: pages, links, forms, files and documents."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from impactmonitor.present.comparable import inputs, similar
from impactmonitor.release.read import Release, open_release
from impactmonitor.reports import make
from impactmonitor.tables import Origin
from impactmonitor.web import weights
from pages.conftest import Get, Seen

SET = "regio=vergelijkbaar&mijn=drenthe"
OWN = "gewicht-inwoners=0&gewicht-inkomen=50"
CHOSEN = {"inwoners": 0.0, "inkomen": 50.0}
ANSWER = "/demo/vragen/eerder-en-beter-in-beeld/drenthe/"
KIT = f"{ANSWER}gesprek/"
TELL = "Met uw eigen gewichten: inwoners 0; inkomen van huishoudens 50. De andere kenmerken tellen zoals gewoonlijk."
PAGES = [
    f"/demo/vergelijk/inwoners/?{SET}&{OWN}",
    f"/demo/tijdreeksen/inwoners/?{SET}&{OWN}",
    f"{ANSWER}?regio=vergelijkbaar&{OWN}",
    f"{KIT}?regio=vergelijkbaar&{OWN}",
]


@pytest.fixture
def demo(demo_home: Path) -> Release:
    return open_release(demo_home / "releases", Origin.DEMO)


def names(opened: Release, own: dict[str, float] | None) -> set[str]:
    found = similar(opened, "VT02", own)
    assert found
    return {str(opened.catalogue.regions[code].name) for code in found.codes}


def spaced(content: bytes) -> str:
    """Text with plain spaces; JSON without its escapes."""
    text = content.decode()
    return (json.dumps(json.loads(text), ensure_ascii=False) if text[0] == "{" else text).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def choices(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query)


def with_set(page: Seen) -> list[str]:
    """The links of a page that keep the set, to pages, files and pictures of the site."""
    return [link for link in page.links if ("regio", "vergelijkbaar") in choices(link)]


@pytest.mark.parametrize("address", PAGES)
def test_the_weights_decide_which_regions_stand_there(demo: Release, get: Get, address: str) -> None:
    usual, own = names(demo, None), names(demo, CHOSEN)
    assert own - usual
    assert usual - own
    page, usual_page = get(address), get(address.replace(f"&{OWN}", ""))
    assert len(page.ids) == len(set(page.ids))

    def there(seen: Seen) -> set[str]:
        rows = '<th scope="row"', 'class="chip'
        lines = [line for line in seen.html.splitlines() if any(mark in line for mark in rows)]
        boxes = 'type="checkbox"'
        return {n for n in usual | own if any(n in line for line in lines if boxes not in line)}

    assert there(page) == own
    assert there(usual_page) == usual
    assert TELL in page
    assert "Er is gerekend met de gewone gewichten." in usual_page
    assert f"/demo/vergelijkbaar/drenthe/?{OWN}#gewichten" in page.links


@pytest.mark.parametrize("address", PAGES)
def test_every_link_and_form_that_keeps_the_set_keeps_the_weights(demo_home: Path, get: Get, address: str) -> None:
    page = get(address)
    kept = with_set(page)
    usual = [link for link in kept if not {name for name, _ in choices(link)} & set(dict(parse_qsl(OWN)))]
    assert len(kept) > 3
    assert len(usual) == 1, "only the way to the usual weights is without"
    assert all(set(parse_qsl(OWN)) <= set(choices(link)) for link in kept if link not in usual)
    assert any(link.startswith("/en/demo/") for link in kept), "the other language"
    if "/gesprek/" not in address:
        hidden = [(a["name"], a["value"]) for tag, a in page.tags if tag == "input" and a.get("type") == "hidden"]
        assert set(parse_qsl(OWN)) <= set(hidden)


def test_the_page_of_the_weights_leads_to_comparison_and_questions_with_them(demo_home: Path, get: Get) -> None:
    page = get(f"/demo/vergelijkbaar/drenthe/?{OWN}")
    assert len(page.ids) == len(set(page.ids))
    assert TELL in page
    assert f"/demo/vergelijk/?{SET}&{OWN}" in page.links
    assert f"{ANSWER}?regio=vergelijkbaar&{OWN}" in page.links
    assert f"/demo/vergelijk/?{SET}" in get("/demo/vergelijkbaar/drenthe/").links
    moved = Client().get(f"/demo/vergelijkbaar/DRENTHE/?{OWN}")
    assert moved.headers["Location"] == f"/demo/vergelijkbaar/drenthe/?{OWN}"


def test_the_form_leaves_usual_weights_out_of_other_addresses(demo: Release, get: Get) -> None:
    found = inputs(demo)
    assert found
    typed = {**weights.usual(found), "inwoners": "40"}
    form = "&".join(f"gewicht-{name}={text}" for name, text in typed.items())
    assert f"/demo/vergelijk/?{SET}&gewicht-inwoners=40" in get(f"/demo/vergelijkbaar/drenthe/?{form}").links
    chosen = weights.read({f"gewicht-{name}": [text] for name, text in typed.items()}, found)
    assert chosen.own == (("inwoners", 40.0),)
    assert chosen.query == "?gewicht-inwoners=40"
    other = weights.read({"gewicht-inwoners": ["40"]}, found)
    assert other.own == chosen.own, "the same weights by whichever address"
    assert weights.read({"gewicht-inwoners": ["12,25"]}, found).query == "?gewicht-inwoners=12.25"


def test_an_address_full_of_mistakes_has_only_the_first_named(demo: Release) -> None:
    found = inputs(demo)
    assert found
    many = weights.read({f"gewicht-onzin{n}": ["1"] for n in range(4000)} | {"gewicht-inwoners": ["0"]}, found)
    assert len(many.wrong) == weights.MOST_SAID
    assert many.own == ()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("gewicht-inwoners=veel", "Het gewicht van ‘Inwoners’ is ‘veel’. Vul een getal in van 0 tot en met 9999"),
        ("gewicht-inwoners=1&gewicht-inwoners=2", "Het gewicht van ‘Inwoners’ staat meer dan één keer in het adres."),
        ("gewicht-huisdieren=3", "We kennen geen kenmerk met de naam ‘huisdieren’."),
    ],
)
def test_weights_that_cannot_be_are_named_and_the_usual_ones_hold(
    demo_home: Path, get: Get, address: str, typed: str, sentence: str
) -> None:
    asked = address.replace(OWN, typed)
    page = get(asked, 400)
    assert len(page.ids) == len(set(page.ids))
    assert sentence in page
    assert "Er is gerekend met de gewone gewichten." in page
    made = [link for link in with_set(page) if urlsplit(link).query != urlsplit(asked).query]
    assert made
    assert "gewicht-" not in "".join(made)


@pytest.mark.parametrize(
    "path",
    [
        "vergelijk/cijfers.csv?indicator=inwoners&",
        "vergelijk/reeksen.svg?indicator=inwoners&",
        "indicatoren/inwoners/regios.svg?",
        "tijdreeksen/inwoners.csv?",
    ],
)
def test_a_file_with_such_weights_is_refused_in_words(demo_home: Path, get: Get, path: str) -> None:
    assert "Het gewicht van ‘Inwoners’ is ‘veel’." in get(f"/demo/{path}{SET}&gewicht-inwoners=veel", 400)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("vergelijk/inwoners/?", "/demo/vergelijk/?"),
        ("tijdreeksen/inwoners/?regio=drenthe&", "/demo/tijdreeksen/inwoners.csv?"),
        (f"{ANSWER.removeprefix('/demo/')}?regio=twente&", f"{ANSWER}rapport.pdf?"),
    ],
)
def test_weights_without_the_set_say_that_they_do_nothing(demo_home: Path, get: Get, path: str, kept: str) -> None:
    page = get(f"/demo/{path}gewicht-inwoners=veel")
    assert "De gewichten in dit adres tellen hier niet mee." in page
    links = [link for link in page.links if link.startswith(kept)]
    assert links
    assert "gewicht-" not in "".join(links)


def test_files_hold_those_regions_and_say_how_they_were_chosen(demo: Release) -> None:
    def codes(query: str) -> set[str]:
        answer = Client().get(f"/demo/vergelijk/cijfers.csv?indicator=inwoners&{query}")
        return {n for n in names(demo, None) | names(demo, CHOSEN) if n in answer.content.decode("utf-8-sig")}

    assert codes(f"{SET}&{OWN}") == names(demo, CHOSEN)
    assert codes(SET) == names(demo, None)
    for address in ("vergelijk/cijfers.json?indicator=inwoners&", "tijdreeksen/inwoners.json?"):
        assert TELL in spaced(Client().get(f"/demo/{address}{SET}&{OWN}").content)
    book = zipfile.ZipFile(
        io.BytesIO(Client().get(f"/demo/vergelijk/cijfers.xlsx?indicator=inwoners&{SET}&{OWN}").content)
    )
    assert TELL in spaced(book.read("xl/worksheets/sheet1.xml"))
    picture = Client().get(f"/demo/indicatoren/inwoners/regios.svg?{SET}&{OWN}").content.decode()
    assert "eigen gewichten" in picture


def test_other_weights_are_another_answer(demo_home: Path) -> None:
    one, other = (Client().get(f"/demo/vergelijk/inwoners/?{SET}&gewicht-inwoners={n}") for n in (0, 90))
    assert one.headers["ETag"] != other.headers["ETag"]
    assert one.content != other.content


@pytest.mark.parametrize("page", [ANSWER, KIT])
def test_the_document_has_the_chosen_regions_and_says_with_which_weights(
    demo: Release, monkeypatch: pytest.MonkeyPatch, get: Get, page: str
) -> None:
    orders: list[make.Order] = []

    def made(order: make.Order, patience: float) -> bytes:
        orders.append(make.Order.from_text(order.to_text()))
        return b"%PDF-"

    monkeypatch.setattr(make, "made_apart", made)
    file = "gesprek.pdf" if page == KIT else "rapport.pdf"
    address = f"{page}{file}?regio=vergelijkbaar&{OWN}"
    assert address in get(f"{page}?regio=vergelijkbaar&{OWN}").links
    Client().get(address).close()
    found = similar(demo, "VT02", CHOSEN)
    assert found
    assert orders[-1].others == tuple(sorted(found.codes))
    assert dict(orders[-1].weights or ()) == CHOSEN
    Client().get(f"{page}{file}?regio=vergelijkbaar").close()
    assert orders[-1].weights == ()
    # the same regions by other weights are another document, because it says with which
    Client().get(f"{page}{file}?regio=vergelijkbaar&gewicht-inwoners=0.5&gewicht-inkomen=50").close()
    assert len(orders) == 3
    assert Client().get(f"{page}{file}?regio=vergelijkbaar&gewicht-inwoners=veel").status_code == 400


def test_weights_by_which_no_region_is_like_mine_say_so(demo: Release, get: Get) -> None:
    assert inputs(demo)
    lonely = next(
        (r, w)
        for r in ("VT16", "VT01", "VT09", "VT18", "VT20", *(r.code for r in demo.catalogue.regions.of_type("VT", 2025)))
        for w in ({}, {"inwoners": 9999.0}, {"herkomst": 9999.0}, {"stedelijkheid": 9999.0})
        if (found := similar(demo, r, w)) and not found.found
    )
    region, own = demo.catalogue.regions[lonely[0]], lonely[1]
    query = "".join(f"&gewicht-{name}={value:g}" for name, value in own.items())
    page = get(f"/demo/vergelijk/inwoners/?regio=vergelijkbaar&mijn={region.code}{query}")
    assert f"Er is geen regio die genoeg op {region.name} lijkt." in page
    answer = get(f"/demo/vragen/eerder-en-beter-in-beeld/{region.slug}/?regio=vergelijkbaar{query}")
    assert f"Er is geen regio die genoeg op {region.name} lijkt." in answer
    assert "Regio’s die erop lijken" in answer


def test_in_english(demo_home: Path, get: Get) -> None:
    page = get(f"/en/demo/vergelijk/inwoners/?{SET}&gewicht-inwoners=12,3")
    assert "With your own weights: inhabitants 12.3. The other characteristics count as usual." in page
    file = Client().get(f"/en/demo/vergelijk/cijfers.json?indicator=inwoners&{SET}&gewicht-inwoners=0").content
    assert "With your own weights: inhabitants 0." in spaced(file)


def test_weights_of_what_the_release_lacks_are_named_as_not_counting(get: Get) -> None:
    page = get(f"/vergelijk/inwoners/?{SET}&gewicht-inkomen=50")
    assert (
        "Deze kenmerken tellen niet mee, omdat zij in deze uitgave niet voor alle regio’s bekend zijn: Inkomen" in page
    )
    assert "Er is gerekend met de gewone gewichten." in page
