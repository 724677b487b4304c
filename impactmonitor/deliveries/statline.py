"""All StatLine tables that the catalogue needs: fetch what changed, keep the last good delivery of the rest."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.ledger import Entry, Ledger
from impactmonitor.deliveries.sources.statline.fetch import check_against, content_of, fetch, fingerprint, how_to_accept
from impactmonitor.deliveries.sources.statline.held import DoubtfulError, Folders
from impactmonitor.deliveries.sources.statline.table import FormError, Listed, Service
from impactmonitor.deliveries.sources.statline.trial import Content
from impactmonitor.deliveries.sources.statline.v3 import V3
from impactmonitor.deliveries.sources.statline.v4 import V4
from impactmonitor.exceptions import SourceError
from impactmonitor.findings import Finding
from impactmonitor.outgoing import Outgoing

_log = logging.getLogger(__name__)
GONE = "The service no longer lists this table. When it is gone for good, say `live: false` in its recipes."
MUCH_FEWER = 0.9
GIVE_UP = 2
"""After so many tables in a row without a connection the rest is not asked for."""
MINUTES = len("2025-10-24T02:00")
_TABLE = re.compile(r"\d{5}(NED|ned)")

State = Literal["fetched", "unchanged", "failed", "would be fetched"]


@dataclass
class TableReport:
    """What became of one table. `failed` leaves the delivery of before in force, when there is one."""

    table: str
    state: State
    message: str = ""
    modified: str = ""
    held: str = ""
    rows: int = 0
    version: str = ""
    unreachable: bool = False
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Wishes:
    """What to do: only these tables, again when changed since a day, only look, accept what looks wrong."""

    tables: tuple[str, ...] = ()
    since: dt.date | None = None
    dry_run: bool = False
    accept: bool = False


class Watcher:
    """Is told how far an update is; does nothing by itself."""

    def table(self, number: int, total: int, listed: Listed) -> None:
        """Table `number` of `total` begins."""

    def cells(self, done: int, expected: int | None) -> None:
        """So many cells of this table have arrived."""

    def finished(self, report: TableReport) -> None:
        """This table is done."""


def live_tables(catalogue: Catalogue) -> list[str]:
    """Ids of the tables for which the catalogue has recipes that ask the service, in the order of the catalogue."""
    found: dict[str, None] = {}
    for indicator in catalogue.ordered:
        for recipe in indicator.recipe:
            if recipe.live and _TABLE.fullmatch(recipe.table):
                found[recipe.table] = None
    return list(found)


def services(v4: str, v3: str) -> dict[str, Service]:
    """The versions of the service by name, in the order in which they are tried."""
    return {"v4": V4(v4), "v3": V3(v3)}


class _Listings:
    """The list of tables of each version, asked for when it is needed and once."""

    def __init__(self, outgoing: Outgoing, offered: Iterable[Service]) -> None:
        self.outgoing = outgoing
        self.services = list(offered)
        self._lists: dict[str, dict[str, Listed]] = {}
        self.errors: dict[str, SourceError] = {}

    def of(self, service: Service) -> dict[str, Listed]:
        """All tables of a version; empty when the version cannot be asked."""
        if service.version not in self._lists:
            found: dict[str, Listed] = {}
            try:
                url: str | None = service.catalogue_url()
                seen: set[str] = set()
                while url:
                    if url in seen:
                        raise FormError("its pages go round in a circle")
                    seen.add(url)
                    _, data = self.outgoing.json(url)
                    page, url = service.read_catalogue(data)
                    found |= page
            except (SourceError, FormError) as error:
                problem = error if isinstance(error, SourceError) else SourceError(f"The list of tables: {error}.")
                self.errors[service.version] = problem
                found = {}
            self._lists[service.version] = found
        return self._lists[service.version]

    def offers(self, table: str) -> Iterable[tuple[Service, Listed]]:
        """The versions that list a table, in order; the later ones are only asked when the first did not do."""
        for service in self.services:
            listed = self.of(service).get(table)
            if listed:
                yield service, listed

    def require_connection(self) -> None:
        """Raise SourceError when no version of the service can be asked at all."""
        for service in self.services:
            if self.of(service):
                return
        first = next(iter(self.errors.values()), None)
        raise SourceError(
            f"{first or 'The list of StatLine tables is empty.'} Nothing was changed. "
            "Run the command again later, or check the proxy.",
            unreachable=first is None or first.unreachable,
        )


@dataclass
class Updater:
    """One run over the wanted tables. `now` gives the moment of retrieval."""

    outgoing: Outgoing
    offered: list[Service]
    catalogue: Catalogue
    ledger: Ledger
    folders: Folders
    wishes: Wishes
    now: Callable[[], dt.datetime]
    watcher: Watcher = field(default_factory=Watcher)

    def run(self) -> list[TableReport]:
        """Fetch every wanted table that changed. Raises SourceError when there is no connection at all.

        A table that cannot be taken is reported as failed, and the others go on.
        """
        listings = _Listings(self.outgoing, self.offered)
        listings.require_connection()
        wanted = list(self.wishes.tables) or live_tables(self.catalogue)
        reports: list[TableReport] = []
        for number, table in enumerate(wanted, 1):
            if len(reports) >= GIVE_UP and all(r.unreachable for r in reports[-GIVE_UP:]):
                held = self.ledger.current(table)
                stamp = str(held.facts["modified"]) if held else ""
                report = TableReport(
                    table, "failed", "Not asked: the connection was lost.", held=stamp, unreachable=True
                )
            else:
                report = self._one(listings, table, (number, len(wanted)))
            reports.append(report)
            self.watcher.finished(report)
        return reports

    def _one(self, listings: _Listings, table: str, place: tuple[int, int]) -> TableReport:
        held = self.ledger.current(table)
        report = TableReport(table, "failed", held=str(held.facts["modified"]) if held else "")
        problems: list[str] = []
        stamps: dict[str, str] = {}
        content = self._content(held)
        for service, listed in listings.offers(table):
            report.modified, report.version = listed.modified, service.version
            stamps[service.version] = listed.modified
            if held and content and not problems and not self._changed(service, listed, held):
                report.state = "unchanged"
                return report
            if self.wishes.dry_run:
                report.state, report.rows = "would be fetched", listed.cells or 0
                return report
            self.watcher.table(*place, listed)
            try:
                fetched = fetch(
                    service, self.outgoing, self.catalogue, listed, self.folders, self.now(), self.watcher.cells
                )
                # A version that failed and is ahead of this one is asked again next time.
                fetched.entry.facts["stamps"] = {v: m for v, m in stamps.items() if m[:19] <= listed.modified[:19]}
                self._check_not_fewer(fetched.entry, held)
                check_against(fetched, content, self.catalogue, self.folders, self.wishes.accept)
            except SourceError as error:
                problems.append(str(error))
                report.unreachable = error.unreachable and (report.unreachable or len(problems) == 1)
                report.findings += getattr(error, "findings", ())
                _log.info("%s by %s: %s", table, service.version, error)
                if isinstance(error, DoubtfulError):  # the other version counts in another way
                    break
                continue
            if held and held.digest == fetched.entry.digest and held.facts["recipes"] == fetched.entry.facts["recipes"]:
                report.state = "unchanged"
                return report
            self.ledger.enter(fetched.entry)
            report.state, report.rows = "fetched", int(fetched.entry.facts["rows"])
            report.findings = list(fetched.resolved.findings)
            if listed.discontinued:
                message = "the source has stopped this table; it will not change any more"
                report.findings.append(Finding(f"StatLine {table}", 0, message, "Look for its successor.", "warning"))
            return report
        if not problems:
            errors = [str(e) for e in listings.errors.values()]
            problems = errors if len(errors) == len(self.offered) else [GONE]
        report.message = problems[0]
        return report

    def _content(self, held: Entry | None) -> Content | None:
        """What the delivery in force holds; None when there is none, or when it can no longer be used."""
        service = next((s for s in self.offered if held and s.version == held.facts["version"]), None)
        return content_of(service, held, self.catalogue, self.folders) if held and service else None

    def _changed(self, service: Service, listed: Listed, held: Entry) -> bool:
        """Whether a table must be fetched: its stamp or our recipes are other ones, or the user asks for it again."""
        stamp = held.facts["stamps"].get(service.version)
        if stamp is None:  # this version was not asked before: the other one's stamp, without the time zone it may lack
            if held.facts["modified"][:MINUTES] != listed.modified[:MINUTES]:
                return True
        elif stamp != listed.modified:
            return True
        if held.facts["recipes"] != fingerprint(self.catalogue, listed.id):
            return True
        return self.wishes.since is not None and listed.modified[:10] >= self.wishes.since.isoformat()

    def _check_not_fewer(self, entry: Entry, held: Entry | None) -> None:
        """Refuse a delivery with fewer cells than the one in force, for the same question."""
        if held is None or self.wishes.accept:
            return
        facts, before = entry.facts, held.facts
        if all(before[name] == facts[name] for name in ("version", "measures", "regions", "keys")):
            name, least = "rows", before["rows"]
        elif before["version"] != facts["version"] and before["recipes"] == facts["recipes"]:
            name, least = "values", before["values"] * MUCH_FEWER  # the versions count rows in another way
        else:
            return
        if facts[name] < least:
            what = "cells" if name == "rows" else "figures"
            raise DoubtfulError(
                f"Table {entry.dataset} came with {facts[name]:,} {what}, fewer than the {before[name]:,} of before. "
                f"{how_to_accept(entry.dataset)}"
            )


def kept_series(ledger: Ledger, catalogue: Catalogue) -> dict[str, list[str]]:
    """Per table the series that the newest delivery lacks and an earlier one supplies: indicator/measure/category."""
    wanted = {(r.table, f"{i.id}/{r.kind}") for i in catalogue.indicators.values() for r in i.recipe if r.live}
    found: dict[str, list[str]] = {}
    for table in live_tables(catalogue):
        newest, *earlier = [set(e.facts["found"]) for e in ledger.entries(table)] or [set()]
        lost = sorted(set().union(*earlier) - newest)
        if still := [key for key in lost if (table, key.rpartition("/")[0]) in wanted]:
            found[table] = still
    return found
