"""Tables made of the bundled printed figures, as the open-data service would hold them.

Figures, titles, units and region labels are as printed. Keys of measures, categories, COROP and GGD regions and size
classes, and the `Modified` stamp, were not printed: they are test data of the right family. Only printed cells exist.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from impactmonitor.catalogue.load import load
from impactmonitor.periods import parse
from statline.table import Cell, Code, Dimension, Measure, Table, identifier

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
FIGURES = CATALOGUE / "published" / "cbs_published_figures.csv"
MODIFIED = "2024-05-31T02:00:00+02:00"

_TABLE_ID = re.compile(r"\d{5}(NED|ned)")
_OLDER_COPY = " (oudere kopie van de pagina)"
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MARKS = {"voorlopig": "*", "nader voorlopig": "**"}
_STATUS = {"voorlopig": "Voorlopig", "nader voorlopig": "NaderVoorlopig"}
_FINAL = {"voorlopig": 0, "nader voorlopig": 1}
_LEAST_SURE = ("voorlopig", "nader voorlopig")
_ABOLISHED = {"Aalburg": "GM0738"}
_FAMILIES = {
    "NL": "Nederland",
    "LD": "Landsdelen",
    "PV": "Provincies",
    "CR": "COROP-gebieden",
    "VT": "Veilig Thuis-regio's",
    "GG": "GGD-regio's",
    "GM": "Gemeenten",
    "GK": "Gemeentegrootte",
}


@dataclass(frozen=True)
class PrintedRow:
    """One row of the bundled file with the keys under which the service holds it."""

    table: str
    label: str
    """The measure as printed, topic groups and all."""
    unit: str
    categories: tuple[tuple[str, str], ...]
    """Title of the dimension and of the category."""
    region: str
    region_title: str
    period: str
    printed_period: str
    status: str
    value: float | None
    decimals: int
    title: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys in the order of the dimensions."""
        return (*(category_key(title) for _, title in self.categories), self.region, self.period)

    @property
    def measure(self) -> str:
        """Key of the measure."""
        return f"M{crc32(self.label.encode()) % 1_000_000:06d}"


def category_key(title: str) -> str:
    """Key of a category; totals have keys of their own family, as at CBS."""
    letter = "T" if title.startswith("Totaal") else "A"
    return f"{letter}{crc32(title.encode()) % 1_000_000:06d}"


def period_key(printed: str) -> str:
    """`2023H1` becomes `2023HJ01`, `2023-06-30` becomes `20230630`."""
    period = parse(printed)
    if period.kind == "date":
        return f"{period.start:%Y%m%d}"
    if period.kind == "month":
        return f"{period.year}MM{period.start.month:02d}"
    return f"{period.year}HJ0{printed[-1]}" if period.kind == "half-year" else f"{period.year}JJ00"


def period_title(key: str, status: str) -> str:
    """As CBS prints it: `2023 1e halfjaar**`, `30 juni 2023`, `2020 juli`."""
    year, family, number = key[:4], key[4:6], key[6:]
    if family.isdigit():
        day = dt.date(int(year), int(family), int(number))
        text = f"{day.day} {_MONTHS[day.month - 1]} {year}"
    else:
        text = {"HJ": f"{year} {int(number)}e halfjaar", "MM": f"{year} {_MONTHS[int(number) - 1]}"}.get(family, year)
    return text + _MARKS.get(status, "")


