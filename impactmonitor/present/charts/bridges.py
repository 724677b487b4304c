"""Figures over a change of regions: what the old regions were together, for a region that is exactly their sum.

They are made when a series is shown, are never in a release, and carry a formula: a count is the sum of the counts of
the old regions, a rate is their summed counts per summed inhabitants. Shares, means and scores are not bridged: they
cannot be added. Nothing is made when one of the old regions has no figure to show.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Bridge
from impactmonitor.combinations.findings import Verdict
from impactmonitor.combinations.operations import Operation
from impactmonitor.combinations.places import bridge_to
from impactmonitor.combinations.rules import judge, worst
from impactmonitor.formulas import BRIDGED_RATE, BRIDGED_SUM, RATE, Formula, Operand, parse
from impactmonitor.periods import parse as parse_period
from impactmonitor.present import marks
from impactmonitor.tables import Observation, ObsStatus, Stage

__all__ = ["bridge_to", "bridged"]

_STAGES = (Stage.PROVISIONAL, Stage.REVISED, Stage.UNSTATED, Stage.FINAL)
"""From least to most certain: a sum is as certain as its least certain part."""


def bridged(catalogue: Catalogue, bridge: Bridge, observations: Iterable[Observation]) -> list[Observation]:
    """Figures of the new region before it existed, from those of the old regions among these figures."""
    together: dict[tuple[str, str, str, str], dict[str, Observation]] = {}
    for o in observations:
        if o.region in bridge.before and parse_period(o.period).end.year < bridge.year:
            together.setdefault((o.indicator, o.measure, o.category, o.period), {})[o.region] = o
    return list(_sums(catalogue, bridge, together.values()))


def _sums(catalogue: Catalogue, bridge: Bridge, groups: Iterable[dict[str, Observation]]) -> Iterator[Observation]:
    for group in groups:
        parts = [group[code] for code in bridge.before if code in group]
        whole = len(parts) == len(bridge.before)
        if not whole or any(marks.gap(o) or o.value is None for o in parts) or not _allowed(catalogue, parts):
            continue
        found = _count(parts) if parts[0].measure == "count" else _rate(parts) if parts[0].measure == "rate" else None
        if found:
            value, formula = found
            yield dataclasses.replace(
                parts[0],
                region=bridge.after[0],
                value=value,
                low=None,
                high=None,
                decimals=max(o.decimals for o in parts),
                obs_status=ObsStatus.ESTIMATED,
                stage=min((Stage(o.stage) for o in parts), key=_STAGES.index),
                formula=str(formula),
                note="",
            )


def _allowed(catalogue: Catalogue, parts: Sequence[Observation]) -> bool:
    """Whether the rules on combining figures let these be one figure of the new region."""
    return worst(judge(catalogue, Operation.BRIDGE, parts)) < Verdict.BLOCK


def _count(parts: Sequence[Observation]) -> tuple[float, Formula]:
    operands = tuple(Operand(o.indicator, o.category, o.region, o.period, o.value or 0.0) for o in parts)
    return sum(o.value for o in operands), Formula(BRIDGED_SUM, operands)


def _rate(parts: Sequence[Observation]) -> tuple[float, Formula] | None:
    """Only of rates that we computed ourselves: those name the count and the inhabitants they came from."""
    formulas = [parse(o.formula) if o.formula else None for o in parts]
    known = [f for f in formulas if f and f.name == RATE and len(f.operands) == 2]
    if len(known) < len(parts):
        return None
    counts, people = tuple(f.operands[0] for f in known), tuple(f.operands[1] for f in known)
    inhabitants = sum(o.value for o in people)
    if not inhabitants:
        return None
    value = round(sum(o.value for o in counts) / inhabitants * 10_000, max(o.decimals for o in parts))
    return value, Formula(BRIDGED_RATE, (*counts, *people))
