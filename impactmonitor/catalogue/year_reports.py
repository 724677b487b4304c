"""The national report of a year: chapters that editors write, with figures by reference."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field

from impactmonitor import language
from impactmonitor.catalogue.prose import Part, Prose, parse
from impactmonitor.catalogue.schema import Strict, Text
from impactmonitor.findings import Finding

FOLDER = "year-reports"
FACTSHEET = "factsheet"
_NAME = re.compile(r"[a-z0-9-]+")


class Chapter(Strict):
    """A chapter in both languages, as Markdown. It begins with its title, as `# Title`."""

    id: str = Field(description="Name of its two files; chapters stand in the order of their names.")
    nl: str
    en: str

    def text(self, name: str) -> str:
        """The Markdown in this language."""
        return self.en if name == language.ENGLISH else self.nl

    def prose(self, name: str = "") -> Prose:
        """The text in parts, in this language or that of the moment."""
        return parse(self.text(name or language.current()))

    @property
    def anchor(self) -> str:
        """Id of the chapter on its page."""
        return re.sub(r"^[0-9]+-", "", self.id)


class YearReport(Strict):
    """What a release says of a year."""

    year: int = Field(ge=2000, le=2100)
    title: Text
    lead: Text = Field(description="What the report is, in one or two sentences.")
    chapters: list[Chapter] = Field(default=[])
    factsheet: Chapter | None = None

    @property
    def texts(self) -> list[Chapter]:
        """All chapters, and the factsheet."""
        return [*self.chapters, *([self.factsheet] if self.factsheet else [])]

    def file(self, chapter: Chapter, name: str) -> str:
        """Where the text of a chapter stands in the catalogue."""
        return f"{FOLDER}/{self.year}/{name}/{chapter.id}.md"


class Front(Strict):
    """What stands in `report.yaml`."""

    title: Text
    lead: Text


def title_of(parts: list[Part]) -> str:
    """The title with which a chapter begins; empty without."""
    return parts[0].plain if parts and parts[0].level == 1 else ""


def chapters(folder: Path, root: Path) -> tuple[list[Chapter], list[Finding]]:
    """The chapters in a folder of a year, and what is wrong with the files."""
    found: list[Finding] = []
    names = {name: {p.stem: p for p in (folder / name).glob("*.md")} for name in language.LANGUAGES}
    made = []
    for stem in sorted({s for of in names.values() for s in of}):
        texts: dict[str, str] = {}
        for name, of in names.items():
            path = of.get(stem, folder / name / f"{stem}.md")
            file = path.relative_to(root).as_posix()
            if stem not in of:
                found.append(Finding(file, 0, "is missing", "A chapter stands in both languages."))
            elif not _NAME.fullmatch(stem):
                found.append(Finding(file, 0, "has a name with other signs", "Use small letters, digits and hyphens."))
            else:
                try:
                    texts[name] = path.read_text(encoding="utf-8-sig")
                except UnicodeDecodeError:
                    found.append(Finding(file, 0, "is not UTF-8", "Save the file as UTF-8."))
        if len(texts) == len(language.LANGUAGES):
            made.append(Chapter(id=stem, **texts))
    return made, found
