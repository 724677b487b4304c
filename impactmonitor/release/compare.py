"""What changed between two releases, and how one figure changed over all of them."""

from __future__ import annotations

import json
import logging
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import duckdb

from impactmonitor.exceptions import ReleaseError, StorageError
from impactmonitor.files import put_in_place
from impactmonitor.release import names, pointer, read
from impactmonitor.release.selection import Selection
from impactmonitor.tables import KEY, ConfStatus, Observation, ObsStatus, Origin

_LOG = logging.getLogger(__name__)
_WATCHED = (
    "value", "low", "high", "unit", "obs_status", "conf_status", "stage", "formula", "second_hand", "source",
)  # fmt: skip
"""What makes a figure another figure. Notes and the numbering of publications do not."""


_KEY = ", ".join(f"coalesce(a.{name}, b.{name})" for name in KEY)
_MARKS = "mark, mark2"
"""Two numbers that stand for the key of a figure: joining on them takes a tenth of the memory that the words take."""
_RANK = "CASE WHEN a.state IS NULL THEN 4 WHEN b.state IS NULL THEN 2 WHEN a.amount = b.amount THEN 3 ELSE 1 END"
"""Other values first, then what is gone, then other statuses, then what is new."""
_HASHES = (
    f"hash({', '.join(KEY)}) AS mark, hash('2', {', '.join(KEY)}) AS mark2, "
    f"hash({', '.join(_WATCHED)}) AS state, hash(value, low, high) AS amount"
)
_BATCH = 10_000
_MEMORY = "384MB"
"""Ceiling for a comparison."""


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
    for before, after in _differing(old, new, _KEY):
        if some := before or after:
            yield Change(*some.key, _state(before), _state(after))


def _state(observation: Observation | None) -> tuple[object, ...] | None:
    return tuple(getattr(observation, name) for name in _WATCHED) if observation else None


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
    with _both(old, new) as con:
        rows = con.execute(
            "SELECT indicator, count(*) FILTER (a.state IS NULL), "
            "count(*) FILTER (a.state IS NOT NULL AND b.state IS NOT NULL), count(*) FILTER (b.state IS NULL), "
            f"count(*) FILTER (a.amount = b.amount) FROM a FULL JOIN b USING (indicator, {_MARKS}) "
            "WHERE a.state IS DISTINCT FROM b.state GROUP BY indicator ORDER BY indicator"
        ).fetchall()
    return {row[0]: Counts(*row[1:]) for row in rows}


KEPT = "changes"
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


def pairs(old: Path, new: Path, limit: int | None = None, now: Path | None = None) -> Pairs:
    """Figures that differ between two release folders, read as they are asked for.

    Other values come first, then what is gone, then other statuses, then what is new; within that in key order. What
    is hidden in the release `now`, which may be a later one, has no value on either side.
    """
    return _differing(old, new, f"rank, {_KEY}", limit, now)


def concealed(observation: Observation, now: Observation) -> Observation:
    """An earlier figure of which the present one is hidden: as hidden as that, and without what it was made from."""
    return replace(
        observation, value=None, low=None, high=None, formula="", note="",
        obs_status=ObsStatus.SUPPRESSED, conf_status=now.conf_status,
    )  # fmt: skip


def _differing(old: Path, new: Path, order: str, limit: int | None = None, now: Path | None = None) -> Pairs:
    """Figures that differ, in this order; all of them together are never in memory as objects.

    With a limit the first ones are found by their keys alone, and only those are read whole.
    """
    query = (
        f"WITH found AS (SELECT {_MARKS}, {_RANK} AS rank FROM (SELECT {_MARKS}, state, amount FROM a) a "
        f"FULL JOIN (SELECT {_MARKS}, state, amount FROM b) b USING ({_MARKS}) "
        "WHERE a.state IS DISTINCT FROM b.state)"
    )
    joined = "FROM {some} LEFT JOIN {left} a USING ({marks}) LEFT JOIN {right} b USING ({marks}) ORDER BY {order}"
    some = "found"
    if limit is not None:
        left, right = (f"(SELECT {_MARKS}, {', '.join(KEY)} FROM {side})" for side in "ab")
        first = joined.format(some=some, left=left, right=right, marks=_MARKS, order=order)
        query += f", first AS (SELECT {_MARKS}, rank {first} LIMIT {limit:d})"
        some = "first"
    columns = [f.name for f in fields(Observation)]
    whole = ", ".join(f"{side}.{name}" for side in "ab" for name in columns)
    query += f" SELECT rank <> 4, rank <> 2, {whole} "
    query += joined.format(some=some, left="a", right="b", marks=_MARKS, order=order)
    width = 2 + len(columns)
    with _both(old, new) as con:
        hidden = _hidden(con, now) if now else {}
        for batch in con.sql(query).to_arrow_reader(_BATCH):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                before = Observation(*row[2:width]) if row[0] else None
                after = Observation(*row[width:]) if row[1] else None
                yield _told(before, hidden), _told(after, hidden)


def _told(observation: Observation | None, hidden: Mapping[tuple[str, ...], str]) -> Observation | None:
    """The figure as it may be told, knowing what is hidden now."""
    if observation is None or observation.key not in hidden:
        return observation
    return concealed(observation, replace(observation, conf_status=ConfStatus(hidden[observation.key])))


def _hidden(con: duckdb.DuckDBPyConnection, now: Path) -> dict[tuple[str, ...], str]:
    """Keys of the differing figures that are hidden in a release, with their confidentiality status."""
    file = str(now / names.OBSERVATIONS).replace("'", "''")
    rows = con.execute(
        f"SELECT {', '.join(KEY)}, conf_status FROM (SELECT *, {_HASHES} FROM read_parquet('{file}')) "
        "WHERE (conf_status <> 'F' OR obs_status = 'Q') "
        f"AND (mark, mark2) IN (SELECT ({_MARKS}) FROM a FULL JOIN b USING ({_MARKS}) "
        "WHERE a.state IS DISTINCT FROM b.state)"
    ).fetchall()
    return {row[:-1]: row[-1] for row in rows}


@contextmanager
def _both(old: Path, new: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the old release as `a` and the new one as `b`; what does not fit in memory goes to the disk.

    Raises ReleaseError when one of them cannot be read.
    """
    con = duckdb.connect()
    try:
        con.execute(f"SET memory_limit = '{_MEMORY}'")
        con.execute("SET temp_directory = ?", [str(Path(tempfile.gettempdir()) / f"impactmonitor-{uuid.uuid4()}")])
        for name, folder in (("a", old), ("b", new)):
            file = str(folder / names.OBSERVATIONS).replace("'", "''")
            con.execute(f"CREATE VIEW {name} AS SELECT *, {_HASHES} FROM read_parquet('{file}')")
        yield con
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
