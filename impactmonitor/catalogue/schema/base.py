"""What all catalogue models share: strictness, a text in two languages, who checked it, and small types."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from impactmonitor import language
from impactmonitor.catalogue.texts import Said, no_placeholder

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RegionCode = Annotated[str, StringConstraints(pattern=r"^(NL01|LD\d{2}|PV\d{2}|VT\d{2}|GG\d{4}|CR\d{2}|GM\d{4})$")]


class Strict(BaseModel):
    """Base of all catalogue models: unknown fields are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Text(Strict):
    """A text in Dutch and English. `str()` and a template give the one of the current language."""

    nl: Sentence = Field(description="Plain Dutch (B1).", examples=["Meldingen bij Veilig Thuis"])
    en: Sentence = Field(description="English.", examples=["Reports to Veilig Thuis"])

    @field_validator("nl", "en")
    @classmethod
    def real_text(cls, value: str) -> str:
        return no_placeholder(value)

    def __str__(self) -> str:
        return self.en if language.current() == language.ENGLISH else self.nl


class Review(Strict):
    """Who wrote this and who checked it. Never an invented name: a role or an organisation."""

    author: Said = Field(description="Role or organisation.", examples=["Redactie Impactmonitor"])
    checked_by: Said | None = Field(
        default=None,
        description="Role or organisation that checked the content; empty means "
        "'nog niet inhoudelijk gecontroleerd', which is shown.",
    )
    reviewed_on: dt.date | None = Field(default=None, description="Date of that check.", examples=["2026-11-21"])

    @model_validator(mode="after")
    def both_or_neither(self) -> Review:
        if (self.checked_by is None) != (self.reviewed_on is None):
            raise ValueError("give checked_by and reviewed_on together, or leave both out")
        return self
