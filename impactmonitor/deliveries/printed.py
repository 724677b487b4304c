"""A printed figure: one row of a delivery with the labels of the source, before it has a meaning for us."""

from __future__ import annotations

import re
from dataclasses import dataclass

from impactmonitor.tables import Stage

_STAGES = {
    "definitief": Stage.FINAL,
    "voorlopig": Stage.PROVISIONAL,
    "nader voorlopig": Stage.REVISED,
    "unknown": Stage.UNSTATED,
}


@dataclass(frozen=True)
class PrintedFigure:
    """One printed figure. `value` is None for a dot and for an interval without point.

    `dims` holds the breakdowns as printed, dimension name to label. `estimate` marks a survey estimate,
    `qualifier` is a word of the source such as '(ruim)'; `total_label` is what the national file calls a total;
    `text` is the figure as printed, where the file keeps it.
    """

    file: str
    line: int
    table: str
    title: str
    measure: str
    unit: str
    dims: dict[str, str]
    region: str
    level: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    decimals: int
    stage: Stage
    second_hand: bool
    estimate: bool
    url: str
    qualifier: str = ""
    dot: bool = False
    total_label: str = ""
    text: str = ""


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_number(text: str) -> float | None:
    """The number in a cell with decimal point; None for an empty cell.

    Raises ValueError with a sentence on anything else, above all on a decimal comma.
    """
    if text == "":
        return None
    if _NUMBER.fullmatch(text):
        return float(text)
    if re.fullmatch(r"-?\d+(\.\d{3})*,\d+", text):
        raise ValueError(f"'{text}' has a decimal comma; write a decimal point and no thousands mark")
    raise ValueError(f"'{text}' is not a number; write digits with a decimal point, or leave it empty for a dot")


def decimals_in(text: str) -> int:
    """Decimals of a number with decimal point."""
    return len(text.partition(".")[2])


def stage_of(status: str) -> Stage:
    """How final a source calls a figure, from its own word. Raises ValueError on an unknown word."""
    stage = _STAGES.get(status)
    if stage is None:
        raise ValueError(f"status '{status}' is unknown; use one of {', '.join(_STAGES)}")
    return stage
