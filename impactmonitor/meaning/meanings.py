"""What a figure or a difference may mean: more than one reading, no cause, no verdict."""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.meaning.model import Sentence, said
from impactmonitor.present.coverage import BACKGROUND


def of(catalogue: Catalogue, indicator: Indicator, differs: bool, grouped: bool = False) -> Iterator[Sentence]:
    """What may be read from an indicator; `differs`: whether a difference was named; `grouped`: in groups."""
    if indicator.theme == BACKGROUND:
        return
    source = catalogue.sources.get(indicator.source or "")
    method = source.method if source else "unknown"
    if differs and method == "sample":
        yield by_chance()
    elif differs and method == "cohort":
        text = _(
            "Dit cijfer zegt niet waardoor dat komt. Per gebied zijn er weinig gezinnen gevolgd. Het kan gaan om "
            "toeval, of om welke gezinnen meededen."
        )
        yield said("families-differ", text)
    elif differs:
        text = _(
            "Dit cijfer zegt niet waardoor dat komt. Het kan gaan om hoe vaak het voorkomt, om bereik en meldgedrag, "
            "of om werkwijze en registratie."
        )
        yield said("two-readings", text)
    yield from _polarity(indicator, grouped)


def by_chance() -> Sentence:
    """What any difference between two estimates may mean, of two places or of two moments."""
    return said("estimates-differ", _("Twee schattingen uit een steekproef kunnen ook door toeval verschillen."))


def _polarity(indicator: Indicator, grouped: bool) -> Iterator[Sentence]:
    polarity = indicator.polarity
    if polarity.norm:
        yield said(
            "norm",
            _("Hiervoor is een norm: {norm} Bron: {source}").format(
                norm=polarity.norm.text, source=polarity.norm.source
            ),
        )
    elif grouped and polarity.direction in ("higher-wished", "lower-wished"):
        yield said("wish", _("Een bron noemt hier een wens. {why}").format(why=polarity.why))
    elif polarity.direction == "higher-wished":
        yield said("wish", _("Een bron wenst hier een hoger cijfer. {why}").format(why=polarity.why))
    elif polarity.direction == "lower-wished":
        yield said("wish", _("Een bron wenst hier een lager cijfer. {why}").format(why=polarity.why))
    else:
        yield said(
            "conversation", _("Hoger of lager is hier niet vanzelf goed of fout. {why}").format(why=polarity.why)
        )
