"""What changed between two releases, and how one figure changed over all of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import duckdb

from impactmonitor.exceptions import ReleaseError, StorageError
from impactmonitor.files import put_in_place
from impactmonitor.release import names, pointer, read
from impactmonitor.release.selection import Selection
from impactmonitor.tables import KEY, Observation, Origin

_LOG = logging.getLogger(__name__)
_WATCHED = (
    "value", "low", "high", "unit", "obs_status", "conf_status", "stage", "formula", "second_hand", "source",
)  # fmt: skip
"""What makes a figure another figure. Notes and the numbering of publications do not."""


_SAME_VALUE = "(a.value, a.low, a.high) IS NOT DISTINCT FROM (b.value, b.low, b.high)"
_BATCH = 10_000


@dataclass(frozen=True)
class Change:
    """A figure that differs: `before` is None for a new one, `after` for one that is gone."""

    indicator: str
    measure: str
    category: str
    region: str
    period: str
    before: tuple[object, ...] | None
    after: tuple[object, ...] | None

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def summary(self) -> str:
        """The columns that differ, before and after; of a new or removed figure only the value."""
        if self.before is None or self.after is None:
            value = (self.before or self.after or (None,))[0]
            return "no value" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
        pairs = zip(_WATCHED, self.before, self.after, strict=True)
        return ", ".join(f"{name} {old} -> {new}" for name, old, new in pairs if old != new)

    def as_dict(self) -> dict[str, object]:
        """For `--json`: the key and both states by column."""
        return {
            "kind": self.kind,
            **{name: getattr(self, name) for name in KEY},
            "before": dict(zip(_WATCHED, self.before, strict=True)) if self.before else None,
            "after": dict(zip(_WATCHED, self.after, strict=True)) if self.after else None,
        }


def diff(old: Path, new: Path) -> Iterator[Change]:
    """Figures that differ between two release folders, in key order."""
    key = ", ".join(KEY)
    left, right = (", ".join(f"{side}.{name}" for name in _WATCHED) for side in "ab")
    rows = _ask(
        f"SELECT {key}, a.stage IS NOT NULL, b.stage IS NOT NULL, {left}, {right} "
        f"FROM read_parquet(?) a FULL JOIN read_parquet(?) b USING ({key}) "
        f"WHERE ({left}) IS DISTINCT FROM ({right}) "
        f"ORDER BY {key}",
        old,
        new,
    )
    width = len(_WATCHED)
    for row in rows:
        had, has, states = row[5], row[6], row[7:]
        before = tuple(states[:width]) if had else None
        after = tuple(states[width:]) if has else None
        yield Change(row[0], row[1], row[2], row[3], row[4], before, after)


@dataclass(frozen=True)
class Counts:
    """How many figures of an indicator differ between two releases.

    `restated` of the changed ones kept their value: only their status, stage or computation differs.
    """

    added: int
    changed: int
    removed: int
    restated: int = 0


def count(old: Path, new: Path) -> dict[str, Counts]:
    """Per indicator with differences, how many figures were added, changed or removed between two release folders."""
    key = ", ".join(KEY)
    left, right = (", ".join(f"{side}.{name}" for name in _WATCHED) for side in "ab")
    rows = _ask(
        f"SELECT indicator, count(*) FILTER (a.stage IS NULL), "
        "count(*) FILTER (a.stage IS NOT NULL AND b.stage IS NOT NULL), count(*) FILTER (b.stage IS NULL), "
        f"count(*) FILTER (a.stage IS NOT NULL AND b.stage IS NOT NULL AND {_SAME_VALUE}) "
        f"FROM read_parquet(?) a FULL JOIN read_parquet(?) b USING ({key}) "
        f"WHERE ({left}) IS DISTINCT FROM ({right}) GROUP BY indicator ORDER BY indicator",
        old,
        new,
    )
    return {row[0]: Counts(*row[1:]) for row in rows}


KEPT = ".changes"
"""Folder beside the releases with what was counted when a release came into force."""


def remember(folder: Path) -> None:
    """Count what the release in force changed, and keep that beside the releases, so that no reader waits for it.

    Nothing is kept when it cannot be counted or written: then it is counted when it is asked for.
    """
    steps = [made.release for made in pointer.history(folder)]
    before = next((name for name in reversed(steps) if name != steps[-1]), None)
    if before is None:
        return
    try:
        found = count(folder / before, folder / steps[-1])
        target = _kept(folder / before, folder / steps[-1])
        target.parent.mkdir(exist_ok=True)
        content = {indicator: astuple(counts) for indicator, counts in found.items()}
        put_in_place(target, json.dumps(content).encode(), "what a release changed")
    except (ReleaseError, StorageError, OSError) as error:
        _LOG.warning("What release %s changed is not kept: %s", steps[-1], error)


def _kept(old: Path, new: Path) -> Path:
    return new.parent / KEPT / f"{old.name}-{new.name}.json"


def counted(old: Path, new: Path) -> dict[str, Counts]:
    """The same as `count`, as it was kept when that was done."""
    try:
        content = json.loads(_kept(old, new).read_bytes())
        return {indicator: Counts(*map(int, found)) for indicator, found in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return count(old, new)


Pair = tuple[Observation | None, Observation | None]
"""A figure in the old release and in the new one; None where it is not."""
Pairs = Iterator[Pair]


def pairs(old: Path, new: Path, limit: int | None = None) -> Pairs:
    """Figures that differ between two release folders, read as they are asked for.

    Other values come first, then what is gone, then other statuses, then what is new; within that in key order.
    """
    key = ", ".join(KEY)
    columns = [f.name for f in fields(Observation)]
    left, right = (", ".join(f"{side}.{name}" for name in _WATCHED) for side in "ab")
    whole = ", ".join(f"{side}.{name}" for side in "ab" for name in columns)
    rank = f"CASE WHEN a.stage IS NULL THEN 4 WHEN b.stage IS NULL THEN 2 WHEN {_SAME_VALUE} THEN 3 ELSE 1 END"
    most = f" LIMIT {limit:d}" if limit is not None else ""
    rows = _asked(
        f"SELECT a.stage IS NOT NULL, b.stage IS NOT NULL, {whole} "
        f"FROM read_parquet(?) a FULL JOIN read_parquet(?) b USING ({key}) "
        f"WHERE ({left}) IS DISTINCT FROM ({right}) ORDER BY {rank}, {key}{most}",
        old,
        new,
    )
    width = 2 + len(columns)
    for row in rows:
        yield (
            Observation(*row[2:width]) if row[0] else None,
            Observation(*row[width:]) if row[1] else None,
        )


def _ask(query: str, old: Path, new: Path) -> list[tuple[Any, ...]]:
    return list(_asked(query, old, new))


def _asked(query: str, old: Path, new: Path) -> Iterator[tuple[Any, ...]]:
    con = duckdb.connect()
    try:
        con.execute(query, [str(old / names.OBSERVATIONS), str(new / names.OBSERVATIONS)])
        while rows := con.fetchmany(_BATCH):
            yield from rows
    except duckdb.Error as error:
        raise ReleaseError(
            f"Release {old.name} or {new.name} is damaged. Check them with: impactmonitor release verify --all"
        ) from error
    finally:
        con.close()


@dataclass(frozen=True)
class Moment:
    """A value that a figure had. `since` is empty for a vintage that was printed before our first release."""

    since: str
    table: read.ReleasedTable


def history(releases: Path, origin: Origin, selection: Selection) -> list[Moment]:
    """Every value that the selected figures ever had: earlier prints first, then each change by release.

    Each moment holds one observation, with its release.
    """
    moments: list[Moment] = []
    seen: set[tuple[object, ...]] = set()
    in_force: dict[tuple[str, ...], tuple[object, ...]] = {}
    for activation in pointer.history(releases / origin):
        opened = read.open_release(releases, origin, activation.release)
        for table, since in ((opened.revisions(selection), ""), (opened.select(selection), activation.at)):
            for observation in table:
                state = tuple(getattr(observation, name) for name in _WATCHED)
                known = (*observation.key, *state)
                if (known in seen) if not since else (in_force.get(observation.key) == state):
                    continue
                seen.add(known)
                if since:
                    in_force[observation.key] = state
                moments.append(Moment(since, replace(table, observations=[observation])))
    return moments
