"""Do the texts of year reports agree with the figures? What does not is a finding with file, line and figure."""

from __future__ import annotations

from collections.abc import Iterator

from impactmonitor import language
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.prose import BLOCKS, Reference
from impactmonitor.findings import Finding
from impactmonitor.reports.year.cited import Figures, Select, Unsaid

REMEDY = "Correct the reference or the text; see docs/how-to/write-the-year-report.md."


def disagreements(catalogue: Catalogue, select: Select) -> list[Finding]:
    """Every reference of every text that these figures do not bear out."""
    return list(_all(catalogue, Figures(catalogue, select)))


def _all(catalogue: Catalogue, figures: Figures) -> Iterator[Finding]:
    for report in catalogue.year_reports:
        for chapter in report.texts:
            for name in language.LANGUAGES:
                with language.use(name):
                    parts = chapter.prose().parts
                    wrong = [(r, _wrong(figures, r)) for part in parts for r in part.references]
                for reference, why in wrong:
                    if why:
                        file = report.file(chapter, name)
                        yield Finding(file, reference.line, f"{reference.written}: {why}", REMEDY)


def _wrong(figures: Figures, reference: Reference) -> str:
    """Why a reference cannot be said; empty when it can."""
    try:
        if reference.kind == "tile":
            figures.one(reference)
        elif reference.kind in BLOCKS:
            figures.shown(reference)
        else:
            figures.cite(reference)
    except Unsaid as error:
        return str(error)
    return ""
