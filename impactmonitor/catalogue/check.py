"""Does the catalogue cohere? Small named checks over all files; each finding names file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import fields

from impactmonitor.catalogue import texts
from impactmonitor.catalogue.check_context import context_coheres
from impactmonitor.catalogue.check_guide import guide_coheres
from impactmonitor.catalogue.check_routes import routes_cohere
from impactmonitor.catalogue.check_year_reports import year_reports_are_sound
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import TYPES, fold
from impactmonitor.catalogue.schema import Strict
from impactmonitor.findings import Finding
from impactmonitor.periods import parse

Check = Callable[[Catalogue], Iterator[Finding]]


def _at(catalogue: Catalogue, file: str, path: tuple[str | int, ...], message: str, remedy: str) -> Finding:
    return Finding(*catalogue.place(file, *path), message, remedy)


def _absent(catalogue: Catalogue, folder: str, name: str | None, known: Container[str]) -> bool:
    """Whether a file names something that is not there; a file that has errors itself is there."""
    return name is not None and name not in known and f"{folder}/{name}.yaml" not in catalogue.lines


def references_exist(catalogue: Catalogue) -> Iterator[Finding]:
    """Every theme, source, code list, unit and related indicator that a file names exists."""
    themes = {theme.id for theme in catalogue.themes}
    for indicator in catalogue.indicators.values():
        file = f"indicators/{indicator.id}.yaml"
        if themes and indicator.theme not in themes:
            message, remedy = f"theme '{indicator.theme}' does not exist", f"Choose from {', '.join(sorted(themes))}."
            yield _at(catalogue, file, ("theme",), message, remedy)
        if _absent(catalogue, "sources", indicator.source, catalogue.sources):
            yield _at(
                catalogue,
                file,
                ("source",),
                f"source '{indicator.source}' does not exist",
                "Add sources/<id>.yaml or correct the id.",
            )
        codelist = indicator.breakdown.codelist if indicator.breakdown else None
        if _absent(catalogue, "codelists", codelist, catalogue.codelists):
            yield _at(
                catalogue,
                file,
                ("breakdown",),
                f"code list '{codelist}' does not exist",
                "Add it to codelists/ or correct the id.",
            )
        for name, measure in indicator.measures.items():
            if measure.unit not in catalogue.units:
                yield _at(
                    catalogue,
                    file,
                    ("measures", name),
                    f"unit '{measure.unit}' does not exist",
                    "Add it to units.yaml or correct it.",
                )
            if measure.computed and measure.computed.denominator not in catalogue.indicators:
                yield _at(
                    catalogue,
                    file,
                    ("measures", name),
                    f"denominator '{measure.computed.denominator}' is no indicator",
                    "Name the indicator with the population.",
                )
            if measure.computed and "count" not in indicator.measures:
                yield _at(
                    catalogue,
                    file,
                    ("measures", name),
                    "is computed from a count that the indicator does not have",
                    "Add the measure count.",
                )
        for number, other in enumerate(indicator.related):
            if _absent(catalogue, "indicators", other, catalogue.indicators):
                yield _at(
                    catalogue,
                    file,
                    ("related", number),
                    f"related indicator '{other}' does not exist",
                    "Correct or remove it.",
                )


def periods_are_periods(catalogue: Catalogue) -> Iterator[Finding]:
    """first_period and breaks are period codes, and regions of breaks exist."""
    for indicator in catalogue.indicators.values():
        file = f"indicators/{indicator.id}.yaml"
        places = [(("first_period",), indicator.first_period)] if indicator.first_period else []
        for number, item in enumerate(indicator.breaks):
            places.append((("breaks", number, "period"), item.period))  # type: ignore[arg-type]
            for code in item.regions:
                if code not in catalogue.regions:
                    yield _at(catalogue, file, ("breaks", number), f"region {code} does not exist", "Correct the code.")
        for path, code in places:
            try:
                parse(code)
            except ValueError as error:
                yield _at(catalogue, file, path, str(error), "Correct the period.")


def recipe_categories_exist(catalogue: Catalogue) -> Iterator[Finding]:
    """A recipe names only categories of the indicator's code list."""
    for indicator in catalogue.indicators.values():
        codelist = catalogue.codelist_of(indicator)
        known = {"totaal"} | ({c.code for c in codelist.categories} if codelist else set())
        for number, recipe in enumerate(indicator.recipe):
            for code in (*recipe.categories.values(), *recipe.measures.values()):
                if code not in known:
                    yield _at(
                        catalogue, f"indicators/{indicator.id}.yaml", ("recipe", number),
                        f"category '{code}' is not in the code list", "Correct the code or add the category.",
                    )  # fmt: skip


