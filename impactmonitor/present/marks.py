"""The marks of a figure: one sign, one word and one explanation, the same in table, chart, legend and speech."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Stage


@dataclass(frozen=True)
class Mark:
    """A mark. `sign` is a character behind the number; `drawing` names a small picture for a figure that is absent."""

    id: str
    word: str
    legend: str
    sign: str = ""
    drawing: str = ""
    short: str = ""

    @property
    def label(self) -> str:
        """The word in a narrow table."""
        return self.short or self.word


PROVISIONAL = Mark("voorlopig", "voorlopig", "Voorlopig: kan nog veranderen.", sign="*")
REVISED = Mark(
    "nader-voorlopig", "nader voorlopig", "Nader voorlopig: één keer bijgewerkt, kan nog veranderen.", sign="**"
)
DERIVED = Mark(
    "afgeleid", "afgeleid", "Afgeleid: door ons berekend uit andere cijfers. De berekening staat erbij.", sign="a"
)
ESTIMATE = Mark("schatting", "schatting", "Schatting: de bron heeft niet geteld maar geschat.", sign="~")
SECOND_HAND = Mark(
    "tweede-hand", "uit tweede hand", "Uit tweede hand: genoemd door iemand anders dan de bron zelf.", sign="†"
)
ZERO = Mark("nul", "echte nul", "Echte nul: geteld, en het waren er geen.")
BREAK = Mark("breuk", "breuk", "Breuk: voor en na deze regel is anders geteld.", drawing="break")

DOT = Mark(
    "punt",
    "punt van de bron: nul, klein of onbekend",
    "Punt van de bron: nul, klein of onbekend. De bron zegt niet welk.",
    drawing="dot",
    short="punt van bron",
)
HIDDEN = Mark(
    "verborgen",
    "verborgen, aantal te klein",
    "Verborgen: het aantal is te klein om personen te beschermen.",
    drawing="hatch",
    short="verborgen",
)
NOT_COLLECTED = Mark(
    "niet-gemeten",
    "niet gemeten",
    "Niet gemeten: over deze periode of dit gebied zijn er geen gegevens verzameld.",
    drawing="slash",
)
IMPOSSIBLE = Mark(
    "kan-niet",
    "kan niet voorkomen",
    "Kan niet voorkomen: deze groep bestaat hier niet.",
    drawing="cross",
    short="kan niet",
)
ABSENT = Mark(
    "ontbreekt",
    "ontbreekt in deze uitgave",
    "Ontbreekt: staat niet in deze uitgave.",
    drawing="dash",
    short="ontbreekt",
)

ALL = (
    PROVISIONAL, REVISED, DERIVED, ESTIMATE, SECOND_HAND, ZERO,
    DOT, HIDDEN, ABSENT, NOT_COLLECTED, IMPOSSIBLE, BREAK,
)  # fmt: skip

_GAPS = {
    ObsStatus.MISSING: DOT,
    ObsStatus.SUPPRESSED: HIDDEN,
    ObsStatus.NOT_COLLECTED: NOT_COLLECTED,
    ObsStatus.CANNOT_EXIST: IMPOSSIBLE,
}
_STAGES = {Stage.PROVISIONAL: PROVISIONAL, Stage.REVISED: REVISED}
_STATUS = {
    Stage.PROVISIONAL: "voorlopig",
    Stage.REVISED: "nader voorlopig",
    Stage.FINAL: "definitief",
    Stage.UNSTATED: "niet vermeld door de bron",
}


def gap(observation: Observation | None) -> Mark | None:
    """Why there is nothing to show; None when there is a figure. What is hidden stays hidden, value or not."""
    if observation is None:
        return ABSENT
    if observation.conf_status in (ConfStatus.PRIMARY, ConfStatus.SECONDARY):
        return HIDDEN
    mark = _GAPS.get(ObsStatus(observation.obs_status))
    if mark is None and observation.value is None and observation.low is None:
        return ABSENT
    return mark


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
    return " en ".join(word for stage, word in sorted(_STATUS.items()) if stage in stages)
