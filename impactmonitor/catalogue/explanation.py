"""What a catalogue file may say about the explanation pages: calendar, questions and answers, glossary."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import Field, field_validator

from impactmonitor.catalogue.schema import Sentence, Slug, Strict, Text

_WHEN = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Month = Annotated[int, Field(ge=1, le=12)]


def written(value: object) -> object:
    """A day as text: YAML reads one without quotes as a date."""
    return value.isoformat() if isinstance(value, dt.date) else value


def dated(value: str) -> str:
    """A year, month or day itself. Raises ValueError on anything else."""
    if not _WHEN.fullmatch(value):
        raise ValueError("write a year, a month (2025-11) or a day (2021-10-29)")
    dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    return value


class Appearance(Strict):
    """A publication of which a document states when it appeared, as exactly as that document does."""

    when: str = Field(description="Year, month or day.", examples=["2021-10-29", "2025-11", "2022"])
    text: Text = Field(description="What appeared.")

    @field_validator("when", mode="before")
    @classmethod
    def as_text(cls, value: object) -> object:
        """YAML reads a day without quotes as a date."""
        return written(value)

    @field_validator("when")
    @classmethod
    def a_date(cls, value: str) -> str:
        return dated(value)


class Stated(Strict):
    """What one document says of the month of publication. Documents may contradict each other: name them all."""

    months: list[Month] = Field(min_length=1, description="1 is January.", examples=[[4, 5]])
    text: Text = Field(description="Which document says so, or on what dates it happened before.")


class Expected(Strict):
    """When figures over a half-year appear, as far as documents tell; shown as expected, never as a promise."""

    half: Literal[1, 2] = Field(description="Over which half of the year the figures are.")
    year_later: bool = Field(description="true when they appear in the year after the one that they are about.")
    stated: list[Stated] = Field(min_length=1)

    @property
    def months(self) -> tuple[int, ...]:
        """All months that are stated, in order."""
        return tuple(sorted({month for item in self.stated for month in item.months}))


class CalendarEntry(Strict):
    """A publication that comes back: when it appeared, and in which month it is expected."""

    id: Slug
    name: Text
    sources: list[Slug] = Field(min_length=1, description="Sources whose figures it holds.")
    known: list[Appearance] = Field(default=[], description="Publications of which the date is known, early to late.")
    expected: list[Expected] = Field(default=[], description="Empty when no document names a month.")
    note: Text | None = Field(default=None, description="What a reader must know of these moments.")


class Link(Strict):
    """A way on to a page of the site."""

    to: str = Field(
        pattern=r"^([a-z0-9][a-z0-9/?=&#-]*)?$",
        description="Address on the site without its first slash.",
        examples=["regio/"],
    )
    text: Text


class QuestionAndAnswer(Strict):
    """A question that users ask, with its answer in one or more paragraphs."""

    id: Slug = Field(description="Anchor on the page.")
    question: Text
    answer: list[Text] = Field(min_length=1, description="Paragraphs.")
    links: list[Link] = Field(default=[])


class Term(Strict):
    """A word that users meet, explained."""

    id: Slug = Field(description="Anchor on the page.")
    term: Text
    also: list[Sentence] = Field(default=[], description="Abbreviations and other words for it.", examples=[["VT"]])
    explanation: Text
    see: list[Slug] = Field(default=[], description="Ids of related terms.")
    indicators: list[Slug] = Field(default=[], description="Indicators that count this.")
