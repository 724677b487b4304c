"""When a calculation has no answer: the reason, as a value. What a caller got wrong is a ValueError instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why something cannot be calculated or tested. Words for readers are made higher up."""

    FEW_EVENTS = "few-events"
    FEW_EXPECTED = "few-expected"
    FEW_CASES = "few-cases"
    FEW_REGIONS = "few-regions"
    FEW_POINTS = "few-points"
    NO_REGION = "no-region"
    NO_INTERVAL = "no-interval"
    ALL_OR_NOTHING = "all-or-nothing"
    PROVISIONAL = "provisional"
    COMPARABILITY = "comparability"


@dataclass(frozen=True)
class NotPossible:
    """No answer, for this reason. `least` is the number that was needed and `found` what there was, where it counts."""

    reason: Reason
    least: float | None = None
    found: float | None = None
