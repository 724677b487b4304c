"""What a catalogue file may say to guide a reader: articles, ten steps, kinds of figures, a tour, exercises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, Field

from impactmonitor.catalogue.explanation import Link
from impactmonitor.catalogue.schema import RegionCode, Slug, Strict, Text


class Section(Strict):
    """A part of an article: a heading, paragraphs, and a list below them."""

    id: Slug = Field(description="Anchor on the page.")
    title: Text
    text: list[Text] = Field(default=[], description="Paragraphs.")
    points: list[Text] = Field(default=[], description="A list, below the paragraphs.")
    links: list[Link] = Field(default=[])


class Article(Strict):
    """The running text of one explanation page."""

    id: Slug = Field(description="Last part of the address of the page.", examples=["goede-gesprek"])
    sections: list[Section] = Field(min_length=1)


class Step(Strict):
    """One of the ten steps from a policy question to action."""

    id: Slug = Field(description="Anchor on the page.")
    title: Text
    does: list[Text] = Field(min_length=1, description="What you do.")
    needs: Text = Field(description="What you need for it.")
    gives: Text = Field(description="What comes out.")
    helps: Text = Field(description="Where the monitor helps, or that it does not.")
    links: list[Link] = Field(default=[])


class Database(Strict):
    """A place where approaches are described and judged by others. The monitor judges none."""

    id: Slug = Field(description="Anchor on the page.")
    name: Text
    owner: Text
    holds: Text = Field(description="What is in it.")
    look: Text = Field(description="How someone finds this subject in it.")
    address: str = Field(pattern=r"^https://[a-z0-9./_-]+$", description="Plain home address.")


class FigureKind(Strict):
    """A kind of figure, and how to read it. The example is drawn from the release, never written here."""

    id: Slug = Field(description="Anchor on the page.")
    name: Text
    measures: list[Literal["count", "rate", "share", "mean", "score"]] = Field(
        min_length=1, description="Of what measure an example may be; the first that the release has."
    )
    methods: list[Literal["registration", "sample", "cohort"]] = Field(
        min_length=1, description="How the source of an example works."
    )
    what: Text = Field(description="What it is.")
    says: list[Text] = Field(min_length=1)
    does_not_say: list[Text] = Field(min_length=1)
    pitfalls: list[Text] = Field(min_length=1)
    sentence: Text = Field(description="What belongs in a sentence about it.")
    avoid: Text = Field(description="What not to say, and why.")


class TourStep(Strict):
    """One step of the guided reading: what to look at, and what it does and does not say."""

    id: Slug = Field(description="Last part of its address.")
    shows: Literal["place", "figure", "beside", "groups", "series", "missing", "questions"] = Field(
        description="What of the region stands in this step."
    )
    title: Text
    look: Text = Field(description="What to look at.")
    says: list[Text] = Field(min_length=1)
    does_not_say: list[Text] = Field(min_length=1)
    practice: Text = Field(description="Something to try.")


class Tour(Strict):
    """A guided reading of one region. `region` and `period` are where it prefers to be, when there are figures."""

    region: RegionCode
    period: str = Field(description="Period code.", examples=["2021H1"])
    steps: list[TourStep] = Field(min_length=1)


class Choice(Strict):
    """An indicator that a reader may choose in an exercise. No choice is right or wrong."""

    indicator: Slug
    adds: Text = Field(description="What it adds to the question, or where it stops.")
    reads: Text | None = Field(
        default=None, description="How to read it in the worked answer; empty when that does not use it."
    )


class Exercise(Strict):
    """A worked example as an exercise: question, choice of indicators, answer with figures of the release."""

    id: Slug = Field(description="Last part of its address.")
    order: int = Field(description="Place among the exercises.")
    region: RegionCode
    period: str = Field(description="Period code.", examples=["2021H1"])
    title: Text
    question: Text
    situation: list[Text] = Field(min_length=1, description="Who asks, and why.")
    smaller: list[Text] = Field(min_length=2, description="Smaller questions.")
    choices: list[Choice] = Field(min_length=4, description="In reading order, each indicator once.")
    raises: list[Text] = Field(min_length=2, description="Questions that the figures raise, for the conversation.")
    needed: list[Text] = Field(min_length=1, description="What else is needed for an answer.")


class Guide(Strict):
    """Everything that guides a reader."""

    articles: list[Article] = Field(default=[])
    steps: list[Step] = Field(default=[])
    databases: list[Database] = Field(default=[])
    kinds: list[FigureKind] = Field(default=[])
    tour: Tour | None = None
    exercises: list[Exercise] = Field(default=[], description="In their order.")

    @property
    def tour_steps(self) -> list[TourStep]:
        """Steps of the tour; none without a tour."""
        return self.tour.steps if self.tour else []

    def texts(self, page: str) -> Iterator[Text]:
        """Texts of the explanation page with this last part of its address, for a search.

        Without the tour and the exercises: they are about a region, which a search finds for itself.
        """
        parts: dict[str, object] = {
            "stappenplan": self.steps,
            "wat-werkt": self.databases,
            "soorten-cijfers": self.kinds,
        }
        yield from _texts(self.sections(page))
        yield from _texts(parts.get(page))

    def sections(self, article: str) -> list[Section]:
        """The sections of an article; none when this catalogue does not have it."""
        return next((a.sections for a in self.articles if a.id == article), [])


def _texts(item: object) -> Iterator[Text]:
    """Every text of a model, or of a list of them."""
    if isinstance(item, Text):
        yield item
    elif isinstance(item, BaseModel):
        for name in type(item).model_fields:
            yield from _texts(getattr(item, name))
    elif isinstance(item, list):
        for value in item:
            yield from _texts(value)
