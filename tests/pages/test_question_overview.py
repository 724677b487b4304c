"""What the overview of all questions for a region keeps with its figures."""

from __future__ import annotations

import re

import pytest

from pages.conftest import Get

NUMBER = re.compile(r"<td class=\"num\">(?:<[^>]*>)*\d")


def test_the_overview_keeps_the_cautions_of_its_figures(get: Get) -> None:
    """A cohort of thirteen regions is named as one, a small number as small."""
    page = get("/vragen/overzicht/drenthe/")
    assert "enkele tientallen" in page or "gevolgd" in page
    assert "q-careful" in page.html


@pytest.mark.usefixtures("demo_home")
@pytest.mark.parametrize("way", ["", "/demo"])
@pytest.mark.parametrize("word", ["drenthe", "gemeente-emmen", "zeeland"])
def test_beside_a_count_stands_no_other_count(get: Get, way: str, word: str) -> None:
    """As the note says, also where the release has a figure of the Netherlands."""
    page = get(f"{way}/vragen/overzicht/{word}/")
    counts = [row for row in re.findall(r"<tr>.*?</tr>", page.html, re.S) if ">Aantal, " in row]
    assert counts
    assert all(len(NUMBER.findall(row)) <= 1 for row in counts)
    assert ("Daarom staat er geen ander gebied naast." in page) is any("niet naast een aantal" in c for c in counts)


def test_the_key_says_where_a_calculation_stands(get: Get) -> None:
    page = get("/vragen/overzicht/drenthe/")
    assert "De berekening staat op de site, op de pagina van het cijfer." in page
    assert "De berekening staat erbij." not in page
