"""What a catalogue file may say about dated events that readers of a series must know of."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, field_validator

from impactmonitor.catalogue.explanation import dated, written
from impactmonitor.catalogue.schema import RegionCode, Slug, Strict, Text
from impactmonitor.catalogue.texts import Said


class Event(Strict):
    """Something that happened around the figures. It says when, never why: an event is no cause."""

    id: Slug
    date: str = Field(description="Day, month or year, as exactly as it is known.", examples=["2019-01-01", "2020-03"])
    until: str | None = Field(default=None, description="End of a period, when it was one.", examples=["2022"])
    short: Text = Field(description="Name in a chart, a few words.")
    text: Text = Field(description="What happened, and for whom.")
    stated_by: Said = Field(description="Document that states it, in Dutch.")
    sources: list[Slug] = Field(min_length=1, description="Sources with whose series it is shown.")
    regions: list[RegionCode] = Field(default=[], description="Only with series of these regions; empty means all.")

    @field_validator("date", "until", mode="before")
    @classmethod
    def as_text(cls, value: object) -> object:
        """YAML reads a day without quotes as a date."""
        return written(value)

    @field_validator("date", "until")
    @classmethod
    def a_date(cls, value: str | None) -> str | None:
        return value if value is None else dated(value)

    @property
    def day(self) -> dt.date:
        """The first day of it."""
        return dt.date.fromisoformat(self.date + "-01-01"[len(self.date) - 4 :])
