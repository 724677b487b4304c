"""Which way a figure moved between two periods, as a word in a text: only where that may be said.

Stricter than a page, where both figures stand side by side: a word in a running text is remembered without its caution.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Unit
from impactmonitor.language import gettext as _
from impactmonitor.meaning.cases import method_of
from impactmonitor.meaning.combinations import check
from impactmonitor.meaning.differences import EQUAL, HIGHER, LOWER, order
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.cells import cell
from impactmonitor.tables import Observation, Stage

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    language.DUTCH: {
        HIGHER: ("steeg", "stijgt", "stegen", "stijgen", "gestegen"),
        LOWER: ("daalde", "daalt", "daalden", "dalen", "gedaald"),
        EQUAL: ("bleef-gelijk", "blijft-gelijk", "bleven-gelijk", "blijven-gelijk", "gelijk-gebleven"),
    },
    language.ENGLISH: {
        HIGHER: ("rose", "rises", "rise", "risen"),
        LOWER: ("fell", "falls", "fall", "fallen"),
        EQUAL: ("stayed-the-same", "stays-the-same", "stay-the-same"),
    },
}
"""Words of direction that an editor may choose, by language; the first is the one that we choose."""


class NoDirection(Exception):
    """Nothing may be said of a direction; the message says why, in the language of the moment."""


@dataclass(frozen=True)
class Direction:
    """Which way a figure moved, from one period to a later one; `cautions` belong wherever it is said."""

    order: str
    before: Observation
    now: Observation
    cautions: tuple[str, ...]

    @property
    def word(self) -> str:
        """The word that we choose."""
        return spoken(WORDS[language.current()][self.order][0])

    def told(self, unit: Unit, word: str = "") -> str:
        """`steeg van 8.870 in 2022 naar 9.100 in 2023`, with this word instead of ours when given."""
        sentence = (
            _("{word}: {before} {then} en {now} {when}")
            if self.order == EQUAL
            else _("{word} van {before} {then} naar {now} {when}")
        )
        return sentence.format(
            word=word or self.word,
            before=written(self.before, unit),
            then=numbers.in_period(self.before.period),
            now=written(self.now, unit),
            when=numbers.in_period(self.now.period),
        )


def written(o: Observation, unit: Unit) -> str:
    """A figure in a text that says how final it is by its signs: `142†`, `9~ %`."""
    made = cell(o)
    return numbers.with_unit((made.spoken or made.text) + made.signs, unit)


def spoken(word: str) -> str:
    """A word of `WORDS` as it stands in a sentence."""
    return word.replace("-", " ")


def order_of(word: str, name: str) -> str | None:
    """What a word of direction says: higher, lower or equal; None for a word that we do not know."""
    return next((found for found, words in WORDS[name].items() if word in words), None)


def direction(catalogue: Catalogue, before: Observation, now: Observation) -> Direction:
    """Which way a figure moved. NoDirection when that may not be said: a gap, a break, a provisional figure …"""
    if parse(before.period).start >= parse(now.period).start:
        raise NoDirection(_("De eerste periode moet vóór de tweede liggen."))
    for o in (before, now):
        if marks.gap(o) or o.value is None:
            raise NoDirection(_("Over {period} is er geen los cijfer.").format(period=numbers.the_period(o.period)))
        if o.stage in (Stage.PROVISIONAL, Stage.REVISED):
            text = _("Het cijfer over {period} is voorlopig: het kan nog veranderen.")
            raise NoDirection(text.format(period=numbers.the_period(o.period)))
    answer = check("compare", [before, now], catalogue)
    if not answer.allowed:
        raise NoDirection(answer.reason)
    if _within_margins(catalogue, before, now):
        raise NoDirection(_("Dit zijn schattingen. Het verschil kan door de steekproef komen."))
    cautions = tuple(r.text for r in answer.reasons if r.verdict == "warn")
    return Direction(order(now, before), before, now, cautions)


def _within_margins(catalogue: Catalogue, before: Observation, now: Observation) -> bool:
    """Whether these are estimates of which the margins touch, or are not known."""
    if method_of(catalogue, now) not in ("sample", "cohort"):
        return False
    low, high = sorted((before, now), key=lambda o: o.value or 0.0)
    return low.high is None or high.low is None or low.high >= high.low
