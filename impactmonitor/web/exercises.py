"""What a reader chose in an exercise, what each choice adds, and the figures of the worked answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from impactmonitor.catalogue.guide import Choice, Exercise
from impactmonitor.catalogue.regions import Region
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.present import numbers
from impactmonitor.release.read import Release
from impactmonitor.web import access, examples
from impactmonitor.web.addresses import indicator_path
from impactmonitor.web.errors import Link
from impactmonitor.web.figures import Figure

SHOWN = 5
"""Most names that are repeated to who sent something that is no choice."""


@dataclass(frozen=True)
class Option:
    """An indicator to choose: what it adds, its figure where the release has one, and other periods that it has."""

    choice: Choice
    indicator: Indicator
    chosen: bool
    figure: Figure | None
    address: str
    elsewhere: tuple[Link, ...]

    @property
    def name(self) -> str:
        """Its name in the current language."""
        return str(self.indicator.name)

    @property
    def national(self) -> bool:
        """Whether it is about the whole country only."""
        return self.indicator.levels == ["NL"]

    @property
    def used(self) -> bool:
        """Whether the worked answer uses it."""
        return self.choice.reads is not None


@dataclass(frozen=True)
class Answer:
    """The options with what was chosen, and what was sent that is no choice."""

    exercise: Exercise
    region: Region
    options: tuple[Option, ...]
    unknown: tuple[str, ...]

    @property
    def chosen(self) -> list[Option]:
        """What the reader chose, in reading order."""
        return [option for option in self.options if option.chosen]

    @property
    def others(self) -> list[Option]:
        """What the reader did not choose."""
        return [option for option in self.options if not option.chosen]

    @property
    def worked(self) -> list[Option]:
        """The worked answer: its figures that the release has, in reading order."""
        return [option for option in self.options if option.used and option.figure]

    @property
    def lacking(self) -> list[Option]:
        """What the worked answer uses and this release does not have."""
        return [option for option in self.options if option.used and not option.figure]


def exercise_path(exercise: Exercise) -> str:
    """`/uitleg/oefeningen/<name>/`."""
    return reverse("exercise", args=[exercise.id])


def answer_of(opened: Release, exercise: Exercise, asked: Sequence[str]) -> Answer:
    """The exercise with these choices, ids of indicators. What is no choice of the exercise is named, not refused."""
    region = opened.catalogue.regions[exercise.region]
    known = [c for c in exercise.choices if c.indicator in opened.catalogue.indicators]
    names = {choice.indicator for choice in known}
    figures = examples.of_indicators(opened, region, exercise.period, names)
    wanted = [name.strip() for name in asked if name.strip()]
    unknown = dict.fromkeys(name[:60] for name in wanted if name not in names)
    options = tuple(_option(opened, exercise, region, c, c.indicator in wanted, figures) for c in known)
    return Answer(exercise, region, options, tuple(unknown)[:SHOWN])


def _option(
    opened: Release, exercise: Exercise, region: Region, choice: Choice, chosen: bool, figures: dict[str, Figure]
) -> Option:
    indicator, figure = opened.catalogue.indicators[choice.indicator], figures.get(choice.indicator)
    where, held = access.addresses(opened), access.coverage(opened)
    periods = held.periods_with(region.code, indicator.id)
    elsewhere = [
        Link(f"{where.path(region, p)}{indicator.id}/", numbers.period(p)) for p in periods if p != exercise.period
    ]
    address = figure.address if figure else indicator_path(indicator.id)
    return Option(choice, indicator, chosen, figure, address, tuple(elsewhere))