def correspondences_are_complete(catalogue: Catalogue) -> Iterator[Finding]:
    """Both code lists exist and each of their categories stands in exactly one pair."""
    for name, item in catalogue.correspondences.items():
        file = f"codelists/correspondence/{name}.yaml"
        for side in ("left", "right"):
            codelist = catalogue.codelists.get(getattr(item, side))
            if codelist is None:
                yield _at(
                    catalogue, file, (side,), f"code list '{getattr(item, side)}' does not exist", "Correct the id."
                )
                continue
            named = [code for pair in item.pairs for code in getattr(pair, side)]
            for category in codelist.categories:
                times = named.count(category.code)
                if times != 1:
                    yield _at(
                        catalogue,
                        file,
                        ("pairs",),
                        f"'{category.code}' of {codelist.id} stands in {times} pairs",
                        "Name it exactly once; relation 'none' is allowed.",
                    )
            for code in sorted(set(named) - {c.code for c in codelist.categories}):
                yield _at(catalogue, file, ("pairs",), f"'{code}' is not in {codelist.id}", "Correct the code.")


def order_is_unique(catalogue: Catalogue) -> Iterator[Finding]:
    """No two indicators claim the same place within a theme."""
    seen: dict[tuple[str, int], str] = {}
    for indicator in catalogue.indicators.values():
        place = (indicator.theme, indicator.order)
        if place in seen:
            yield _at(
                catalogue,
                f"indicators/{indicator.id}.yaml",
                ("order",),
                f"order {indicator.order} is already taken by {seen[place]}",
                "Give it a place of its own.",
            )
        seen[place] = indicator.id


def regions_cohere(catalogue: Catalogue) -> Iterator[Finding]:
    """Every municipality lies in a region of its year; types and parents exist; slugs are unique within a type."""
    for year, rows in catalogue.regions.rows.items():
        file = f"regions/{year}.csv"
        codes = {row["code"] for row in rows}
        slugs: dict[tuple[str, str], str] = {}
        for line, row in enumerate(rows, start=2):
            if row["type"] not in TYPES:
                yield Finding(file, line, f"type '{row['type']}' is unknown", f"Use one of {', '.join(TYPES)}.")
            if row["type"] == "GM" and row["vt"] not in codes:
                yield Finding(
                    file,
                    line,
                    f"{row['name']} lies in {row['vt'] or 'no region'}, which this year does not list",
                    "Correct vt.",
                )
            if row["type"] != "NL" and row["part_of"] not in codes:
                yield Finding(
                    file,
                    line,
                    f"{row['name']} is part of '{row['part_of']}', which this year does not list",
                    "Correct part_of.",
                )
            key = (row["type"], fold(row["name"]))
            if key in slugs:
                yield Finding(
                    file,
                    line,
                    f"{row['name']} stands twice as {row['type']}",
                    "Remove one, or make the names distinct.",
                )
            slugs[key] = row["code"]
    for line, row in enumerate(catalogue.regions.aliases, start=2):
        if row["code"] not in catalogue.regions:
            yield Finding(
                "regions/aliases.csv", line, f"{row['label']} means {row['code']}, which is no region", "Correct it."
            )
    for line, pair in enumerate(sorted(catalogue.regions.coinciding.items()), start=2):
        for code in pair:
            if code not in catalogue.regions:
                yield Finding("regions/coincide.csv", line, f"{code} is no region", "Correct the code.")
    for bridge in catalogue.regions.bridges:
        for code in (*bridge.before, *bridge.after):
            if code not in catalogue.regions:
                yield Finding(
                    "regions/bridges.yaml", 1, f"{bridge.id} names {code}, which is no region", "Correct the code."
                )


def layouts_and_files_agree(catalogue: Catalogue) -> Iterator[Finding]:
    """Every region file is used by its own year, and every layout names a file that is there."""
    for year in catalogue.regions.rows:
        if catalogue.regions.layout_year(year) != year:
            yield Finding(f"regions/{year}.csv", 1, "is not used by layouts.yaml", f"Add year {year} there.")
    for layout in catalogue.regions.layouts.values():
        if layout.uses not in catalogue.regions.rows:
            message = f"year {layout.year} uses {layout.uses}, which has no file"
            yield Finding("regions/layouts.yaml", 1, message, "Name a year that has a file.")


def disclosure_covers_all(catalogue: Catalogue) -> Iterator[Finding]:
    """Every sensitivity class in use has a disclosure rule."""
    ruled = {rule.sensitivity for rule in catalogue.disclosure.rules}
    for source in catalogue.sources.values():
        if source.sensitivity not in ruled:
            yield _at(
                catalogue,
                f"sources/{source.id}.yaml",
                ("sensitivity",),
                f"class '{source.sensitivity}' has no rule",
                "Lay one down in disclosure.yaml.",
            )


