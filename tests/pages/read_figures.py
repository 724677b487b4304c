"""Figures read back from a download of any kind."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from impactmonitor.present.files import lines
from impactmonitor.present.files.columns import FIGURES

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
