"""The same pages on demonstration figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.conftest import Get

PAGES = (
    "/demo/",
    "/demo/regio/",
    "/demo/regio/drenthe/",
    "/demo/regio/drenthe/2025H2/",
    "/demo/regio/drenthe/2021Q3/",
    "/demo/regio/oost-brabant/2023H1/",
    "/demo/regio/brabant-noordoost/2022/",
    "/demo/landelijk/",
    "/demo/landelijk/2024/",
    "/demo/gemeente/assen/",
    "/demo/gemeente/assen/2024/",
    "/demo/indicatoren/",
    "/demo/indicatoren/meldingen/",
    "/demo/indicatoren/aard-bij-meldingen/",
    "/demo/indicatoren/rokers/",
    "/demo/uitleg/",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_that_its_figures_are_invented(demo_home: Path, get: Get, path: str) -> None:
    page = get(path)
    assert "Fictieve voorbeeldcijfers" in page
    outside = [a for a in page.links if a.startswith("/") and not a.startswith(("/demo/", "/en/demo/", "/static/"))]
    assert set(outside) <= {"/", path.removeprefix("/demo")}, "only the way back to official figures leads out"
