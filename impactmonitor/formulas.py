"""The named formulas, and the text that travels with every figure that we computed.

A formula text names the formula and the figures it came from:
`rate-per-10000(indicator/category/region/period=value; indicator/category/region/period=value)` divides the first
by the second and multiplies by 10 000, per period, not annualised;
`same-area(indicator/category/region/period=value)` is the figure of another region that is exactly the same area;
`sum-of-municipalities(GM0106 + GM0109)` adds the same figure over these regions;
`mean-of-municipalities(GM0106 + GM0109; inwoners)` is their mean, each weighed by its count of the indicator named.

Two bridge a change of regions; they are made when a series is shown and are never in a release:
`sum-of-regions(a; b)` adds the figures of the regions that went over into a new one;
`rate-of-summed-regions(a; b; people a; people b)` divides their summed counts by their summed inhabitants, × 10 000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RATE = "rate-per-10000"
SUM = "sum-of-municipalities"
SAME = "same-area"
MEAN = "mean-of-municipalities"
BRIDGED_SUM, BRIDGED_RATE = "sum-of-regions", "rate-of-summed-regions"
BRIDGES = (BRIDGED_SUM, BRIDGED_RATE)

_CALL = re.compile(r"(?P<name>[a-z0-9-]+)\((?P<inside>.*)\)", re.S)
_OPERAND = re.compile(r"(?P<indicator>[^/]+)/(?P<category>[^/]+)/(?P<region>[^/]+)/(?P<period>.+)=(?P<value>[^=]+)")


@dataclass(frozen=True)
class Operand:
    """A figure that went into a formula."""

    indicator: str
    category: str
    region: str
    period: str
    value: float

    def __str__(self) -> str:
        return f"{self.indicator}/{self.category}/{self.region}/{self.period}={self.value:.15g}"


@dataclass(frozen=True)
class Formula:
    """A named formula: with figures (`operands`), or with regions whose figures are added or weighed by `weight`."""

    name: str
    operands: tuple[Operand, ...] = ()
    regions: tuple[str, ...] = ()
    weight: str = ""

    def __str__(self) -> str:
        inside = " + ".join(self.regions) if self.regions else "; ".join(str(o) for o in self.operands)
        return f"{self.name}({inside}; {self.weight})" if self.weight else f"{self.name}({inside})"


def parse(text: str) -> Formula:
    """Read a formula text. Raises ValueError when it is not one."""
    call = _CALL.fullmatch(text)
    if not call:
        raise ValueError(f"'{text}' is not a formula")
    if call["name"] in (SUM, MEAN):
        codes, _, weight = call["inside"].partition(";")
        return Formula(call["name"], regions=tuple(part.strip() for part in codes.split("+")), weight=weight.strip())
    operands = []
    for part in call["inside"].split(";"):
        match = _OPERAND.fullmatch(part.strip())
        if not match:
            raise ValueError(f"'{part.strip()}' is not a figure of formula '{call['name']}'")
        operands.append(
            Operand(match["indicator"], match["category"], match["region"], match["period"], float(match["value"]))
        )
    return Formula(call["name"], tuple(operands))
