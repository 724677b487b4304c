"""All official deliveries in force, put together: the live StatLine tables over the bundled printed figures.

A live figure is later than any bundled print of it, so it is in force; the print stays as an earlier vintage when it
differs. Where two live tables print one figure, the higher edition counts, then a value before a dot, then the table
that changed last. What is gone from the newest delivery of a table, because a label or unit changed, keeps the figures
of the last delivery that had it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.ledger import Entry, Ledger
from impactmonitor.deliveries.receive import Delivery
from impactmonitor.deliveries.sources.statline import figures
from impactmonitor.deliveries.sources.statline.codes import ggd_regions
from impactmonitor.deliveries.sources.statline.fetch import Folders, cells_of, metadata_of
from impactmonitor.deliveries.sources.statline.figures import Arrived
from impactmonitor.deliveries.sources.statline.resolve import Place, key_of, resolve
from impactmonitor.deliveries.sources.statline.table import Service
from impactmonitor.deliveries.statline import live_tables
from impactmonitor.findings import Finding
from impactmonitor.store import build
from impactmonitor.tables import KEY, PUBLICATION_SCHEMA, Observation, Publication, to_arrow

BATCH = 50_000
_COLUMNS = ", ".join(Observation.__dataclass_fields__)
_KEY = ", ".join(KEY)
_SAME = " AND ".join(f"l.{name} = b.{name}" for name in KEY)


@dataclass
class Assembled:
    """What goes into a release, still in the database, and what arrived from the live tables."""

    con: duckdb.DuckDBPyConnection
    catalogue: Catalogue
    publications: pa.Table
    deliveries: list[Delivery]
    arrived: list[Arrived] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def observations(self) -> Iterator[pa.RecordBatch]:
        """Figures in force, in batches. Read them before anything else is asked of the database."""
        return self._batches("in_force")

    def revisions(self) -> Iterator[pa.RecordBatch]:
        """Earlier vintages that differ, in batches."""
        return self._batches("earlier")

    def _batches(self, table: str) -> Iterator[pa.RecordBatch]:
        reader: pa.RecordBatchReader = self.con.sql(f"SELECT {_COLUMNS} FROM {table}").to_arrow_reader(BATCH)
        yield from reader


def assembled(
    catalogue: Catalogue,
    bundled: Accepted,
    ledger: Ledger,
    folders: Folders,
    offered: dict[str, Service],
    con: duckdb.DuckDBPyConnection,
) -> Assembled:
    """Put all deliveries together in `con`, an empty working database that the caller closes."""
    figures.create(con)
    build.create_tables(con)
    con.execute("ALTER TABLE observations RENAME TO bundled")
    con.execute("ALTER TABLE revisions RENAME TO bundled_earlier")
    build.load(con, "bundled", [to_arrow(bundled.observations)])
    build.load(con, "bundled_earlier", [to_arrow(bundled.earlier)])
    publications = list(bundled.publications)
    deliveries = list(bundled.deliveries)
    held = {table: entries for table in live_tables(catalogue) if (entries := ledger.entries(table))}
    catalogue = _with_ggd(catalogue, [entries[0] for entries in held.values()], folders, offered)
    result = Assembled(con, catalogue, pa.table({}), deliveries)
    for entries in held.values():
        _add_table(con, catalogue, entries, folders, offered, publications, result)
    result.findings += _order(con)
    used = {row[0] for row in con.execute(_USED).fetchall()}
    result.publications = to_arrow(sorted(p for p in publications if p.id in used), PUBLICATION_SCHEMA)
    return result


def _with_ggd(catalogue: Catalogue, entries: list[Entry], folders: Folders, offered: dict[str, Service]) -> Catalogue:
    """The catalogue with the GGD regions that the tables name."""
    names: dict[str, str] = {}
    for entry in sorted(entries, key=lambda e: str(e.facts["modified"])):
        names |= ggd_regions(metadata_of(offered[entry.facts["version"]], entry, folders))
    return replace(catalogue, regions=catalogue.regions.with_ggd(names))


_USED = "SELECT DISTINCT publication FROM in_force UNION SELECT DISTINCT publication FROM earlier"


def _add_table(
    con: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    entries: list[Entry],
    folders: Folders,
    offered: dict[str, Service],
    publications: list[Publication],
    result: Assembled,
) -> None:
    """Figures of one table: of its newest delivery, and of earlier ones for what the newest lacks."""
    found: set[str] = set()
    for number, entry in enumerate(entries):
        if number and not set(entry.facts["found"]) - found:
            continue
        service = offered[entry.facts["version"]]
        meta = metadata_of(service, entry, folders)
        resolved = resolve(meta, catalogue)
        asked = entry.facts["measures"]  # empty: all; a recipe may be younger than the delivery
        places = [p for p in resolved.places if key_of(p, catalogue) not in found and (not asked or p.measure in asked)]
        if not places:
            continue
        publication = _publication(catalogue, entry, places)
        cells, stamp = cells_of(service, entry, meta, folders), str(entry.facts["modified"])
        arrived = figures.add(con, cells, meta, places, catalogue, publication, stamp)
        keys = {key_of(p, catalogue) for p in places}
        arrived.earlier = bool(found)
        arrived.findings = [_kept(entry, keys)] if found else [*resolved.findings, *arrived.findings]
        found |= keys
        publications.append(publication)
        result.arrived.append(arrived)
        result.deliveries.append(_delivery(entry))


def _kept(entry: Entry, keys: set[str]) -> Finding:
    names = sorted({key.split("/")[0] for key in keys})
    return Finding(
        f"StatLine {entry.dataset}",
        0,
        f"{len(keys)} series of {', '.join(names)} keep the figures of the delivery of {entry.facts['modified'][:10]}",
        "Correct the label in the recipe, or ask the source.",
        "warning",
    )


def _publication(catalogue: Catalogue, entry: Entry, places: list[Place]) -> Publication:
    """One publication per delivery of a table: its date is the moment at which the source says it changed."""
    changed = str(entry.facts["modified"])[:10]
    source = catalogue.indicators[places[0].indicator].source or ""
    return Publication(
        id=f"{entry.dataset}-{re.sub(r'[^0-9]', '', changed)}-{entry.digest[:6]}",
        table_id=entry.dataset,
        title=f"CBS StatLine {entry.dataset}, {entry.facts['title']}",
        url=f"https://www.cbs.nl/nl-nl/cijfers/detail/{entry.dataset}",
        source=source,
        second_hand=False,
        published=changed if re.fullmatch(r"\d{4}-\d{2}-\d{2}", changed) else "",
        retrieved=entry.retrieved,
    )


def _delivery(entry: Entry) -> Delivery:
    return Delivery(f"StatLine {entry.dataset}", entry.digest, entry.size, entry.retrieved, int(entry.facts["rows"]))


def _order(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Tables in_force and earlier, out of live and bundled figures; findings name what contradicts."""
    findings = [_print_stays(*row) for row in con.execute(_DOTS_OF_PRINTS).fetchall()]
    con.execute(f"DELETE FROM live l USING bundled b WHERE {_SAME} AND {_DOT_OF_PRINT}")
    con.execute(
        "CREATE TEMP TABLE shared AS SELECT indicator FROM live GROUP BY indicator "
        "HAVING count(DISTINCT (from_table, modified)) > 1"
    )
    con.execute(
        f"CREATE TEMP TABLE ranked AS SELECT *, row_number() OVER (PARTITION BY {_KEY} "
        "ORDER BY edition DESC, value IS NULL, modified DESC, from_table) AS place "
        "FROM live WHERE indicator IN (SELECT indicator FROM shared)"
    )
    # The few live figures that were printed too; asking `live` itself would put all of it into memory, three times.
    con.execute(
        f"CREATE TEMP TABLE live_printed AS SELECT {_KEY}, value, stage FROM live SEMI JOIN bundled USING ({_KEY})"
    )
    con.execute(
        f"CREATE TEMP VIEW in_force AS SELECT {_COLUMNS} FROM live "
        "WHERE indicator NOT IN (SELECT indicator FROM shared) "
        f"UNION ALL SELECT {_COLUMNS} FROM ranked WHERE place = 1 "
        f"UNION ALL SELECT {_COLUMNS} FROM bundled b WHERE NOT EXISTS (SELECT 1 FROM live_printed l WHERE {_SAME})"
    )
    con.execute(
        f"CREATE TEMP TABLE earlier AS SELECT {_COLUMNS} FROM bundled_earlier "
        f"UNION ALL SELECT {_COLUMNS} FROM bundled b WHERE EXISTS (SELECT 1 FROM live_printed l WHERE {_SAME}) "
        f"AND NOT EXISTS (SELECT 1 FROM live_printed l WHERE {_SAME} AND l.value IS NOT DISTINCT FROM b.value "
        "AND (l.stage = b.stage OR b.stage = 'unstated'))"
    )
    return findings + [_contradiction(*row) for row in con.execute(_CONTRADICTIONS).fetchall()]


