"""Making reports in processes of their own: a renderer keeps memory, and a web worker must never wait for one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import multiprocessing
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from impactmonitor import language
from impactmonitor.exceptions import ReportError, StorageError, storage_error
from impactmonitor.release.read import open_release
from impactmonitor.reports.assemble import region_report
from impactmonitor.reports.deck import deck
from impactmonitor.reports.kit import kit_report
from impactmonitor.reports.pdf import pdf
from impactmonitor.reports.question import peers, question_report
from impactmonitor.reports.workbook import indicator as by_indicator
from impactmonitor.reports.workbook import region as workbook
from impactmonitor.reports.workbook.parts import WRITERS
from impactmonitor.reports.year.assemble import year_report
from impactmonitor.tables import Origin

Item = TypeVar("Item")
Result = TypeVar("Result")
PER_PROCESS = 5
"""Reports that a process makes before it ends; its memory grows with each."""


@dataclass(frozen=True)
class Order:
    """Which report is wanted: of which release, region (code), period (empty: the latest), language and kind of file.

    With `question` (id) the report of that question for the region; with `kit` all for the conversation about it.
    `kind` is pdf or, for a region, pptx, xlsx or ods.
    `others` are codes of the regions beside it; None for those that are like it. When those are among `others`,
    `weights` are the own ones with which they were found (empty: the usual ones). `address` is that of its page.
    `month`, for a kit, is the first day of the month (ISO) from which new figures are expected; empty: of the release.
    With `indicator` (id) the workbook of that indicator, for all regions. With `year` (0: none) the national report of
    that year, with `factsheet` its factsheet.
    """

    releases: Path
    origin: Origin
    release: str
    region: str = ""
    period: str = ""
    language: str = language.DUTCH
    question: str = ""
    kit: bool = False
    kind: str = "pdf"
    indicator: str = ""
    others: tuple[str, ...] | None = None
    weights: tuple[tuple[str, float], ...] | None = None
    address: str = ""
    month: str = ""
    year: int = 0
    factsheet: bool = False

    def to_text(self) -> str:
        """The order as text, for another process."""
        return json.dumps(dataclasses.asdict(self) | {"releases": str(self.releases)})

    @classmethod
    def from_text(cls, text: str) -> Order:
        """What `to_text` gave."""
        found = json.loads(text)
        others = None if found["others"] is None else tuple(found["others"])
        weights = None if found["weights"] is None else tuple((name, value) for name, value in found["weights"])
        kinds = {"releases": Path(found["releases"]), "origin": Origin(found["origin"])}
        return cls(**found | kinds | {"others": others, "weights": weights})


def made_apart(order: Order, patience: float) -> bytes:
    """The report, made by a process that ends with it: what a renderer keeps is given back, and none is left behind.

    TimeoutError when it takes longer than so many seconds; StorageError when there is no room to make it; ReportError,
    with its sentence, when it could not be made for another reason.
    """
    command = [sys.executable, "-m", "impactmonitor.reports", order.to_text()]
    try:
        done = subprocess.run(command, capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        kind = StorageError if done.returncode == StorageError.exit_code else ReportError
        raise kind(said[-1] if said else "No report was made.")
    return done.stdout


def make(order: Order) -> bytes:
    """The document that is ordered.

    ReleaseError when there is nothing to report, StorageError when there is no room to make it (a workbook is made in a
    folder for what is temporary), ReportError when it cannot be made for another reason.
    """
    try:
        return _make(order)
    except OSError as error:
        raise storage_error(error, "The report") from error


def _make(order: Order) -> bytes:
    opened = open_release(order.releases, order.origin, order.release)
    with language.use(order.language):
        if order.indicator:
            return by_indicator.workbook(order.kind, opened, opened.catalogue.indicators[order.indicator])
        if order.year:
            return pdf(year_report(opened, order.year, order.factsheet))
        region = opened.catalogue.regions[order.region]
        if order.question:
            route = opened.catalogue.routes[order.question]
            regions = opened.catalogue.regions
            alike = peers(opened, region, order.weights) if order.others is None or order.weights is not None else None
            codes = alike.codes if order.others is None and alike else order.others or ()
            others = [regions[code] for code in codes]
            if order.kit:
                month = dt.date.fromisoformat(order.month) if order.month else None
                return pdf(kit_report(opened, route, region, others, order.address, alike, month))
            return pdf(question_report(opened, route, region, others, order.address, alike))
        report = region_report(opened, region, order.period or None, drawn=order.kind == "pdf")
        if order.kind == "pptx":
            return deck(report)
        return workbook.workbook(order.kind, report, opened) if order.kind in WRITERS else pdf(report)


def make_all(orders: Iterable[Order], processes: int = 2) -> Iterator[tuple[Order, bytes | Exception]]:
    """Many reports, each as it is ready; one that fails does not stop the others."""
    for order, done in in_batches(make, orders, processes):
        error = done.exception()
        if isinstance(error, Exception):
            yield order, error
        else:
            yield order, done.result()


def in_batches(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    processes: int,
    begin: Callable[..., None] | None = None,
    told: tuple[Any, ...] = (),
) -> Iterator[tuple[Item, Future[Result]]]:
    """Work that lets memory grow, each piece as it is done: processes end after a few pieces, and new ones begin.

    A pool for each batch, and not one with `max_tasks_per_child`: that one waits forever after its first processes have
    ended when all work was handed over at once (https://github.com/python/cpython/issues/115634).
    """
    context, rest = multiprocessing.get_context("spawn"), iter(items)
    while batch := list(itertools.islice(rest, processes * PER_PROCESS)):
        with ProcessPoolExecutor(min(processes, len(batch)), context, begin, told) as pool:
            running = {pool.submit(work, item): item for item in batch}
            for done in as_completed(running):
                yield running[done], done
