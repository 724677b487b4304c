"""What can be searched: regions, indicators, themes, explanation, words and sources of a release."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Regions
from impactmonitor.language import gettext as _
from impactmonitor.language import gettext_noop
from impactmonitor.present.finding import Entry, Index
from impactmonitor.release.read import Release
from impactmonitor.web.explanation import PAGES

REGION, FORMER, INDICATOR, THEME, ROUTE, YEAR, PAGE, TERM, QUESTION, SOURCE = (
    "gebied", "vroeger", "cijfer", "thema", "beleidsvraag", "jaarbericht", "uitleg", "begrip", "vraag", "bron",
)  # fmt: skip
GROUPS = {
    REGION: gettext_noop("Regio’s en gemeenten"),
    INDICATOR: gettext_noop("Cijfers"),
    THEME: gettext_noop("Thema’s"),
    ROUTE: gettext_noop("Beleidsvragen"),
    YEAR: gettext_noop("Jaarberichten"),
    TERM: gettext_noop("Begrippen"),
    PAGE: gettext_noop("Uitleg"),
    QUESTION: gettext_noop("Vragen en antwoorden"),
    SOURCE: gettext_noop("Bronnen"),
}
"""Kinds of results, with their headings. Municipalities that are gone stand among the regions."""
_AREAS = ("NL", "VT", "GM", "PV", "LD", "GGD")


def index(opened: Release) -> Index:
    """The index of a release in the current language."""
    return _index(opened, language.current())


@functools.lru_cache(maxsize=8)
def _index(opened: Release, of_language: str) -> Index:
    """Made once per release and language; `of_language` is the current one."""
    catalogue = opened.catalogue
    return Index((*_regions(catalogue.regions), *_indicators(catalogue), *_rest(catalogue)))


def _regions(regions: Regions) -> Iterator[Entry]:
    aliases: dict[str, list[str]] = {}
    for row in regions.aliases:
        aliases.setdefault(row["code"], []).append(row["label"])
    for kind in _AREAS:
        for region in regions.of_type(kind):
            names = dict.fromkeys([str(region.name), *region.names.values(), *aliases.get(region.code, ())])
            yield Entry(REGION, region.code, (*names, region.code))
    for name in dict.fromkeys(row["old_name"] for row in regions.former):
        yield Entry(FORMER, name, (name,))


def _indicators(catalogue: Catalogue) -> Iterator[Entry]:
    for indicator in catalogue.ordered:
        names = [indicator.name, *([indicator.short] if indicator.short else [])]
        called = [*(name for text in names for name in (text.nl, text.en)), indicator.id]
        texts = [(f"{indicator.definition.nl} {indicator.definition.en}", _("in de definitie"))]
        codelist = catalogue.codelist_of(indicator)
        for category in codelist.categories if codelist else ():
            # With the name: `melding politie` is the group Politie of the indicator on meldingen.
            labels = " ".join((*called, category.label, category.plain or "", category.en, *category.aliases))
            texts.append((labels, _("met de groep ‘{name}’").format(name=category.shown)))
        yield Entry(
            INDICATOR,
            indicator.id,
            (*dict.fromkeys(name for text in names for name in (str(text), text.nl, text.en)), indicator.id),
            tuple(texts),
        )


def _rest(catalogue: Catalogue) -> Iterator[Entry]:
    for theme in catalogue.themes:
        names = (str(theme.name), theme.name.nl, theme.name.en, theme.short.nl, theme.short.en)
        yield Entry(THEME, theme.id, names, ((f"{theme.question.nl} {theme.question.en}", ""),))
    for route in catalogue.ordered_routes:
        said = (route.short, route.question)
        called = tuple(dict.fromkeys(name for text in said for name in (str(text), text.dutch, text.english) if name))
        texts = (*route.sub_questions, *route.why, *(partner.name for partner in route.partners))
        yield Entry(ROUTE, route.id, called, ((" ".join(f"{text.dutch} {text.english}" for text in texts), ""),))
    for report in catalogue.year_reports:
        written = " ".join(f"{text.nl} {text.en}" for text in report.texts)
        titles = (str(report.title), report.title.nl, report.title.en)
        yield Entry(YEAR, str(report.year), titles, ((written, _("in de tekst")),))
    for term in catalogue.glossary:
        text = f"{term.explanation.nl} {term.explanation.en}"
        yield Entry(TERM, term.id, (str(term.term), term.term.nl, term.term.en, *term.also), ((text, ""),))
    for slug, page in PAGES.items():
        told = " ".join(f"{text.nl} {text.en}" for text in catalogue.guide.texts(slug))
        found = ((f"{page.lead} {page.also} {page.words}", ""), (told, _("in de tekst")))
        yield Entry(PAGE, slug, (page.title, page.name), found if told else found[:1])
    for item in catalogue.questions:
        text = " ".join(f"{part.nl} {part.en}" for part in item.answer)
        yield Entry(QUESTION, item.id, (item.question.nl, item.question.en), ((text, ""),))
    for source in catalogue.sources.values():
        text = f"{source.owner} {source.dataset} {' '.join(source.statline_tables)}"
        yield Entry(SOURCE, source.id, (str(source.name), source.name.nl, source.name.en), ((text, ""),))
