"""Figures as JSON-stat 2.0: a dataset per indicator, and a collection of datasets when there are more indicators.

Each dataset is a cube of measure, category, region and period; only cells with a figure are written. `value` and
`status` (obs_status) stand where JSON-stat wants them. What JSON-stat has no place for stands in `extension`, under the
same cell numbers: interval, stage, note, formula, publication.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.periods import parse
from impactmonitor.present import export, numbers
from impactmonitor.present.figures import category_labels, measure_words
from impactmonitor.present.files.contents import Contents
from impactmonitor.release.read import ReleasedTable
from impactmonitor.tables import ConfStatus

Record = Mapping[str, Any]

_VERSION = "2.0"
_DIMENSIONS = ("measure", "category", "region", "period")
_OF_CELLS = ("low", "high", "conf_status", "stage", "formula", "note", "second_hand")
_USUAL: Record = {
    "low": None, "high": None, "conf_status": ConfStatus.FREE, "formula": "", "note": "", "second_hand": False
}  # fmt: skip
"""Values that are left out of the extension."""
_PUBLICATION = ("source", "table_id", "url", "published", "retrieved")


def write(contents: Contents, table: ReleasedTable) -> Iterator[bytes]:
    """The file in pieces: one dataset at a time."""
    grouped: dict[str, list[Record]] = {}
    for record in export.flat(table).to_pylist():
        grouped.setdefault(record["indicator"], []).append(record)
    found = [(table.catalogue.indicators[name], rows) for name, rows in grouped.items()]
    if len(found) == 1:
        yield _bytes(_dataset(contents, table, *found[0], about=_about(contents)))
        return
    head = {"version": _VERSION, "class": "collection", "label": _label(contents, contents.title)}
    yield _bytes({**head, "extension": _about(contents)})[:-1] + b', "link": {"item": ['
    for number, (indicator, rows) in enumerate(found):
        yield (b",\n" if number else b"") + _bytes(_dataset(contents, table, indicator, rows, about={}))
    yield b"]}}"


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _label(contents: Contents, text: str) -> str:
    return f"{contents.origin_name}: {text}" if contents.fictitious else text


def _about(contents: Contents) -> dict[str, Any]:
    """What a reader must know, once in a file."""
    return {
        "title": contents.title,
        "origin": contents.origin.value,
        "origin_name": contents.origin_name,
        "release": contents.release,
        "licence": contents.licences,
        "citation": contents.citation,
        "about": contents.about,
        "codebook": [asdict(entry) for entry in contents.codebook],
        "sources": [asdict(cited) for cited in contents.sources],
    }


def _dataset(
    contents: Contents, table: ReleasedTable, indicator: Indicator, rows: Sequence[Record], about: dict[str, Any]
) -> dict[str, Any]:
    """The cube of one indicator."""
    dimensions = {
        "measure": _measures(table, indicator, rows),
        "category": _dimension(_("Groep"), category_labels(table.catalogue, indicator), {r["category"] for r in rows}),
        "region": _regions(table, rows),
        "period": _periods(rows),
    }
    codes = {name: dimensions[name]["category"]["index"] for name in _DIMENSIONS}
    notes = [contents.origin_name] if contents.fictitious else []
    value, status, cells, publications = _cells(rows, codes)
    return {
        "version": _VERSION,
        "class": "dataset",
        "label": _label(contents, str(indicator.name)),
        "source": "; ".join(dict.fromkeys(p["source"] for p in publications)),
        "note": [*notes, str(indicator.definition), *map(str, indicator.caveats)],
        "id": list(_DIMENSIONS),
        "size": [len(codes[name]) for name in _DIMENSIONS],
        "role": {"time": ["period"], "geo": ["region"], "metric": ["measure"]},
        "dimension": dimensions,
        "value": value,
        "status": status,
        "extension": {"indicator": indicator.id, **about, "cells": cells, "publications": publications},
    }


Cells = dict[str, Any]
"""By cell number."""


def _cells(
    rows: Sequence[Record], codes: Mapping[str, list[str]]
) -> tuple[Cells, Cells, dict[str, Cells], list[Record]]:
    """Values and statuses, what else is known of each cell, and the publications by their number."""
    places = [(name, len(listed), {code: n for n, code in enumerate(listed)}) for name, listed in codes.items()]
    value: Cells = {}
    status: Cells = {}
    more: dict[str, Cells] = {name: {} for name in (*_OF_CELLS, "publication")}
    publications: dict[tuple[str, ...], int] = {}
    for record in rows:
        number = 0
        for name, many, place in places:
            number = number * many + place[record[name]]
        cell = str(number)
        value[cell] = _number(record, "value")
        status[cell] = record["obs_status"]
        for name in _OF_CELLS:
            if name not in _USUAL or record[name] != _USUAL[name]:
                more[name][cell] = _number(record, name) if name in ("low", "high") else record[name]
        publication = tuple(record[name] for name in _PUBLICATION)
        more["publication"][cell] = publications.setdefault(publication, len(publications))
    listed: list[Record] = [dict(zip(_PUBLICATION, publication, strict=True)) for publication in publications]
    return value, status, {name: found for name, found in more.items() if found}, listed


def _number(record: Record, name: str) -> float | int | None:
    """As the source printed it: whole numbers without a point."""
    value: float | None = record[name]
    return value if value is None or record["decimals"] else round(value)


def _dimension(label: str, labels: dict[str, str], used: set[str]) -> dict[str, Any]:
    """The codes that occur, in the order of the labels; a code without label is its own."""
    codes = [code for code in labels if code in used]
    codes += sorted(used - set(codes))
    return {"label": label, "category": {"index": codes, "label": {code: labels.get(code, code) for code in codes}}}


def _measures(table: ReleasedTable, indicator: Indicator, rows: Sequence[Record]) -> dict[str, Any]:
    units = table.catalogue.units
    labels: dict[str, str] = {kind: measure_words(kind, m, units[m.unit]) for kind, m in indicator.measures.items()}
    found = _dimension(_("Meting"), labels, {r["measure"] for r in rows})
    found["category"]["unit"] = {
        code: {
            "label": units[indicator.measures[code].unit].shown,
            "decimals": max(r["decimals"] for r in rows if r["measure"] == code),
        }
        for code in found["category"]["index"]
    }
    return found


def _regions(table: ReleasedTable, rows: Sequence[Record]) -> dict[str, Any]:
    codes = {r["region"] for r in rows}
    return _dimension(_("Gebied"), {code: table.catalogue.regions[code].name for code in sorted(codes)}, codes)


def _periods(rows: Sequence[Record]) -> dict[str, Any]:
    codes = {r["period"] for r in rows}
    ordered = sorted(codes, key=lambda code: (parse(code).sort_key, code))
    return _dimension(_("Periode"), {code: numbers.period(code) for code in ordered}, codes)
