"""Words for what is measured, for the groups of a breakdown, and the heading of a block."""

from __future__ import annotations

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.catalogue.schema import Indicator, Measure, Unit
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present import marks, numbers
from impactmonitor.present.blocks import Categories, Heading, Sources, Subject
from impactmonitor.tables import TOTAL, Observation

AS_MEASURE = {
    "count": gettext_noop("als aantal"),
    "rate": gettext_noop("als cijfer per inwoner"),
    "share": gettext_noop("als percentage"),
    "mean": gettext_noop("als gemiddelde"),
    "score": gettext_noop("als score"),
}
"""What a figure may be printed as, within a sentence, whatever the indicator."""


def netherlands() -> str:
    """Name of the country in a column or beside a figure."""
    return _("Nederland")


def measure_words(kind: str, measure: Measure, unit: Unit) -> str:
    """The measure in a subtitle: `Aandeel van de meldingen`, `Per 10.000 inwoners`, `Aantal`."""
    if kind == "share":
        return _("Aandeel {of}").format(of=measure.of) if measure.of else _("Aandeel")
    return unit.shown[:1].upper() + unit.shown[1:]


def measure_of(indicator: Indicator, kind: str) -> Measure:
    """The measure of this kind (`rate`, `share` …) of an indicator."""
    return next(measure for name, measure in indicator.measures.items() if name == kind)


def category_labels(catalogue: Catalogue, indicator: Indicator) -> dict[str, str]:
    """Words for the categories in the order of the code list, the total first."""
    codelist = catalogue.codelist_of(indicator)
    labels = {TOTAL: _("Totaal")}
    for category in codelist.categories if codelist else ():
        labels[category.code] = category.shown
    return labels


def older_period(own: Categories, main: str) -> str:
    """The period of further figures when it is not that of the block, else nothing."""
    period = next(iter(own.values())).period
    return numbers.period(period) if period != main else ""


def with_period(words: str, when: str) -> str:
    """Words for a measure with its period behind them, when that is not the period of the block."""
    return f"{words}, {when}" if when else words


def heading(sources: Sources, indicator: Indicator, kind: str, shown: list[Observation], subject: Subject) -> Heading:
    """Title and subtitle for these own figures of one measure."""
    measure = measure_of(indicator, kind)
    return Heading(
        indicator=indicator.id,
        title=str(indicator.short or indicator.name),
        measure=measure_words(kind, measure, sources.catalogue.units[measure.unit]),
        place=subject.column,
        where=subject.place,
        region=shown[0].region,
        code=shown[0].period,
        period=numbers.period(shown[0].period),
        mark=marks.common_stage(shown),
        national=shown[0].region == NETHERLANDS,
    )
