"""The bundled published figures: printed official figures that travel with the catalogue.

Three files with two layouts: rows of CBS pages (`cbs_published_figures.csv`, `population_municipalities_2022.csv`)
and rows named after an indicator (`national_published_figures.csv`). None of them holds a retrieval date.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from impactmonitor.deliveries.printed import PrintedFigure, decimals_in, read_number, stage_of
from impactmonitor.findings import Finding
from impactmonitor.periods import parse
from impactmonitor.tables import Stage

CBS = "cbs_published_figures.csv"
NATIONAL = "national_published_figures.csv"
POPULATION = "population_municipalities_2022.csv"
FILES = (CBS, POPULATION, NATIONAL)

CBS_COLUMNS = [
    "table_id", "table_title", "measure", "unit", "dim1_name", "dim1_value", "dim2_name", "dim2_value",
    "region_name", "region_level", "period", "status", "value", "value_text", "source_url",
]  # fmt: skip
NATIONAL_COLUMNS = [
    "indicator", "breakdown", "category", "unit", "region", "period", "value", "ci_low", "ci_high",
    "status", "source_title", "source_url",
]  # fmt: skip

SECOND_HAND_TABLES = ("PERS-", "NIEUWS-", "NJI-", "MOORD-pers", "GEMEENTEBEVOLKING-")
"""Tables that report a CBS figure at second hand."""

SURVEY_TABLES = ("PHGSG", "WODC2017")
"""Tables with survey estimates. They are never provisional or final, though their rows carry no star."""

THIRTEEN_REGIONS = ("13 VT-regio's", "Nederland (13 VT-regio's per cohort)")
"""A cohort study covers thirteen regions together; shown with the Netherlands and with this note."""

NATIONAL_STATUSES = ("definitief", "voorlopig", "onderdrukt", "schatting", "onderzoek", "gepubliceerd", "secundair")
"""First words of the status column of the national file."""

UNDATED = "meetjaar niet genoemd"


def _rows(
    content: bytes, name: str, columns: list[str], findings: list[Finding]
) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        findings.append(Finding(name, line, "is not UTF-8", "Save the file as CSV UTF-8."))
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if reader.fieldnames != columns:
        separator = " (is the separator a semicolon?)" if ";" in (text.partition("\n")[0]) else ""
        findings.append(
            Finding(name, 1, f"does not have the agreed columns{separator}", f"Use exactly: {','.join(columns)}")
        )
        return
    last = reader.line_num
    try:
        for row in reader:
            last = reader.line_num
            if None in row or None in row.values():
                findings.append(
                    Finding(
                        name,
                        last,
                        "has too many or too few columns",
                        "Check commas and quotes on this line; write a decimal point, a decimal comma splits a number.",
                    )
                )
                continue
            yield last, row
    except csv.Error as error:  # a lost quote swallows the rest of the file
        findings.append(
            Finding(name, last + 1, f"cannot be read from here on: {error}", "Check the quotes on this line.")
        )


def _cbs(name: str, line: int, row: dict[str, str]) -> PrintedFigure:
    value = read_number(row["value"])
    if (value is None) != (row["value_text"].strip() == "."):
        raise ValueError("value must be empty exactly where value_text is a dot")
    parse(row["period"])
    survey = row["table_id"].startswith(SURVEY_TABLES)
    dims = {row[f"dim{n}_name"]: row[f"dim{n}_value"] for n in (1, 2) if row[f"dim{n}_name"]}
    return PrintedFigure(
        file=name,
        line=line,
        table=row["table_id"],
        title=row["table_title"],
        measure=row["measure"],
        unit=row["unit"],
        dims=dims,
        region=row["region_name"],
        level=row["region_level"],
        period=row["period"],
        value=value,
        low=None,
        high=None,
        decimals=decimals_in(row["value"]),
        stage=Stage.UNSTATED if survey else stage_of(row["status"]),
        second_hand=row["table_id"].startswith(SECOND_HAND_TABLES),
        estimate=survey,
        url=row["source_url"],
        dot=value is None,
        text=row["value_text"],
    )


def _level(region: str) -> str:
    for suffix, level in (("(VT)", "VT"), ("(PV)", "PV"), ("(LD)", "LD")):
        if region.endswith(suffix):
            return level
    return "NL" if region == "Nederland" or region in THIRTEEN_REGIONS else "GM"


def _qualifier(category: str) -> str:
    """The source's own word in a category such as 'totaal (ruim)'."""
    inside = re.fullmatch(r"totaal \((.*)\)", category)
    return inside[1] if inside else ""


def _national(name: str, line: int, row: dict[str, str]) -> PrintedFigure:
    value, low, high = (read_number(row[column]) for column in ("value", "ci_low", "ci_high"))
    status = row["status"].strip()
    dot = status.startswith("onderdrukt")
    if value is None and low is None and not dot:
        raise ValueError("there is no value, no interval and no dot")
    if (low is None) != (high is None):
        raise ValueError("an interval needs both ci_low and ci_high")
    total = row["breakdown"] == "totaal"
    word = status.split(" ")[0].strip(";,")
    if word not in NATIONAL_STATUSES:
        raise ValueError(f"status '{status}' is unknown; begin with one of {', '.join(NATIONAL_STATUSES)}")
    stage = stage_of(word) if word in ("definitief", "voorlopig") else Stage.UNSTATED
    cells = [row[c] for c in ("value", "ci_low", "ci_high") if row[c]]
    return PrintedFigure(
        file=name,
        line=line,
        table=row["source_title"],
        title=row["source_title"],
        measure=row["indicator"],
        unit=row["unit"],
        dims={} if total else {row["breakdown"]: row["category"]},
        region=row["region"],
        level=_level(row["region"]),
        period=row["period"],
        value=value,
        low=low,
        high=high,
        decimals=max((decimals_in(c) for c in cells), default=0),
        stage=stage,
        second_hand="secundair" in status or row["source_title"].startswith("NJi"),
        estimate=word == "schatting",
        url="" if row["source_url"].startswith("seed:") else row["source_url"],
        qualifier=_qualifier(row["category"]) if total else "",
        total_label=row["category"] if total else "",
        dot=dot,
    )


def read(content: bytes, name: str) -> tuple[list[PrintedFigure], list[Finding]]:
    """All printed figures of one bundled file, and what is wrong with its lines."""
    findings: list[Finding] = []
    figures: list[PrintedFigure] = []
    columns, make = (NATIONAL_COLUMNS, _national) if name == NATIONAL else (CBS_COLUMNS, _cbs)
    for line, row in _rows(content, name, columns, findings):
        try:
            figures.append(make(name, line, row))
        except ValueError as error:
            findings.append(Finding(name, line, str(error), "Correct this line."))
    return figures, findings


def paths(folder: Path) -> list[Path]:
    """The bundled files in a catalogue folder."""
    return [folder / "published" / name for name in FILES]
