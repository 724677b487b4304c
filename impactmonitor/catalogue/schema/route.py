"""What a catalogue file may say about a policy question: which figures help, in which order, and who to ask."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from impactmonitor.catalogue.schema.base import Sentence, Slug, Strict
from impactmonitor.catalogue.texts import Said

Line = Literal["beeld", "stoppen", "doelgroepen"]


class RouteIndicator(Strict):
    """An indicator that helps with a question."""

    indicator: Slug = Field(description="Id of the indicator.", examples=["meldingen-naar-organisatie"])
    category: Sentence | None = Field(
        default=None, description="Group of its code list to look at first.", examples=["onderwijs"]
    )
    contributes: Said = Field(description="What it adds to the answer, in Dutch; never what a value means.")


class LocalFigure(Strict):
    """A figure that is in no national source and would help."""

    name: Said = Field(description="What it tells, in Dutch.")
    source: Said = Field(description="Who may hold it, in Dutch.", examples=["Veilig Thuis"])


class Partner(Strict):
    """Who to invite, and what to ask of them."""

    name: Said = Field(description="Kind of organisation or people; never a person.", examples=["Veilig Thuis"])
    ask: list[Said] = Field(min_length=1, description="Questions that only they can answer, in Dutch.")


class Approach(Strict):
    """A database of approaches that others have judged, and what to look for there; the catalogue judges none."""

    database: Slug = Field(description="Id in guide/databases.yaml.", examples=["jeugdinterventies"])
    text: Said = Field(description="What to look for there, in Dutch.")


class Route(Strict):
    """A policy question with the way to an answer. One file per question; the file name is the id and its address."""

    id: Slug
    order: int = Field(description="Place among the questions.", examples=[10])
    line: Line = Field(
        description="Action line. beeld: seen earlier and more fully. stoppen: violence stops for good. "
        "doelgroepen: particular groups."
    )
    question: Said = Field(description="The question as an alderman would ask it, in Dutch.")
    short: Said = Field(description="A few words for a menu, a crumb and a heading.", examples=["Eerder in beeld"])
    why: list[Said] = Field(min_length=1, description="Why it matters, in paragraphs.")
    sub_questions: list[Said] = Field(min_length=2, description="Smaller questions that figures can speak to.")
    indicators: list[RouteIndicator] = Field(min_length=2, description="In reading order, each once.")
    cannot_tell: list[Said] = Field(min_length=1, description="What these figures leave open.")
    local_figures: list[LocalFigure] = Field(min_length=1, description="What to ask for in the region.")
    partners: list[Partner] = Field(min_length=2)
    approaches: list[Approach] = Field(min_length=1)
    based_on: list[Said] = Field(min_length=1, description="Public documents on which this question rests.")
