"""Printed figures to observations, by the recipes of the catalogue.

Every row ends in exactly one of: mapped, covered (the same printed figure stands in another file),
or not carried with a reason. A row that fits nothing, or two indicators, is a finding.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS
from impactmonitor.catalogue.schema import Indicator, NotCarried, Recipe
from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.deliveries.sources.published import CBS, NATIONAL, THIRTEEN_REGIONS, UNDATED
from impactmonitor.findings import Finding
from impactmonitor.language import gettext_noop
from impactmonitor.periods import Period, parse
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, Publication, Stage

# Why a row is not carried, as visitors read it.
OTHER_AREA = gettext_noop("Dit gebiedstype (COROP, GGD of grootteklasse) heeft nog geen plaats in de monitor.")
QUOTED = gettext_noop("Uit tweede hand: een krant of site noemt het cijfer; de catalogus neemt het niet op.")
VAGUE = gettext_noop("De bron noemt geen periode die met andere cijfers te vergelijken is.")
OLD_AREA = gettext_noop("Het gebied bestaat niet (meer) in de indelingen sinds 2020; de bron drukt een punt.")
NOT_THEN = gettext_noop("Deze regio bestond niet in dat jaar; de bron noemt haar nog en drukt een punt.")


@dataclass
class Shaped:
    """What became of the rows of a delivery. `mapped` pairs each row with its observation."""

    mapped: list[tuple[PrintedFigure, Observation]] = field(default_factory=list)
    covered: list[tuple[PrintedFigure, PrintedFigure]] = field(default_factory=list)
    not_carried: list[tuple[PrintedFigure, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    publications: dict[tuple[str, str, str], Publication] = field(default_factory=dict)


def _category(row: PrintedFigure, recipe: Recipe, labels: dict[str, str]) -> str | None:
    """Category code of the row under this recipe; None when the recipe does not fit the row."""
    if recipe.measures:
        if row.measure not in recipe.measures:
            return None
    elif row.measure != recipe.measure:
        return None
    if recipe.unit is not None and row.unit != recipe.unit:
        return None
    rest = dict(row.dims)
    for name, label in recipe.where.items():
        printed = row.total_label if name == TOTAL else rest.pop(name, "")
        if printed != label:
            return None
    if recipe.measures:
        return recipe.measures[row.measure] if not rest else None
    if recipe.breakdown is None:
        return TOTAL if not rest else None
    category = rest.pop(recipe.breakdown, "")
    if not category or rest:
        return None
    return recipe.categories.get(category) or labels.get(category)


def _fits(rule: NotCarried, row: PrintedFigure) -> bool:
    return (
        (rule.table is None or row.table == rule.table)
        and (rule.table_starts is None or row.table.startswith(rule.table_starts))
        and (rule.measure is None or row.measure == rule.measure)
        and (rule.measure_starts is None or row.measure.startswith(rule.measure_starts))
        and (rule.unit is None or row.unit == rule.unit)
        and (rule.region_level is None or row.level == rule.region_level)
        and all(row.dims.get(name) == label for name, label in rule.where.items())
    )


def _status(row: PrintedFigure) -> ObsStatus:
    if row.dot:
        return ObsStatus.MISSING
    if row.estimate:
        return ObsStatus.ESTIMATED
    return ObsStatus.PROVISIONAL if row.stage in (Stage.PROVISIONAL, Stage.REVISED) else ObsStatus.NORMAL


def _citation(row: PrintedFigure) -> tuple[str, str]:
    """Table number and title of where a row was printed; StatLine tables are cited in one form."""
    inside = re.match(r"CBS StatLine (\d{5}(?:NED|ned)) (.*)", row.table)
    if inside:
        return inside[1], f"CBS StatLine {inside[1]}, {inside[2]}"
    if re.fullmatch(r"\d{5}(NED|ned)", row.table):
        return row.table, f"CBS StatLine {row.table}, {row.title}"
    return row.table, row.title


def clean_address(url: str) -> str:
    """The address of a page without what was typed in the search that led to it; a CBS address with its usual host."""
    parts = urlsplit(url)
    asked = [pair for pair in parts.query.split("&") if pair and not pair.startswith("q=")]
    host = "www.cbs.nl" if parts.netloc == "cbs.nl" else parts.netloc
    return parts._replace(netloc=host, query="&".join(asked)).geturl()


def _publication_id(table: str, taken: Iterable[str]) -> str:
    base = re.sub(r"[^A-Za-z0-9]+", "-", table).strip("-")[:60]
    names = set(taken)
    number = 1
    while (name := base if number == 1 else f"{base}.{number}") in names:
        number += 1
    return name


class Shaper:
    """Applies all recipes of a catalogue; keeps no state between calls of `shape`."""

    def __init__(self, catalogue: Catalogue, titles: dict[str, str] | None = None) -> None:
        self.catalogue = catalogue
        self.titles = titles or {}
        self.recipes: dict[str, list[tuple[Indicator, Recipe, dict[str, str]]]] = defaultdict(list)
        for indicator in catalogue.ordered:
            codelist = catalogue.codelist_of(indicator)
            labels = {
                label: c.code for c in (codelist.categories if codelist else []) for label in (c.label, *c.aliases)
            }
            for recipe in indicator.recipe:
                self.recipes[recipe.table].append((indicator, recipe, labels))

    def shape(self, rows: Iterable[PrintedFigure], whole: bool = True) -> Shaped:
        """Sort every row into mapped, covered or not carried.

        Without `whole` some rows could not be read, and then a recipe that fits no row is no finding.
        """
        rows = list(rows)
        result = Shaped()
        twins = _twins(rows)
        for row in rows:
            self._place(row, twins, result)
        if whole:
            result.findings += self._unused(rows)
        return result

    def _unused(self, rows: list[PrintedFigure]) -> Iterator[Finding]:
        """Recipes for a table that is here, of which a printed label occurs in no row: a misspelling, or a leftover."""
        by_table: dict[str, list[PrintedFigure]] = defaultdict(list)
        for row in rows:
            by_table[row.table].append(row)
        for table, printed in by_table.items():
            known = {row.measure for row in printed}
            for indicator, recipe, labels in self.recipes.get(table, []):
                if not recipe.seen:
                    continue
                wrong = [m for m in (recipe.measure, *recipe.measures) if m and m not in known]
                if not wrong and any(_category(row, recipe, labels) for row in printed):
                    continue
                file = f"indicators/{indicator.id}.yaml"
                line = self.catalogue.place(file, "recipe", indicator.recipe.index(recipe))[1]
                near = difflib.get_close_matches(wrong[0], known, 1) if wrong else []
                what = f"measure '{wrong[0]}'" if wrong else "this recipe"
                hint = f" (nearest: '{near[0]}')" if near else ""
                yield Finding(
                    file, line, f"{what} fits no row of table '{table}'{hint}", "Correct the label or remove it."
                )

    def _place(self, row: PrintedFigure, twins: dict[tuple[object, ...], PrintedFigure], result: Shaped) -> None:
        if row.file == NATIONAL and (twin := twins.get(_twin_key(row))):
            result.covered.append((row, twin))
            return
        candidates = self._candidates(row)
        if len(candidates) > 1:
            names = ", ".join(f"{i.id} ({c})" for i, _, c in candidates)
            result.findings.append(
                self._finding(row, f"fits more than one indicator: {names}", "Make the recipes distinct.")
            )
            return
        usable = [c for c in candidates if c[1].second_hand or not row.second_hand]
        if row.level == "other":
            result.not_carried.append((row, OTHER_AREA))
        elif usable:
            self._map(row, *usable[0], result)
        elif row.second_hand:
            result.not_carried.append((row, QUOTED))
        elif rule := next((r for r in self.catalogue.not_carried if _fits(r, row)), None):
            result.not_carried.append((row, rule.reason))
        else:
            dims = "; ".join(f"{k} = {v}" for k, v in row.dims.items()) or "no breakdown"
            result.findings.append(
                self._finding(
                    row,
                    f"no indicator has a recipe for table '{row.table}', measure '{row.measure}', "
                    f"unit '{row.unit}', {dims}" + (self._twin_hint(row, twins) or self._nearest(row)),
                    "Add a recipe to an indicator, or a rule with a reason in published/not_carried/.",
                )
            )

    def _candidates(self, row: PrintedFigure) -> list[tuple[Indicator, Recipe, str]]:
        found = []
        for indicator, recipe, labels in self.recipes.get(row.table, []):
            category = _category(row, recipe, labels)
            if category is not None:
                found.append((indicator, recipe, category))
        return found

    def _nearest(self, row: PrintedFigure) -> str:
        """Name the printed label that looks most like an unresolved one."""
        recipes = self.recipes.get(row.table, [])
        dims = {label for _, recipe, labels in recipes for label in (*labels, *recipe.categories)}
        measures = {m for _, recipe, _ in recipes for m in (recipe.measure, *recipe.measures) if m}
        for label, known in (*((label, dims) for label in row.dims.values()), (row.measure, measures)):
            if label not in known and (near := difflib.get_close_matches(label, known, 1)):
                return f" (nearest label: '{near[0]}')"
        return ""

    def _map(self, row: PrintedFigure, indicator: Indicator, recipe: Recipe, category: str, result: Shaped) -> None:
        place = self._when_and_where(row, recipe)
        if isinstance(place, Finding):
            result.findings.append(place)
            return
        if isinstance(place, str):
            result.not_carried.append((row, place))
            return
        code, period = place
        notes = [n for n in (recipe.note, row.qualifier and f"De bron schrijft: {row.qualifier}.") if n]
        if row.region in THIRTEEN_REGIONS:
            notes.append(gettext_noop("Geldt voor dertien Veilig Thuis-regio's samen, niet voor heel Nederland."))
        publication = self._publication(row, indicator.source or "", result)
        result.mapped.append(
            (
                row,
                Observation(
                    indicator=indicator.id,
                    measure=recipe.kind,
                    unit=indicator.measures[recipe.kind].unit,
                    category=category,
                    region=code,
                    period=period.code,
                    value=row.value,
                    low=row.low,
                    high=row.high,
                    decimals=row.decimals,
                    obs_status=_status(row),
                    conf_status=ConfStatus.FREE,
                    stage=row.stage,
                    formula="",
                    note=" ".join(notes),
                    second_hand=row.second_hand,
                    source=indicator.source or "",
                    publication=publication.id,
                    edition=recipe.edition,
                ),
            )
        )

    @staticmethod
    def _twin_hint(row: PrintedFigure, twins: dict[tuple[object, ...], PrintedFigure]) -> str:
        """The row of the other file that prints the same page, region and period, when the values differ."""
        if row.file != NATIONAL:
            return ""
        near = [t for t in twins.values() if (t.url, t.region, t.period) == (row.url, row.region, row.period)]
        if not near:
            return ""
        lines = ", ".join(str(t.line) for t in near[:5])
        return f"; {CBS} prints other values of this page on line {lines}: was one file corrected alone?"

    def _when_and_where(self, row: PrintedFigure, recipe: Recipe) -> tuple[str, Period] | str | Finding:
        """Region code and period of a row, or the reason why it is not carried, or what is wrong with it."""
        regions = self.catalogue.regions
        if row.period.startswith(UNDATED) or "Q1-Q" in row.period:
            return VAGUE
        try:
            code = NETHERLANDS if row.region in THIRTEEN_REGIONS else regions.resolve(row.region, row.level)
            period = parse(f"{row.period}-01-01" if recipe.reference_date and len(row.period) == 4 else row.period)
        except ValueError as error:
            return self._finding(row, str(error), "Correct the region or period.")
        if code is None:
            if row.dot:
                return OLD_AREA
            message = f"region '{row.region}' ({row.level}) is unknown"
            return self._finding(row, message, "Correct it, or add it to regions/aliases.csv.")
        if regions.valid_in(code, period, recipe.boundaries):
            return code, period
        if row.dot:
            return NOT_THEN
        if regions.layout_year(period.year) is None:
            message = f"there is no list of regions for {period.year}, so {row.region} ({code}) cannot be placed"
            return self._finding(row, message, "Correct the period, or add the year to regions/layouts.yaml.")
        message = f"{row.region} ({code}) did not exist in {row.period}, yet there is a figure for it"
        return self._finding(row, message, "Check region and period; see regions/ for the years of each region.")

    def _publication(self, row: PrintedFigure, source: str, result: Shaped) -> Publication:
        table, title = _citation(row)
        title = self.titles.get(row.table, title)
        url = clean_address(row.url)
        key = (table, title, url)
        if key not in result.publications:
            taken = (p.id for p in result.publications.values())
            result.publications[key] = Publication(
                _publication_id(table, taken), table, title, url, source, row.second_hand
            )
        return result.publications[key]

    @staticmethod
    def _finding(row: PrintedFigure, message: str, remedy: str) -> Finding:
        return Finding(row.file, row.line, message, remedy)


def _twin_key(row: PrintedFigure) -> tuple[object, ...]:
    return (row.url, row.region, row.period, row.value, row.unit == "%" or row.unit.startswith("% "))


def _twins(rows: list[PrintedFigure]) -> dict[tuple[object, ...], PrintedFigure]:
    """Rows of the CBS file by what is printed where: the national file repeats many of them."""
    return {_twin_key(row): row for row in reversed(rows) if row.file == CBS}