_DOT_OF_PRINT = "l.value IS NULL AND (b.value IS NOT NULL OR b.low IS NOT NULL)"
_DOTS_OF_PRINTS = (
    "SELECT l.from_table, count(*), min(concat_ws('/', l.indicator, l.category, l.region, l.period)) "
    f"FROM live l JOIN bundled b ON {_SAME} WHERE {_DOT_OF_PRINT} GROUP BY 1 ORDER BY 1"
)


def _print_stays(table: str, count: int, example: str) -> Finding:
    return Finding(
        f"StatLine {table}",
        0,
        f"has no value for {count} figures that were printed before, such as {example}; the prints stay in force",
        "Look at the table: were they withdrawn?",
        "warning",
    )


_CONTRADICTIONS = (
    "SELECT l.from_table, r.from_table, l.indicator, count(*), "
    "min(concat_ws('/', l.category, l.region, l.period) || ': ' || printf('%.15g and %.15g', l.value, r.value)) "
    f"FROM ranked l JOIN ranked r USING ({_KEY}) "
    "WHERE l.place = 1 AND r.place > 1 AND l.from_table <> r.from_table AND l.edition = r.edition "
    "AND l.value <> r.value GROUP BY ALL ORDER BY ALL"
)


def _contradiction(winner: str, other: str, indicator: str, count: int, example: str) -> Finding:
    return Finding(
        f"StatLine {winner}",
        0,
        f"prints another figure than {other} for {indicator}, {count} times ({example}); {winner} is in force",
        "Say with `edition` in the recipes which of the two counts.",
        "warning",
    )
