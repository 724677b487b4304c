"""What a figure is: an observation with its attributes, and the columns in which it travels.

A true zero is a value of 0 with status A. A figure that is absent has no value and says why in
`obs_status`. The three origins never meet in one table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import pyarrow as pa

from impactmonitor.language import gettext_noop


class Origin(StrEnum):
    """Where a figure comes from. Tables of different origin are never combined."""

    OFFICIAL = "official"
    LOCAL = "local"
    DEMO = "demo"


class ObsStatus(StrEnum):
    """SDMX CL_OBS_STATUS, the members that we use."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    PROVISIONAL = "P"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"
    MISSING = "O"  # the supplier printed a dot: zero, small or unknown, we cannot tell
    SUPPRESSED = "Q"  # hidden by us


class ConfStatus(StrEnum):
    """SDMX CL_CONF_STATUS, the members that we use."""

    FREE = "F"
    PRIMARY = "A"
    SECONDARY = "D"


class Stage(StrEnum):
    """How final the source calls a figure; a dot can be provisional too."""

    PROVISIONAL = "provisional"
    REVISED = "revised provisional"
    FINAL = "final"
    UNSTATED = "unstated"


TOTAL = "totaal"
"""Category of a figure without breakdown."""

DEMO_TITLE = "Fictieve voorbeeldcijfers"
"""How the title of every publication of demonstration figures begins; the words stand on every page of them."""

ROUNDING = gettext_noop("Dezelfde telling: het ene rapport rondt af op vijftallen, het andere niet.")
"""Remark on an earlier print that differs from the figure in force by rounding only: no revision."""

KEY = ("indicator", "measure", "category", "region", "period")
"""What identifies a figure within one origin; exactly one value of it is in force."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure. `value` may be None with `low` and `high` set: some sources print only an interval.

    `decimals` is how many the source printed (or we computed). `edition` orders vintages: the highest is in force.
    `formula` is set on every figure that we computed and names what it was computed from.
    """

    indicator: str
    measure: str
    unit: str
    category: str
    region: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    decimals: int
    obs_status: str
    conf_status: str
    stage: str
    formula: str
    note: str
    second_hand: bool
    source: str
    publication: str
    edition: int

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """The identity of the figure, see KEY."""
        return (self.indicator, self.measure, self.category, self.region, self.period)


@dataclass(frozen=True, slots=True, order=True)
class Publication:
    """Where a figure was printed: a StatLine page or table, report or text.

    `published` is the date that the source states, `retrieved` the moment at which we fetched it (both ISO); each is
    empty when it is not known, and never made up.
    """

    id: str
    table_id: str
    title: str
    url: str
    source: str
    second_hand: bool
    published: str = ""
    retrieved: str = ""


def arrow_schema(kind: type[Observation] | type[Publication]) -> pa.Schema:
    """Arrow columns of a dataclass of this module."""
    types = {"str": pa.string(), "float | None": pa.float64(), "int": pa.int32(), "bool": pa.bool_()}
    return pa.schema([pa.field(f.name, types[str(f.type)]) for f in fields(kind)])


_SQL_TYPES = {pa.string(): "VARCHAR", pa.float64(): "DOUBLE", pa.int32(): "INTEGER", pa.bool_(): "BOOLEAN"}


def sql_columns(schema: pa.Schema) -> str:
    """The columns of a schema as a table definition of the database has them."""
    return ", ".join(f'"{f.name}" {_SQL_TYPES[f.type]}' for f in schema)


OBSERVATION_SCHEMA = arrow_schema(Observation)
PUBLICATION_SCHEMA = arrow_schema(Publication)


def to_arrow(rows: Iterable[Observation] | Iterable[Publication], schema: pa.Schema = OBSERVATION_SCHEMA) -> pa.Table:
    """Rows as an Arrow table with the columns of `schema`."""
    listed: list[Any] = list(rows)
    return pa.table({name: [getattr(r, name) for r in listed] for name in schema.names}, schema=schema)
