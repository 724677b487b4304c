"""What every file carries beside its figures: what it is, the codebook, the sources. Made once, written in any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import impactmonitor
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.language import gettext as _
from impactmonitor.present import marks, numbers
from impactmonitor.present.export import ORIGIN_NAMES
from impactmonitor.present.files.codebook import Entry, codebook
from impactmonitor.present.files.used import Used, used
from impactmonitor.present.marks import Mark
from impactmonitor.present.places import with_type
from impactmonitor.present.titles import title_of
from impactmonitor.release.read import Release, ReleasedTable
from impactmonitor.release.selection import Selection
from impactmonitor.tables import Origin, Publication, to_arrow


@dataclass(frozen=True)
class Cited:
    """A publication with its source; its fields are the columns `columns.SOURCES`."""

    source: str
    name: str
    owner: str
    licence: str
    title: str
    table_id: str
    url: str
    published: str
    retrieved: str
    second_hand: str
    cadence: str
    quality: str


@dataclass(frozen=True)
class Contents:
    """What a reader must know of a file: a title, lines of the first sheet, codebook and sources.

    Every text is already in the language of the file, so that it can be written when the request is over.
    """

    title: str
    origin: Origin
    origin_name: str
    release: str
    since: dt.date | None
    figures: int
    about: list[tuple[str, str]]
    codebook: list[Entry]
    sources: list[Cited]
    licences: list[str]
    citation: str

    @property
    def fictitious(self) -> bool:
        """Whether the figures are made up."""
        return self.origin is Origin.DEMO


def contents(table: ReleasedTable, title: str, since: dt.date | None = None, chosen: str = "") -> Contents:
    """The contents of a file with these figures; `chosen` tells how its areas were chosen."""
    codes = used([to_arrow(table)])
    return _contents(table.catalogue, table.publications, table.origin, table.release, codes, title, since, chosen)


def of_selection(release: Release, selection: Selection, title: str) -> Contents:
    """The contents of a file with the figures of a selection, which need not be in memory."""
    codes = used(release.batches(selection))
    return _contents(release.catalogue, release.publications, release.origin, release.id, codes, title, release.since)


def in_short(release: Release, title: str) -> Contents:
    """All figures of a release without their codebook, made without reading the figures."""
    codes = Used(figures=release.count(Selection()), publication=release.cited)
    return _contents(release.catalogue, release.publications, release.origin, release.id, codes, title, release.since)


def _contents(
    catalogue: Catalogue,
    publications: dict[str, Publication],
    origin: Origin,
    release: str,
    codes: Used,
    title: str,
    since: dt.date | None,
    chosen: str = "",
) -> Contents:
    title = title.encode("utf-8", "replace").decode()
    sources = [_cited(catalogue, p) for p in _ordered(publications[code] for code in codes.publication)]
    licences = list(dict.fromkeys(f"{c.owner}: {c.licence}" for c in sources))
    citation = _citation(title, origin, release, sources)
    return Contents(
        title=title,
        origin=origin,
        origin_name=_(ORIGIN_NAMES[origin]),
        release=release,
        since=since,
        figures=codes.figures,
        about=_about(title, origin, release, since, codes, licences, citation, chosen, _same_area(catalogue, codes)),
        codebook=codebook(catalogue, codes, origin),
        sources=sources,
        licences=licences,
        citation=citation,
    )


def _citation(title: str, origin: Origin, release: str, sources: Iterable[Cited]) -> str:
    """How to name these figures in a text."""
    texts = [c.title for c in sources if not c.url]  # a text without an address is named itself
    names = list(dict.fromkeys([*(c.name for c in sources), *texts]))
    parts = [_("Impactmonitor, {title}, uitgave {release}.").format(title=title, release=release)]
    if names:
        parts.append(_("Bron: {sources}.").format(sources=numbers.listed(names)))
    if origin is Origin.DEMO:
        parts.append(f"{_(ORIGIN_NAMES[origin])}.")
    return " ".join(parts)


def _about(
    title: str,
    origin: Origin,
    release: str,
    since: dt.date | None,
    codes: Used,
    licences: Iterable[str],
    citation: str,
    chosen: str,
    same_area: str,
) -> list[tuple[str, str]]:
    """Lines for whoever opens the file: a word and a sentence."""
    kind = _(ORIGIN_NAMES[origin])
    warning = _("Deze cijfers zijn verzonnen, om te laten zien hoe de monitor werkt. Gebruik ze nergens voor.")
    return [
        *([(kind, warning)] if origin is Origin.DEMO else []),
        (_("Wat is dit"), title),
        *([(_("Gekozen gebieden"), chosen)] if chosen else []),
        (_("Aantal cijfers"), numbers.number(codes.figures)),
        *([(_("Zelfde gebied"), same_area)] if same_area else []),
        (_("Herkomst"), kind),
        *([(_("Uitgave sinds"), numbers.day(since))] if since else []),
        (_("Uitgave"), release),
        *((_("Licentie"), licence) for licence in licences),
        (_("Zo noemt u deze cijfers"), citation),
        (_("Leeg is niet nul"), _("Een leeg cijfer is geen 0. De status zegt waarom het er niet is.")),
        *((_("Status"), mark.legend) for mark in _marks(codes)),
        (_("Niet optellen"), _("Groepen kunnen elkaar overlappen, en afgeronde cijfers tellen niet precies op.")),
        (_("Gemaakt met"), f"Impactmonitor {impactmonitor.__version__}"),
    ]


def _marks(codes: Used) -> list[Mark]:
    """What figures with these codes are marked with."""
    found = marks.of_codes(codes.obs_status, codes.conf_status, codes.stage)
    found |= {marks.SECOND_HAND} if True in codes.second_hand else set()
    found |= {marks.ZERO} if codes.zero else set()
    return [mark for mark in marks.ALL if mark in found]


def _same_area(catalogue: Catalogue, codes: Used) -> str:
    """For a file of one region that is exactly a province: where the figures are that are printed for the province."""
    province = catalogue.regions.coinciding.get(next(iter(codes.region))) if len(codes.region) == 1 else None
    if not province:
        return ""
    text = _(
        "De {province} is precies hetzelfde gebied. Cijfers die een bron alleen voor de provincie geeft, staan niet in "
        "dit bestand, maar in dat van de provincie."
    )
    return text.format(province=with_type(catalogue.regions[province]))


def _ordered(publications: Iterable[Publication]) -> list[Publication]:
    return sorted(publications, key=lambda p: (p.source, p.title, p.published, p.id))


def _cited(catalogue: Catalogue, publication: Publication) -> Cited:
    source = catalogue.sources.get(publication.source)
    return Cited(
        source=publication.source,
        name=str(source.name) if source else "",
        owner=str(source.owner) if source else "",
        licence=str(source.licence) if source else "",
        title=title_of(publication),
        table_id=publication.table_id,
        url=publication.url,
        published=publication.published,
        retrieved=publication.retrieved,
        second_hand=_("ja") if publication.second_hand else _("nee"),
        cadence=str(source.cadence) if source else "",
        quality=" ".join(str(sentence) for sentence in source.quality) if source else "",
    )
