"""What a reading is made of. Plain values: whoever shows or prints a reading needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from impactmonitor.meaning.rules import RULES, SPREAD

QUIET = ("provisional", "combination")
"""Rules of cautions that a page with many figures says once, with a sign at each figure; the whole reading has them."""


BEGINS = ("line", "one-moment", "absent")
"""Rules with which a reading turns to another place."""


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

    @property
    def name(self) -> str:
        """A few words for the rule, in the current language."""
        return RULES[self.rule].name


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
    the figure is shown; `meanings` what a difference may and may not mean; `needed` which other regions or periods it
    would take to say more; `questions` (of the catalogue) are for the conversation, never empty for a figure of an
    indicator. `signal` is set only when the figure stands out.
    """

    sentences: tuple[Sentence, ...] = ()
    cautions: tuple[Sentence, ...] = ()
    meanings: tuple[Sentence, ...] = ()
    needed: tuple[Sentence, ...] = ()
    questions: tuple[str, ...] = field(default=())
    signal: Signal | None = None

    @property
    def text(self) -> str:
        """The sentences, as running text."""
        return " ".join(s.text for s in self.sentences)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The sentences as running text, a paragraph for each place that they are about."""
        found: list[list[str]] = []
        for sentence in self.sentences:
            if not found or sentence.rule in BEGINS:
                found.append([])
            found[-1].append(sentence.text)
        return tuple(" ".join(part) for part in found)

    @property
    def told(self) -> str:
        """What there is and what stands out, as running text: all sentences but those of `weighed`."""
        return " ".join(s.text for s in self.sentences if s not in self.weighed)

    @property
    def spoken(self) -> tuple[Sentence, ...]:
        """Cautions that no sign or line of the page says already."""
        return tuple(s for s in self.cautions if s.rule not in QUIET)

    @property
    def weighed(self) -> tuple[Sentence, ...]:
        """Why something does not stand out, or why that is not to say."""
        return tuple(s for s in self.sentences if RULES[s.rule].group == SPREAD and s.rule != "signal")

    @property
    def all(self) -> tuple[Sentence, ...]:
        """Everything that a rule says, in reading order."""
        return (*self.sentences, *self.cautions, *self.meanings, *self.needed)

    @property
    def whys(self) -> tuple[Sentence, ...]:
        """One sentence for each rule that fired, for ‘why does this stand here?’."""
        return tuple({s.rule: s for s in self.all}.values())


def said(rule: str, text: str) -> Sentence:
    """A sentence with the explanation of its rule. KeyError for a rule that is not listed."""
    return Sentence(rule, text, RULES[rule].when)
