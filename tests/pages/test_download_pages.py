"""Downloads as a visitor finds them: every address, every kind of file, the same figures as the pages."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from impactmonitor.present import numbers
from impactmonitor.present.export import records
from impactmonitor.present.files import formats, lines
from impactmonitor.present.files.columns import FIGURES
from impactmonitor.release.read import Release, open_release
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin
from pages.conftest import Get
from pages.test_every_page import house_rules

FICTITIOUS = "Fictieve voorbeeldcijfers"
KEY = ("indicator", "measure", "category", "region", "period")
STEMS = [
    "regio/drenthe",
    "regio/drenthe/2021H1",
    "regio/provincie-drenthe",
    "regio/landsdeel-noord-nederland",
    "gemeente/leeuwarden",
    "landelijk",
    "landelijk/cohort-2015",
    "indicator/adviezen",
    "uitgave",
]
Figure = tuple[tuple[str, ...], float | None, str]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def figure(row: dict[str, Any]) -> Figure:
    value = row["value"]
    return tuple(row[name] for name in KEY), None if value in ("", None) else float(value), row["obs_status"]


def in_csv(content: bytes) -> list[Figure]:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return [figure({name: lines.unguarded(text) for name, text in row.items()}) for row in rows]


def in_zip(content: bytes) -> list[Figure]:
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return in_csv(files.read("cijfers.csv"))


def in_sheet(content: bytes) -> list[Figure]:
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Cijfers").to_python()
    codes = {column.label: column.code for column in FIGURES}
    return [figure({codes[str(label)]: value for label, value in zip(head, row, strict=True)}) for row in rows]


def in_parquet(content: bytes) -> list[Figure]:
    return [figure(row) for row in pq.read_table(io.BytesIO(content)).to_pylist()]


def in_json_lines(content: bytes) -> list[Figure]:
    return [figure(json.loads(line)) for line in content.decode().splitlines()]


def in_json_stat(content: bytes) -> list[Figure]:
    whole = json.loads(content)
    found = []
    for cube in whole["link"]["item"] if whole["class"] == "collection" else [whole]:
        codes = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
        for cell, value in cube["value"].items():
            place, key = int(cell), []
            for listed in reversed(codes):
                place, number = divmod(place, len(listed))
                key.insert(0, listed[number])
            row = dict(zip(cube["id"], key, strict=True)) | {"indicator": cube["extension"]["indicator"]}
            found.append(figure(row | {"value": value, "obs_status": cube["status"][cell]}))
    return found


READERS: dict[str, Callable[[bytes], list[Figure]]] = {
    "csv": in_csv,
    "zip": in_zip,
    "xlsx": in_sheet,
    "ods": in_sheet,
    "parquet": in_parquet,
    "jsonl": in_json_lines,
    "json": in_json_stat,
}


@pytest.fixture
def official(built_home: Path) -> Release:
    return open_release(built_home / "releases", Origin.OFFICIAL)


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
    assert figures == in_csv(body(client.get("/regio/drenthe/2021H1/cijfers.csv")))
    rows = csv.DictReader(io.StringIO(body(client.get("/download/regio/drenthe/2021H1.csv")).decode()))
    printed = [numbers.number(float(row["value"]), int(row["decimals"])) for row in rows if row["value"]]
    assert len(printed) > 3
    for number in printed:
        assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", page.text), number


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


# Names, types and headers


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("regio/drenthe.xlsx", "drenthe"),
        ("regio/drenthe/2021H1.ods", "drenthe-2021H1"),
        ("regio/drenthe/2021h1.CSV", "drenthe-2021H1"),
        ("gemeente/leeuwarden.json", "leeuwarden"),
        ("landelijk.parquet", "nederland"),
        ("landelijk/cohort-2015.zip", "nederland-cohort-2015"),
        ("indicator/adviezen.jsonl", "adviezen"),
        ("uitgave.csv", "uitgave"),
        ("uitgave.xlsx", "uitgave"),
        ("codeboek.ods", "codeboek"),
    ],
)
def test_the_name_of_a_file_says_what_is_in_it(client: Client, official: Release, address: str, name: str) -> None:
    response = client.get(f"/download/{address}")
    extension = address.rpartition(".")[2].lower()
    wanted = f'attachment; filename="impactmonitor-{name}-{official.id}.{extension}"'
    assert response.headers["Content-Disposition"] == wanted
    assert response.headers["Content-Type"] == next(
        k.media_type for k in formats.OF_FIGURES if k.extension == extension
    )


@pytest.mark.parametrize("address", ["regio/drenthe.csv", "uitgave.parquet", "indicator/adviezen.xlsx"])
def test_a_file_names_what_describes_it_and_may_be_kept(client: Client, address: str) -> None:
    response = client.get(f"/download/{address}")
    assert response.headers["Link"] == '</download/codeboek/>; rel="describedby"'
    again = client.get(f"/download/{address}", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["regio/drenthe.csv", "uitgave.csv", "uitgave.xlsx", "codeboek.csv"])
def test_a_head_request_makes_no_file(client: Client, address: str) -> None:
    response = client.head(f"/download/{address}")
    assert response.status_code == 200
    assert not response.streaming
    assert "attachment" in response.headers["Content-Disposition"]


# What does not exist


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("regio/drenthe.doc", ".xlsx"),
        ("regio/drenthe.csv.exe", "Drenthe"),
        ("regio/drente.csv", "Drenthe"),
        ("regio/%3Cscript%3E.csv", "Alles wat u kunt downloaden"),
        ("regio/" + "a" * 3000 + ".csv", "Alles wat u kunt downloaden"),
        ("regio/drenthe/1999.csv", "Alle bestanden van Drenthe"),
        ("regio/drenthe/onzin.xlsx", "Alle bestanden van Drenthe"),
        ("regio/drenthe/%00.xlsx", "Alle bestanden van Drenthe"),
        ("regio/drenthe/eigen-cijfers.csv", "zelf heeft aangeleverd"),
        ("gemeente/bestaat-niet.csv", "Alles wat u kunt downloaden"),
        ("landelijk/1999.csv", "1999"),
        ("indicator/advies.csv", "Gestarte adviesvragen"),
        ("indicator/adviezen.pdf", ".csv"),
        ("uitgave.doc", ".parquet"),
        ("codeboek.parquet", ".xlsx"),
        ("regio/bestaat-niet/", "Alles wat u kunt downloaden"),
        ("indicator/advies/", "Gestarte adviesvragen"),
        ("?regio=onzin", "Alles wat u kunt downloaden"),
        ("?regio=%00&regio=%0d%0aX: 1", "Alles wat u kunt downloaden"),
        ("?indicator=onzin", "Alles wat u kunt downloaden"),
    ],
)
def test_what_does_not_exist_gets_a_helpful_page(get: Get, address: str, words: str) -> None:
    page = get(f"/download/{address}", status=404)
    assert words in page
    assert "Content-Disposition" not in page.headers
    assert "Traceback" not in page.html


def test_a_region_without_figures_has_a_page_but_no_files(get: Get, official: Release) -> None:
    empty = next(r for r in official.catalogue.regions if r.type == "GM" and not official.held_of(r.code))
    assert "geen cijfers" in get(f"/download/gemeente/{empty.slug}.csv", status=404)
    page = get(f"/download/gemeente/{empty.slug}/")
    assert not [link for link in page.links if link.endswith((".csv", ".xlsx"))]


# Pages


def test_the_page_leads_to_every_region_indicator_and_kind_of_file(get: Get, official: Release) -> None:
    page = get("/download/")
    for extension in READERS:
        assert f"/download/uitgave.{extension}" in page.links
    assert {"/download/regio/drenthe/", "/download/gemeente/emmen/", "/download/landelijk/"} <= set(page.links)
    held = {indicator for indicator, *_rest in official.held_by_indicator()}
    assert {f"/download/indicator/{name}/" for name in held} <= set(page.links)
    assert numbers.number(len(official.select(Selection()))) in page
    assert official.id in page


@pytest.mark.parametrize(
    "path",
    [
        "/download/",
        "/download/regio/drenthe/",
        "/download/gemeente/emmen/",
        "/download/landelijk/",
        "/download/indicator/adviezen/",
        "/download/indicator/huisverboden/",
    ],
)
def test_pages_keep_the_house_rules(get: Get, path: str) -> None:
    house_rules(get(path))


@pytest.mark.parametrize(
    ("query", "leads"),
    [
        ("regio=VT02", "/download/regio/drenthe/"),
        ("regio=drenthe", "/download/regio/drenthe/"),
        ("regio=NL01", "/download/landelijk/"),
        ("regio=emmen", "/download/gemeente/emmen/"),
        ("indicator=adviezen", "/download/indicator/adviezen/"),
    ],
)
def test_a_choice_leads_to_the_page_of_its_files(client: Client, query: str, leads: str) -> None:
    response = client.get(f"/download/?{query}")
    assert (response.status_code, response.headers["Location"]) == (302, leads)


@pytest.mark.parametrize("path", ["/download/regio/drenthe/", "/download/landelijk/", "/download/indicator/adviezen/"])
def test_every_file_on_a_page_is_there(get: Get, client: Client, path: str) -> None:
    files = [link for link in get(path).links if link.startswith("/download/") and not link.endswith("/")]
    assert len(files) >= len(READERS)
    for link in files:
        assert client.get(link).status_code == 200, link


def test_the_codebook_explains_columns_codes_and_statuses(get: Get) -> None:
    page = get("/download/codeboek/")
    for words in ("obs_status", "Punt van de bron", "Veilig Thuis-regio", "Gestarte adviesvragen bij Veilig Thuis"):
        assert words in page


def test_english_files_have_english_words(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(body(client.get("/en/download/indicator/adviezen.csv")).decode())))
    assert {row["indicator_name"] for row in rows} == {"Advice requests started at Veilig Thuis"}
    dutch = in_csv(body(client.get("/download/indicator/adviezen.csv")))
    assert in_csv(body(client.get("/en/download/indicator/adviezen.csv"))) == dutch


def test_a_streamed_file_keeps_the_language_of_its_request(client: Client) -> None:
    response = client.get("/en/download/uitgave.zip")
    with zipfile.ZipFile(io.BytesIO(body(response))) as files:
        whole = files.read("cijfers.csv").decode()
    assert "Advice requests started at Veilig Thuis" in whole


# Too many figures


def test_more_figures_than_a_spreadsheet_takes_are_said_on_the_page(
    get: Get, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MOST_FIGURES", 100)
    page = get("/download/")
    assert "/download/uitgave.xlsx" not in page.links
    assert "/download/uitgave.csv" in page.links
    assert "hooguit 100 cijfers" in page
    refused = get("/download/uitgave.xlsx", status=404)
    assert "/download/uitgave.csv" in refused.links
    assert "Te veel cijfers" in refused
    assert "/download/landelijk.ods" not in get("/download/landelijk/").links
    assert client.get("/download/landelijk.ods").status_code == 404
    assert client.get("/download/landelijk.csv").status_code == 200


# Demonstration figures


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
