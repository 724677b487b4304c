"""The marks of a figure: one sign, one word and one explanation, the same in table, chart, legend and speech.

The texts of a mark stand here in Dutch; `word`, `legend` and `label` give them in the current language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.language import gettext, gettext_noop
from impactmonitor.present import numbers
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Stage


@dataclass(frozen=True)
class Mark:
    """A mark. `sign` is a character behind the number; `drawing` names a small picture for a figure that is absent."""

    id: str
    dutch_word: str
    dutch_legend: str
    sign: str = ""
    drawing: str = ""
    dutch_label: str = ""

    @property
    def word(self) -> str:
        """As read aloud behind the number."""
        return gettext(self.dutch_word)

    @property
    def legend(self) -> str:
        """What it means, in one line."""
        return gettext(self.dutch_legend)

    @property
    def label(self) -> str:
        """The word in a narrow table."""
        return gettext(self.dutch_label) or self.word


PROVISIONAL = Mark("voorlopig", gettext_noop("voorlopig"), gettext_noop("Voorlopig: kan nog veranderen."), sign="*")
REVISED = Mark(
    "nader-voorlopig",
    gettext_noop("nader voorlopig"),
    gettext_noop("Nader voorlopig: één keer bijgewerkt, kan nog veranderen."),
    sign="**",
)
DERIVED = Mark(
    "afgeleid",
    gettext_noop("afgeleid"),
    gettext_noop("Afgeleid: door ons berekend uit andere cijfers. De berekening staat erbij."),
    sign="a",
)
ESTIMATE = Mark(
    "schatting", gettext_noop("schatting"), gettext_noop("Schatting: de bron heeft niet geteld maar geschat."), sign="~"
)
SECOND_HAND = Mark(
    "tweede-hand",
    gettext_noop("uit tweede hand"),
    gettext_noop("Uit tweede hand: genoemd door iemand anders dan de bron zelf."),
    sign="†",
)
ZERO = Mark("nul", gettext_noop("echte nul"), gettext_noop("Echte nul: geteld, en het waren er geen."))
BREAK = Mark(
    "breuk", gettext_noop("breuk"), gettext_noop("Breuk: voor en na deze regel is anders geteld."), drawing="break"
)

DOT = Mark(
    "punt",
    gettext_noop("punt van de bron: nul, klein of onbekend"),
    gettext_noop("Punt van de bron: nul, klein of onbekend. De bron zegt niet welk."),
    drawing="dot",
    dutch_label=gettext_noop("punt van bron"),
)
HIDDEN = Mark(
    "verborgen",
    gettext_noop("verborgen, aantal te klein"),
    gettext_noop("Verborgen: het aantal is te klein om personen te beschermen."),
    drawing="hatch",
    dutch_label=gettext_noop("verborgen"),
)
HIDDEN_TOO = Mark(
    "ook-verborgen",
    gettext_noop("ook verborgen, om een ander cijfer te beschermen"),
    gettext_noop("Ook verborgen: uit dit cijfer was een ander, klein aantal af te leiden."),
    drawing="net",
    dutch_label=gettext_noop("ook verborgen"),
)
NOT_COLLECTED = Mark(
    "niet-gemeten",
    gettext_noop("niet gemeten"),
    gettext_noop("Niet gemeten: over deze periode of dit gebied zijn er geen gegevens verzameld."),
    drawing="slash",
)
IMPOSSIBLE = Mark(
    "kan-niet",
    gettext_noop("kan niet voorkomen"),
    gettext_noop("Kan niet voorkomen: deze groep bestaat hier niet."),
    drawing="cross",
    dutch_label=gettext_noop("kan niet"),
)
GONE = Mark(
    "bestond-niet",
    gettext_noop("bestond toen niet"),
    gettext_noop("Bestond toen niet: dit gebied is later gevormd, of toen al opgegaan in een ander."),
    drawing="gone",
    dutch_label=gettext_noop("bestond niet"),
)
ABSENT = Mark(
    "ontbreekt",
    gettext_noop("ontbreekt in deze uitgave"),
    gettext_noop("Ontbreekt: staat niet in deze uitgave."),
    drawing="dash",
    dutch_label=gettext_noop("ontbreekt"),
)

ALL = (
    PROVISIONAL, REVISED, DERIVED, ESTIMATE, SECOND_HAND, ZERO,
    DOT, HIDDEN, HIDDEN_TOO, ABSENT, NOT_COLLECTED, IMPOSSIBLE, GONE, BREAK,
)  # fmt: skip

_GAPS = {
    ObsStatus.MISSING: DOT,
    ObsStatus.SUPPRESSED: HIDDEN,
    ObsStatus.NOT_COLLECTED: NOT_COLLECTED,
    ObsStatus.CANNOT_EXIST: IMPOSSIBLE,
}
_CONCEALED = {ConfStatus.PRIMARY: HIDDEN, ConfStatus.SECONDARY: HIDDEN_TOO}
_STAGES = {Stage.PROVISIONAL: PROVISIONAL, Stage.REVISED: REVISED}
_STATUS = {
    Stage.PROVISIONAL: gettext_noop("voorlopig"),
    Stage.REVISED: gettext_noop("nader voorlopig"),
    Stage.FINAL: gettext_noop("definitief"),
    Stage.UNSTATED: gettext_noop("niet vermeld door de bron"),
}


def of_codes(obs_status: set[str], conf_status: set[str], stage: set[str]) -> set[Mark]:
    """Marks that belong to codes that occur; what is computed and what is estimated have one code."""
    found = {mark for status, mark in _GAPS.items() if status in obs_status}
    found |= {mark for status, mark in _STAGES.items() if status in stage}
    found |= {DERIVED, ESTIMATE} if ObsStatus.ESTIMATED in obs_status else set()
    found |= {BREAK} if ObsStatus.BREAK in obs_status else set()
    return found | ({HIDDEN} if {ConfStatus.PRIMARY, ConfStatus.SECONDARY} & conf_status else set())


def gap(observation: Observation | None) -> Mark | None:
    """Why there is nothing to show; None when there is a figure. What is hidden stays hidden, value or not."""
    if observation is None:
        return ABSENT
    if observation.conf_status in _CONCEALED:
        return _CONCEALED[ConfStatus(observation.conf_status)]
    mark = _GAPS.get(ObsStatus(observation.obs_status))
    if mark is None and observation.value is None and observation.low is None:
        return ABSENT
    return mark


def is_hidden(observation: Observation | None) -> bool:
    """Whether we hide this figure, for whatever reason."""
    return gap(observation) in (HIDDEN, HIDDEN_TOO)


def stage_mark(stage: str) -> Mark | None:
    """Mark of a stage: only provisional stages have one."""
    return _STAGES.get(Stage(stage))


def common_stage(observations: Iterable[Observation]) -> Mark | None:
    """The provisional mark that all these figures share, if there is one."""
    found = {stage_mark(o.stage) for o in observations}
    return found.pop() if len(found) == 1 else None


def marks(observation: Observation) -> tuple[Mark, ...]:
    """Marks of a figure that is shown, in reading order."""
    found = [stage_mark(observation.stage)]
    if observation.formula:
        found.append(DERIVED)
    elif observation.obs_status == ObsStatus.ESTIMATED:
        found.append(ESTIMATE)
    if observation.second_hand:
        found.append(SECOND_HAND)
    if observation.value == 0:
        found.append(ZERO)
    return tuple(mark for mark in found if mark)


def status_words(observations: Iterable[Observation]) -> str:
    """Status for a source line, e.g. `voorlopig` or `definitief en voorlopig`."""
    stages = {Stage(o.stage) for o in observations}
    return numbers.listed([gettext(word) for stage, word in sorted(_STATUS.items()) if stage in stages])
