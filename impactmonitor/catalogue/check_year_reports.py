"""Are the texts of year reports sound: readable, citing what exists, the same in both languages, without a verdict?

Whether the figures are there, and move as the texts say, is looked at with the figures (`reports.year.agree`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.prose import Part, Reference
from impactmonitor.catalogue.texts import PLACEHOLDERS
from impactmonitor.catalogue.year_reports import FACTSHEET, Chapter, title_of
from impactmonitor.findings import Finding
from impactmonitor.periods import parse
from impactmonitor.tables import TOTAL

VERDICTS = re.compile(
    r"\b(doordat|omdat|dankzij|leidt tot|veroorza\w*|succes\w*|proble\w*|verslechter\w*|verbeter\w*|significant\w*|"
    r"schokkend\w*|alarmerend\w*|zorgwekkend\w*|helaas|gelukkig|slechtste|because|due to|thanks to|leads? to|caused|"
    r"causes|improv\w*|worsen\w*|alarming\w*|shocking\w*|worrying\w*|unfortunately|fortunately|worst)\b",
    re.I,
)
"""Words of cause or verdict, in both languages."""
DIRECTIONS = re.compile(
    r"\b(stijg\w*|steeg|stegen|gestegen|daal\w*|dalen|dalend\w*|gedaald|toegenomen|afgenomen|toename|afname|neemt|nam|"
    r"nemen|namen|groei\w*|gegroeid|hoger|lager|verdubbel\w*|meer dan|er meer|minder|liep|liepen|kelder\w*|"
    r"gekelderd|halveer\w*|gehalveerd|keer zo ?veel|more than|fewer|dropp\w*|drops?|halved|halving|twice as many|"
    r"rises?|rising|rose|risen|falls?|falling|fell|fallen|increas\w*|decreas\w*|grew|grow\w*|declin\w*|higher|lower|"
    r"doubled)\b",
    re.I,
)
"""Words of direction: beside a figure they are written by reference."""
_NUMBER = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"(19|20)\d\d[.,]?")
_DAY = re.compile(r"\b[0-9]{1,2} [A-Za-z]+ (?=(19|20)\d\d)")
PAGES = 2
"""The factsheet has as many chapters as pages."""


def year_reports_are_sound(catalogue: Catalogue) -> Iterator[Finding]:
    """Everything that is wrong in the texts of year reports, with file and line."""
    for report in catalogue.year_reports:
        for chapter in report.texts:
            cited = {}
            for name in language.LANGUAGES:
                file = report.file(chapter, name)
                prose = chapter.prose(name)
                for line, message in prose.wrong:
                    yield Finding(file, line, message, "Correct it; see docs/how-to/write-the-year-report.md.")
                if not title_of(prose.parts):
                    yield Finding(file, 1, "does not begin with its title", "Begin with a line: # Title")
                for part in prose.parts:
                    yield from _part(catalogue, file, part)
                cited[name] = [_plain(r) for part in prose.parts for r in part.references]
                yield from _pages(file, chapter, prose.parts)
            yield from _same(report.file(chapter, language.ENGLISH), cited)


def _plain(reference: Reference) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A reference without the words of its language."""
    return reference.kind, tuple(sorted(pair for pair in reference.given if pair[0] != "says"))


def _pages(file: str, chapter: Chapter, parts: list[Part]) -> Iterator[Finding]:
    pages = sum(part.level == 1 for part in parts)
    wanted = PAGES if chapter.id == FACTSHEET else 1
    if pages > wanted or (pages and pages < wanted):
        message = f"has {pages} titles (#), but {'the factsheet' if wanted > 1 else 'a chapter'} has {wanted}"
        yield Finding(file, 1, message, "Use ## for what lies below a title.")


def _same(file: str, cited: dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]]) -> Iterator[Finding]:
    dutch, english = (Counter(cited[name]) for name in language.LANGUAGES)
    for (kind, given), _many in ((dutch - english) + (english - dutch)).items():
        where = "English" if dutch[kind, given] > english[kind, given] else "Dutch"
        words = " ".join(f"{key}={value}" for key, value in given)
        message = f"{{{{ {kind}: {words} }}}} is missing in the {where} text, or stands there less often"
        yield Finding(file, 0, message, "Cite the same figures in both languages.")


def _part(catalogue: Catalogue, file: str, part: Part) -> Iterator[Finding]:
    """What is wrong in a heading, paragraph or list, and in what it cites."""
    text = part.plain
    if found := VERDICTS.search(text):
        remedy = "Describe what the figures show; leave cause and verdict to the reader."
        yield Finding(file, part.line, f"'{found[0]}' gives a cause or a verdict", remedy)
    if found := PLACEHOLDERS.search(text):
        yield Finding(file, part.line, f"'{found[0]}' is a text still to be written", "Write it, or leave it out.")
    if part.references and (found := DIRECTIONS.search(text)):
        remedy = "Write it by reference: {{ direction: … }} or {{ change: … }}."
        yield Finding(file, part.line, f"'{found[0]}' says a direction beside a figure", remedy)
    for number in _NUMBER.findall(_DAY.sub("", text)):
        if not _YEAR.fullmatch(number):
            remedy = "Cite the figure: {{ figure: indicator=… period=… }}; write other numbers in letters."
            yield Finding(file, part.line, f"'{number}' is a number typed by hand", remedy)
    for reference in part.references:
        for message in _reference(catalogue, reference):
            yield Finding(file, reference.line, f"{reference.written}: {message}", "Correct the reference.")


def _reference(catalogue: Catalogue, reference: Reference) -> Iterator[str]:
    """Whether what a reference names exists in the catalogue."""
    name = reference.get("indicator")
    indicator = catalogue.indicators.get(name)
    if indicator is None and f"indicators/{name}.yaml" not in catalogue.lines:
        yield f"indicator '{name}' does not exist"
    measure = reference.get("measure")
    if indicator and measure and measure not in indicator.measures:
        yield f"'{name}' has no measure '{measure}', only {', '.join(indicator.measures)}"
    codes = catalogue.codelist_of(indicator) if indicator else None
    category = reference.get("category", TOTAL)
    if indicator and category not in {TOTAL, *(c.code for c in (codes.categories if codes else ()))}:
        yield f"'{name}' has no category '{category}'"
    for key in ("period", "from", "to"):
        if value := reference.get(key):
            try:
                parse(value)
            except ValueError:
                yield f"'{value}' is no period; write it as 2023, 2021H1 or 2022-06-30"
