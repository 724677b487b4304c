"""The pages of a region in a browser, on demonstration figures, where everything is filled."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from browser.axe import width as width_of
from browser.conftest import Visit

REGION = "/demo/regio/drenthe/2025H1/"
FIGURE = f"{REGION}meldingen/"
MUNICIPALITY = "/demo/gemeente/assen/2025H1/"


@contextmanager
def elsewhere(folder: Path) -> Iterator[str]:
    """Address of another site on this machine that shows the files of a folder."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_share_of_reports_by_the_police_is_found_and_taken_along(visit: Visit, width: int) -> None:
    """From the region by its theme to the figure, what it means, and the comparison, with links alone."""
    page = visit(REGION, width=width)
    page.locator("nav.tabs").get_by_role("link", name="Bereik Veilig Thuis").click()
    page.wait_for_url("**/2025H1/bereik/")
    block = page.locator("section.fig", has=page.get_by_role("heading", name="Type melder bij Veilig Thuis"))
    row = block.get_by_role("row", name=re.compile("^Politie"))
    assert re.search(r"\d+,\d", row.locator("td.num").first.inner_text())
    block.get_by_role("link", name=re.compile("^Link")).click()
    page.wait_for_url("**/2025H1/meldingen-naar-organisatie/")
    assert page.get_by_role("heading", name="Dit zegt het cijfer niet").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^CSV")).click()
    assert download.value.suggested_filename.startswith("impactmonitor-demo") or "FICTIEF" in (
        download.value.suggested_filename.upper()
    )
    page.get_by_role("link", name="Vergelijk met andere gebieden").click()
    page.wait_for_url("**/vergelijk/meldingen-naar-organisatie/**")
    assert "Drenthe" in page.locator("main").inner_text()


def test_the_themes_are_reached_with_the_keyboard(visit: Visit) -> None:
    page = visit(REGION)
    page.locator("nav.tabs a").nth(3).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/bereik/")
    here = page.locator("nav.tabs a[aria-current=page]")
    assert here.inner_text() == "Bereik Veilig Thuis"


def test_another_period_keeps_the_theme(visit: Visit) -> None:
    page = visit(f"{REGION}bereik/")
    page.select_option("#p", "2024H2")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**/demo/regio/drenthe/2024H2/bereik/")


def test_the_line_to_copy_shows_the_figure_on_another_page(visit: Visit, demo_site: str, tmp_path: Path) -> None:
    """What a visitor copies is a frame that works."""
    page = visit(FIGURE)
    page.get_by_text("Insluiten").first.click()
    code = page.locator("textarea.code").first
    assert code.is_visible()
    line = code.input_value()
    assert line.startswith("<iframe src=")
    other = page.context.new_page()
    (tmp_path / "index.html").write_text(line.replace(' src="', f' src="{demo_site}'), encoding="utf-8")
    with elsewhere(tmp_path) as address:
        other.goto(address)
        frame = other.frame_locator("iframe")
        frame.get_by_role("link", name="Bekijk dit cijfer in de Impactmonitor").wait_for()
        assert "Fictieve voorbeeldcijfers" in frame.locator("body").inner_text()


CUT = """() => [...document.querySelectorAll('.glance td.num, .glance thead th')].filter(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell.querySelector('.vh') ? cell.firstChild : cell);
    const shown = range.getBoundingClientRect();
    let edge = innerWidth;
    for (let box = cell; box; box = box.parentElement)
        if (getComputedStyle(box).overflowX !== 'visible') edge = Math.min(edge, box.getBoundingClientRect().right);
    return getComputedStyle(cell).clipPath === 'none' && shown.right > edge + 1;
}).map(cell => cell.innerText)"""
"""Cells of which the text is cut by the screen or by a box that scrolls."""


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("path", ["/demo/gemeente/emmen/", "/demo/vragen/overzicht/gemeente-emmen/"])
def test_no_number_is_cut_on_a_phone(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width)
    assert page.locator(".glance td.num").count() > 20
    assert page.evaluate(CUT) == []
    heads = page.locator(".glance thead th span").all()
    assert {head.inner_text() for head in heads} >= {"Emmen", "Drenthe", "Nederland"}
    assert {head.evaluate("s => s.getClientRects().length") for head in heads} == {1}, "names are not broken"
    names = page.locator(".glance tbody th a").all()
    assert min(name.evaluate("a => a.closest('th').clientWidth") for name in names) > 200


@pytest.mark.parametrize("path", ["/demo/", "/en/demo/"])
def test_what_can_be_searched_is_read_whole(visit: Visit, path: str) -> None:
    room, wanted = visit(path).evaluate(
        """() => {
        const field = document.querySelector('#zoek'), style = getComputedStyle(field);
        const pen = document.createElement('canvas').getContext('2d');
        pen.font = style.font;
        const sides = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
        return [field.clientWidth - sides, pen.measureText(field.placeholder).width];
    }"""
    )
    assert wanted <= room


@pytest.mark.parametrize("path", [REGION, MUNICIPALITY, FIGURE])
def test_paper(visit: Visit, path: str) -> None:
    """A4 without menus; what is folded as explanation of a computed figure is there; nothing falls off."""
    page = visit(path)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})
    for gone in (".tabs", ".fig-menu", ".bar-form", ".helpline", ".btns"):
        for item in page.locator(gone).all():
            assert not item.is_visible(), gone
    assert width_of(page) <= 680
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('page')") == "demo"
