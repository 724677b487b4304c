"""Make a release: build beside, verify, rename. A kill at any moment leaves the old or the new release.

One pass: batches of observations go into a working DuckDB file, computed figures are added, disclosure control
looks at the whole, and sorted Parquet comes out. The release is named by the hash of its content, so that
the same deliveries and catalogue always give the same name and the same bytes.
"""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

import impactmonitor
from impactmonitor.catalogue import snapshot
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.receive import Delivery
from impactmonitor.disclosure.control import control
from impactmonitor.exceptions import BusyError, ReleaseError, database_error, storage_error
from impactmonitor.indicators.compute import compute
from impactmonitor.release import names, origins, pointer, verify
from impactmonitor.release.proposed import Select, proposed
from impactmonitor.store import build, connect, coverage
from impactmonitor.tables import KEY, Origin

BUILDING = ".building-"
ALREADY_THERE = "already there"
"""Step that says that the same release was made before and is intact."""

INDEXED_AGAIN = "making the index again"
"""Step that says that the same release was made before and is intact, but had an index of other software."""

Step = Callable[[str], None]


@dataclass
class Proposal:
    """Everything that a release is made of, before control. Batches are Arrow tables or record batches.

    `agree` may look at the figures that will be released, and raises when texts do not agree with them.
    """

    origin: Origin
    catalogue: Catalogue
    observations: Iterable[pa.Table | pa.RecordBatch]
    revisions: Iterable[pa.Table | pa.RecordBatch] = ()
    publications: Iterable[pa.Table | pa.RecordBatch] = ()
    deliveries: list[Delivery] = field(default_factory=list)
    not_carried: list[tuple[str, int, str]] = field(default_factory=list)
    agree: Callable[[Select], None] = lambda _select: None


@contextmanager
def exclusive(folder: Path, what: str = "build") -> Iterator[None]:
    """One run of `what` at a time in this folder; the lock dies with its process."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise storage_error(error, f"the lock of the {what}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"Another {what} is running. Wait until it is done and run the command again.") from error
        yield


def publish(proposal: Proposal, folder: Path, step: Step = lambda _: None) -> str:
    """Make the release in `folder` (releases of one origin) and return its id; it is not yet in force.

    Raises DeliveryError, DisclosureError, ReleaseError or StorageError; then nothing has changed.
    """
    if folder.name != proposal.origin:
        raise ReleaseError(f"A release of {origins.NAMES[proposal.origin]} cannot be made in {folder}.")
    try:
        with exclusive(folder):
            for leftover in folder.glob(f"{BUILDING}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            beside = folder / f"{BUILDING}{os.getpid()}"
            beside.mkdir()
            try:
                return _publish(proposal, folder, beside, step)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise storage_error(error, "the release") from error
    except duckdb.Error as error:
        raise database_error(error, "the release") from error


def _publish(proposal: Proposal, folder: Path, beside: Path, step: Step) -> str:
    work = beside / "work"
    work.mkdir()
    con = connect.working(work / "work.duckdb")
    try:
        step("loading figures")
        build.create_tables(con)
        build.load(con, "observations", proposal.observations)
        build.load(con, "revisions", proposal.revisions)
        build.load(con, "publications", proposal.publications)
        step("checking figures")
        origins.check(con, proposal.catalogue, proposal.origin)
        build.check(con, proposal.catalogue)
        build.add_periods(con)
        step("computing figures")
        computed = compute(con, proposal.catalogue)
        step("disclosure control")
        control(con, proposal.catalogue.disclosure, proposal.catalogue.sources, proposal.origin)
        proposal.agree(proposed(con))
        step("writing files")
        _write(con, proposal, beside)
        counts = _counts(con) | {"computed": computed, "not_carried": len(proposal.not_carried)}
    finally:
        con.close()
    shutil.rmtree(work)
    release = _manifest(proposal, counts, beside)
    target = folder / release
    intact = target.exists() and _intact(target, proposal.origin)
    if intact and verify.has_whole_index(target, release):
        step(ALREADY_THERE)
        return release
    step(INDEXED_AGAIN if intact else "building the index")
    indexed = beside / names.index_name(release)
    index(beside, indexed)
    step("verifying")
    verify.verify(beside, proposal.origin, release)
    for path in beside.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    if intact:  # readers keep the index that they have open
        indexed.replace(target / indexed.name)
        pointer.sync_folder(target)
        return release
    if target.exists():  # damaged: it makes room, and the next build clears it away
        target.rename(folder / f"{BUILDING}damaged-{release}")
    beside.rename(target)
    pointer.sync_folder(folder)
    return release


def _intact(target: Path, origin: Origin) -> bool:
    """Whether everything is as it was frozen; the index is not, and may be of other software."""
    try:
        verify.verify_files(target, origin, target.name)
    except ReleaseError:
        return False
    return True


def _counts(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {
        table: int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
        for table in ("observations", "revisions", "publications")
    }


def _write(con: duckdb.DuckDBPyConnection, proposal: Proposal, folder: Path) -> None:
    order = ", ".join(KEY)
    for table, file, by in (
        ("observations", names.OBSERVATIONS, order),
        ("revisions", names.REVISIONS, f"{order}, edition, stage, value"),
        ("publications", names.PUBLICATIONS, "id"),
    ):
        target = str(folder / file).replace("'", "''")
        con.execute(
            f"COPY (SELECT * FROM {table} ORDER BY {by}) TO '{target}' "
            "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"
        )
    (folder / names.CATALOGUE).write_bytes(snapshot.dump(proposal.catalogue))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["file", "line", "reason"])
    writer.writerows(sorted(proposal.not_carried))
    (folder / names.NOT_CARRIED).write_text(text.getvalue(), encoding="utf-8")


def _manifest(proposal: Proposal, counts: dict[str, int], folder: Path) -> str:
    content = {
        "origin": proposal.origin.value,
        "software": impactmonitor.__version__,
        "counts": counts,
        "deliveries": [d.as_dict() for d in proposal.deliveries],
        "sources": sorted(proposal.catalogue.sources),
        "files": {file: names.sha256(folder / file) for file in names.CONTENT},
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    release = names.name_of(body.encode())
    (folder / names.MANIFEST).write_text(body, encoding="utf-8")
    return release


def index(folder: Path, target: Path) -> None:
    """The DuckDB file that pages read: the observations in two orders, so that both kinds of query are quick."""
    con = connect.working(target)
    try:
        source = str(folder / names.OBSERVATIONS).replace("'", "''")
        con.execute(
            f"CREATE TABLE obs_by_region AS SELECT * FROM read_parquet('{source}') "
            "ORDER BY region, period, indicator, measure, category"
        )
        con.execute(
            f"CREATE TABLE obs_by_indicator AS SELECT * FROM read_parquet('{source}') ORDER BY {', '.join(KEY)}"
        )
        for table, file in (("revisions", names.REVISIONS), ("publications", names.PUBLICATIONS)):
            path = str(folder / file).replace("'", "''")
            con.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet('{path}')")
        con.execute("CREATE VIEW observations AS SELECT * FROM obs_by_indicator")
        order = "region, indicator, measure, period"
        con.execute(f"CREATE TABLE {coverage.TABLE} AS {coverage.counted('obs_by_region')} ORDER BY {order}")
        build.add_periods(con)
        con.execute("CHECKPOINT")
    finally:
        con.close()
        shutil.rmtree(target.parent / "spill", ignore_errors=True)
