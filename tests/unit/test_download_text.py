"""Nothing in a text becomes anything but text."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import odfdo
import pyarrow.parquet as pq
import pytest
from factories import observation
from figure_files import ABOUT, HOSTILE, PAGE, in_csv, made, rows, table
from hypothesis import given, settings
from hypothesis import strategies as st

from impactmonitor.present.files import formats, json_stat, lines, ods, sheets, xlsx
from impactmonitor.present.files.columns import Column
from impactmonitor.present.files.sheets import Number, Sheet


def sheet_of(*texts: str) -> Sequence[Sheet]:
    wide = (Column("code", "Kolom", "", 10), Column("more", "Wijd", "", 90))
    return [
        Sheet("Leesmij", wide, [(text, text) for text in texts], len(texts), 2),
        Sheet("Blad", wide, [(text, text) for text in texts], len(texts), 2),
    ]


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
