"""Of two vintages of a figure the later one is in force; the earlier one is kept as a revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.findings import Finding
from impactmonitor.tables import ROUNDING, Observation, Stage

_STAGE_RANK = {Stage.UNSTATED: 0, Stage.PROVISIONAL: 1, Stage.REVISED: 2, Stage.FINAL: 3}


@dataclass(frozen=True)
class Vintages:
    """Which observations are in force, and which earlier vintages they replace."""

    in_force: list[Observation]
    earlier: list[Observation]
    findings: list[Finding]


def vintages(mapped: Iterable[tuple[PrintedFigure, Observation]]) -> Vintages:
    """Of every figure the latest vintage is in force; earlier ones, with another value or stage, are kept as revisions.

    Later means: first-hand before second-hand, then the higher edition, then the more final stage.
    Copies of a page are one figure. A value that differs from the one in force at the same rank is a finding.
    """
    groups: dict[tuple[str, ...], list[tuple[PrintedFigure, Observation]]] = defaultdict(list)
    for row, obs in mapped:
        groups[obs.key].append((row, obs))
    in_force, earlier, findings = [], [], []
    for pairs in groups.values():
        pairs.sort(key=lambda pair: _rank(pair[1]), reverse=True)
        row, best = pairs[0]
        in_force.append(best)
        seen = {_printed(best)}
        for other_row, other in pairs[1:]:
            same_value = _printed(other)[:3] == _printed(best)[:3]
            if _printed(other) in seen or (same_value and other.stage == Stage.UNSTATED):
                continue
            seen.add(_printed(other))
            if _rank(other) == _rank(best):
                findings.append(
                    Finding(
                        other_row.file,
                        other_row.line,
                        f"prints {other.value} for the figure for which {row.file}:{row.line} prints {best.value}",
                        "Say with `edition` in the recipes which of the two is later.",
                    )
                )
            else:
                earlier.append(_remarked(other, best))
    return Vintages(in_force, earlier, findings)


def _printed(obs: Observation) -> tuple[float | None, float | None, float | None, str]:
    return (obs.value, obs.low, obs.high, obs.stage)


def _remarked(other: Observation, best: Observation) -> Observation:
    """Say so when another print differs by rounding only: some reports print raw counts, others multiples of five."""
    if other.measure != "count" or other.value is None or best.value is None or other.value == best.value:
        return other
    rough, fine = sorted((other.value, best.value), key=lambda v: v % 5 != 0)
    if rough % 5 == 0 and fine % 5 != 0 and abs(rough - fine) < 2.5:
        return replace(other, note=f"{other.note} {ROUNDING}".strip())
    return other


def _rank(obs: Observation) -> tuple[bool, int, int, bool]:
    return (
        not obs.second_hand,
        obs.edition,
        _STAGE_RANK[Stage(obs.stage)],
        obs.value is not None or obs.low is not None,
    )
