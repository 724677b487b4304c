"""Figures as files: what is read back is what went in, in every kind of file."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections import OrderedDict

import pyarrow.parquet as pq
import pytest
from factories import observation
from figure_files import FIGURES, PAGE, by_heading, in_csv, made, table
from pyjstat import pyjstat

from impactmonitor.present import export
from impactmonitor.present.files import columns, formats, lines, write


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
