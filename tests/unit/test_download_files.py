"""Figures as files: what is read back is what went in, and nothing in a text becomes anything but text."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any
from xml.etree import ElementTree

import odfdo
import pyarrow.parquet as pq
import pytest
from factories import observation
from hypothesis import given, settings
from hypothesis import strategies as st
from pyjstat import pyjstat
from python_calamine import CalamineWorkbook

from impactmonitor import language
from impactmonitor.catalogue.load import load as read_catalogue
from impactmonitor.present import export
from impactmonitor.present.files import columns, contents, formats, json_stat, lines, ods, sheets, write, xlsx
from impactmonitor.present.files.columns import Column
from impactmonitor.present.files.sheets import Number, Sheet
from impactmonitor.release.read import ReleasedTable
from impactmonitor.settings import default_catalogue
from impactmonitor.tables import Observation, Origin, Publication

CATALOGUE = read_catalogue(default_catalogue())
PAGE = Publication(
    "84849NED", "84849NED", "CBS StatLine 84849NED, Huiselijk geweld", "https://www.cbs.nl/x", "veilig-thuis", False
)
FICTITIOUS = "Fictieve voorbeeldcijfers"
HOSTILE = [
    "=1+1",
    '=HYPERLINK("https://kwaad.example";"klik")',
    "@SUM(A1:A2)",
    "+31 20",
    "-2+3",
    "\t=1",
    "\r=1",
    "'=1",
    "''=1",
    "https://kwaad.example",
    "mailto:iemand@kwaad.example",
    "0123",
    "1e5",
    "WAAR",
    "2021-01-01",
    'komma, "aanhaling" en\nregel\r\neinde',
    "  spaties   binnen  en buiten  ",
    "een\ttab",
    "<b>&amp;</b> ]]> <!-- x -->",
    "{=1}",
    "_x0041_ blijft",
    "x" * 300,
    "👩‍👧 naam 🏠",
    "مرحبا بالعالم",
    "שלום",
    "e\u0301 \u202eomgekeerd\u202c",
    "\u00a0vaste spatie\u00a0",
]


def table(*figures: Observation, origin: Origin = Origin.OFFICIAL, page: Publication = PAGE) -> ReleasedTable:
    return ReleasedTable(origin, "abc123", list(figures), {page.id: page}, CATALOGUE)


FIGURES = (
    observation(
        indicator="adviezen", region="GM0014", measure="rate", unit="per 10 000 inwoners", value=23.5, decimals=1
    ),
    observation(indicator="adviezen", region="NL01", value=None, obs_status="O", stage="provisional"),
    observation(region="NL01", period="2020H2", value=0.0),
    observation(region="NL01", value=None, low=26.0, high=37.25, decimals=2, second_hand=True, note="=Let op"),
    observation(region="VT02", value=4.0, obs_status="Q", conf_status="A", stage="unstated"),
)


def made(kind: formats.Format, figures: ReleasedTable | None = None, title: str = "Een titel") -> bytes:
    return write.table(kind, figures if figures is not None else table(*FIGURES), title)


def book(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def rows(content: bytes, sheet: str) -> list[list[Any]]:
    return book(content).get_sheet_by_name(sheet).to_python()


def by_heading(content: bytes, sheet: str = "Cijfers") -> list[dict[str, Any]]:
    head, *found = rows(content, sheet)
    return [dict(zip(head, row, strict=True)) for row in found]


def in_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


# The same figures in every kind of file


def test_csv_is_the_records() -> None:
    found = in_csv(made(formats.CSV))
    wanted = list(export.records(table(*FIGURES)))
    assert [{name: lines.unguarded(text) for name, text in row.items()} for row in found] == wanted


def test_json_lines_are_the_records_with_numbers_as_numbers() -> None:
    found = [json.loads(line) for line in made(formats.JSON_LINES).decode().splitlines()]
    assert found == export.flat(table(*FIGURES)).to_pylist()
    assert b'"value": 23.5,' in made(formats.JSON_LINES)
    assert b'"high": 37.25,' in made(formats.JSON_LINES)


def test_parquet_is_the_records_with_types() -> None:
    read = pq.read_table(io.BytesIO(made(formats.PARQUET)))
    assert read.schema.remove_metadata() == export.SCHEMA
    assert read.to_pylist() == export.flat(table(*FIGURES)).to_pylist()


@pytest.mark.parametrize("kind", [formats.XLSX, formats.ODS])
def test_sheets_hold_the_records_with_numbers_as_numbers(kind: formats.Format) -> None:
    found = by_heading(made(kind))
    headings = {column.code: column.label for column in columns.FIGURES}
    records = export.flat(table(*FIGURES)).to_pylist()
    assert len(found) == len(records)
    for row, record in zip(found, records, strict=True):
        for code, value in record.items():
            shown = row[headings[code]]
            if code == "second_hand":
                assert shown == ("ja" if value else "nee")
            elif value is None or value == "":
                assert shown == ""
            else:
                assert (shown, type(shown)) == (value, str if isinstance(value, str) else float)


@pytest.mark.parametrize("kind", [formats.XLSX, formats.ODS])
def test_statuses_notes_and_units_are_in_words(kind: formats.Format) -> None:
    rate, dot, zero, interval, hidden = by_heading(made(kind))
    assert (rate["Meting"], rate["Eenheid"], rate["Periode"]) == (
        "Per 10.000 inwoners",
        "per 10.000 inwoners",
        "1e halfjaar 2021",
    )
    assert rate["Status"] == "definitief"
    assert (dot["Waarde"], dot["Status"]) == ("", "punt van de bron: nul, klein of onbekend; voorlopig")
    assert (zero["Waarde"], zero["Status"]) == (0.0, "echte nul; definitief")
    assert (interval["Waarde"], interval["Ondergrens"], interval["Bovengrens"]) == ("", 26.0, 37.25)
    assert (interval["Opmerking"], interval["Uit tweede hand"]) == ("=Let op", "ja")
    assert (hidden["Waarde"], hidden["Status"]) == (
        "",
        "verborgen, aantal te klein; stadium niet vermeld door de bron",
    )


@pytest.mark.parametrize("kind", formats.OF_FIGURES)
def test_what_is_hidden_is_in_no_file(kind: formats.Format) -> None:
    secret = observation(region="VT02", value=987_654.0, low=987_653.0, obs_status="Q", conf_status="D")
    content = made(kind, table(secret))
    whole = content
    if kind in (formats.XLSX, formats.ODS, formats.ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            whole = b"".join(files.read(name) for name in files.namelist())
    if kind is formats.PARQUET:
        assert pq.read_table(io.BytesIO(content), columns=["value", "low"]).to_pylist() == [
            {"value": None, "low": None}
        ]
    assert b"98765" not in whole


@pytest.mark.parametrize("kind", formats.OF_FIGURES)
def test_no_figures_are_a_file_without_figures(kind: formats.Format) -> None:
    assert made(kind, table()) or kind is formats.JSON_LINES


@pytest.mark.parametrize("kind", formats.OF_FIGURES)
def test_the_same_figures_are_the_same_bytes(kind: formats.Format) -> None:
    assert made(kind) == made(kind)


def test_more_figures_than_a_spreadsheet_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MOST_FIGURES", 4)
    for kind in formats.OF_FIGURES:
        if kind.whole:
            with pytest.raises(write.TooMany):
                made(kind)
        else:
            assert made(kind)


# JSON-stat


@pytest.mark.filterwarnings("ignore:Shouldn.t use this function")  # pyjstat says so to itself
def test_one_indicator_is_a_cube_that_others_can_read() -> None:
    figures = table(*FIGURES[2:])
    read = pyjstat.Dataset.read(made(formats.JSON, figures).decode())
    frame = read.write("dataframe", naming="id")
    assert read["version"] == "2.0"
    assert list(read["id"]) == ["measure", "category", "region", "period"]
    assert math.prod(read["size"]) == len(frame) == 4
    found = {tuple(row[:-1]): row[-1] for row in frame.itertuples(index=False, name=None)}
    assert found["count", "totaal", "NL01", "2020H2"] == 0
    assert math.isnan(found["count", "totaal", "VT02", "2021H1"])  # hidden
    assert math.isnan(found["count", "totaal", "VT02", "2020H2"])  # no cell


def test_every_cell_of_a_cube_says_what_it_is() -> None:
    whole = json.loads(made(formats.JSON, table(*FIGURES[2:])))
    cells, index = whole["extension"]["cells"], whole["dimension"]["period"]["category"]["index"]
    zero, interval, hidden = (str(n) for n in (0, 1, 3))
    assert index == ["2020H2", "2021H1"]
    assert whole["value"] == {zero: 0, interval: None, hidden: None}
    assert whole["status"] == {zero: "A", interval: "A", hidden: "Q"}
    assert cells["low"] == {interval: 26.0}
    assert cells["high"] == {interval: 37.25}
    assert cells["note"] == {interval: "=Let op"}
    assert cells["conf_status"] == {hidden: "A"}
    assert cells["stage"] == {zero: "final", interval: "final", hidden: "unstated"}
    assert set(cells["publication"].values()) == {0}
    assert whole["extension"]["publications"][0]["source"] == PAGE.title


def test_more_indicators_are_a_collection_of_cubes() -> None:
    whole = json.loads(made(formats.JSON), object_pairs_hook=OrderedDict)
    assert (whole["version"], whole["class"], whole["label"]) == ("2.0", "collection", "Een titel")
    cubes = [pyjstat.Dataset.read(item) for item in whole["link"]["item"]]
    assert [cube["extension"]["indicator"] for cube in cubes] == ["adviezen", "meldingen"]
    assert sum(len(cube["value"]) for cube in cubes) == len(FIGURES)
    assert cubes[0]["dimension"]["measure"]["category"]["unit"]["rate"] == {
        "label": "per 10.000 inwoners",
        "decimals": 1,
    }
    assert whole["extension"]["release"] == "abc123"


def test_figures_out_of_order_are_still_one_cube_an_indicator() -> None:
    whole = json.loads(made(formats.JSON, table(FIGURES[2], FIGURES[0], FIGURES[3])))
    assert [len(cube["value"]) for cube in whole["link"]["item"]] == [2, 1]


# What comes with the figures


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


@pytest.mark.parametrize("kind", COMPLETE)
def test_a_file_of_demonstration_figures_says_so_first(kind: formats.Format) -> None:
    about, _code, _cited = parts_of(kind, table(*FIGURES, origin=Origin.DEMO))
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


# Hostile text


def sheet_of(*texts: str) -> Sequence[Sheet]:
    wide = (Column("code", "Kolom", "", 10), Column("more", "Wijd", "", 90))
    return [
        Sheet("Leesmij", wide, [(text, text) for text in texts], len(texts), 2),
        Sheet("Blad", wide, [(text, text) for text in texts], len(texts), 2),
    ]


ABOUT = contents.contents(table(*FIGURES), 'Titel & <meer> van "Drenthe"')


def as_read(text: str, kind: formats.Format) -> str:
    """What comes back of a text: ODS has one kind of line end, and this reader skips its tabs."""
    if kind is formats.ODS:
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "")
    return text


WRITERS = [(formats.XLSX, xlsx.write), (formats.ODS, ods.write)]


@pytest.mark.parametrize(("kind", "writer"), WRITERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_sheet_is_that_text(kind: formats.Format, writer: Any, text: str) -> None:
    content = writer(ABOUT, sheet_of(text))
    for sheet in ("Leesmij", "Blad"):
        assert rows(content, sheet)[-1] == [as_read(text, kind)] * 2
    assert not list(active(content))


def active(content: bytes) -> Iterator[str]:
    """Everything in a workbook that is more than a value: formulas, links, macros, connections."""
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        for name in files.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in ElementTree.fromstring(files.read(name)).iter():
                tag = element.tag.rpartition("}")[2]
                if tag in ("f", "hyperlink", "a", "ddeLink", "oleLink", "script", "externalLink"):
                    yield f"{name}: {tag}"
                yield from (f"{name}: {key}" for key in element.attrib if key.endswith(("formula", "TargetMode")))


def test_spaces_tabs_and_lines_of_ods_are_kept_for_readers_that_know_them() -> None:
    text = "  twee  spaties\teen tab\ntweede regel "
    document = odfdo.Document(io.BytesIO(ods.write(ABOUT, sheet_of(text))))
    cell = document.body.get_table(name="Blad").get_cell((0, 1))
    assert "\n".join(paragraph.inner_text for paragraph in cell.get_elements("text:p")) == text


@settings(max_examples=60)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_text_in_a_sheet_comes_back(texts: list[str]) -> None:
    for kind, writer in WRITERS:
        found = rows(writer(ABOUT, sheet_of("begin", *texts, "eind")), "Blad")
        assert [row[0] for row in found[2:-1]] == [as_read(sheets.fit(text), kind) for text in texts]


@given(st.lists(st.tuples(st.floats(-1e15, 1e15), st.integers(0, 5)), min_size=1, max_size=5))
@settings(max_examples=60)
def test_any_number_in_a_sheet_comes_back(numbers: list[tuple[float, int]]) -> None:
    wide = (Column("code", "Kolom", "", 10),)
    listed = [(Number(value, decimals),) for value, decimals in numbers]
    given_sheets = [sheet_of("x")[0], Sheet("Blad", wide, listed, len(listed), 1)]
    for _kind, writer in WRITERS:
        found = [row[0] for row in rows(writer(ABOUT, given_sheets), "Blad")[1:]]
        assert found == pytest.approx([value for value, _ in numbers], rel=1e-15, abs=0)


def test_a_text_that_is_too_long_for_a_cell_is_cut_with_a_sign() -> None:
    for text in ("x" * 40_000, "🏠" * 20_000):
        for _kind, writer in WRITERS:
            found = rows(writer(ABOUT, sheet_of(text)), "Blad")[1][0]
            assert found.endswith("…")
            assert len(found.encode("utf-16-le")) // 2 <= sheets.LONGEST
            assert text.startswith(found[:-1])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_csv_is_that_text_and_no_formula(text: str) -> None:
    hostile = replace(PAGE, title=text, table_id=text)
    content = made(formats.CSV, table(observation(note=text), page=hostile))
    (row,) = in_csv(content)
    for name in ("note", "source", "table_id"):
        assert lines.unguarded(row[name]) == text
        assert row[name][0] not in "=+-@\t\r"
    assert list(csv.reader(io.StringIO(lines.csv_of(["a"], [{"a": text}]).decode(), newline="")))[1] == [row["note"]]


@given(st.text(max_size=60))
def test_any_text_comes_back_from_lines_and_parquet(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    figures = table(observation(note=text))
    (in_line,) = made(formats.JSON_LINES, figures).decode().removesuffix("\n").split("\n")
    assert json.loads(in_line)["note"] == text
    assert lines.unguarded(in_csv(made(formats.CSV, figures))[0]["note"]) == text
    assert pq.read_table(io.BytesIO(made(formats.PARQUET, figures))).to_pylist()[0]["note"] == text


def test_negative_numbers_are_numbers_in_csv() -> None:
    (row,) = in_csv(made(formats.CSV, table(observation(value=-3.5, decimals=1))))
    assert row["value"] == "-3.5"


@pytest.mark.parametrize("kind", formats.OF_FIGURES)
@pytest.mark.parametrize("title", ["<script>", "&\"'", "=1+1", "👩‍👧 " * 100, "a\x00b\x0bc\ud800d", "مرحبا"])
def test_any_title_makes_a_file(kind: formats.Format, title: str) -> None:
    content = made(kind, title=title)
    if kind in (formats.XLSX, formats.ODS):
        assert rows(content, "Leesmij")[0][0] == sheets.fit(title.encode("utf-8", "replace").decode())
        assert not list(active(content))


def test_json_stat_holds_no_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        list(json_stat.write(ABOUT, table(observation(value=math.inf, decimals=1))))


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