def nothing_is_invented(catalogue: Catalogue) -> Iterator[Finding]:
    """The demonstration brings its own source; the catalogue has none, and indicators have official sources only."""
    for source in catalogue.sources.values():
        if source.origin == "demo" or source.sensitivity == "fictitious":
            yield _at(
                catalogue, f"sources/{source.id}.yaml", ("origin",),
                "a source of invented figures cannot stand in the catalogue",
                "Remove it: `impactmonitor demo build` brings its own.",
            )  # fmt: skip
    for indicator in catalogue.indicators.values():
        known = catalogue.sources.get(indicator.source or "")
        if known and known.origin == "local":
            yield _at(
                catalogue, f"indicators/{indicator.id}.yaml", ("source",),
                f"source '{known.id}' holds figures of regions themselves",
                "Name the source of the official figures.",
            )  # fmt: skip


def explanation_coheres(catalogue: Catalogue) -> Iterator[Finding]:
    """Sources, terms and indicators that the explanation names exist."""
    terms = {t.id for t in catalogue.glossary}
    for number, entry in enumerate(catalogue.calendar):
        for source in entry.sources:
            if _absent(catalogue, "sources", source, catalogue.sources):
                message = f"source '{source}' does not exist"
                yield _at(catalogue, "calendar.yaml", (number, "sources"), message, "Correct the id.")
    for number, term in enumerate(catalogue.glossary):
        for other in term.see:
            if other not in terms:
                message = f"term '{other}' does not exist"
                yield _at(catalogue, "glossary.yaml", (number, "see"), message, "Correct or remove it.")
        for indicator in term.indicators:
            if _absent(catalogue, "indicators", indicator, catalogue.indicators):
                message = f"indicator '{indicator}' does not exist"
                yield _at(catalogue, "glossary.yaml", (number, "indicators"), message, "Correct or remove it.")


def events_cohere(catalogue: Catalogue) -> Iterator[Finding]:
    """Sources and regions that an event names exist, it ends after it begins, and no id is used twice."""
    ids = [e.id for e in catalogue.events]
    for number, event in enumerate(catalogue.events):
        for source in event.sources:
            if _absent(catalogue, "sources", source, catalogue.sources):
                message = f"source '{source}' does not exist"
                yield _at(catalogue, "events.yaml", (number, "sources"), message, "Correct the id.")
        for region in event.regions:
            if region not in catalogue.regions:
                yield _at(catalogue, "events.yaml", (number, "regions"), f"{region} is no region", "Correct the code.")
        if event.until and event.until < event.date[: len(event.until)]:
            yield _at(catalogue, "events.yaml", (number, "until"), "ends before it begins", "Correct the dates.")
        if event.id in ids[:number]:
            yield _at(catalogue, "events.yaml", (number, "id"), f"id '{event.id}' is used twice", "Choose another.")


CHECKS: tuple[Check, ...] = (
    references_exist,
    periods_are_periods,
    recipe_categories_exist,
    correspondences_are_complete,
    order_is_unique,
    regions_cohere,
    layouts_and_files_agree,
    disclosure_covers_all,
    nothing_is_invented,
    explanation_coheres,
    events_cohere,
    context_coheres,
    guide_coheres,
    routes_cohere,
    year_reports_are_sound,
)


def check(catalogue: Catalogue) -> list[Finding]:
    """All findings of all checks, in file order."""
    return sorted(finding for item in CHECKS for finding in item(catalogue))


def without_english(catalogue: Catalogue) -> dict[str, list[str]]:
    """Dutch sentences that are not translated, each with the files and fields in which it stands."""
    found: dict[str, list[str]] = {}
    for file, item in _files(catalogue):
        for path, said in texts.sentences(item):
            if not said.english:
                field = ".".join(str(p) for p in path if not isinstance(p, int))
                found.setdefault(said.dutch, []).append(f"{file} {field}".strip())
    return found


def in_use(catalogue: Catalogue) -> set[str]:
    """Every Dutch sentence of the catalogue."""
    return {said.dutch for _, item in _files(catalogue) for _, said in texts.sentences(item)}


def _files(catalogue: Catalogue) -> Iterator[tuple[str, object]]:
    """Everything that may hold sentences, with the file in which it stands."""
    folders = {"correspondences": "codelists/correspondence"}
    for part in fields(catalogue):
        value = getattr(catalogue, part.name)
        folder = folders.get(part.name, part.name)
        if isinstance(value, dict):
            yield from ((f"{folder}/{name}.yaml", item) for name, item in value.items())
        elif isinstance(value, tuple | Strict):
            yield folder, value
    yield "regions/layouts.yaml", list(catalogue.regions.layouts.values())
