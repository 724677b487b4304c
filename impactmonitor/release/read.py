"""The one reading door: everything that a visitor can reach comes from here, from one release of one origin."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import json
import operator
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.exceptions import ReleaseError
from impactmonitor.periods import Period, parse
from impactmonitor.release import names, origins, pointer
from impactmonitor.release.pointer import Activation as Activation
from impactmonitor.release.selection import Selection
from impactmonitor.store import connect, coverage
from impactmonitor.tables import DEMO_TITLE, Observation, Origin, Publication

_COLUMNS = ", ".join(f.name for f in fields(Observation))
BATCH = 50_000
_COLUMNS_OF_PUBLICATIONS = "SELECT column_name FROM information_schema.columns WHERE table_name = 'publications'"


@dataclass(frozen=True)
class ReleasedTable:
    """Released observations of one origin and one release, with their publications."""

    origin: Origin
    release: str
    observations: list[Observation]
    publications: dict[str, Publication]
    catalogue: Catalogue

    def __iter__(self) -> Iterator[Observation]:
        return iter(self.observations)

    def __len__(self) -> int:
        return len(self.observations)

    def publication(self, observation: Observation) -> Publication:
        """Where the observation was printed."""
        return self.publications[observation.publication]


class Release:
    """A frozen release, opened read-only. Safe to share between threads."""

    def __init__(self, folder: Path, origin: Origin) -> None:
        self.folder = folder
        self.id = folder.name
        self.origin = origin
        path = folder / names.index_name(self.id)
        if not path.is_file():
            raise ReleaseError(f"Release {self.id} is not there. See: impactmonitor release list")
        try:
            self._connection = connect.read_only(path)
        except duckdb.Error as error:
            raise ReleaseError(
                f"Release {self.id} cannot be opened. Check it with: impactmonitor release verify {self.id}"
            ) from error
        self._local = threading.local()

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        cursor = getattr(self._local, "cursor", None)
        try:
            if cursor is None:
                cursor = self._local.cursor = self._connection.cursor()
            return cursor.execute(query, values).fetchall()
        except duckdb.Error as error:
            raise self._damaged(names.index_name(self.id)) from error

    def _damaged(self, file: str) -> ReleaseError:
        return ReleaseError(
            f"{file} of release {self.id} cannot be read. Check it with: impactmonitor release verify {self.id}, "
            "and go back with: impactmonitor release rollback"
        )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Counts, deliveries and hashes."""
        try:
            return json.loads((self.folder / names.MANIFEST).read_bytes())
        except (OSError, ValueError) as error:
            raise self._damaged(names.MANIFEST) from error

    def prove_origin(self) -> None:
        """Raise ReleaseError unless manifest and publications say that the figures are of the origin asked for.

        A release that was put in the folder of another origin, or given another manifest, does not open.
        """
        origins.refuse_other(self.id, str(self.manifest.get("origin")), self.origin)
        if not names.is_name_of(self.id, (self.folder / names.MANIFEST).read_bytes()):
            raise self._damaged(names.MANIFEST)
        invented = bool(self._rows("SELECT 1 FROM publications WHERE starts_with(title, ?) LIMIT 1", [DEMO_TITLE]))
        if invented and self.origin is not Origin.DEMO:
            origins.refuse_other(self.id, Origin.DEMO, self.origin)

    @property
    def since(self) -> dt.date | None:
        """The day on which the release first came into force; None when it never was."""
        return in_force_since(self.folder.parent, self.id)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue as it was when the release was made."""
        try:
            return snapshot.read(self.folder / names.CATALOGUE)
        except (OSError, ValueError, KeyError) as error:
            raise self._damaged(names.CATALOGUE) from error

    @cached_property
    def publications(self) -> dict[str, Publication]:
        """All publications of the release, by id."""
        there = {name for (name,) in self._rows(_COLUMNS_OF_PUBLICATIONS)}
        names = [f.name for f in fields(Publication) if f.name in there]  # a release of before lacks the newest ones
        rows = self._rows(f"SELECT {', '.join(names)} FROM publications")
        return {row[0]: Publication(**dict(zip(names, row, strict=True))) for row in rows}

    @cached_property
    def not_carried(self) -> list[tuple[str, int, str]]:
        """Printed rows that are not released: file, line and reason."""
        try:
            with (self.folder / names.NOT_CARRIED).open(encoding="utf-8", newline="") as stream:
                return [(row["file"], int(row["line"]), row["reason"]) for row in csv.DictReader(stream)]
        except (OSError, ValueError, KeyError) as error:
            raise self._damaged(names.NOT_CARRIED) from error

    @cached_property
    def periods(self) -> dict[str, Period]:
        """All periods with figures, in time order."""
        return {code: parse(code) for (code,) in self._rows("SELECT code FROM periods ORDER BY place")}

    def _table(self, rows: list[Any]) -> ReleasedTable:
        figures = [Observation(*row) for row in rows]
        return ReleasedTable(self.origin, self.id, figures, self.publications, self.catalogue)

    def select(self, selection: Selection) -> ReleasedTable:
        """Released figures of a selection, ordered by indicator, measure, category, region and period."""
        table = "obs_by_region" if selection.by_region else "obs_by_indicator"
        where, values = selection.where()
        rows = self._rows(f"SELECT {_COLUMNS} FROM {table} WHERE {where}", values)
        rows.sort(key=_key)
        return self._table(rows)

    def count(self, selection: Selection) -> int:
        """Number of figures of a selection, those without a value too."""
        where, values = selection.where()
        return int(self._rows(f"SELECT count(*) FROM obs_by_indicator WHERE {where}", values)[0][0])

    def batches(self, selection: Selection, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """Figures of a selection as Arrow batches with the columns of an observation, in the order of `select`.

        Each batch is a query of its own over the next `size` rows of the index. Whoever takes them slowly, or never
        comes back for the rest, holds nothing in memory; a query that is open takes 15 MB.
        """
        where, values = selection.where()
        ((first, last),) = self._rows(f"SELECT min(rowid), max(rowid) FROM obs_by_indicator WHERE {where}", values)
        query = f"SELECT {_COLUMNS} FROM obs_by_indicator WHERE {where} AND rowid BETWEEN ? AND ?"
        for start in range(first, last + 1, size) if first is not None else ():
            yield from self._arrow(query, [*values, start, start + size - 1])

    def _arrow(self, query: str, values: Sequence[Any]) -> list[pa.RecordBatch]:
        try:
            with self._connection.cursor() as cursor:
                return cursor.sql(query, params=values).to_arrow_table().combine_chunks().to_batches()
        except duckdb.Error as error:
            raise self._damaged(names.index_name(self.id)) from error

    @cached_property
    def cited(self) -> set[str]:
        """Publications in which the figures in force stand."""
        return {name for (name,) in self._rows("SELECT DISTINCT publication FROM obs_by_indicator")}

    def revisions(self, selection: Selection) -> ReleasedTable:
        """Earlier printed vintages of the figures of a selection, oldest edition first."""
        where, values = selection.where()
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM revisions WHERE {where} "
            "ORDER BY indicator, measure, category, region, period, second_hand DESC, edition, stage",
            values,
        )
        return self._table(rows)

    def outline(self, selection: Selection) -> list[tuple[str, str, str, str, int, int]]:
        """What a selection holds, without reading it, per measure, category, period and first letters of the region.

        Then the number of rows, and of those with a value or interval.
        """
        where, values = selection.where()
        return self._rows(
            "SELECT measure, category, period, regexp_extract(region, '^[A-Z]+') AS letters, count(*), "
            "count(*) FILTER (value IS NOT NULL OR low IS NOT NULL) "
            f"FROM obs_by_indicator WHERE {where} GROUP BY ALL ORDER BY ALL",
            values,
        )

    @cached_property
    def _held(self) -> str:
        """The table that counts figures; a release of before lacks it."""
        there = self._rows("SELECT 1 FROM information_schema.tables WHERE table_name = ?", [coverage.TABLE])
        return coverage.TABLE if there else f"({coverage.counted('obs_by_region')})"

    def held_by_region(self, without: Sequence[str] = ()) -> list[tuple[str, str, int]]:
        """Region, period and number of figures with a value or interval, those of some indicators left out."""
        left_out = f"AND indicator NOT IN ({', '.join('?' * len(without))})" if without else ""
        return self._rows(
            f"SELECT region, period, sum(figures) FROM {self._held} WHERE figures > 0 {left_out} GROUP BY ALL", without
        )

    def held_of(self, region: str) -> list[tuple[str, str, str, int]]:
        """Indicator, measure, period and number of figures of a region; the number is 0 when all of them are gaps."""
        return self._rows(f"SELECT indicator, measure, period, figures FROM {self._held} WHERE region = ?", [region])

    def held_by_indicator(self) -> list[tuple[str, str, str, str, int]]:
        """Indicator, measure, period, first letters of the region codes (`VT`), and number of regions."""
        kind = "regexp_extract(region, '^[A-Z]+')"
        return self._rows(
            f"SELECT indicator, measure, period, {kind}, count(*) FROM {self._held} WHERE figures > 0 GROUP BY ALL"
        )

    def regions_with(self, indicator: str, measure: str, period: str) -> set[str]:
        """Regions that have such a figure."""
        found = self._rows(
            f"SELECT region FROM {self._held} WHERE indicator = ? AND measure = ? AND period = ? AND figures > 0",
            [indicator, measure, period],
        )
        return {region for (region,) in found}


_key = operator.itemgetter(0, 1, 3, 4, 5)
"""Indicator, measure, category, region and period of a row."""


@functools.lru_cache(maxsize=8)
def _open(folder: Path, origin: Origin) -> Release:
    opened = Release(folder, origin)
    try:
        opened.prove_origin()
    except ReleaseError:
        opened.close()
        raise
    return opened


def find_release(releases: Path, origin: Origin, release: str | None = None) -> Path:
    """Folder of the active release of an origin, or of the named one, without opening it.

    Raises ReleaseError when there is none.
    """
    folder = releases / origin
    name = release or pointer.active(folder)
    if name is None:
        raise ReleaseError(f"There is no release of {origins.NAMES[origin]} yet. Make one with: {origins.MAKE[origin]}")
    if not (folder / name).is_dir():
        raise ReleaseError(f"Release {name} is not there. See: impactmonitor release list")
    return folder / name


def open_release(releases: Path, origin: Origin, release: str | None = None) -> Release:
    """The active release of an origin, or the named one. Opened once per process and release.

    Raises ReleaseError when there is none.
    """
    return _open(find_release(releases, origin, release), origin)


def in_force_since(folder: Path, release: str) -> dt.date | None:
    """The day on which a release of this folder (of one origin) first came into force; None when it never was."""
    moments = [item.at for item in pointer.history(folder) if item.release == release]
    return dt.datetime.fromisoformat(moments[0]).date() if moments else None


def activations(releases: Path, origin: Origin) -> tuple[Activation, ...]:
    """Every moment at which a release of an origin came into force, oldest first. Raises ReleaseError when damaged."""
    return pointer.history(releases / origin)


def release_ids(releases: Path, origin: Origin) -> list[str]:
    """Whole releases of an origin, oldest first. A release of another origin that lies among them is none of them."""
    folders = [p for p in (releases / origin).glob("*/") if not p.name.startswith(".")]
    found = [p for p in folders if origins.of_folder(p) == origin]
    return [p.name for p in sorted(found, key=lambda p: (p.stat().st_mtime, p.name))]
