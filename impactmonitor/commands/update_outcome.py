"""What an update says afterwards: in lines for people, as JSON for programs, and whether someone has to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.commands.releasing import Made
from impactmonitor.deliveries.statline import TableReport
from impactmonitor.findings import Finding
from impactmonitor.release.compare import Counts

NO_MAP = "boundaries not taken"


@dataclass(frozen=True)
class Outcome:
    """One update: its tables, the release it made, how that differs, boundaries, and series that keep older figures."""

    reports: list[TableReport]
    made: Made | None
    changes: dict[str, Counts]
    maps: list[str]
    kept: dict[str, list[str]]

    @property
    def failed(self) -> list[TableReport]:
        """Tables that could not be taken."""
        return [r for r in self.reports if r.state == "failed"]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.made or self.failed or self.kept or any(NO_MAP not in line for line in self.maps))

    @property
    def _fetched(self) -> set[str]:
        return {r.table for r in self.reports if r.state == "fetched"}

    def problem(self) -> str:
        """Why someone has to look: one sentence, empty when all is well. Maps are no reason: the tile map serves."""
        parts = []
        if self.failed:
            names = ", ".join(r.table for r in self.failed)
            parts.append(f"{len(self.failed)} of {len(self.reports)} tables could not be taken ({names})")
        if self.kept:
            many = sum(map(len, self.kept.values()))
            parts.append(f"{many} series of {', '.join(self.kept)} keep the figures of an earlier delivery")
        if self.made and self.made.held_back:
            day = self.made.held_back
            parts.append(f"release {self.made.release} is not in force, because of the roll-back of {day}")
        return f"{'; '.join(parts)}. The output says what to do." if parts else ""

    def lines(self, catalogue: Catalogue, dry_run: bool) -> Iterator[str]:
        """For people: tables, indicators, remarks, changes, release."""
        yield from (line for r in self.reports for line in _table(r))
        if dry_run and all(r.state == "unchanged" for r in self.reports):
            yield "Nothing would be fetched."
        yield from (f"remark: {finding}" for r in self.failed for finding in r.findings)
        for table, series in self.kept.items():
            more = " and others" if len(series) > 5 else ""
            yield (
                f"{table}  no longer has {', '.join(series[:5])}{more}; they keep the figures of an earlier delivery. "
                f"See: impactmonitor statline {table}"
            )
        if self.made:
            yield from self._indicators(catalogue)
            yield from (f"remark: {finding}" for finding in self._remarks())
            for indicator, n in self.changes.items():
                yield f"change: {indicator}: {n.added:,} new, {n.changed:,} changed, {n.removed:,} gone"
            yield _release(self.made)
        if not self.quiet:  # a map that is missing every night is no news: the tile map serves
            yield from self.maps

    def _remarks(self) -> list[Finding]:
        """Findings of what arrived now; those of the other tables were said when they arrived."""
        if not self.made:
            return []
        now = (a for a in self.made.arrived if a.table in self._fetched and not a.earlier)
        own = [f for r in self.reports if r.state == "fetched" for f in r.findings]
        return list(dict.fromkeys([*self.made.findings, *own, *(f for a in now for f in a.findings)]))

    def _arrived(self) -> dict[str, list[tuple[str, int, str]]]:
        """Per indicator: table, figures with a value and newest period, of what was fetched now."""
        found: dict[str, list[tuple[str, int, str]]] = {}
        for arrived in self.made.arrived if self.made else []:
            if arrived.table in self._fetched and not arrived.earlier:
                for indicator, count in arrived.figures.items():
                    found.setdefault(indicator, []).append((arrived.table, count, arrived.newest[indicator]))
        return found

    def _indicators(self, catalogue: Catalogue) -> Iterator[str]:
        wanted = {r.table for r in self.reports if r.state != "unchanged"}
        arrived = self._arrived()
        for indicator in catalogue.ordered:
            asked = {r.table for r in indicator.recipe if r.live} & wanted
            if found := arrived.get(indicator.id):
                text = "; ".join(f"{count:,} figures up to {newest} from {table}" for table, count, newest in found)
                yield f"  {indicator.id}: {text}"
            elif asked:
                yield f"  {indicator.id}: nothing arrived from {', '.join(sorted(asked))}"

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "tables": [{**asdict(r), "findings": [f.as_dict() for f in r.findings]} for r in self.reports],
            "indicators": {
                indicator: [{"table": t, "figures": n, "newest": p} for t, n, p in found]
                for indicator, found in self._arrived().items()
            },
            "remarks": [f.as_dict() for f in self._remarks()],
            "kept": self.kept,
            "release": self.made.release if self.made else None,
            "in_force": bool(self.made and not self.made.held_back),
            "previous": self.made.before if self.made else None,
            "changes": {indicator: asdict(counts) for indicator, counts in self.changes.items()},
            "maps": self.maps,
        }


def _table(r: TableReport) -> Iterator[str]:
    before = f", was {r.held[:10]}" if r.held else ", new here"
    if r.state == "fetched":
        yield f"{r.table}  {r.rows:,} cells, changed {r.modified[:10]}{before} ({r.version})"
    elif r.state == "would be fetched":
        yield f"{r.table}  would be fetched: changed {r.modified[:10]}{before}"
    elif r.state == "failed":
        stays = f" The figures of {r.held[:10]} stay in force." if r.held else " There are no figures of it yet."
        yield f"{r.table}  NOT TAKEN: {r.message}{stays}"


def _release(made: Made) -> str:
    if made.before == made.release:
        return f"Release {made.release} is already in force; no figure changed."
    if made.held_back:
        return made.waits
    since = f" Compare with: impactmonitor release diff {made.before}" if made.before else ""
    return f"Release {made.release} is in force: {made.figures:,} figures.{since}"
