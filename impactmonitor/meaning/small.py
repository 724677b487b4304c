"""When a figure is about few cases, and what is then said with it. The figure itself stays as it was printed."""

from __future__ import annotations

from collections.abc import Iterable

from impactmonitor.language import gettext as _
from impactmonitor.present import marks, numbers
from impactmonitor.present.blocks import Block, Total
from impactmonitor.tables import TOTAL, Observation

FEW_CASES = 20
"""A number of cases below this says little: by chance alone it may as well be half as high again."""
FEW_IN_GROUPS = 100
"""Shares of fewer cases than this together jump by a whole percentage point for each single case."""


def few(block: Block) -> str:
    """The caution of a block about few cases; empty when there are enough, or when their number is not known."""
    number = _cases(block)
    if number is None or number <= 0:
        return ""
    if isinstance(block, Total):
        sentence = _("Dit gaat om een klein aantal ({number}). Kleine aantallen schommelen door toeval.")
        return sentence.format(number=numbers.number(number)) if number < FEW_CASES else ""
    sentence = _("Deze verdeling gaat over {number} gevallen. Eén geval meer of minder telt dan sterk mee.")
    return sentence.format(number=numbers.number(number)) if number < FEW_IN_GROUPS else ""


def _cases(block: Block) -> float | None:
    if isinstance(block, Total):
        return _sum([block.count] if block.count else [])
    counts = block.counts
    if TOTAL in counts:
        return _sum([counts[TOTAL]])
    parts = [counts[code] for code in block.top_level if code in counts]
    return None if block.multi else _sum(parts)  # one case may be in several groups


def _sum(counts: Iterable[Observation]) -> float | None:
    """Together; None without any, or when one of them is a gap."""
    found = list(counts)
    values = [o.value for o in found if o.value is not None and not marks.gap(o)]
    return sum(values) if values and len(values) == len(found) else None
