"""Read the whole catalogue from its folder, or say with file, line and remedy why that is impossible."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from impactmonitor import language
from impactmonitor.catalogue import texts, yaml_lines, year_reports
from impactmonitor.catalogue.comparable import Comparable, RegionValue
from impactmonitor.catalogue.events import Event
from impactmonitor.catalogue.explanation import CalendarEntry, QuestionAndAnswer, Term
from impactmonitor.catalogue.guide import Article, Database, Exercise, FigureKind, Guide, Step, Tour
from impactmonitor.catalogue.monitors import Monitor
from impactmonitor.catalogue.regions import Regions
from impactmonitor.catalogue.schema import (
    Bridge,
    CodeList,
    Correspondence,
    DisclosurePolicy,
    Indicator,
    LayoutYear,
    NotCarried,
    Route,
    Source,
    Text,
    Theme,
    Unit,
)
from impactmonitor.catalogue.year_reports import FACTSHEET, Front, YearReport
from impactmonitor.exceptions import CatalogueError
from impactmonitor.findings import Finding

Model = TypeVar("Model", bound=BaseModel)

REGION_COLUMNS = ["code", "name", "type", "vt", "province", "part_of"]


@dataclass(frozen=True)
class Catalogue:
    """What is measured, where and how it is said. Immutable once loaded."""

    folder: Path
    themes: tuple[Theme, ...]
    sources: dict[str, Source]
    indicators: dict[str, Indicator]
    codelists: dict[str, CodeList]
    correspondences: dict[str, Correspondence]
    units: dict[str, Unit]
    regions: Regions
    not_carried: tuple[NotCarried, ...]
    disclosure: DisclosurePolicy
    lines: dict[str, yaml_lines.LineMap]
    calendar: tuple[CalendarEntry, ...] = ()
    questions: tuple[QuestionAndAnswer, ...] = ()
    glossary: tuple[Term, ...] = ()
    events: tuple[Event, ...] = ()
    monitors: tuple[Monitor, ...] = ()
    region_values: tuple[RegionValue, ...] = ()
    comparable: Comparable | None = None
    routes: dict[str, Route] = field(default_factory=dict)
    """Policy questions by id; on pages `ordered_routes`."""
    guide: Guide = field(default_factory=Guide)
    year_reports: tuple[YearReport, ...] = ()
    """Newest first."""
    english: Mapping[str, str] = field(default_factory=dict)
    """English of Dutch sentences."""

    def said(self, dutch: str) -> texts.Said:
        """A Dutch sentence of this catalogue that reached us as plain text, with its English."""
        return texts.Said(dutch, self.english.get(dutch, ""))

    def place(self, file: str, *path: str | int) -> tuple[str, int]:
        """File and line of a value, for findings."""
        return file, self.lines.get(file, yaml_lines.LineMap()).nearest(path)

    @property
    def ordered(self) -> list[Indicator]:
        """Indicators in the order of the page: by theme, then by order."""
        rank = {theme.id: n for n, theme in enumerate(self.themes)}
        return sorted(self.indicators.values(), key=lambda i: (rank.get(i.theme, 99), i.order, i.id))

    @property
    def ordered_routes(self) -> list[Route]:
        """Policy questions in their order."""
        return sorted(self.routes.values(), key=lambda r: (r.order, r.id))

    def codelist_of(self, indicator: Indicator) -> CodeList | None:
        """The code list of an indicator's breakdown."""
        return self.codelists.get(indicator.breakdown.codelist) if indicator.breakdown else None


