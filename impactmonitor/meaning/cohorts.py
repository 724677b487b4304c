"""Whether a region is one of those in which a group of families was followed."""

from __future__ import annotations

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region
from impactmonitor.language import gettext as _
from impactmonitor.periods import parse
from impactmonitor.present import numbers
from impactmonitor.tables import Observation


def membership(catalogue: Catalogue, figure: Observation, region: Region) -> str:
    """Whether a region took part in the study of this figure, and in which other; empty where that is not known.

    A municipality is told of its Veilig Thuis region. A region that did not exist then is told nothing.
    """
    source = catalogue.sources.get(figure.source)
    cohorts = source.cohorts if source else []
    mine = next((c for c in cohorts if c.period == figure.period), None)
    if mine is None:
        return ""
    year = parse(mine.period).end.year
    whole = catalogue.regions.get(region.parent_in(year)) if region.type == "GM" else region
    others = [c for c in cohorts if c is not mine]
    if whole is None or whole.code not in {code for c in cohorts for code in c.regions}:
        return ""
    place, name, when = whole.name_in(year), str(mine.name), numbers.period(mine.period)
    if whole.code in mine.regions:
        return _("{place} deed mee aan dit onderzoek: het {name} ({when}), in {number} regio’s.").format(
            place=place, name=name, when=when, number=len(mine.regions)
        )
    text = _("{place} deed niet mee aan dit onderzoek: het {name} ({when}).")
    said = [text.format(place=place, name=name, when=when)]
    for other in (c for c in others if whole.code in c.regions):
        text = _("Wel aan het {name} ({when}). Dat is een ander onderzoek, met andere gezinnen.")
        said.append(text.format(name=other.name, when=numbers.period(other.period)))
    return " ".join(said)
