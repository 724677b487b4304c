"""What may be said of a figure, a comparison or a series, and no more: the one door to readings.

    reading = read(catalogue, figure, netherlands=theirs)     one released figure, and what stands beside it
    reading = read_block(catalogue, block)                    the same for a block of a page, also one in groups

Each gives a `Reading`: sentences, cautions, meanings, questions for the conversation, and a signal when the figure
stands out. Each sentence names its rule and says why it stands there. Words are in the language of the moment. Rules:
`rules.RULES`, on the site at `/uitleg/duiding/`; see docs/methods/readings.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.meaning import cautions, differences, meanings, sentences, spread
from impactmonitor.meaning.cases import FEW_CASES
from impactmonitor.meaning.model import Reading, Sentence, Signal
from impactmonitor.meaning.revised import Revised
from impactmonitor.meaning.spread import Usual
from impactmonitor.present.blocks import Block, Total
from impactmonitor.present.places import in_place
from impactmonitor.present.words import category_labels, measure_of
from impactmonitor.tables import TOTAL, Observation

__all__ = ["Reading", "Sentence", "Signal", "Usual", "careful", "read", "read_block"]


def read(
    catalogue: Catalogue,
    own: Observation,
    *,
    netherlands: Observation | None = None,
    wider: Observation | None = None,
    count: Observation | None = None,
    usual: Usual | None = None,
    revised: Revised | None = None,
) -> Reading:
    """The reading of one released figure.

    `netherlands` and `wider` (the region of which a municipality is a part) are the same figure of the same period;
    `count` is the number of cases of a share or rate, where that is known. Without `usual` it is said that a difference
    cannot be tested; without `revised`, that it is not known how far figures of the source were revised before.
    KeyError when the catalogue lacks the indicator or region.
    """
    indicator = catalogue.indicators[own.indicator]
    unit = catalogue.units[measure_of(indicator, own.measure).unit]
    method = _method(catalogue, indicator)
    country = catalogue.regions[own.region].type == "NL"
    place = sentences.in_cohort() if method == "cohort" and country else in_place(catalogue.regions[own.region])
    label = category_labels(catalogue, indicator).get(own.category, own.category)
    shown = sentences.Shown(
        where=place if own.category == TOTAL else f"{label}: {place[:1].lower()}{place[1:]}",
        own=own,
        unit=unit,
        of=str(measure_of(indicator, own.measure).of or ""),
        netherlands=netherlands,
        wider=wider,
        wider_name=str(catalogue.regions[wider.region].name) if wider else "",
        estimate=method == "sample",
    )
    found = careful(catalogue, own, count, revised)
    compared = differences.with_other(catalogue, own, wider), differences.with_other(catalogue, own, netherlands)
    tested = {"" if own.category == TOTAL else label: own}
    return _reading(catalogue, indicator, sentences.of_figure(shown), found, compared, tested, usual)


def careful(
    catalogue: Catalogue, own: Observation, count: Observation | None = None, revised: Revised | None = None
) -> list[Sentence]:
    """What to mind with one released figure by itself, as `read` says it; nothing is said of a difference."""
    cases = own if own.measure == "count" else count
    number = cases.value if cases and sentences.known(cases) else None
    found = [cautions.small(number)] if number and number < FEW_CASES else []
    return [*found, *cautions.of_figures(catalogue, [own], revised)]


def read_block(
    catalogue: Catalogue, block: Block, usual: Usual | None = None, revised: Revised | None = None
) -> Reading:
    """The reading of a block: a figure, or a figure in groups. As `read`."""
    indicator = catalogue.indicators[block.heading.indicator]
    if isinstance(block, Total):
        tested = {"": block.own}
        compared = (
            differences.with_other(catalogue, block.own, block.region),
            differences.with_other(catalogue, block.own, block.netherlands),
        )
    else:
        tested = {block.labels[code]: block.own[code] for code in sentences.told_groups(block)}
        compared = (differences.NOTHING, differences.with_groups(catalogue, block))
    found = cautions.of_block(catalogue, block, revised)
    return _reading(
        catalogue, indicator, sentences.of_block(block, _method(catalogue, indicator)), found, compared, tested, usual
    )


def _reading(
    catalogue: Catalogue,
    indicator: Indicator,
    told: list[Sentence],
    minded: list[Sentence],
    compared: tuple[differences.Compared, differences.Compared],
    tested: Mapping[str, Observation],
    usual: Usual | None,
) -> Reading:
    """Everything in reading order; each sentence once."""
    beside = [s for said_of_it, _careful in compared for s in said_of_it]
    rules = {s.rule for s in beside}
    apart = rules & {differences.HIGHER, differences.LOWER}
    weighed, signal = spread.say(catalogue, tested, usual) if apart else ([], None)
    needed = [s for figure in tested.values() for s in spread.needed(catalogue, figure, usual)] if apart else []
    return Reading(
        sentences=_once([*told, *beside, *weighed]),
        cautions=_once([*minded, *(s for _told, more in compared for s in more)]),
        meanings=_once(meanings.of(catalogue, indicator, bool(apart), grouped="" not in tested)),
        needed=_once(needed),
        questions=tuple(map(str, indicator.questions)),
        signal=signal,
    )


def _method(catalogue: Catalogue, indicator: Indicator) -> str:
    """How the source gets its figures: registration, sample, cohort or unknown."""
    source = catalogue.sources.get(indicator.source or "")
    return source.method if source else ""


def _once(found: Iterable[Sentence]) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(found))
