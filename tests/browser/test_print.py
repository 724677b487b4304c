"""A region page on paper: A4, without menus, with the region and release on top, figures not cut off."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from browser.axe import width
from browser.conftest import Visit


@pytest.mark.parametrize("path", ["/regio/drenthe/2021H1/", "/indicatoren/meldingen/", "/indicatoren/"])
def test_paper_holds_what_matters(visit: Visit, path: str) -> None:
    page = visit(path, scheme="dark")
    page.emulate_media(media="print")
    for gone in (".helpline", ".head", ".foot", ".bar-form", ".fig-menu"):
        for item in page.locator(gone).all():
            assert not item.is_visible(), gone
    assert page.locator(".print-head").is_visible()
    assert "Uitgave" in page.locator(".print-head").inner_text()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_paper_is_a4_and_nothing_falls_off(visit: Visit) -> None:
    page = visit("/regio/drenthe/2021H1/")
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = {tuple(float(n) for n in found.split()) for found in re.findall(rb"/MediaBox \[([^\]]+)\]", content)}
    assert boxes
    for left, bottom, right, top in boxes:
        assert (round(right - left), round(top - bottom)) in {(595, 842), (596, 842), (594, 841), (595, 841)}
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 6
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    assert width(page) <= 680


def test_a_comparison_of_all_regions_begins_on_the_first_sheet(visit: Visit) -> None:
    page = visit("/vergelijk/?indicator=meldingen&regio=alle")
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 2, "the table with the title, the map with the signs"


def test_paper_names_what_the_source_has_and_the_page_lacks(visit: Visit) -> None:
    page = visit("/regio/drenthe/2021H1/")
    names = page.locator(".missing-name")
    assert not names.first.is_visible()
    page.emulate_media(media="print")
    assert names.filter(has_text="Vermoedelijke duur van het geweld bij meldingen").is_visible()


@pytest.mark.parametrize(
    ("path", "sheets"), [("/regio/drenthe/2021H1/", 4), ("/regio/zeeland/", 3), ("/gemeente/emmen/", 4)]
)
def test_a_page_with_few_figures_leaves_no_sheet_nearly_empty(visit: Visit, path: str, sheets: int) -> None:
    content = visit(path).pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", content)) <= sheets


@pytest.mark.parametrize("media", ["screen", "print"])
def test_one_figure_alone_has_the_width_of_its_section(visit: Visit, media: str) -> None:
    page = visit("/regio/zaanstreek-waterland/2021H1/")
    page.emulate_media(media=media)
    alone = page.locator(".grid > .fig:only-child")
    assert alone.count() >= 2
    for figure in alone.all():
        assert figure.evaluate("f => f.clientWidth / f.parentElement.clientWidth") > 0.95


@pytest.mark.parametrize("path", ["/demo/regio/drenthe/", "/regio/drenthe/2021H1/"])
def test_the_key_figures_stand_on_the_first_sheet(visit: Visit, path: str) -> None:
    content = visit(path).pdf(prefer_css_page_size=True, print_background=True)
    first = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    for words in ("Drenthe", "In het kort", "Meldingen bij Veilig Thuis", "Bron"):
        assert words in first, words
