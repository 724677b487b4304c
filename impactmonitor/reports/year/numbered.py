"""Notes and sources of a chapter, numbered in the order in which they are cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from impactmonitor.language import gettext as _
from impactmonitor.present import held, marks, numbers
from impactmonitor.present.cells import cited as named
from impactmonitor.release.read import Release
from impactmonitor.reports.year.cited import Cited, Figures
from impactmonitor.reports.year.document import Note, Printed
from impactmonitor.tables import Observation


class Numbered:
    """What is cited in one chapter: `notes` on figures in its text, `printed` where all its figures stand."""

    def __init__(self, opened: Release, figures: Figures) -> None:
        self.opened = opened
        self.figures = figures
        self.notes: dict[tuple[Observation, ...], Note] = {}
        self.printed: dict[tuple[str, str], Printed] = {}

    def note(self, cited: Cited) -> int:
        """The number of the note on what is cited; the same figures have one note."""
        found = cited.observations
        if found not in self.notes:
            self.notes[found] = self._made(cited, len(self.notes) + 1)
        return self.notes[found].number

    def letters(self, observations: Iterable[Observation]) -> tuple[str, ...]:
        """Letters of the publications in which these figures stand, those of before met again."""
        return tuple(dict.fromkeys(self._letter(o) for o in observations))

    def _letter(self, o: Observation) -> str:
        publication = self.opened.publications[o.publication]
        key = (publication.title, publication.published)  # a page and the table behind it share a title
        if key not in self.printed:
            name, place = named(publication), len(self.printed)
            letter = chr(ord("A") + place % 26) * (1 + place // 26)
            title = name.title + (f", {name.dates}" if name.dates else "")
            self.printed[key] = Printed(letter, title, name.url, name.second_hand)
        return self.printed[key].letter

    def _made(self, cited: Cited, number: int) -> Note:
        found, newest = cited.observations, cited.observations[-1]
        return Note(
            number=number,
            name=self.figures.name(newest),
            period=", ".join(_periods(cited)),
            status=_status(found),
            remarks=tuple(dict.fromkeys(self._remarks(cited))),
            sources=self.letters(found),
            indicator=newest.indicator,
            code=newest.period,
        )

    def _remarks(self, cited: Cited) -> Iterator[str]:
        """How figures were computed, what is remarked on them, and what belongs to a direction wherever it is said."""
        if cited.regions:  # how one region was computed would tell which it is
            return
        sources = held.sources(self.opened, cited.observations)
        yield from filter(None, map(sources.explain, cited.observations))
        yield from cited.direction.cautions if cited.direction else ()


def _periods(cited: Cited) -> Iterator[str]:
    yield numbers.listed(list(dict.fromkeys(numbers.period(o.period) for o in cited.observations)))
    if cited.regions:
        yield _("{number} Veilig Thuis-regio’s").format(number=numbers.number(cited.regions))


def _status(found: Iterable[Observation]) -> str:
    """How final the figures are, and what else their signs say, but for what is explained in a remark."""
    found = list(found)
    stages = {marks.PROVISIONAL, marks.REVISED, marks.DERIVED, marks.ZERO}
    others = dict.fromkeys(m.word for o in found for m in marks.marks(o) if m not in stages)
    return ", ".join((marks.status_words(found), *others))
