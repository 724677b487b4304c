"""What comes with figures in a file: read me, codebook, sources, and the words of demonstration figures."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from dataclasses import asdict

import pyarrow.parquet as pq
import pytest
from figure_files import ABOUT, CATALOGUE, FICTITIOUS, FIGURES, PAGE, book, by_heading, in_csv, made, rows, table

from impactmonitor import language
from impactmonitor.present import export, marks
from impactmonitor.present.files import columns, contents, formats, write
from impactmonitor.release.read import ReleasedTable
from impactmonitor.tables import Origin


def parts_of(kind: formats.Format, figures: ReleasedTable) -> tuple[str, list[dict[str, str]], list[dict[str, str]]]:
    """Read me, codebook and sources of a file."""
    content = made(kind, figures, "Cijfers van Drenthe")
    if kind in (formats.XLSX, formats.ODS):
        names = {c.label: c.code for c in (*columns.CODEBOOK, *columns.SOURCES)}
        code, cited = (
            [{names[k]: v for k, v in row.items()} for row in by_heading(content, sheet)]
            for sheet in ("Codeboek", "Bronnen")
        )
        return "\n".join(" ".join(map(str, row)) for row in rows(content, "Leesmij")), code, cited
    if kind is formats.ZIP:
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            assert files.testzip() is None
            readme = next(name for name in files.namelist() if name.startswith("leesmij"))
            return files.read(readme).decode(), in_csv(files.read("codeboek.csv")), in_csv(files.read("bronnen.csv"))
    if kind is formats.PARQUET:
        found = {k.decode(): v.decode() for k, v in pq.read_schema(io.BytesIO(content)).metadata.items()}
        about = "\n".join([found["title"], *(f"{word} {text}" for word, text in json.loads(found["about"]))])
        return about, json.loads(found["codebook"]), json.loads(found["sources"])
    more = json.loads(content)["extension"]
    about = "\n".join([more["title"], *(f"{word} {text}" for word, text in more["about"])])
    return about, more["codebook"], more["sources"]


COMPLETE = [formats.XLSX, formats.ODS, formats.ZIP, formats.PARQUET, formats.JSON]


@pytest.mark.parametrize("kind", COMPLETE)
def test_a_file_explains_itself(kind: formats.Format) -> None:
    about, code, cited = parts_of(kind, table(*FIGURES))
    assert "Cijfers van Drenthe" in about
    for words in ("abc123", "Officiële cijfers", "CC BY 4.0", "Punt van de bron", "Een leeg cijfer is geen 0"):
        assert words in about
    explained = {(row["part"], row["code"]) for row in code}
    assert {("kolom", name) for name in export.COLUMNS} <= explained
    assert {
        ("indicator", "adviezen"), ("indicator", "meldingen"), ("groep", "totaal"), ("gebied", "VT02"),
        ("periode", "2020H2"), ("eenheid", "aantal"), ("status", "O"), ("geheimhouding", "A"),
        ("stadium", "provisional"), ("herkomst", "official"), ("meting", "rate"),
    } <= explained  # fmt: skip
    assert ("indicator", "inwoners") not in explained
    assert ("gebied", "VT01") not in explained
    caveats = {row["text"] for row in code if row["part"] == "let op" and row["of"] == "adviezen"}
    assert caveats == {str(sentence) for sentence in CATALOGUE.indicators["adviezen"].caveats}
    assert [(row["title"], row["url"]) for row in cited] == [(PAGE.title, PAGE.url)]
    assert "CC BY 4.0" in cited[0]["licence"]


def test_the_key_of_signs_holds_what_is_in_the_file_and_no_more() -> None:
    told = {sentence for word, sentence in contents.contents(table(*FIGURES), "").about if word == "Status"}
    shown = {mark for figure in FIGURES for mark in (*marks.marks(figure), marks.gap(figure)) if mark}
    assert {mark.legend for mark in shown} <= told
    assert marks.IMPOSSIBLE.legend not in told
    assert marks.ABSENT.legend not in told
    plain = contents.contents(table(FIGURES[0]), "").about
    assert len([word for word, _sentence in plain if word == "Status"]) < len(told)


def test_the_day_of_a_release_stands_before_its_name() -> None:
    words = [word for word, _sentence in contents.contents(table(*FIGURES), "", dt.date(2026, 5, 1)).about]
    assert words.index("Uitgave sinds") == words.index("Uitgave") - 1


@pytest.mark.parametrize("kind", COMPLETE)
def test_a_file_of_demonstration_figures_says_so_first(kind: formats.Format) -> None:
    about, code, _cited = parts_of(kind, table(*FIGURES, origin=Origin.DEMO))
    assert code[0]["name"] == FICTITIOUS, "the codebook too, whoever opens that alone"
    assert about.splitlines()[1 if kind is not formats.ZIP else 2].startswith(FICTITIOUS)


@pytest.mark.parametrize("kind", formats.OF_FIGURES)
def test_demonstration_figures_are_called_so_in_every_kind_of_file(kind: formats.Format) -> None:
    content = made(kind, table(*FIGURES, origin=Origin.DEMO))
    if kind in (formats.XLSX, formats.ODS):
        assert {row["Herkomst"] for row in by_heading(content)} == {FICTITIOUS}
    elif kind is formats.ZIP:
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            assert "cijfers-fictief.csv" in files.namelist()
    assert FICTITIOUS.encode() in content or kind in (formats.XLSX, formats.ODS, formats.ZIP)


def test_a_file_in_english_is_english() -> None:
    with language.use("en"):
        content = made(formats.XLSX)
        about = contents.contents(table(*FIGURES), "A title")
    assert by_heading(content, book(content).sheet_names[1])
    entry = next(e for e in about.codebook if e.code == "adviezen")
    assert entry.name == CATALOGUE.indicators["adviezen"].name.en


def test_the_codebook_alone_is_that_of_the_figures() -> None:
    for kind in formats.OF_CODEBOOK:
        content = write.codebook(kind, ABOUT)
        if kind is formats.CSV:
            assert in_csv(content) == [asdict(entry) for entry in ABOUT.codebook]
        elif kind is formats.JSON:
            assert json.loads(content)["codebook"] == [asdict(entry) for entry in ABOUT.codebook]
        else:
            assert book(content).sheet_names == ["Leesmij", "Codeboek", "Bronnen"]
            assert len(rows(content, "Codeboek")) == len(ABOUT.codebook) + 1