_HINTS = {
    "missing": "Add the field; `docs/reference/catalogue.md` explains it.",
    "extra_forbidden": "Remove it, or correct the spelling; `docs/reference/catalogue.md` lists the fields.",
    "string_pattern_mismatch": "Use only small letters, digits and single hyphens.",
    "literal_error": "Choose one of the listed values.",
}


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.lines: dict[str, yaml_lines.LineMap] = {}
        self.english: dict[str, str] = {}

    def name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def yaml(self, path: Path, model: Any) -> Any:
        """One file as a model (or a list of models); None when it has errors."""
        name = self.name(path)
        if not path.is_file():
            self.findings.append(Finding(name, 0, "is missing", "Put the file back."))
            return None
        data, lines, found = yaml_lines.read(path, name)
        self.lines[name] = lines
        if found:
            self.findings += found
            return None
        try:
            return TypeAdapter(model).validate_python(data, context={texts.ENGLISH: self.english})
        except ValidationError as error:
            for problem in error.errors():
                where = tuple(p for p in problem["loc"] if isinstance(p, str | int))
                field = ".".join(str(p) for p in where) or "the file"
                message = problem["msg"].removeprefix("Value error, ")
                remedy = _HINTS.get(problem["type"], "Correct it.")
                self.findings.append(Finding(name, lines.nearest(where), f"{field}: {message}", remedy))
            return None

    def folder_of(self, sub: str, model: type[Model], by_id: bool = True) -> dict[str, Model]:
        found: dict[str, Model] = {}
        for path in sorted((self.folder / sub).glob("*.yaml")):
            item = self.yaml(path, model)
            if item is None:
                continue
            if by_id and item.id != path.stem:
                self.findings.append(
                    Finding(self.name(path), 1, f"id '{item.id}' differs from the file name", "Make them equal.")
                )
            found[path.stem] = item
        return found

    def translations(self) -> None:
        """English of Dutch sentences; read before everything that holds such sentences."""
        where: dict[str, str] = {}
        for path in sorted((self.folder / "texts" / language.ENGLISH).glob("*.yaml")):
            name = self.name(path)
            for number, text in enumerate(self.yaml(path, list[Text]) or []):
                if text.nl in where:
                    line = self.lines[name].nearest((number,))
                    message = f"this sentence is translated twice (also in {where[text.nl]})"
                    self.findings.append(Finding(name, line, message, "Keep one."))
                where.setdefault(text.nl, name)
                self.english.setdefault(text.nl, text.en)

    def csv(self, path: Path, columns: list[str]) -> list[dict[str, str]]:
        name = self.name(path)
        if not path.is_file():
            self.findings.append(Finding(name, 0, "is missing", "Put the file back."))
            return []
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            self.findings.append(Finding(name, line, "is not UTF-8", "Save the file as CSV UTF-8."))
            return []
        reader = csv.DictReader(io.StringIO(text))
        rows: list[dict[str, str]] = []
        try:
            if reader.fieldnames != columns:
                self.findings.append(
                    Finding(name, 1, f"has columns {reader.fieldnames}", f"Use exactly: {','.join(columns)}")
                )
                return []
            for row in reader:
                if None in row or None in row.values():
                    self.findings.append(
                        Finding(name, reader.line_num, "has too many or too few columns", "Check the commas.")
                    )
                else:
                    rows.append(row)
        except csv.Error as error:
            self.findings.append(Finding(name, reader.line_num + 1, f"cannot be read: {error}", "Check the quotes."))
        return rows

    def guide(self) -> Guide:
        base = self.folder / "guide"
        return Guide(
            articles=list(self.folder_of("guide/articles", Article).values()),
            steps=self.yaml(base / "steps.yaml", list[Step]) or [],
            exercises=sorted(self.folder_of("guide/exercises", Exercise).values(), key=lambda e: e.order),
            tour=self.yaml(base / "tour.yaml", Tour),
            kinds=self.yaml(base / "kinds.yaml", list[FigureKind]) or [],
            databases=self.yaml(base / "databases.yaml", list[Database]) or [],
        )

    def year_reports(self) -> tuple[YearReport, ...]:
        found = []
        for folder in sorted((self.folder / year_reports.FOLDER).glob("[0-9][0-9][0-9][0-9]"), reverse=True):
            front = self.yaml(folder / "report.yaml", Front)
            made, wrong = year_reports.chapters(folder, self.folder)
            self.findings += wrong
            if front:
                report = YearReport(
                    year=int(folder.name),
                    title=front.title,
                    lead=front.lead,
                    chapters=[c for c in made if c.id != FACTSHEET],
                    factsheet=next((c for c in made if c.id == FACTSHEET), None),
                )
                found.append(report)
        return tuple(found)

    def regions(self) -> Regions:
        base = self.folder / "regions"
        rows = {int(p.stem): self.csv(p, REGION_COLUMNS) for p in sorted(base.glob("[0-9][0-9][0-9][0-9].csv"))}
        if not rows:
            self.findings.append(Finding("regions", 0, "holds no region files", "Add regions/<year>.csv."))
        return Regions(
            rows,
            self.csv(base / "aliases.csv", ["label", "code", "type", "source"]),
            self.yaml(base / "layouts.yaml", list[LayoutYear]) or [],
            self.yaml(base / "bridges.yaml", list[Bridge]) or [],
            self.csv(base / "coincide.csv", ["vt", "province"]),
            self.csv(base / "former_municipalities.csv", ["old_code", "old_name", "date", "new_code", "new_name"]),
        )


def read(folder: Path) -> tuple[Catalogue, list[Finding]]:
    """What can be read of the catalogue in `folder`, and what is wrong with each file.

    A file with errors is left out, so that the rest can still be checked.
    """
    reader = _Reader(folder)
    reader.translations()
    not_carried: list[NotCarried] = []
    for path in sorted((folder / "published" / "not_carried").glob("*.yaml")):
        not_carried += reader.yaml(path, list[NotCarried]) or []
    catalogue = Catalogue(
        folder=folder,
        themes=tuple(reader.yaml(folder / "themes.yaml", list[Theme]) or []),
        sources=reader.folder_of("sources", Source),
        indicators=reader.folder_of("indicators", Indicator),
        codelists=reader.folder_of("codelists", CodeList),
        correspondences=reader.folder_of("codelists/correspondence", Correspondence),
        units={unit.id: unit for unit in reader.yaml(folder / "units.yaml", list[Unit]) or []},
        regions=reader.regions(),
        not_carried=tuple(not_carried),
        disclosure=reader.yaml(folder / "disclosure.yaml", DisclosurePolicy) or NO_POLICY,
        lines=reader.lines,
        english=reader.english,
        calendar=tuple(reader.yaml(folder / "calendar.yaml", list[CalendarEntry]) or []),
        questions=tuple(reader.yaml(folder / "questions-and-answers.yaml", list[QuestionAndAnswer]) or []),
        glossary=tuple(reader.yaml(folder / "glossary.yaml", list[Term]) or []),
        events=tuple(reader.yaml(folder / "events.yaml", list[Event]) or []),
        monitors=tuple(reader.yaml(folder / "monitors.yaml", list[Monitor]) or []),
        region_values=tuple(reader.yaml(folder / "region_values.yaml", list[RegionValue]) or []),
        comparable=reader.yaml(folder / "comparable.yaml", Comparable),
        routes=reader.folder_of("routes", Route),
        guide=reader.guide(),
        year_reports=reader.year_reports(),
    )
    return catalogue, sorted(reader.findings)


NO_POLICY = DisclosurePolicy(since=dt.date(1970, 1, 1), rules=[])
"""Stands in for an unreadable policy: without rules nothing may leave."""


def load(folder: Path) -> Catalogue:
    """Read the catalogue in `folder`. Raises CatalogueError with all findings of all files."""
    catalogue, findings = read(folder)
    if findings:
        raise CatalogueError(findings)
    return catalogue
