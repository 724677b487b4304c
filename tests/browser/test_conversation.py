"""From the front page to a prepared meeting: a first-time user, on a desk and on a phone, within ten minutes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.axe import width
from browser.conftest import Visit

SIZES = {"desktop": 1280, "phone": 375}


@pytest.mark.parametrize("size", SIZES)
def test_from_home_to_a_printed_kit(visit: Visit, tmp_path: Path, size: str) -> None:
    """Home, a question, a region, the figures with their readings, the kit, and paper."""
    page = visit("/", width=SIZES[size])
    page.get_by_role("link", name="Hebben we aard en omvang van het geweld eerder en beter in beeld?").click()
    expect(page.locator("h1")).to_contain_text("eerder en beter in beeld")
    page.get_by_label("Regio of gemeente", exact=True).fill("Drenthe")
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url("**/vragen/eerder-en-beter-in-beeld/drenthe/")
    expect(page.locator(".lead").first).to_contain_text("Voor Drenthe zijn er 6 van de 11 cijfers")
    expect(page.locator(".fig-say").first).to_contain_text("In Drenthe ging het in 2023 om 59,0")
    page.get_by_role("link", name="Bereid het gesprek voor").click()
    page.wait_for_url("**/vragen/eerder-en-beter-in-beeld/drenthe/gesprek/")
    headings = ["Doel van het gesprek", "De cijfers en hun vragen", "Cijfers van partners"]
    for heading in (*headings, "Opbouw van het gesprek", "Notitieblad", "Na het gesprek"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    assert width(page) <= SIZES[size]
    assert 5 <= _sheets(page, tmp_path / "kit.pdf") <= 12


def test_another_region_and_another_set_need_no_going_back(visit: Visit) -> None:
    page = visit("/vragen/heftig-geweld-terugdringen/drenthe/", width=375)
    page.get_by_text("Kies zelf andere regio’s").click()
    page.get_by_role("checkbox", name="Zaanstreek-Waterland", exact=True).check()
    page.get_by_role("button", name="Toon deze gebieden").click()
    expect(page.get_by_role("rowheader", name="Zaanstreek-Waterland").first).to_be_visible()
    assert "regio=zaanstreek-waterland" in page.url
    page.get_by_label("Vraag", exact=True).select_option("na-een-melding")
    page.get_by_label("Gebied", exact=True).select_option("flevoland")
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url("**/vragen/na-een-melding/flevoland/")


def _sheets(page: Page, path: Path) -> int:
    page.pdf(path=str(path), prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", path.read_bytes()))


@pytest.mark.parametrize(
    ("path", "sheets"),
    [
        ("/vragen/overzicht/drenthe/", 1),
        ("/en/vragen/overzicht/drenthe/", 1),
        ("/vragen/overzicht/zeeland/", 1),
        ("/demo/vragen/overzicht/noord-en-oost-gelderland/", 1),  # with a banner and figures at every question
        ("/demo/vragen/overzicht/nederland/", 1),
        ("/en/demo/vragen/overzicht/twente/", 1),
    ],
)
def test_the_overview_of_a_region_is_one_sheet(visit: Visit, tmp_path: Path, path: str, sheets: int) -> None:
    assert _sheets(visit(path), tmp_path / "overview.pdf") <= sheets


def test_on_paper_the_kit_has_no_menus_and_room_to_write(visit: Visit) -> None:
    page = visit("/vragen/eerder-en-beter-in-beeld/drenthe/gesprek/")
    page.emulate_media(media="print")
    for hidden in (".head", ".foot", ".q-toc", ".q-share", ".crumbs"):
        expect(page.locator(hidden).first).to_be_hidden()
    box = page.locator(".kit-blank td").first.bounding_box()
    assert box
    assert box["height"] > 40
