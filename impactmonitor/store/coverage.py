"""How many figures there are of each indicator, measure, region and period: what every page asks for first."""

from __future__ import annotations

TABLE = "coverage"
"""Name of the counts in the index of a release."""


def counted(figures: str) -> str:
    """Query that counts the figures with a value or interval in a table or file."""
    return (
        "SELECT indicator, measure, region, period, count(*)::INTEGER AS figures "
        f"FROM {figures} WHERE value IS NOT NULL OR low IS NOT NULL GROUP BY ALL"
    )
