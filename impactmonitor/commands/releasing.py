"""Make the official release out of all deliveries in force: what `build` and `update` share."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from impactmonitor.actors import COMMAND_LINE
from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.load import Catalogue, load
from impactmonitor.deliveries.bundled import accept
from impactmonitor.deliveries.ledger import Ledger
from impactmonitor.deliveries.sources.statline.fetch import Folders
from impactmonitor.deliveries.sources.statline.figures import Arrived
from impactmonitor.deliveries.statline import services
from impactmonitor.exceptions import CatalogueError, database_error
from impactmonitor.findings import Finding
from impactmonitor.release import compare, pointer
from impactmonitor.release.proposed import Select
from impactmonitor.release.publish import ALREADY_THERE, INDEXED_AGAIN, Proposal, exclusive, publish
from impactmonitor.reports.year.agree import disagreements
from impactmonitor.settings import Settings
from impactmonitor.store import connect
from impactmonitor.store.assemble import assembled
from impactmonitor.tables import Origin

_WORK = ".assembling-"


@dataclass
class Made:
    """A release that was made, or that was there already, and what the live tables brought to it.

    `held_back` is the day of the roll-back for which it was not put in force.
    """

    release: str
    before: str | None
    figures: int
    repaired: bool = False
    indexed_again: bool = False
    held_back: str = ""

    arrived: list[Arrived] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def waits(self) -> str:
        """The sentence for a release that is held back."""
        return (
            f"Release {self.release} is made, but not put in force, because of the roll-back of {self.held_back}. "
            f"Put it in force with: impactmonitor release activate {self.release}"
        )


def checked_catalogue(config: Settings) -> Catalogue:
    """The catalogue, or CatalogueError with everything that is wrong with it."""
    catalogue = load(config.catalogue)
    if findings := check(catalogue):
        raise CatalogueError(findings)
    return catalogue


def statline_ledger(config: Settings) -> Ledger:
    """Which deliveries of StatLine tables are in force."""
    return Ledger(config.deliveries / "statline")


def statline_folders(config: Settings) -> Folders:
    """Where raw bytes and cells of StatLine tables are kept."""
    return Folders(config.deliveries, config.deliveries / "cells")


@contextmanager
def one_at_a_time(config: Settings, what: str) -> Iterator[None]:
    """Only one build or update may touch the deliveries; a killed one leaves nothing behind but its work folder."""
    with exclusive(config.deliveries, what):
        for leftover in config.deliveries.glob(f"{_WORK}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        folders = (config.deliveries, config.deliveries / "cells", config.deliveries / "statline")
        for folder in (*folders, config.boundaries, config.releases / Origin.OFFICIAL):
            for leftover in folder.glob(".*.*"):
                if _of_a_dead_process(leftover):
                    leftover.unlink(missing_ok=True)
        yield


def _of_a_dead_process(path: Path) -> bool:
    """Whether a hidden file, named after the process that was writing it, will never be finished."""
    number = path.name.rpartition(".")[2]
    if not number.isdecimal() or not path.is_file():
        return False
    if int(number) == os.getpid():  # this run has written nothing yet: an earlier process had the same number
        return True
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


@contextmanager
def _database_errors() -> Iterator[None]:
    """A database that cannot go on, most often because the disk is full, as one sentence."""
    try:
        yield
    except duckdb.Error as error:
        raise database_error(error, "the release") from error


def make_release(config: Settings, catalogue: Catalogue, step: Callable[[str], None], strict: bool = True) -> Made:
    """Make a release of the bundled figures and the live tables in force; it is not put in force here.

    With `strict` a text of a year report that does not agree with the figures stops it (CatalogueError); without, it
    is a finding of the outcome.
    Raises DeliveryError, DisclosureError, ReleaseError or StorageError; then nothing has changed.
    """
    folder = config.releases / Origin.OFFICIAL
    steps: list[str] = []
    texts: list[Finding] = []

    def agree(select: Select) -> None:
        texts.extend(disagreements(catalogue, select))
        if texts and strict:
            raise CatalogueError(texts)

    def note(name: str) -> None:
        steps.append(name)
        step(name)

    note("reading the bundled figures")
    bundled = accept(catalogue, config.deliveries)
    note("putting the tables together")
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=config.deliveries) as work:
        with _database_errors():
            con = connect.working(Path(work) / "figures.duckdb", connect.ASSEMBLING)
        try:
            offered = services(config.statline_v4, config.statline_v3)
            with _database_errors():
                whole = assembled(catalogue, bundled, statline_ledger(config), statline_folders(config), offered, con)
            proposal = Proposal(
                origin=Origin.OFFICIAL,
                catalogue=whole.catalogue,
                observations=whole.observations(),
                revisions=whole.revisions(),
                publications=[whole.publications],
                deliveries=whole.deliveries,
                not_carried=[(row.file, row.line, reason) for row, reason in bundled.shaped.not_carried],
                agree=agree,
            )
            release = publish(proposal, folder, note)
            figures = int(con.execute("SELECT count(*) FROM in_force").fetchall()[0][0])
        finally:
            con.close()
    before = pointer.active(folder)
    return Made(
        release,
        before,
        figures,
        repaired=before == release and not {ALREADY_THERE, INDEXED_AGAIN} & set(steps),
        indexed_again=before == release and INDEXED_AGAIN in steps,
        arrived=whole.arrived,
        findings=[*whole.findings, *texts],
    )


def hold_back(config: Settings, made: Made, only_same: bool) -> None:
    """After a roll-back a release waits for a person; with `only_same` only one that was in force before."""
    history = pointer.history(config.releases / Origin.OFFICIAL)
    rolled_back = bool(history) and history[-1].why == pointer.ROLLBACK and made.release != made.before
    if rolled_back and (not only_same or made.release in {a.release for a in history}):
        made.held_back = history[-1].at[:10]


def put_in_force(config: Settings, made: Made, why: str) -> None:
    """Point visitors to the release, unless it is the one in force or is held back."""
    if made.before != made.release and not made.held_back:
        activate(config.releases / Origin.OFFICIAL, made.release, why)


def activate(folder: Path, release: str, why: str) -> None:
    """Put a release of an origin in force now, and keep what it changed for the pages that tell so."""
    pointer.activate(folder, release, COMMAND_LINE, why, dt.datetime.now(dt.UTC))
    compare.remember(folder)
