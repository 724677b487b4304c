"""Sentences about a comparison: what stands beside what, and what may not be read from it. No cause, no verdict."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS, Region, Regions
from impactmonitor.language import gettext as _
from impactmonitor.language import ngettext
from impactmonitor.meaning import cautions, whose
from impactmonitor.meaning.combinations import Answer, check
from impactmonitor.meaning.model import Reading, said
from impactmonitor.meaning.readings import read as read_one
from impactmonitor.meaning.regions import did_not_exist
from impactmonitor.meaning.revised import Revised
from impactmonitor.meaning.sentences import amount
from impactmonitor.meaning.spread import Usual
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.columns import Column
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.tables import Observation, Stage


@dataclass(frozen=True)
class Remark:
    """What a reader must know before comparing: a few words, and one or two sentences."""

    title: str
    text: str
    caution: bool = False


def in_no_other() -> str:
    """Said beside a figure that none of the other areas has."""
    return _("Van de andere gebieden staat dit cijfer niet in deze uitgave.")


def read(
    catalogue: Catalogue,
    column: Column,
    mine: str = "",
    usual: Usual | None = None,
    revised: Revised | None = None,
) -> Reading:
    """How many regions have a figure, from where to where they run, and the reading of my region beside the country.

    Without my region the figure of the Netherlands is named. Places are never ranked.
    """
    filled = [column.at[code] for code in column.filled]
    questions = tuple(map(str, column.indicator.questions))
    if not filled:
        return Reading(
            (said("absent", _("Van deze gebieden staat er geen cijfer in deze uitgave.")),), questions=questions
        )
    national = column.at.get(NETHERLANDS)
    told = [said("areas", _areas(column, filled))]
    each = {o.region: cautions.of_figures(catalogue, [o], revised) for o in filled}
    named = whose.by_region(catalogue, each)
    if mine in column.filled and mine != NETHERLANDS:
        own = read_one(catalogue, column.at[mine], netherlands=national, usual=usual, revised=revised)
        others = whose.few_counts(catalogue, [o for o in filled if o.region != mine])
        alone = [caution for caution in own.cautions if caution not in each[mine]]
        return replace(own, sentences=(*told, *own.sentences), cautions=tuple(dict.fromkeys([*alone, *others, *named])))
    careful = [*whose.few_counts(catalogue, filled), *named]
    if national and column.comparable and not marks.gap(national):
        told.append(said("figure", _("Nederland: {amount}.").format(amount=amount(national, column.unit))))
    return Reading(tuple(told), tuple(careful), questions=questions)


def _areas(column: Column, filled: Sequence[Observation]) -> str:
    text = _how_many(len(column.cells), len(filled))
    single = sorted((o for o in filled if o.value is not None), key=lambda o: o.value or 0.0)
    if len(single) > 1 and single[0].value != single[-1].value:
        span = _("De cijfers lopen van {low} tot {high}.")
        text += " " + span.format(low=amount(single[0], column.unit), high=amount(single[-1], column.unit))
    return text


def on_a_map(catalogue: Catalogue, column: Column) -> Answer:
    """Whether these figures may stand on a map, by the combination checker.

    They are of one indicator, measure, group and period; one figure of each status is enough to ask for.
    """
    kinds = {(o.stage, o.obs_status, o.source): o for o in (column.at[code] for code in column.filled)}
    return check("map", kinds.values(), catalogue)


def _how_many(asked: int, filled: int) -> str:
    if asked == 1:
        return _("Van dit gebied is er een cijfer.")
    if filled == asked:
        return (
            _("Alle {asked} gebieden hebben een cijfer.").format(asked=asked)
            if asked > 2
            else _("Beide gebieden hebben een cijfer.")
        )
    return ngettext(
        "Van de {asked} gebieden heeft er {filled} een cijfer.",
        "Van de {asked} gebieden hebben er {filled} een cijfer.",
        filled,
    ).format(asked=asked, filled=filled)


def remarks(regions: Regions, chosen: Sequence[Region], columns: Sequence[Column]) -> list[Remark]:
    """Everything that does not simply fit together in a comparison."""
    found = [_kinds(chosen), _stages(columns), _periods(columns), *_gone(regions, chosen, columns)]
    return [remark for remark in found if remark]


_KEYS = ("indicator", "measure", "category", "period")
_NEVER = ("survey-and-registration", "cohort-and-other", "cohorts", "other-source")


def together(catalogue: Catalogue, columns: Sequence[Column]) -> list[Remark]:
    """Figures that stand in one comparison and may not be compared with each other, by the combination checker."""
    found: dict[str, Remark] = {}
    for pair in itertools.combinations(columns, 2):
        operands = [dict(zip(_KEYS, (c.indicator.id, *c.chosen), strict=True)) for c in pair]
        for reason in check("compare", operands, catalogue).reasons:
            if reason.rule in _NEVER:
                names = numbers.listed([f"‘{c.title}’" for c in pair])
                text = f"{names}: {reason.text[:1].lower()}{reason.text[1:]}"
                found.setdefault(text, Remark(_("Niet met elkaar te vergelijken"), text, caution=True))
    return list(found.values())


def _kinds(chosen: Iterable[Region]) -> Remark | None:
    kinds = list(dict.fromkeys(region.type for region in chosen))
    if len(kinds) < 2:
        return None
    text = _(
        "U vergelijkt {kinds}. Die zijn niet even groot en kunnen elkaar overlappen. Ze staan daarom in aparte groepen."
    )
    names = numbers.listed([TYPE_NAMES[kind][1] for kind in kinds])
    return Remark(_("Verschillende soorten gebieden"), text.format(kinds=names), caution=True)


def _stages(columns: Iterable[Column]) -> Remark | None:
    stages = {o.stage for column in columns for o in _shown(column)}
    provisional = {Stage.PROVISIONAL, Stage.REVISED} & stages
    if not provisional:
        return None
    if stages <= {Stage.PROVISIONAL, Stage.REVISED}:
        return Remark(_("Voorlopige cijfers"), _("Deze cijfers kunnen nog veranderen."), caution=True)
    text = _("Cijfers met een sterretje kunnen nog veranderen, de andere niet. Vergelijk ze voorzichtig met elkaar.")
    return Remark(_("Voorlopige en andere cijfers door elkaar"), text, caution=True)


def _shown(column: Column) -> list[Observation]:
    codes = [*column.filled, *([NETHERLANDS] if column.netherlands and not column.netherlands.gap else [])]
    return [column.at[code] for code in codes]


def _periods(columns: Sequence[Column]) -> Remark | None:
    periods = list(dict.fromkeys(column.period for column in columns))
    if len(periods) < 2:
        return None
    kinds = {parse(period).kind for period in periods}
    text = (
        _("Niet elk cijfer is er over dezelfde periode. Boven elke kolom staat de periode.")
        if len(kinds) == 1
        else _(
            "Niet elk cijfer is er over dezelfde soort periode: halve jaren, hele jaren en peildata zijn niet met "
            "elkaar te vergelijken. Boven elke kolom staat de periode."
        )
    )
    return Remark(_("Verschillende perioden"), text)


def _gone(regions: Regions, chosen: Iterable[Region], columns: Iterable[Column]) -> list[Remark]:
    found: dict[str, Remark] = {}
    for column in columns:
        for region in chosen:
            if column.cells[region.code].gap is marks.GONE:
                gone = did_not_exist(regions, region, parse(column.period))
                if gone:
                    found.setdefault(gone.sentence, Remark(_("Dit gebied was er toen niet"), gone.sentence))
    return list(found.values())
