"""What a reading is made of. Plain values: whoever shows or prints a reading needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from impactmonitor.meaning.rules import RULES


@dataclass(frozen=True)
class Sentence:
    """One thing that is said of figures, in the language of the moment.

    `rule` is the id of the rule that fired (`rules.RULES`, `/uitleg/duiding/`), `why` explains it in plain words.
    """

    rule: str
    text: str
    why: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Signal:
    """A figure that stands out: outside of how much regions usually differ, by the rule of `statistics.signals`.

    `value` is that of the region, `rest` that of the other regions together, `low` and `high` are how far regions
    usually go; all in the unit of the figure (per cent, per 10 000). `z` is the distance, for the order only.
    """

    indicator: str
    measure: str
    category: str
    region: str
    period: str
    value: float
    rest: float
    low: float
    high: float
    z: float

    @property
    def higher(self) -> bool:
        """Whether the region lies above the others."""
        return self.z > 0


@dataclass(frozen=True)
class Reading:
    """What may be said of a figure, a comparison or a series, and no more.

    `sentences` say what is there and how it compares; `cautions` what to keep in mind, each of which belongs wherever
    the figure is shown; `meanings` what a difference may and may not mean; `questions` (of the catalogue) are for the
    conversation, never empty for a figure of an indicator. `signal` is set only when the figure stands out.
    """

    sentences: tuple[Sentence, ...] = ()
    cautions: tuple[Sentence, ...] = ()
    meanings: tuple[Sentence, ...] = ()
    questions: tuple[str, ...] = field(default=())
    signal: Signal | None = None

    @property
    def text(self) -> str:
        """The sentences, as running text."""
        return " ".join(s.text for s in self.sentences)

    @property
    def all(self) -> tuple[Sentence, ...]:
        """Everything that a rule says, in reading order."""
        return (*self.sentences, *self.cautions, *self.meanings)

    @property
    def whys(self) -> tuple[Sentence, ...]:
        """One sentence for each rule that fired, for ‘why does this stand here?’."""
        return tuple({s.rule: s for s in self.all}.values())


def said(rule: str, text: str) -> Sentence:
    """A sentence with the explanation of its rule. KeyError for a rule that is not listed."""
    return Sentence(rule, text, RULES[rule].when)
