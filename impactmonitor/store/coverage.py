"""How many figures there are of each indicator, measure, region and period: what every page asks for first."""

from __future__ import annotations

TABLE = "coverage"
"""Name of the counts in the index of a release."""


def counted(figures: str) -> str:
    """Query that counts figures with a value or interval in a table or file; 0 where every figure is a gap."""
    return (
        "SELECT indicator, measure, region, period, "
        "(count(*) FILTER (value IS NOT NULL OR low IS NOT NULL))::INTEGER AS figures "
        f"FROM {figures} GROUP BY ALL"
    )
