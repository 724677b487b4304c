"""What a region or a moment contributes: events, and what they are divided by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "rate"]
"""A share counts events among cases; a rate counts events for an exposure, such as inhabitants."""


@dataclass(frozen=True)
class Cases:
    """Events, and what they are divided by: cases for a share, inhabitants or another exposure for a rate."""

    events: float
    base: float
