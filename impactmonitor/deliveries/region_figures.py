"""The lines of a region's own report as figures of indicators, or every reason why not.

Which indicator, category, region and period a line means, that the report is about one Veilig Thuis region, and that no
count is too small to be shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region, fold
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.small_counts import SMALLEST, WRITE_A_DOT, small_remainders
from impactmonitor.deliveries.sources.region_report import Line, Value, read_period, read_stage, read_value
from impactmonitor.findings import Finding
from impactmonitor.periods import Period
from impactmonitor.tables import TOTAL, ConfStatus, Observation, ObsStatus, Stage

SOURCE = "regiorapportage"

Read = TypeVar("Read")


@dataclass
class Figures:
    """Figures of a report with the line on which each stands, its Veilig Thuis region, and all that is wrong."""

    observations: list[tuple[int, Observation]]
    region: str
    findings: list[Finding]


class Resolver:
    """Finds what the cells of a report mean. Methods raise ValueError with a sentence and the nearest name."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.indicators: dict[str, set[str]] = defaultdict(set)
        self.populations = {
            m.computed.denominator for i in catalogue.indicators.values() for m in i.measures.values() if m.computed
        }
        for i in catalogue.indicators.values():
            for name in (i.id, i.name.nl, *([i.short.nl] if i.short else [])):
                self.indicators[fold(name)].add(i.id)
        own = [r for r in catalogue.regions if r.type in ("VT", "GM")]
        self.regions = {name for r in own for name in (r.code, *r.names.values())}

    def indicator(self, text: str) -> tuple[Indicator, str]:
        """The indicator with this id or Dutch name, and the measure that a report may give."""
        if not text:
            raise ValueError("there is no indicator")
        found = {text.lower()} & set(self.catalogue.indicators) or self.indicators.get(fold(text), set())
        if len(found) > 1:
            raise ValueError(f"indicator '{text[:60]}' means {' and '.join(sorted(found))}; write one of these")
        if not found:
            known = [*self.catalogue.indicators, *(i.name.nl for i in self.catalogue.indicators.values())]
            raise ValueError(f"indicator '{text[:60]}' is unknown{nearest(text, known)}")
        indicator = self.catalogue.indicators[next(iter(found))]
        if indicator.id in self.populations:
            raise ValueError(f"{indicator.id} is a population, and populations come from CBS only")
        for measure in ("count", "share"):
            known_measure = indicator.measures.get(measure)
            if known_measure and not known_measure.computed:
                return indicator, measure
        raise ValueError(f"{indicator.id} is neither a count nor a share in the catalogue, so a report cannot give it")

    def category(self, indicator: Indicator, text: str) -> str:
        """Code of a category by code or printed label; empty means the total."""
        if fold(text) in ("", TOTAL):
            return TOTAL
        codelist = self.catalogue.codelist_of(indicator)
        if codelist is None:
            raise ValueError(f"{indicator.id} has no categories, so '{text[:60]}' cannot be one; leave the cell empty")
        names = {
            fold(n): c.code for c in codelist.categories for n in (c.plain or c.label, *c.aliases, c.label, c.code)
        }
        if code := names.get(fold(text)):
            return code
        known = [n for c in codelist.categories for n in (c.code, c.label, *c.aliases)]
        raise ValueError(f"category '{text[:60]}' of {indicator.id} is unknown{nearest(text, known)}")

    def region(self, text: str) -> Region:
        """The Veilig Thuis region or municipality with this code or name."""
        regions = self.catalogue.regions
        if not text:
            raise ValueError("there is no region")
        region = regions.get(text.upper())
        if region is None:
            first, _, rest = fold(text).partition(" ")
            kinds = ("GM",) if first == "gemeente" else ("VT", "GM")
            name = rest if first == "gemeente" else fold(text).removeprefix("veilig thuis ")
            found = [r for r in regions.named(name) if r.type in kinds]
            if len(found) > 1:
                raise ValueError(
                    f"'{text[:60]}' is more than one area; write "
                    + " or ".join(f"{r.code} ({r.type_name} {r.name})" for r in found)
                )
            if not found:
                raise ValueError(f"region '{text[:60]}' is unknown{nearest(text, self.regions)}")
            region = found[0]
        if region.type not in ("VT", "GM"):
            raise ValueError(
                f"{region.code} ({region.name}) is a {region.type_name}; "
                "a report is about a Veilig Thuis region and its municipalities"
            )
        return region

    def centre(self, region: Region, period: Period) -> str:
        """Code of the Veilig Thuis region in which the region lay in that period. Raises ValueError when none."""
        regions = self.catalogue.regions
        layout = regions.layout_year(period.end.year)
        if layout is None:
            raise ValueError(f"there is no list of regions for {period.end.year}, so {region.name} cannot be placed")
        if not regions.valid_in(region.code, period):
            others = {c for b in regions.successors(region.code) for c in b.after}
            others |= {c for b in regions.predecessors(region.code) for c in b.before}
            names = [f"{c} ({regions[c].name})" for c in sorted(others) if regions.valid_in(c, period)]
            instead = f"; use {' or '.join(names)}" if names else ""
            raise ValueError(f"{region.code} ({region.name}) did not exist in {period.code}{instead}")
        return region.code if region.type == "VT" else region.parent_in(layout)


