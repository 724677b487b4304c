"""Which rules hold for which operation: figures in, findings out, no words.

Every difference between every two figures is looked at, so that the order of the figures does not matter for an
operation that is symmetric, and one more figure never makes a forbidden combination allowed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.combinations import divisions, moments, numbers, things
from impactmonitor.combinations.findings import Found, Verdict, block, mark, warn
from impactmonitor.combinations.operands import Figure, Given, UnknownError, resolve
from impactmonitor.combinations.operations import Operation
from impactmonitor.combinations.operations import read as read_operation

COMPUTING = {
    Operation.ADD, Operation.SUBTRACT, Operation.SHARE, Operation.RATE, Operation.RATIO, Operation.AVERAGE,
    Operation.AVERAGE_WEIGHTED, Operation.STACK, Operation.SIGNAL, Operation.BRIDGE,
}  # fmt: skip
"""Operations that make a new figure; a figure without a value stops them."""
COUNTS = {Operation.ADD, Operation.SHARE, Operation.RATE, Operation.RATIO, Operation.STACK, Operation.BRIDGE}
"""Operations for which a figure without a stated measure is the count."""


def judge(catalogue: Catalogue, operation: str, operands: Iterable[Given]) -> list[Found]:
    """Everything that the rules say of this combination, gravest first; empty when nothing is to be said.

    Never raises on what a caller may get wrong: an operation, indicator, region, period or status that does not exist
    is a finding that blocks.
    """
    found = read_operation(operation)
    if found is None:
        return [block("unknown-operation", about=str(operation)[:40])]
    if not isinstance(operands, Iterable):
        return [block("no-operands")]
    try:
        figures = [resolve(catalogue, given, found in COUNTS) for given in operands]
    except UnknownError as error:
        return [block(error.rule, about=error.text)]
    if not figures:
        return [block("no-operands")]
    return judged(catalogue, found, figures)


def judged(catalogue: Catalogue, operation: Operation, figures: Sequence[Figure]) -> list[Found]:
    """The same for figures that were read already."""
    said = list(_OPERATIONS[operation](catalogue, figures))
    said += [f for figure in figures for f in numbers.alone(catalogue, figure, operation in COMPUTING)]
    for a, b in itertools.combinations(figures, 2):
        said += [*things.origins(a, b), *things.stages(a, b)]
    return list({f.rule: f for f in sorted(said, key=lambda f: f.verdict)}.values())[::-1]


Rule = Callable[[Catalogue, Sequence[Figure]], Iterator[Found]]


def _add(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    for figure in figures:
        if figure.measure in ("mean", "score"):
            yield block("means-added", figure)
        if figure.method == "cohort" and len(figures) > 1:
            yield block("cohorts", figure)
    for a, b in itertools.combinations(figures, 2):
        yield from _pair_added(catalogue, a, b)
    bridge = {f.region.code for f in figures}
    if len(bridge) > 1 and things.places.bridge(catalogue.regions, bridge):
        yield mark("bridged", figures[0])


def _pair_added(catalogue: Catalogue, a: Figure, b: Figure) -> Iterator[Found]:
    if a.key == b.key:
        yield block("same-figure", a, b)
        return
    yield from things.methods(a, b)
    yield from things.sources(a, b)
    if a.measure != b.measure:
        yield block("other-measure", a, b)
    elif a.unit != b.unit:
        yield block("other-unit", a, b)
    elif a.measure in ("share", "rate") and (a.indicator, a.region, a.period) != (b.indicator, b.region, b.period):
        yield block("shares-added", a, b)
    if a.indicator.id == b.indicator.id:
        yield from things.added_categories(a, b)
    else:
        yield from things.added_indicators(catalogue, a, b)
    yield from things.added_regions(catalogue, a, b)
    yield from moments.added(a, b)


def _pair_compared(catalogue: Catalogue, a: Figure, b: Figure, axis: bool, seasons: bool = True) -> Iterator[Found]:
    yield from things.compared_things(catalogue, a, b, axis)
    yield from things.compared_regions(catalogue, a, b)
    yield from moments.across(a, b, seasons)
    differs = (a.indicator.id != b.indicator.id, a.region.code != b.region.code, a.period != b.period)
    if sum(differs) > 1 and differs[2]:
        yield warn("several-differences", a, b)


def _compare(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    for a, b in itertools.combinations(figures, 2):
        yield from _pair_compared(catalogue, a, b, axis=False)


def _chart(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    many = len({f.period for f in figures}) > 3
    for a, b in itertools.combinations(figures, 2):
        yield from _pair_compared(catalogue, a, b, axis=True, seasons=not many)


def _subtract(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    for a, b in itertools.combinations(figures, 2):
        if a.key == b.key:
            yield block("same-figure", a, b)
        if a.indicator.id != b.indicator.id and a.measure == "count" and not things.either_part(catalogue, a, b):
            yield block("not-a-part", a, b)
        yield from _pair_compared(catalogue, a, b, axis=True)
        if a.method == "cohort":
            yield block("cohorts", a, b)


def _trend(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    lines: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        lines.setdefault(figure.line, []).append(figure)
    joined = len(lines) > 1 and all(len(line) == 1 for line in lines.values()) and len({f.period for f in figures}) > 1
    if joined:
        yield from _joined(catalogue, figures)
        return
    yield from _chart(catalogue, figures)


def _joined(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    """One line over figures that are not of one series: only over an exact change of regions."""
    if len({(f.indicator.id, f.measure, f.category) for f in figures}) > 1:
        yield block("series-joined", figures[0], figures[-1])
    last = max(figures, key=lambda f: f.period.sort_key if f.period else (0, 0))
    bridge = things.places.bridge_to(catalogue.regions, last.region.code)
    before = {f.region.code for f in figures} - {last.region.code}
    whole = last.region
    if bridge and before == set(bridge.before) and last.measure in ("count", "rate"):
        yield mark("bridged", last)
        whole = catalogue.regions[NETHERLANDS]  # the change of regions is bridged, breaks of all regions are not
    else:
        yield block("series-joined", figures[0], figures[-1])
    for a, b in itertools.combinations((replace(f, region=whole) for f in figures), 2):
        yield from moments.across(a, b, seasons=False)


def _stack(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    """What is stacked is added; what stands beside it on the axis is compared."""
    stacked = next(
        (pick for pick in _STACKED if len({pick(f) for f in figures}) > 1), lambda f: f.period.code if f.period else ""
    )
    for a, b in itertools.combinations(figures, 2):
        if a.key == b.key:
            yield block("same-figure", a, b)
        elif _axis(a, stacked) == _axis(b, stacked):
            yield from _pair_added(catalogue, a, b)
        else:
            yield from _pair_compared(catalogue, a, b, axis=True, seasons=False)
        if a.category != b.category and a.indicator.id == b.indicator.id:
            yield from things.added_categories(a, b)
    for figure in figures:
        if figure.measure in ("mean", "score"):
            yield block("means-added", figure)
        if figure.codelist and figure.category != "totaal" and figure.codelist.complete is not True:
            yield warn("incomplete-list", figure)


_STACKED: tuple[Callable[[Figure], str], ...] = (
    lambda f: f.category,
    lambda f: f.indicator.id,
    lambda f: f.region.code,
)


def _axis(figure: Figure, stacked: Callable[[Figure], str]) -> tuple[str, ...]:
    """Everything of a figure but what is stacked."""
    period = figure.period.code if figure.period else ""
    own = (figure.indicator.id, figure.measure, figure.category, figure.region.code, period)
    return tuple(part for part in own if part != stacked(figure))


def _average(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    if len(figures) > 1:
        for figure in figures:
            if figure.measure != "count":
                yield block("average-without-weights", figure)
    yield from _averaged(catalogue, figures)


def _averaged(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    declared = {(w.indicator, w.measure) for w in catalogue.region_values if w.weigh_by}
    within = len({f.period for f in figures}) == 1 and {f.region.type for f in figures} == {"GM"}
    for figure in figures:
        if within and (figure.indicator.id, figure.measure) in declared:
            yield warn("average-as-declared", figure)
        elif figure.measure == "score" or (figure.method in ("cohort", "sample") and len(figures) > 1):
            yield block("average-of-estimates", figure)
    for a, b in itertools.combinations(figures, 2):
        if a.key == b.key:
            yield block("same-figure", a, b)
        yield from _pair_compared(catalogue, a, b, axis=True, seasons=False)
        if a.indicator.id != b.indicator.id:
            yield block("indicators-averaged", a, b)
        if a.category != b.category:
            yield block("categories-averaged", a, b)
        if a.region.code != b.region.code:
            yield from things.added_regions(catalogue, a, b)


def _map(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    for figure in figures:
        if figure.measure == "count":
            yield block("counts-on-a-map", figure)
    for a, b in itertools.combinations(figures, 2):
        if (a.indicator.id, a.measure, a.category) != (b.indicator.id, b.measure, b.category):
            yield block("several-on-a-map", a, b)
        if a.region.type != b.region.type:
            yield block("other-layout", a, b)
        if a.period != b.period:
            yield block("periods-on-a-map", a, b)
        yield from _pair_compared(catalogue, a, b, axis=True)


def _signal(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    for figure in figures:
        if figure.stage in things.PROVISIONAL:
            yield block("signal-on-provisional", figure)
        if figure.method in ("cohort", "sample"):
            yield block("signal-on-estimate", figure)
        elif figure.method == "unknown":
            yield warn("method-unknown", figure)
        if figure.measure not in ("share", "rate"):
            yield block("signal-on-measure", figure)
        if figure.measure == "count" and figure.value is not None and figure.value < numbers.FEWEST:
            yield block("signal-on-few", figure)
        if figure.second_hand:
            yield block("signal-second-hand", figure)
        yield from moments.begins_broken(figure)
    yield from _chart(catalogue, figures)


def _bridge(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    codes = {f.region.code for f in figures}
    if things.places.bridge(catalogue.regions, codes) is None or len(codes) != len(figures):
        yield block("no-bridge", figures[0])
    for figure in figures:
        if figure.measure not in ("count", "rate"):
            yield block("shares-added", figure)
        if figure.second_hand:
            yield block("second-hand", figure)
    for a, b in itertools.combinations(figures, 2):
        same = (a.indicator.id, a.measure, a.category, a.period) == (b.indicator.id, b.measure, b.category, b.period)
        if not same:
            yield block("several-differences", a, b)
    yield mark("bridged", figures[0])


def _rank(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    yield block("ranking", figures[0])


def _invent(catalogue: Catalogue, figures: Sequence[Figure]) -> Iterator[Found]:
    yield block("invented", figures[0])


_OPERATIONS: dict[Operation, Rule] = {
    Operation.ADD: _add,
    Operation.SUBTRACT: _subtract,
    Operation.SHARE: divisions.share,
    Operation.RATE: divisions.rate,
    Operation.RATIO: divisions.ratio,
    Operation.AVERAGE: _average,
    Operation.AVERAGE_WEIGHTED: _averaged,
    Operation.COMPARE: _compare,
    Operation.TREND: _trend,
    Operation.CHART: _chart,
    Operation.STACK: _stack,
    Operation.MAP: _map,
    Operation.SIGNAL: _signal,
    Operation.BRIDGE: _bridge,
    Operation.RANK: _rank,
    Operation.INVENT: _invent,
}


def worst(found: Iterable[Found]) -> Verdict:
    """The gravest of these findings."""
    return max((f.verdict for f in found), default=Verdict.ALLOW)
