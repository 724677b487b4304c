"""Cautions of several areas together: which one each is about stands with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.meaning.cases import FEW_CASES
from impactmonitor.meaning.model import Sentence, said
from impactmonitor.present import marks, numbers
from impactmonitor.present.places import in_place, label, with_type
from impactmonitor.tables import Observation


def few_counts(catalogue: Catalogue, figures: Iterable[Observation]) -> list[Sentence]:
    """The caution of small numbers among counts that a sentence on several figures may name; once, with their areas."""
    found: dict[str, set[float]] = {}
    for o in figures:
        if o.measure == "count" and o.value and o.value < FEW_CASES and not marks.gap(o):
            found.setdefault(o.region, set()).add(o.value)
    if not found:
        return []
    if len(found) > 1:
        text = _(
            "Minder dan twintig is het aantal van {names}. Kleine aantallen schommelen door toeval. Trek daaruit geen "
            "conclusie."
        )
        return [said("small", text.format(names=_names(catalogue, found)))]
    [(region, values)] = found.items()
    place = in_place(catalogue.regions[region])
    if len(values) > 1:
        text = _(
            "{place} zijn sommige aantallen klein: minder dan twintig. Kleine aantallen schommelen door toeval. Trek "
            "daaruit geen conclusie."
        )
        return [said("small", text.format(place=place))]
    text = _(
        "{place} gaat het om een klein aantal ({number}). Kleine aantallen schommelen door toeval. Trek hieruit geen "
        "conclusie."
    )
    return [said("small", text.format(place=place, number=numbers.number(next(iter(values)))))]


def by_region(catalogue: Catalogue, found: Mapping[str, Sequence[Sentence]]) -> list[Sentence]:
    """The cautions of regions (by code), each once: what does not hold for all of them names those it holds for."""
    regions: dict[Sentence, dict[str, None]] = {}
    for code, sentences in found.items():
        for sentence in sentences:
            regions.setdefault(sentence, {})[code] = None
    return [
        sentence if len(codes) == len(found) else replace(sentence, text=_of(catalogue, codes, sentence.text))
        for sentence, codes in regions.items()
    ]


def _of(catalogue: Catalogue, codes: Collection[str], text: str) -> str:
    return f"{_names(catalogue, codes)}: {text[:1].lower()}{text[1:]}"


def _names(catalogue: Catalogue, codes: Collection[str]) -> str:
    """The first few names; with their type where areas of several types stand together."""
    regions = [catalogue.regions[code] for code in codes]
    name = label if len({r.type for r in regions}) == 1 else with_type
    return numbers.some([name(r) for r in regions])
