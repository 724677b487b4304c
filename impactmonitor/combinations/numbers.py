"""Rules on one figure by itself: whether it exists, is small, or came to us second-hand."""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.combinations import places
from impactmonitor.combinations.findings import Found, block, mark, warn
from impactmonitor.combinations.operands import Figure
from impactmonitor.periods import parse

FEWEST = 20
"""Below this many cases a count takes part in comparisons with a caution only."""
LEAST = 10
"""Of a count below this nothing is computed; nought stays nought."""
NO_SHARE, WHOLE = 50, 1_000
"""Below the first no share or rate is made of a denominator, below the second only with a caution."""

ROUNDED = 5
"""A part and a whole that were each rounded to fives may lie this much closer together than they are."""


def alone(catalogue: Catalogue, figure: Figure, computing: bool) -> Iterator[Found]:
    """What is to be said of a figure before it is put beside another; `computing`: whether a new figure is made."""
    for name in figure.strange:
        yield warn("unknown-field", figure, about=name)
    if figure.unpublished:
        yield warn("measure-not-published", figure)
    yield from _exists(catalogue, figure)
    if figure.absent:
        yield (block if computing else warn)("absent", figure)
    if figure.measure == "count" and figure.value is not None and 0 < figure.value < FEWEST:
        yield warn("small-number", figure)
    if figure.second_hand and computing:
        yield warn("second-hand", figure)


def _exists(catalogue: Catalogue, figure: Figure) -> Iterator[Found]:
    regions = catalogue.regions
    if figure.period and not places.existed(regions, figure.region, figure.period):
        bridge = places.bridge_to(regions, figure.region.code)
        if bridge and figure.computed and figure.measure in ("count", "rate"):
            yield mark("bridged", figure)
        else:
            yield block("region-not-then", figure)
    levels = {"VT" if level == "13VT" else level for level in figure.indicator.levels}
    if levels and figure.region.type not in levels and not figure.computed:
        yield warn("level-not-published", figure)
    first = figure.indicator.first_period
    if figure.period and first and parse(first).kind == "years" != figure.period.kind:
        yield block("years-together", figure)
    elif figure.period and first and figure.period.end < parse(first).start:
        yield warn("before-first-alone", figure)


def numerator(figure: Figure) -> Iterator[Found]:
    """Whether a share, rate or ratio may be made of this count."""
    if figure.measure == "count" and figure.value is not None and 0 < figure.value < LEAST:
        yield block("numerator-too-small", figure)


def within(part: Figure, whole: Figure) -> Iterator[Found]:
    """Whether a part fits into its whole, both rounded to fives at most."""
    if part.value is not None and whole.value is not None and part.value > whole.value + ROUNDED:
        yield block("part-above-whole", part, whole)


def denominator(figure: Figure) -> Iterator[Found]:
    """Whether a share or rate may be made of this denominator."""
    if figure.value is None:
        return
    if figure.value < NO_SHARE:
        yield block("denominator-too-small", figure)
    elif figure.value < WHOLE:
        yield warn("denominator-small", figure)
