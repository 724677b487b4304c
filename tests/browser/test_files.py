"""The site as files, behind a plain web server: the same pages, no form, the same accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.axe import findings

PAGES = (
    "/",
    "/regio/drenthe/2021H1/",
    "/indicatoren/meldingen/",
    "/vergelijk/acuut-of-structureel-onveilig/",
    "/en/regio/drenthe/2021H1/",
)


@pytest.fixture(params=[1280, 375])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(files: str, page: Page, path: str) -> None:
    page.goto(files + path)
    assert findings(page) == []
    assert page.locator("form").count() == 0


def test_pictures_and_figures_are_files_too(files: str, page: Page) -> None:
    page.goto(f"{files}/regio/drenthe/2021H1/")
    for name, begin in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"indicator,")):
        address = page.get_by_role("link", name=re.compile(f"^{name}")).first.get_attribute("href")
        answer = page.request.get(files + str(address))
        assert answer.ok, address
        assert answer.body().lstrip(b"\xef\xbb\xbf").startswith(begin), address


def test_what_a_file_cannot_do_is_said(files: str, page: Page) -> None:
    page.goto(f"{files}/vergelijk/acuut-of-structureel-onveilig/")
    expect(page.get_by_role("main")).to_contain_text("Zelf kiezen en zoeken kan hier niet")
