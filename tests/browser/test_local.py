"""Figures of the region itself in a real browser: accessible, within a phone, and the newest in sight."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.axe import findings
from browser.axe import width as width_of
from browser.conftest import Visit, served
from impactmonitor.deliveries.sources.region_report import HEADER

QUARTERS = [f"{year}Q{n}" for year in (2023, 2024) for n in (1, 2, 3, 4)]
PATH = "/regio/drenthe/2021H1/"


@pytest.fixture(scope="module")
def site(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a made-up report: eight quarters, a breakdown with a dot, a half-year."""
    folder = tmp_path_factory.mktemp("local")
    home = shutil.copytree(built_home, folder / "home")
    lines = [f"meldingen;;VT02;{code};{1000 + n};voorlopig" for n, code in enumerate(QUARTERS)]
    lines += ["meldingen-naar-organisatie;Politie;VT02;2024Q4;61,5;", "meldingen;;VT02;2024H1;2009;"]
    lines += ["meldingen-naar-organisatie;Preventieve basisvoorzieningen;VT02;2024Q3;.;"]
    (folder / "rapport.csv").write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    command = [sys.executable, "-m", "impactmonitor", "local", "add", str(folder / "rapport.csv")]
    command += ["--title", "Verzonnen rapport", "--date", "2025-01-20"]
    subprocess.run(command, env={**os.environ, "IMPACTMONITOR_HOME": str(home)}, check=True, capture_output=True)
    with served(home) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, scheme: str) -> None:
    page = visit(PATH, scheme=scheme)
    assert page.locator("#h-eigen").is_visible()
    assert findings(page) == []


@pytest.mark.parametrize("width", [320, 375])
def test_a_phone_shows_the_newest_quarter_and_scrolls_only_the_table(visit: Visit, width: int) -> None:
    page = visit(PATH, width=width)
    assert width_of(page) <= width
    for box in page.locator(".newest").all():
        newest = box.locator("thead .num").last
        edge = box.bounding_box()
        assert edge
        place = newest.bounding_box()
        assert place
        assert place["x"] >= edge["x"]
        assert place["x"] + place["width"] <= edge["x"] + edge["width"] + 1


def test_a_wide_screen_shows_all_eight_without_scrolling(visit: Visit) -> None:
    page = visit(PATH)
    for box in page.locator(".newest").all():
        assert box.evaluate("e => e.scrollWidth - e.clientWidth") == 0
        assert box.locator("table").bounding_box()["x"] == box.bounding_box()["x"]  # type: ignore[index]


def test_paper_shows_all_eight(visit: Visit) -> None:
    page = visit(PATH, width=680)
    page.emulate_media(media="print")
    table = page.locator(".own").first
    assert table.locator("thead .num").count() == 8
    assert table.evaluate("e => e.scrollWidth <= e.parentElement.clientWidth")
