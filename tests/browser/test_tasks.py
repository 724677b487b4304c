"""What a policy officer comes to do, from the front page on, with a mouse on a desk and a thumb on a phone.

The same on the site as files, where links take the place of forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import FILES, Visit, both

pytestmark = both

SIZES = {"desktop": 1280, "phone": 375}
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(params=SIZES)
def front(request: pytest.FixtureRequest, visit: Visit) -> Page:
    """The front page at a size."""
    return visit("/", width=SIZES[request.param])


def choose_region(page: Page, name: str, form: str) -> None:
    if form == FILES:
        page.get_by_role("main").get_by_role("link", name=re.compile(f"^{name}")).first.click()
        expect(page.locator("h1")).to_have_text(re.compile(name))
        return
    page.get_by_label("Regio of gemeente", exact=True).fill(name)
    page.get_by_role("button", name="Bekijk").click()
    expect(page.locator("h1")).to_have_text(re.compile(name))


def saved(page: Page, start: Callable[[], None]) -> tuple[str, bytes]:
    """Name and content of the file that a click saves."""
    with page.expect_download() as waiting:
        start()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_find_the_share_of_police_reports_of_my_region(front: Page, form: str) -> None:
    choose_region(front, "Drenthe", form)
    if form == FILES:
        front.get_by_role("link", name="1e halfjaar 2021", exact=True).first.click()
    else:
        front.get_by_label("Periode", exact=True).select_option(label="1e halfjaar 2021")
        front.get_by_role("button", name="Toon", exact=True).first.click()
    front.get_by_role("link", name="Bereik Veilig Thuis", exact=True).first.click()
    block = front.get_by_role("region", name="Type melder bij Veilig Thuis")
    row = block.get_by_role("row").filter(has=front.get_by_role("rowheader", name="Politie", exact=True)).first
    expect(row).to_contain_text("54,6")
    expect(row).to_contain_text("64,2")


def test_compare_with_three_other_regions(front: Page, form: str) -> None:
    if form == FILES:
        pytest.skip("a free choice of regions is left out of the site as files; test_files.py tests that it says so")
    choose_region(front, "Drenthe", form)
    front.get_by_role("link", name="Vergelijk met andere regio’s").first.click()
    front.locator("summary", has_text="gekozen").first.click()
    for name in ("Drenthe", "Friesland", "Groningen", "Flevoland"):
        front.get_by_role("checkbox", name=name, exact=True).first.check()
    front.get_by_role("button", name="Toon").first.click()
    for name in ("Drenthe", "Friesland", "Groningen", "Flevoland", "Nederland"):
        expect(front.get_by_role("rowheader", name=re.compile(name)).first).to_be_visible()
    assert "regio=" in front.url, "who gets this address sees the same"


def test_save_the_picture_of_a_figure(front: Page, form: str) -> None:
    choose_region(front, "Drenthe", form)
    link = front.get_by_role("link", name=re.compile("^PNG")).first
    address = link.get_attribute("href")
    answer = front.request.get(front.evaluate("a => new URL(a, location.href).href", address))
    assert answer.ok
    assert answer.body().startswith(PNG)
    assert "drenthe" in (answer.headers.get("content-disposition", "") + str(address)).lower()


def test_download_everything_of_my_region(front: Page, form: str) -> None:
    if form == FILES:
        choose_region(front, "Drenthe", form)
        front.get_by_role("link", name="Download alles van Drenthe").first.click()
        front.wait_for_url("**/download/regio/drenthe/")
    else:
        front.locator(".foot").get_by_role("link", name="Download", exact=True).click()
        expect(front.locator("h1")).to_have_text(re.compile("[Dd]ownload"))
        front.get_by_label("Gebied", exact=True).select_option("VT02")
        front.get_by_role("button", name="Toon de bestanden").click()
    expect(front.locator("h1")).to_have_text(re.compile("Drenthe"))
    link = front.get_by_role("link", name=re.compile("XLSX")).first
    name, content = saved(front, link.click)
    assert name.endswith(".xlsx")
    assert content.startswith(b"PK")


def test_find_what_a_figure_means(front: Page, form: str) -> None:
    choose_region(front, "Drenthe", form)
    front.get_by_role("link", name=re.compile("^Over dit cijfer")).first.click()
    expect(front.get_by_role("heading", name="Dit zegt het cijfer niet")).to_be_visible()
    expect(front.get_by_role("heading", name="Definitie en bron")).to_be_visible()


def test_find_which_figures_are_missing_and_why(front: Page, form: str) -> None:
    choose_region(front, "Drenthe", form)
    missing = front.locator("#h-mist")
    missing.scroll_into_view_if_needed()
    part = front.locator("section", has=missing)
    expect(part).to_contain_text("ontbre")
    part.locator("summary").first.click()
    expect(part.locator("details[open] li").first).to_be_visible()
