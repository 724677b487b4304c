"""Of two vintages of a figure the later one is in force; the earlier one is kept as a revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.findings import Finding
from impactmonitor.tables import Observation, Stage

_STAGE_RANK = {Stage.UNSTATED: 0, Stage.PROVISIONAL: 1, Stage.REVISED: 2, Stage.FINAL: 3}


@dataclass(frozen=True)
class Vintages:
    """Which observations are in force, and which earlier vintages they replace."""

    in_force: list[Observation]
    earlier: list[Observation]
    findings: list[Finding]


def vintages(mapped: Iterable[tuple[PrintedFigure, Observation]]) -> Vintages:
    """Of every figure the latest vintage is in force; earlier ones that differ are kept as revisions.

    Later means: first-hand before second-hand, then the higher edition, then the more final stage.
    Copies of a page with the same value are one figure. Two different values of the same rank are a finding.
    """
    groups: dict[tuple[str, ...], list[tuple[PrintedFigure, Observation]]] = defaultdict(list)
    for row, obs in mapped:
        groups[obs.key].append((row, obs))
    in_force, earlier, findings = [], [], []
    for pairs in groups.values():
        pairs.sort(key=lambda pair: _rank(pair[1]), reverse=True)
        row, best = pairs[0]
        in_force.append(best)
        seen = {(best.value, best.low, best.high)}
        for other_row, other in pairs[1:]:
            what = (other.value, other.low, other.high)
            if what in seen:
                continue
            seen.add(what)
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
                earlier.append(other)
    return Vintages(in_force, earlier, findings)


def _rank(obs: Observation) -> tuple[bool, int, int, bool]:
    return (
        not obs.second_hand,
        obs.edition,
        _STAGE_RANK[Stage(obs.stage)],
        obs.value is not None or obs.low is not None,
    )
