"""What the catalogue may say of comparable regions: their characteristics, and figures of regions that we compute."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from impactmonitor.catalogue.schema import Slug, Strict, Text
from impactmonitor.catalogue.texts import Said


class RegionValue(Strict):
    """A figure of Veilig Thuis regions that is computed from that of their municipalities."""

    indicator: Slug
    measure: Literal["count", "share", "mean", "score"]
    weigh_by: Slug | None = Field(
        default=None, description="Indicator whose count weighs the municipalities; empty adds the figures up."
    )
    why: Said = Field(description="Why it may be computed like this, in Dutch.")

    @model_validator(mode="after")
    def counts_are_added(self) -> RegionValue:
        if (self.measure == "count") != (self.weigh_by is None):
            raise ValueError("a count is added up, anything else needs weigh_by")
        return self


class Group(Strict):
    """Characteristics that belong together; every group weighs the same."""

    id: Slug
    name: Text


class Characteristic(Strict):
    """One characteristic of a region: a released figure, or the part that some categories have of others."""

    id: Slug = Field(description="Name in the address of a page: `gewicht-<id>`.")
    name: Text
    group: Slug
    indicator: Slug
    measure: Literal["count", "share", "mean", "score"]
    parts: list[Slug] = Field(default=[], description="Categories above the line; empty takes the figure itself.")
    whole: list[Slug] = Field(default=[], description="Categories below the line; each of parts lies in one of them.")
    transform: Literal["none", "log", "logit"] = Field(description="Makes a skewed characteristic even.")
    why: Said = Field(description="Why regions are compared on it, in Dutch.")

    @model_validator(mode="after")
    def coherent(self) -> Characteristic:
        if bool(self.parts) != bool(self.whole):
            raise ValueError("parts and whole belong together: name categories of both, or of neither")
        if self.transform == "logit" and not (self.parts or self.measure == "share"):
            raise ValueError("only a share has a logit")
        return self

    @property
    def is_share(self) -> bool:
        """Whether the characteristic is a part of a whole."""
        return bool(self.parts) or self.measure == "share"


class LeftOut(Strict):
    """A characteristic that one may expect and that is not used."""

    name: Text
    why: Said = Field(description="Why not, in Dutch.")


class Comparable(Strict):
    """How comparable regions are found."""

    version: int = Field(description="One higher with every change, so that a list of regions can be repeated.")
    since: dt.date
    neighbours: int = Field(ge=1, le=10, description="Most regions that are named.")
    groups: list[Group] = Field(min_length=1)
    variables: list[Characteristic] = Field(min_length=1)
    left_out: list[LeftOut] = Field(default=[])

    def of_group(self, group: str) -> list[Characteristic]:
        """Characteristics of a group, in their order."""
        return [v for v in self.variables if v.group == group]
