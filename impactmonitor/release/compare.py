"""What changed between two releases, and how one figure changed over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from impactmonitor.exceptions import ReleaseError
from impactmonitor.release import names, pointer, read
from impactmonitor.release.selection import Selection
from impactmonitor.tables import KEY, Origin

_WATCHED = (
    "value", "low", "high", "unit", "obs_status", "conf_status", "stage", "formula", "second_hand", "source",
)  # fmt: skip
"""What makes a figure another figure. Notes and the numbering of publications do not."""


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
    """How many figures of an indicator differ between two releases."""

    added: int
    changed: int
    removed: int


def count(old: Path, new: Path) -> dict[str, Counts]:
    """Per indicator with differences, how many figures were added, changed or removed between two release folders."""
    key = ", ".join(KEY)
    left, right = (", ".join(f"{side}.{name}" for name in _WATCHED) for side in "ab")
    rows = _ask(
        f"SELECT indicator, count(*) FILTER (a.stage IS NULL), "
        "count(*) FILTER (a.stage IS NOT NULL AND b.stage IS NOT NULL), count(*) FILTER (b.stage IS NULL) "
        f"FROM read_parquet(?) a FULL JOIN read_parquet(?) b USING ({key}) "
        f"WHERE ({left}) IS DISTINCT FROM ({right}) GROUP BY indicator ORDER BY indicator",
        old,
        new,
    )
    return {indicator: Counts(added, changed, removed) for indicator, added, changed, removed in rows}


def _ask(query: str, old: Path, new: Path) -> list[tuple[Any, ...]]:
    con = duckdb.connect()
    try:
        return con.execute(query, [str(old / names.OBSERVATIONS), str(new / names.OBSERVATIONS)]).fetchall()
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
