"""The section with figures of the region itself: beside the official figures, never among them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Run
from django.test import Client

from impactmonitor.deliveries.sources.region_report import HEADER
from pages.conftest import Seen, read
from pages.test_every_page import house_rules

SENTENCES = (
    "Deze cijfers komen van Veilig Thuis in de regio, niet van het CBS.",
    "Het CBS heeft ze niet gecontroleerd.",
    "Vergelijk ze niet met de andere cijfers op deze pagina.",
    "Twee kwartalen samen zijn daarom niet precies het halfjaar van het CBS.",
)


@pytest.fixture
def own(home: Path, run: Run, tmp_path: Path) -> Path:
    """A home with a made-up report: eleven quarters, a half-year, a breakdown and a municipality."""
    quarters = [f"{year}Q{n}" for year in (2022, 2023, 2024) for n in (1, 2, 3, 4)][:11]
    lines = [f"meldingen;;VT02;{code};{700 + n};definitief" for n, code in enumerate(quarters)]
    lines += [
        "meldingen;;VT02;2024H1;1450;definitief", "meldingen-naar-organisatie;Politie;VT02;2024Q3;61,5;voorlopig",
        "meldingen-naar-organisatie;Kinderopvang;VT02;2024Q3;.;", "adviezen;;Assen;2024Q3;112;definitief",
    ]  # fmt: skip
    file = tmp_path / "rapport.csv"
    file.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    args = ("--title", "Verzonnen rapport", "--date", "2024-10-20", "--url", "https://example.org/rapport")
    assert run("local", "add", str(file), *args).code == 0
    return home


def page(path: str) -> Seen:
    response = Client().get(path)
    assert response.status_code == 200
    seen = read(path, 200, response.content.decode(), response.headers)
    house_rules(seen)
    return seen


def section(seen: Seen) -> str:
    found = re.search(r'<section class="section" aria-labelledby="h-eigen">.*</section>', seen.html, re.S)
    assert found
    return found[0]


@pytest.mark.parametrize("path", ["/regio/drenthe/", "/regio/drenthe/2021H1/"])
def test_the_section_says_whose_figures_these_are(own: Path, path: str) -> None:
    seen = page(path)
    for sentence in SENTENCES:
        assert sentence in seen
    assert "Verzonnen rapport (20 oktober 2024)" in seen
    assert "https://example.org/rapport" in seen.links
    assert "/regio/drenthe/eigen-cijfers.csv" in seen.links
    assert "#h-eigen" in seen.links
    assert "tot en met het 3e kwartaal 2024" in seen


def test_the_last_eight_quarters_newest_last(own: Path) -> None:
    html = section(page("/regio/drenthe/"))
    (table,) = re.findall(
        r"<table class=\"own\">(?:(?!</table>).)*Meldingen bij Veilig Thuis, Drenthe, per kwartaal.*?</table>",
        html,
        re.S,
    )
    heads = re.findall(r'<span class="when">(.*?)</span>', table)
    assert heads[0] == "4e kwartaal 2022"
    assert heads[-1] == "3e kwartaal 2024"
    assert len(heads) == 8
    assert re.findall(r'<td class="num">(\d+)<', table) == [str(n) for n in range(703, 711)]
    assert "Oudere kwartalen staan in het CSV-bestand." in html
    assert Client().get("/regio/drenthe/eigen-cijfers.csv").content.decode().count("\n") == 15


def test_kinds_of_periods_never_share_a_table(own: Path) -> None:
    html = section(page("/regio/drenthe/"))
    for table in re.findall(r"<table class=\"own\">.*?</table>", html, re.S):
        assert not ("kwartaal" in table and "halfjaar" in table)
    assert "1.450" in html


def test_official_blocks_do_not_change(own: Path, built_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_own = page("/regio/drenthe/2021H1/").html
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(built_home))
    without = page("/regio/drenthe/2021H1/").html
    assert "h-eigen" not in without
    official = re.compile(r'<section class="fig[^"]*" aria-labelledby="(?!eigen-).*?</section>', re.S)
    assert official.findall(with_own) == official.findall(without)


def test_a_municipality_shows_its_own_and_others_nothing(own: Path) -> None:
    assert "112" in section(page("/gemeente/assen/"))
    for path in ("/gemeente/emmen/", "/regio/zeeland/", "/regio/provincie-drenthe/", "/landelijk/"):
        assert "h-eigen" not in page(path).html
    assert Client().get("/gemeente/assen/eigen-cijfers.csv").status_code == 200
    assert Client().get("/gemeente/emmen/eigen-cijfers.csv").status_code == 404


@pytest.mark.parametrize("path", ["/regio/drenthe/eigen-cijfers.csv", "/regio/nergenshuizen/eigen-cijfers.csv"])
def test_without_a_local_release_there_is_nothing(built_home: Path, path: str) -> None:
    assert Client().get(path).status_code == 404
    assert "h-eigen" not in Client().get("/regio/drenthe/").content.decode()


def test_a_damaged_local_release_leaves_the_official_page(own: Path) -> None:
    (folder,) = [p for p in (own / "releases" / "local").iterdir() if p.is_dir()]
    (index,) = folder.glob("figures-*.duckdb")
    index.unlink()
    assert "h-eigen" not in page("/regio/drenthe/").html


@pytest.mark.parametrize("path", ["/", "/regio/", "/indicatoren/meldingen/", "/zoek/?q=kwartaal", "/uitleg/"])
def test_other_pages_hold_none_of_it(own: Path, path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    assert "kwartaal 2024" not in response.content.decode()