@cache
def printed_rows() -> tuple[PrintedRow, ...]:
    """All printed rows of StatLine tables. Of a figure printed twice the newer copy stands, then the more final one."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _TABLE_ID.fullmatch(row["table_id"])]
    rows.sort(key=lambda row: (not row["measure"].endswith(_OLDER_COPY), _FINAL.get(row["status"], 2)))
    keys = _region_keys(rows)
    last: dict[tuple[object, ...], PrintedRow] = {}
    for row in rows:
        found = _read(row, keys)
        last.pop(identity := (found.table, found.label, found.keys), None)
        last[identity] = found
    return tuple(last.values())


def _read(row: dict[str, str], keys: dict[tuple[str, str], str]) -> PrintedRow:
    named = ((row["dim1_name"], row["dim1_value"]), (row["dim2_name"], row["dim2_value"]))
    return PrintedRow(
        table=row["table_id"],
        label=row["measure"].removesuffix(_OLDER_COPY),
        unit=row["unit"],
        categories=tuple((name, value) for name, value in named if name),
        region=keys[row["region_level"], row["region_name"]],
        region_title=row["region_name"],
        period=period_key(row["period"]),
        printed_period=row["period"],
        status=row["status"],
        value=float(row["value"]) if row["value"] else None,
        decimals=len(row["value"].partition(".")[2]),
        title=row["table_title"],
    )


def _region_keys(rows: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """Key per level and label: the code of CBS where the catalogue has one, else one made up for the tests."""
    regions = load(CATALOGUE).regions
    keys: dict[tuple[str, str], str] = {}
    counts = {"CR": 0, "GG": 0, "GK": 0}
    for level, label in sorted({(row["region_level"], row["region_name"]) for row in rows}):
        if level == "other":
            family = "CR" if label.endswith("(CR)") else "GG" if label.endswith("(GG)") else "GK"
            counts[family] += 1
            keys[level, label] = f"{family}{counts[family]:0{4 if family == 'GG' else 2}d}"
        else:
            keys[level, label] = regions.resolve(label, level) or _ABOLISHED[label]
    return keys


def table_ids() -> list[str]:
    """Ids of the tables that can be made."""
    return sorted({row.table for row in printed_rows()})


def printed_tables() -> list[Table]:
    """All of them."""
    return [printed_table(table_id) for table_id in table_ids()]


@cache
def printed_table(table_id: str) -> Table:
    """The table with this id."""
    rows = [row for row in printed_rows() if row.table == table_id]
    measures = _measures(rows)
    dimensions = (*_categories(rows), _regions(rows), _periods(rows))
    places = [{code.key: n for n, code in enumerate(d.codes)} for d in dimensions]
    order = {measure.key: n for n, measure in enumerate(measures)}
    rows.sort(key=lambda r: ([place[key] for place, key in zip(places, r.keys, strict=True)], order[r.measure]))
    cells = tuple(Cell(r.measure, r.keys, r.value, "NotAvailable" if r.value is None else "None") for r in rows)
    return Table(table_id, rows[0].title, MODIFIED, dimensions, measures, cells, summary=rows[0].title)


def _measures(rows: list[PrintedRow]) -> tuple[Measure, ...]:
    decimals: dict[str, int] = {}
    for row in rows:
        decimals[row.label] = max(row.decimals, decimals.get(row.label, 0))
    found = {}
    for row in rows:
        *path, title = row.label.split(": ")
        found[row.label] = Measure(row.measure, title, row.unit, decimals[row.label], tuple(path))
    # A group stands in one place: measures below one path follow each other.
    groups: dict[str, int] = {}
    for measure in found.values():
        groups.setdefault("".join(measure.path[:1]) or measure.key, len(groups))
    measures = sorted(found.values(), key=lambda m: groups["".join(m.path[:1]) or m.key])
    return tuple(_distinct(measures))


def _distinct(measures: list[Measure]) -> Iterable[Measure]:
    if len({m.key for m in measures}) != len(measures):
        raise ValueError("two measures have one key; choose another way to make keys")
    return measures


def _categories(rows: list[PrintedRow]) -> list[Dimension]:
    found: dict[str, dict[str, Code]] = {}
    for row in rows:
        for name, title in row.categories:
            code = Code(category_key(title), title)
            if found.setdefault(name, {}).setdefault(code.key, code) != code:
                raise ValueError(f"'{title}' has the key of another category; choose another way to make keys")
    return [Dimension(identifier(name), name, "Dimension", tuple(codes.values())) for name, codes in found.items()]


def _regions(rows: list[PrintedRow]) -> Dimension:
    titles = {row.region: row.region_title for row in rows}
    families = list(_FAMILIES)
    keys = sorted(titles, key=lambda key: (families.index(key[:2]), key))
    codes = tuple(Code(key, titles[key], group=_FAMILIES[key[:2]]) for key in keys)
    return Dimension("RegioS", "Regio's", "GeoDimension", codes)


def _periods(rows: list[PrintedRow]) -> Dimension:
    marks: dict[str, set[str]] = {}
    for row in rows:
        marks.setdefault(row.period, set()).add(row.status)
    codes = []
    for key in sorted(marks):
        status = next((mark for mark in _LEAST_SURE if mark in marks[key]), "definitief")
        codes.append(Code(key, period_title(key, status), status=_STATUS.get(status, "Definitief")))
    return Dimension("Perioden", "Perioden", "TimeDimension", tuple(codes))
