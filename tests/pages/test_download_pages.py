"""Downloads as a visitor finds them: every address, name and page."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.http import HttpResponse
from django.test import Client

from impactmonitor.periods import slug
from impactmonitor.present import numbers
from impactmonitor.present.files import formats
from impactmonitor.release.read import Release
from impactmonitor.release.selection import Selection
from impactmonitor.web import kept
from pages.conftest import Get
from pages.read_figures import READERS, body, in_csv
from pages.test_every_page import house_rules


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


@pytest.mark.parametrize("extension", ["csv", "jsonl", "zip", "parquet"])
def test_a_streamed_file_is_the_same_as_one_made_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, extension: str
) -> None:
    """Pieces are made after the request; notes and names are then still in its language."""
    address = f"/en/download/uitgave.{extension}"
    at_once = client.get(address)
    monkeypatch.setattr(formats, "MOST_FIGURES", 10)
    kept.KEPT.clear()
    streamed = client.get(address)
    assert (at_once.streaming, streamed.streaming) == (False, True)
    assert pieces_of(streamed, extension) == pieces_of(at_once, extension)


def pieces_of(response: HttpResponse, extension: str) -> object:
    """What can be read in a file, however its bytes were cut."""
    content = body(response)
    if extension == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            return {name: files.read(name) for name in files.namelist()}
    return pq.read_table(io.BytesIO(content)) if extension == "parquet" else content


@pytest.mark.parametrize("stem", ["uitgave", "regio/drenthe"])
def test_no_note_of_an_english_file_is_dutch(client: Client, stem: str) -> None:
    text, english = ({row["note"] for row in notes(client, f"{way}/download/{stem}.csv")} for way in ("", "/en"))
    assert text & english <= {""}


def notes(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client.get(address)).decode(), newline="")))


def test_the_province_that_is_the_same_area_is_named_on_the_page_and_in_the_file(get: Get, client: Client) -> None:
    page = get("/download/regio/drenthe/")
    assert "/download/regio/provincie-drenthe/" in page.links
    number = len(in_csv(body(client.get("/download/regio/provincie-drenthe.csv"))))
    assert f"Download ook de {number} cijfers van de provincie Drenthe" in page
    sentence = "De provincie Drenthe is precies hetzelfde gebied."
    for path, told in (("regio/drenthe", True), ("gemeente/emmen", False), ("regio/provincie-drenthe", False)):
        with zipfile.ZipFile(io.BytesIO(body(client.get(f"/download/{path}.zip")))) as files:
            assert (sentence in files.read("leesmij.txt").decode()) is told, path
    assert "precies hetzelfde gebied" not in get("/download/regio/haaglanden/")


def test_every_period_in_the_file_of_a_region_has_a_file_of_its_own(get: Get, client: Client) -> None:
    """Also those of which there is only background, or a dot."""
    for path in ("regio/drenthe", "gemeente/emmen"):
        periods = {key[4] for key, _value, _status in in_csv(body(client.get(f"/download/{path}.csv")))}
        page = get(f"/download/{path}/")
        for period in periods:
            link = f"/download/{path}/{slug(period)}.csv"
            assert link in page.links
            assert {key[4] for key, _value, _status in in_csv(body(client.get(link)))} == {period}
            assert client.get(f"/{path}/{slug(period)}/").status_code == 200


def test_the_size_of_a_large_file_is_said_before_it_is_asked_for(demo_home: Path) -> None:
    page = Client().get("/demo/download/indicator/meldingen/").content.decode()
    size = len(body(Client().get("/demo/download/indicator/meldingen.csv"))) / 1e6
    said = float(re.findall(r"ongeveer ([\d,]+)\s?MB", page)[0].replace(",", "."))
    assert 0.7 * size < said < 1.4 * size
    assert "ongeveer" not in Client().get("/download/gemeente/emmen/").content.decode()


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
