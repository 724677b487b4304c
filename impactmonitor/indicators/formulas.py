"""The named formulas, and the text that travels with every figure that we computed.

A formula text names the formula and the figures it came from, each as `indicator/category/region/period=value`.
"""

from __future__ import annotations

from dataclasses import dataclass

RATE = "rate-per-10000"
SUM = "sum-of-municipalities"


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
    """A named formula with its operands."""

    name: str
    operands: tuple[Operand, ...]

    def __str__(self) -> str:
        return f"{self.name}({'; '.join(str(o) for o in self.operands)})"


def rate_per_10000(count: float, population: float) -> float:
    """count / population x 10 000, per period, not annualised. Raises ValueError when population is not positive."""
    if population <= 0:
        raise ValueError("a rate needs a population above zero")
    return count / population * 10_000
