"""Figures written down: arrays of values and statuses as batches of observations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from impactmonitor.deliveries.sources.demo.chance import Ints
from impactmonitor.tables import OBSERVATION_SCHEMA, ConfStatus, ObsStatus, Stage

SOURCE = "demo"
"""Source of every demonstration figure."""

OPEN, PRIMARY, SECONDARY, DOT, NOT_COLLECTED, ESTIMATE = range(6)
"""What is the matter with a figure: it is shown, hidden (small, or to protect a small one), or absent."""

_OBS = (
    ObsStatus.NORMAL, ObsStatus.SUPPRESSED, ObsStatus.SUPPRESSED, ObsStatus.MISSING, ObsStatus.NOT_COLLECTED,
    ObsStatus.ESTIMATED, ObsStatus.PROVISIONAL,
)  # fmt: skip
_CONF = (ConfStatus.FREE, ConfStatus.PRIMARY, ConfStatus.SECONDARY, ConfStatus.FREE, ConfStatus.FREE, ConfStatus.FREE)
_STAGES = (Stage.FINAL, Stage.REVISED, Stage.PROVISIONAL, Stage.UNSTATED)
FINAL, REVISED, PROVISIONAL, UNSTATED = range(4)


@dataclass(frozen=True)
class Sheet:
    """Figures of one measure of an indicator: regions by periods by categories.

    `values` are whole numbers with `decimals` of them behind the point; `state` is OPEN, PRIMARY and so on; `stages`
    belong to the periods. Bounds are given like values.
    """

    indicator: str
    measure: str
    unit: str
    regions: tuple[str, ...]
    periods: tuple[str, ...]
    categories: tuple[str, ...]
    values: Ints
    state: Ints
    stages: Ints
    decimals: int
    publication: str
    low: Ints | None = None
    high: Ints | None = None
    has_value: bool = True
    """False: there is an interval only."""
    keep: NDArray[np.bool_] | None = None
    """Which of the figures are written down; all of them when it is not given."""


def _named(codes: NDArray[np.integer], names: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array([str(n) for n in names]))


def _constant(value: str, size: int) -> pa.Array:
    return _named(np.zeros(size, dtype=np.int32), (value,))


def _numbers(values: Ints, decimals: int, absent: NDArray[np.bool_]) -> pa.Array:
    return pa.array(values.ravel() / 10**decimals, mask=absent)


def batch(sheet: Sheet) -> pa.Table:
    """One observation for each value, ordered by region, period and category."""
    shape = sheet.values.shape
    size = sheet.values.size
    region, period, category = (axis.ravel() for axis in np.indices(shape, dtype=np.int32))
    state = sheet.state.ravel()
    stage = np.broadcast_to(sheet.stages[None, :, None], shape).ravel()
    absent = (state != OPEN) & (state != ESTIMATE)
    unsaid = absent if sheet.has_value else np.ones(size, dtype=np.bool_)
    status = np.where((state == OPEN) & (stage != FINAL) & (stage != UNSTATED), len(_OBS) - 1, state)
    none = pa.nulls(size, pa.float64())
    columns = {
        "indicator": _constant(sheet.indicator, size),
        "measure": _constant(sheet.measure, size),
        "unit": _constant(sheet.unit, size),
        "category": _named(category, sheet.categories),
        "region": _named(region, sheet.regions),
        "period": _named(period, sheet.periods),
        "value": _numbers(sheet.values, sheet.decimals, unsaid),
        "low": none if sheet.low is None else _numbers(sheet.low, sheet.decimals, absent),
        "high": none if sheet.high is None else _numbers(sheet.high, sheet.decimals, absent),
        "decimals": pa.array(np.full(size, sheet.decimals, dtype=np.int32)),
        "obs_status": _named(status, _OBS),
        "conf_status": _named(state, _CONF),
        "stage": _named(stage, _STAGES),
        "formula": _constant("", size),
        "note": _constant("", size),
        "second_hand": pa.array(np.zeros(size, dtype=np.bool_)),
        "source": _constant(SOURCE, size),
        "publication": _constant(sheet.publication, size),
        "edition": pa.array(np.zeros(size, dtype=np.int32)),
    }
    table = pa.table({name: columns[name] for name in OBSERVATION_SCHEMA.names})
    return table if sheet.keep is None else table.filter(pa.array(sheet.keep.ravel()))
