"""Downloads of every kind hold the same figures as the pages, and demonstration figures say so."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from impactmonitor.present import numbers
from impactmonitor.present.export import records
from impactmonitor.present.files import formats, lines
from impactmonitor.release.read import Release, open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin
from pages.conftest import Get
from pages.read_figures import FICTITIOUS, READERS, STEMS, body, figure, in_csv


def test_every_kind_of_file_is_read_here() -> None:
    assert set(READERS) == {kind.extension for kind in formats.OF_FIGURES}


@pytest.mark.parametrize("stem", STEMS)
def test_every_kind_of_file_holds_the_same_figures(client: Client, stem: str) -> None:
    found = {}
    for extension, read in READERS.items():
        response = client.get(f"/download/{stem}.{extension}")
        assert response.status_code == 200
        found[extension] = sorted(read(body(response)), key=lambda f: f[0])
    first = found["csv"]
    assert first
    assert {extension: figures == first for extension, figures in found.items()} == dict.fromkeys(READERS, True)


def test_the_whole_release_is_every_figure(client: Client, official: Release) -> None:
    content = body(client.get("/download/uitgave.csv")).decode()
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    whole = [{name: lines.unguarded(text) for name, text in row.items()} for row in rows]
    assert whole == list(records(official.select(Selection())))


# The same answer as the page


def test_a_region_is_the_same_in_the_file_and_on_the_page(client: Client, get: Get) -> None:
    page = get("/regio/drenthe/2021H1/")
    figures = in_csv(body(client.get("/download/regio/drenthe/2021H1.csv")))
    shown = in_csv(body(client.get("/regio/drenthe/2021H1/cijfers.csv")))
    assert sorted(figures) == sorted(f for f in shown if f[0][3] == "VT02" and f[0][4] == "2021H1")
    rows = csv.DictReader(io.StringIO(body(client.get("/download/regio/drenthe/2021H1.csv")).decode()))
    printed = [numbers.number(float(row["value"]), int(row["decimals"])) for row in rows if row["value"]]
    assert len(printed) > 3
    for number in printed:
        assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", page.text), number


_NUMBER = r"([\d.]+(?:,\d+)?)<"
_SHOWN = re.compile(rf'<td class="num">\s*(?:<span class="der">)?{_NUMBER}|<span class="key-n">{_NUMBER}')
"""A number in the cell of a table or the number of a block."""
PAGES = (
    "/regio/drenthe/2021H1/bereik/", "/regio/drenthe/2023/bereik/", "/gemeente/assen/bereik/",
    "/landelijk/2021H1/bereik/", "/demo/regio/drenthe/2024H1/aard/", "/demo/gemeente/assen/2024H1/bereik/",
    "/demo/regio/drenthe/2024H1/", "/demo/regio/zeeland/2023/bereik/", "/regio/zeeland/2023/",
    "/demo/gemeente/assen/2024H1/duur-bij-meldingen/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_the_file_of_a_page_holds_what_stands_on_it_and_nothing_else(
    demo_home: Path, get: Get, client: Client, path: str
) -> None:
    page = get(path)
    address = next(link for link in page.links if re.search(r"\w\.csv$", link))
    rows = list(csv.DictReader(io.StringIO(body(client.get(address)).decode())))
    filed = {numbers.number(float(row["value"]), int(row["decimals"])) for row in rows if row["value"]}
    html = re.sub(r'<table class="series-table">.*?</table>', "", page.html, flags=re.S)  # has a file of its own
    shown = {one or other for one, other in _SHOWN.findall(html)}
    assert len(shown) > 3
    assert shown <= filed, "on the page and not in the file"
    told = page.html.count('class="told"')  # tables that are told in a sentence only
    for number in () if told else filed:
        assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", page.text), f"{number} is not on the page"


def test_everything_of_a_region_is_all_its_periods_and_its_background(client: Client, official: Release) -> None:
    figures = in_csv(body(client.get("/download/regio/drenthe.csv")))
    assert {key[4] for key, _value, _status in figures} >= {"2021H1", "2023", "2022-01-01"}
    assert {key[3] for key, _value, _status in figures} == {"VT02"}
    assert len(figures) == len(official.select(Selection(regions=("VT02",))))


def test_an_indicator_is_the_same_in_the_file_and_on_the_page(client: Client, get: Get) -> None:
    assert in_csv(body(client.get("/download/indicator/adviezen.csv"))) == in_csv(
        body(client.get("/indicatoren/adviezen/cijfers.csv"))
    )
    page = get("/indicatoren/adviezen/?meting=count&periode=2021H1")
    rows = list(csv.DictReader(io.StringIO(body(client.get("/download/indicator/adviezen.csv")).decode())))
    shown = [row for row in rows if (row["measure"], row["period"]) == ("count", "2021H1") and row["value"]]
    assert shown
    for row in shown:
        assert re.search(rf"{re.escape(row['region_name'])}.*?{numbers.number(float(row['value']))}", page.text)


def test_a_view_is_part_of_the_file_of_its_indicator(client: Client) -> None:
    whole = in_csv(body(client.get("/download/indicator/adviezen.csv")))
    view = in_csv(body(client.get("/indicatoren/adviezen/cijfers.csv?regio=drenthe&regio=NL01&periode=2021H1")))
    wanted = [f for f in whole if f[0][3] in ("VT02", "NL01") and f[0][4] == "2021H1"]
    assert view == wanted != []


@pytest.mark.parametrize("path", ["/regio/drenthe/2021H1/", "/regio/drenthe/2023/bereik/", "/landelijk/2021H1/"])
def test_a_page_of_a_region_can_be_had_in_every_kind_of_file(get: Get, client: Client, path: str) -> None:
    links = [link for link in get(path).links if re.search(r"/(cijfers|bereik)\.\w+$", link)]
    assert [link.rpartition(".")[2] for link in links] == [kind.extension for kind in formats.OF_VIEW]
    found = [sorted(READERS[link.rpartition(".")[2]](body(client.get(link))), key=lambda f: f[0]) for link in links]
    assert found[0]
    assert all(figures == found[0] for figures in found)


@pytest.mark.parametrize("extension", [kind.extension for kind in formats.OF_FIGURES])
def test_one_figure_of_a_region_can_be_had_in_every_kind_of_file(client: Client, extension: str) -> None:
    response = client.get(f"/regio/drenthe/2021H1/meldingen.{extension}")
    assert "impactmonitor-drenthe-2021H1-meldingen-" in response.headers["Content-Disposition"]
    assert {key[0] for key, _value, _status in READERS[extension](body(response))} == {"meldingen"}


@pytest.mark.parametrize("extension", READERS)
@pytest.mark.parametrize("stem", ["regio/drenthe/2024", "indicator/meldingen"])
def test_a_file_of_demonstration_figures_says_so(demo_home: Path, stem: str, extension: str) -> None:
    response = Client().get(f"/demo/download/{stem}.{extension}")
    assert response.status_code == 200
    assert "impactmonitor-fictief-" in response.headers["Content-Disposition"]
    content = body(response)
    figures = READERS[extension](content) if extension != "zip" else None
    assert figures is None or len(figures) > 10
    assert FICTITIOUS in text_of(content, extension)


def text_of(content: bytes, extension: str) -> str:
    """Everything that can be read in a file."""
    if extension in ("xlsx", "ods"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        first, figures = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names[:2])
        assert first[1][0] == FICTITIOUS
        assert {row[28] for row in figures[1:]} == {FICTITIOUS}
        return str(first)
    if extension == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            assert "cijfers-fictief.csv" in files.namelist()
            return files.read("leesmij-fictief.txt").decode()
    if extension == "parquet":
        return str(pq.read_schema(io.BytesIO(content)).metadata[b"origin_name"].decode())
    if extension in ("csv", "jsonl"):
        assert all(FICTITIOUS in line for line in content.decode().splitlines()[1:])
    return content.decode()


def test_official_files_beside_a_demonstration_hold_no_demonstration_figure(demo_home: Path) -> None:
    client = Client()
    whole = csv.DictReader(io.StringIO(body(client.get("/download/uitgave.csv")).decode(), newline=""))
    assert {row["origin"] for row in whole} == {"official"}
    fictitious = csv.DictReader(io.StringIO(body(client.get("/demo/download/uitgave.csv")).decode(), newline=""))
    assert {(row["origin"], row["origin_name"]) for row in fictitious} == {("demo", FICTITIOUS)}


def test_the_whole_demonstration_is_every_figure_in_pieces(demo_home: Path) -> None:
    release = open_release(demo_home / "releases", Origin.DEMO)
    response = Client().get("/demo/download/uitgave.jsonl")
    assert response.streaming
    pieces = list(response.streaming_content)
    assert len(pieces) > 1
    keys = [figure(json.loads(line))[0] for line in b"".join(pieces).decode().splitlines()]
    assert keys == [o.key for o in release.select(Selection())]


def test_the_page_of_a_municipality_without_a_period_has_its_file(client: Client, get: Get) -> None:
    (link,) = [found for found in get("/gemeente/emmen/").links if found.endswith("/cijfers.csv")]
    assert {key[3] for key, _value, _status in in_csv(body(client.get(link)))} >= {"GM0114", "NL01"}