def nearest(text: str, known: Iterable[str]) -> str:
    """` (nearest: '…')`, or nothing when no name looks like the text."""
    by_fold = {fold(name): name for name in known}
    near = get_close_matches(fold(text[:200]), list(by_fold), 1)
    return f" (nearest: '{by_fold[near[0]]}')" if near else ""


def figures(catalogue: Catalogue, lines: list[Line], file: str) -> Figures:
    """All figures of a report, not yet tied to a publication. With any finding nothing of it may be used."""
    resolver = Resolver(catalogue)
    result = Figures([], "", [])
    centres: list[tuple[int, str]] = []
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        made, centre, found = _figure(resolver, line, file)
        result.findings += found
        if centre:
            centres.append((line.number, centre))
        if made is None:
            continue
        if made.key in first:
            message = f"gives the same figure as line {first[made.key]}: {made.indicator}, {made.category}, "
            message += f"{made.region}, {made.period}"
            result.findings.append(Finding(file, line.number, message, "Keep one of the two lines."))
            continue
        first[made.key] = line.number
        result.observations.append((line.number, made))
    result.findings += _one_region(catalogue, centres, file)
    result.region = Counter(code for _, code in centres).most_common(1)[0][0] if centres else ""
    result.findings += small_remainders(catalogue, result.observations, file)
    result.findings.sort()
    return result


@dataclass
class _Attempts:
    """Reads the cells of one line; each that cannot be read becomes a finding, so that all of them are named."""

    file: str
    line: int
    findings: list[Finding] = field(default_factory=list)

    def __call__(self, read: Callable[[], Read]) -> Read | None:
        try:
            return read()
        except ValueError as error:
            self.findings.append(Finding(self.file, self.line, str(error), "Correct this cell."))
            return None


def _figure(resolver: Resolver, line: Line, file: str) -> tuple[Observation | None, str, list[Finding]]:
    attempt = _Attempts(file, line.number)
    cells = line.cells
    named = attempt(lambda: resolver.indicator(cells["indicator"]))
    category = attempt(lambda: resolver.category(named[0], cells["categorie"])) if named else None
    region = attempt(lambda: resolver.region(cells["regio"]))
    period = attempt(lambda: read_period(cells["periode"]))
    stage = attempt(lambda: read_stage(cells["status"]))
    value = attempt(lambda: read_value(cells["waarde"]))
    centre = attempt(lambda: resolver.centre(region, period)) if region and period else None
    findings = attempt.findings
    if named and value:
        findings += [Finding(file, line.number, *wrong) for wrong in _implausible(named[1], value)]
    if findings or not (named and category and region and period and value and stage):
        return None, centre or "", findings
    indicator, measure = named
    made = Observation(
        indicator=indicator.id,
        measure=measure,
        unit=indicator.measures[measure].unit,  # type: ignore[index]
        category=category,
        region=region.code,
        period=period.code,
        value=value.number,
        low=None,
        high=None,
        decimals=0 if measure == "count" else value.decimals,
        obs_status=_status(value, stage),
        conf_status=ConfStatus.FREE,
        stage=stage,
        formula="",
        note="",
        second_hand=False,
        source=SOURCE,
        publication="",
        edition=0,
    )
    return made, centre or "", findings


def _status(value: Value, stage: Stage) -> ObsStatus:
    if value.number is None:
        return ObsStatus.MISSING
    return ObsStatus.PROVISIONAL if stage is Stage.PROVISIONAL else ObsStatus.NORMAL


def _implausible(measure: str, value: Value) -> Iterator[tuple[str, str]]:
    number = value.number
    if number is None:
        return
    if number < 0:
        yield f"{number:.15g} is below zero", "Correct the value."
    elif measure == "share" and number > 100:
        yield f"{number:.15g} is more than 100 %", "Correct the value."
    elif measure == "count" and number != int(number):
        yield f"{number:.15g} is a count, and a count is whole", "Write 1234, without a point or comma for thousands."
    elif measure == "count" and 0 < number < SMALLEST:
        yield f"{number:.15g} is a count of fewer than {SMALLEST}: such a number may point to persons", WRITE_A_DOT


def _one_region(catalogue: Catalogue, centres: list[tuple[int, str]], file: str) -> Iterator[Finding]:
    """A report is about one Veilig Thuis region: lines of another than the first are findings."""
    for number, code in centres:
        if code != centres[0][1]:
            first, other = (f"{c} ({catalogue.regions[c].name})" for c in (centres[0][1], code))
            message = f"is about {other}, while line {centres[0][0]} is about {first}"
            yield Finding(file, number, message, "Give each Veilig Thuis region a report of its own.")
