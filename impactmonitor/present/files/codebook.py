"""The codebook: every column, code, status and unit of a file in words, with definitions and caveats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.periods import parse
from impactmonitor.present import marks, numbers
from impactmonitor.present.export import COLUMNS, ORIGIN_NAMES
from impactmonitor.present.figures import measure_words
from impactmonitor.present.files import columns
from impactmonitor.present.files.used import Used
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import TYPE_NAMES
from impactmonitor.tables import TOTAL, ConfStatus, ObsStatus, Origin, Stage


@dataclass(frozen=True)
class Entry:
    """A line of the codebook; its fields are the columns `columns.CODEBOOK`."""

    part: str
    of: str
    code: str
    name: str
    text: str


Words = Mark | tuple[str, str]
"""Name and explanation of a code: those of a mark of the site, or our own, in Dutch."""

_OBS_STATUS: dict[ObsStatus, Words] = {
    ObsStatus.NORMAL: (gettext_noop("gewoon"), gettext_noop("Een gewoon cijfer. Een 0 is een echte nul.")),
    ObsStatus.BREAK: marks.BREAK,
    ObsStatus.ESTIMATED: (
        gettext_noop("geschat of berekend"),
        gettext_noop("Door de bron geschat, of door ons berekend; dan staat de formule erbij."),
    ),
    ObsStatus.PROVISIONAL: marks.PROVISIONAL,
    ObsStatus.NOT_COLLECTED: marks.NOT_COLLECTED,
    ObsStatus.CANNOT_EXIST: marks.IMPOSSIBLE,
    ObsStatus.MISSING: marks.DOT,
    ObsStatus.SUPPRESSED: (
        gettext_noop("verborgen"),
        gettext_noop("Verborgen om personen te beschermen. De code geheimhouding zegt waarom."),
    ),
}
_CONF_STATUS: dict[ConfStatus, Words] = {
    ConfStatus.FREE: (gettext_noop("vrij"), gettext_noop("Het cijfer is niet verborgen.")),
    ConfStatus.PRIMARY: (
        gettext_noop("verborgen"),
        gettext_noop("Verborgen omdat het aantal te klein is om personen te beschermen."),
    ),
    ConfStatus.SECONDARY: (
        gettext_noop("ook verborgen"),
        gettext_noop("Verborgen omdat een ander verborgen cijfer anders uit te rekenen is."),
    ),
}
_STAGES: dict[Stage, Words] = {
    Stage.PROVISIONAL: marks.PROVISIONAL,
    Stage.REVISED: marks.REVISED,
    Stage.FINAL: (gettext_noop("definitief"), gettext_noop("Definitief: de bron past dit cijfer niet meer aan.")),
    Stage.UNSTATED: (
        gettext_noop("niet vermeld door de bron"),
        gettext_noop("De bron zegt niet hoe definitief dit cijfer is."),
    ),
}
_ORIGINS = {
    Origin.OFFICIAL: gettext_noop(
        "Cijfers die de eigenaar van de bron heeft gepubliceerd, of die daaruit zijn berekend."
    ),
    Origin.LOCAL: gettext_noop(
        "Cijfers die een regio zelf heeft aangeleverd. Ze zijn anders geteld dan officiële cijfers."
    ),
    Origin.DEMO: gettext_noop("Verzonnen cijfers, om te laten zien hoe de monitor werkt. Gebruik ze nergens voor."),
}


def codebook(catalogue: Catalogue, used: Used, origin: Origin) -> list[Entry]:
    """The codebook of figures in which these codes occur. That figures are invented stands first."""
    of_origin = Entry(_("herkomst"), "origin", origin.value, _(ORIGIN_NAMES[origin]), _(_ORIGINS[origin]))
    invented = origin is Origin.DEMO
    return [
        *([of_origin] if invented else []),
        *_columns(),
        *_indicators(catalogue, used),
        *_measures(catalogue, used),
        *_groups(catalogue, used),
        *_units(catalogue, used),
        *_regions(catalogue, used),
        *_periods(used),
        *_statuses(used),
        *([] if invented else [of_origin]),
    ]


def _columns() -> Iterator[Entry]:
    known = {column.code: column for column in columns.FIGURES}
    for code in dict.fromkeys([*COLUMNS, *known]):
        yield Entry(_("kolom"), "", code, known[code].label, known[code].text)


def _indicators(catalogue: Catalogue, used: Used) -> Iterator[Entry]:
    for indicator in catalogue.ordered:
        if indicator.id in used.indicator:
            yield from _indicator(catalogue, indicator)


def _indicator(catalogue: Catalogue, indicator: Indicator) -> Iterator[Entry]:
    def entry(part: str, text: str, name: str = "", code: str = "") -> Entry:
        return Entry(part, indicator.id, code, name, text)

    yield Entry(_("indicator"), "", indicator.id, str(indicator.name), str(indicator.definition))
    if indicator.population:
        yield entry(_("populatie"), str(indicator.population))
    if indicator.source in catalogue.sources:
        source = catalogue.sources[indicator.source]
        yield entry(_("bron"), str(source.dataset), str(source.name), source.id)
    for item in indicator.breaks:
        yield entry(_("breuk"), str(item.text), numbers.period(item.period), item.period)
    for sentence in indicator.caveats:
        yield entry(_("let op"), str(sentence))
    for sentence in indicator.does_not_say:
        yield entry(_("zegt niets over"), str(sentence))


def _measures(catalogue: Catalogue, used: Used) -> Iterator[Entry]:
    for indicator in catalogue.ordered:
        for kind, measure in indicator.measures.items():
            if (indicator.id, kind) in used.measure:
                words = measure_words(kind, measure, catalogue.units[measure.unit])
                computed = _("Door ons berekend waar de bron het niet drukt.") if measure.computed else ""
                yield Entry(_("meting"), indicator.id, kind, words, computed)


def _groups(catalogue: Catalogue, used: Used) -> Iterator[Entry]:
    seen: set[str] = set()
    if any(code == TOTAL for _indicator, code in used.category):
        yield Entry(_("groep"), "", TOTAL, _("totaal"), _("Alle groepen samen: niet uitgesplitst."))
    for indicator in catalogue.ordered:
        codelist = catalogue.codelist_of(indicator)
        codes = {code for of, code in used.category if of == indicator.id} - {TOTAL}
        if codelist is None or not codes or not indicator.breakdown:
            continue
        overlap = _("Groepen kunnen elkaar overlappen. Tel ze niet op.") if indicator.breakdown.multi else ""
        yield Entry(_("uitsplitsing"), indicator.id, codelist.id, str(codelist.name), overlap)
        if codelist.id not in seen:
            seen.add(codelist.id)
            for category in codelist.categories:
                yield Entry(_("groep"), codelist.id, category.code, category.shown, str(category.explanation or ""))


def _units(catalogue: Catalogue, used: Used) -> Iterator[Entry]:
    for unit in catalogue.units.values():
        if unit.id in used.unit:
            yield Entry(_("eenheid"), "", unit.id, unit.shown, "")


def _regions(catalogue: Catalogue, used: Used) -> Iterator[Entry]:
    for region in catalogue.regions:
        if region.code in used.region:
            kind = TYPE_NAMES[region.type][0]
            years = _("In onze lijsten van {first} tot en met {last}.").format(
                first=region.years[0], last=region.years[-1]
            )
            yield Entry(_("gebied"), kind, region.code, region.name, years)


def _periods(used: Used) -> Iterator[Entry]:
    for period in sorted(map(parse, used.period), key=lambda p: p.sort_key):
        days = (numbers.day(period.start), numbers.day(period.end))
        text = _("Van {first} tot en met {last}.").format(first=days[0], last=days[1]) if days[0] != days[1] else ""
        yield Entry(_("periode"), "", period.code, numbers.period(period.code), text)


def _statuses(used: Used) -> Iterator[Entry]:
    yield from _explained(_("status"), "obs_status", _OBS_STATUS, used.obs_status)
    yield from _explained(_("geheimhouding"), "conf_status", _CONF_STATUS, used.conf_status)
    yield from _explained(_("stadium"), "stage", _STAGES, used.stage)


def _explained(part: str, column: str, known: Mapping[Any, Words], used: Iterable[str]) -> Iterator[Entry]:
    for code, words in known.items():
        if code in used:
            name, text = (words.word, words.legend) if isinstance(words, Mark) else map(_, words)
            yield Entry(part, column, code.value, name, text)
