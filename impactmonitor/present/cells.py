"""One figure as it stands in a table or block: text, signs, spoken words, and notes that belong to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from impactmonitor.formulas import parse
from impactmonitor.language import gettext
from impactmonitor.present import formulas, marks, numbers
from impactmonitor.present.marks import Mark
from impactmonitor.present.titles import title_of
from impactmonitor.tables import Observation, Publication

MAX_LETTERS = 3
"""Up to this many computed figures of a block are explained one by one, each with its own letter."""


@dataclass(frozen=True)
class Note:
    """A remark under a block. `letter` ties it to figures; `parts` are the details of a note on many figures."""

    text: str
    letter: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """What is seen and heard of one figure. `gap` says why there is nothing; then `text` is empty."""

    text: str = ""
    pad: str = ""
    signs: str = ""
    letter: str = ""
    words: str = ""
    spoken: str = ""
    gap: Mark | None = None
    marks: tuple[Mark, ...] = ()
    value: float | None = None

    @property
    def provisional(self) -> bool:
        """Whether the figure is drawn open."""
        return marks.PROVISIONAL in self.marks or marks.REVISED in self.marks


def cell(observation: Observation | None, decimals: int = 0, letters: dict[str, str] | None = None) -> Cell:
    """The figure with the decimals that were printed; `decimals` is the most in its column, for lining up."""
    absent = marks.gap(observation)
    if observation is None or absent:
        stage = marks.stage_mark(observation.stage) if observation else None
        found = tuple(m for m in (absent, stage) if m)
        words = stage.word if stage and absent == marks.DOT else ""
        signs = stage.sign if words and stage else ""
        return Cell(gap=absent, marks=found, words=words, signs=signs)
    found = marks.marks(observation)
    spoken = ""
    if observation.value is not None:
        text = numbers.number(observation.value, observation.decimals)
    else:
        low, high = observation.low or 0, observation.high or 0
        text = numbers.interval(low, high, observation.decimals)
        spoken = numbers.spoken_interval(low, high, observation.decimals)
    return Cell(
        text=text,
        pad=numbers.padding(observation.decimals, decimals),
        signs="".join(m.sign for m in found if m is not marks.DERIVED),
        letter=(letters or {}).get(observation.formula, "a") if observation.formula else "",
        words=", ".join(m.word for m in found),
        spoken=spoken,
        marks=found,
        value=observation.value,
    )


def most_decimals(observations: Iterable[Observation | None]) -> int:
    """The most decimals in a column."""
    return max((o.decimals for o in observations if o and not marks.gap(o)), default=0)


Explain = Callable[[Observation], str]
"""What a note says of a figure: how it was computed, or what is remarked on it."""


def notes(labelled: Sequence[tuple[str, Observation | None]], explain: Explain) -> tuple[dict[str, str], list[Note]]:
    """Letters for computed figures (by formula) and all notes of a block; labels name the figures."""
    shown = [(label, o) for label, o in labelled if o and not marks.gap(o)]
    computed = {o.formula: (label, o) for label, o in shown if o.formula}
    letters: dict[str, str] = {}
    found: list[Note] = []
    if len(computed) <= MAX_LETTERS:
        for formula, (_, o) in computed.items():
            letters[formula] = chr(ord("a") + len(letters))
            found.append(Note(explain(o), letters[formula]))
    else:
        names = list(dict.fromkeys(parse(f).name for f in computed))
        for letter, name in zip("abcdefgh", names, strict=False):
            same = {f: item for f, item in computed.items() if parse(f).name == name}
            letters |= dict.fromkeys(same, letter)
            parts = tuple(f"{label}: {explain(o)}" for label, o in same.values())
            found.append(Note(formulas.in_general(name), letter, parts))
    remarks = dict.fromkeys(explain(o) for _, o in labelled if o and o.note and not o.formula)
    return letters, [*found, *(Note(text) for text in remarks)]


@dataclass(frozen=True)
class Cited:
    """A publication as a source line names it; `dates` says when it was changed and fetched, where that is known.

    `source` is the id of its source in the catalogue.
    """

    title: str
    url: str
    second_hand: bool
    dates: str
    dutch: bool = True
    """Whether the title is Dutch, also on an English page."""
    source: str = ""


def cited(publication: Publication) -> Cited:
    """How a publication is named: with the date that the source states and the moment at which we fetched it."""
    known = (
        (gettext("bijgewerkt op {day}"), publication.published[:10]),
        (gettext("opgehaald op {day}"), publication.retrieved[:10]),
    )
    dates = numbers.listed([text.format(day=numbers.day(dt.date.fromisoformat(day))) for text, day in known if day])
    title = title_of(publication)
    dutch = title == publication.title
    return Cited(title, publication.url, publication.second_hand, dates, dutch, publication.source)


@dataclass(frozen=True)
class SourceLine:
    """Where the figures of a block were printed, and how final they are."""

    publications: tuple[Cited, ...]
    status: str

    @property
    def sources(self) -> list[str]:
        """Ids in the catalogue of the sources of these publications, each once: their terms hold for the figures."""
        return list(dict.fromkeys(p.source for p in self.publications))


def merged(lines: Iterable[SourceLine]) -> SourceLine:
    """One line for several blocks: all publications once, and the status when it is the same for all."""
    found = list(lines)
    publications = {(p.title, p.dates): p for line in found for p in line.publications}
    statuses = dict.fromkeys(line.status for line in found)
    status = next(iter(statuses)) if len(statuses) == 1 else gettext("verschilt per cijfer, zie de tekens")
    return SourceLine(tuple(publications.values()), status)


def with_series(own: SourceLine, series: SourceLine | None) -> SourceLine:
    """The line of a figure with which its development is drawn: where both were printed, and how final each is."""
    if series is None:
        return own
    status = own.status
    if series.status != status:
        status += "; " + gettext("ontwikkeling: {status}").format(status=series.status)
    return replace(merged([own, series]), status=status)


def source_line(
    observations: Iterable[Observation | None],
    publications: dict[str, Publication],
    beside: Iterable[Observation | None] = (),
    region: Iterable[Observation | None] = (),
    region_name: str = "",
) -> SourceLine:
    """Publications in the order in which they are met, each title and date once.

    `beside` are figures of the Netherlands, `region` those of a region with this name. A page that was copied and the
    live table that follows it are two publications under one title.
    """
    own, theirs, wider = ([o for o in found if o] for found in (observations, beside, region))
    unique: dict[tuple[str, str], Publication] = {}
    for o in (*own, *wider, *theirs):
        publication = publications[o.publication]
        unique.setdefault((publication.title, publication.published), publication)
    status = marks.status_words(own)
    others = [(region_name, marks.status_words(wider)), (gettext("Nederland"), marks.status_words(theirs))]
    words = [status, *(f"{name}: {other}" for name, other in others if other and other != status)]
    return SourceLine(tuple(map(cited, unique.values())), "; ".join(words))
