"""Hides small counts."""

from __future__ import annotations

import numpy as np

from impactmonitor.deliveries.sources.demo.chance import Ints
from impactmonitor.deliveries.sources.demo.rows import OPEN, PRIMARY

SMALLEST = 10


def hidden(counts: Ints) -> Ints:
    """State of each count: small ones are hidden."""
    return np.where((counts > 0) & (counts < SMALLEST), PRIMARY, OPEN)
