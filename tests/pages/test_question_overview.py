"""What the overview of all questions for a region keeps with its figures."""

from __future__ import annotations

from pages.conftest import Get


def test_the_overview_keeps_the_cautions_of_its_figures(get: Get) -> None:
    """A cohort of thirteen regions is named as one, a small number as small."""
    page = get("/vragen/overzicht/drenthe/")
    assert "enkele tientallen" in page or "gevolgd" in page
    assert "q-careful" in page.html
