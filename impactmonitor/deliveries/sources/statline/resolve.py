"""Printed labels of the recipes to keys of a table, by the table's own metadata. Keys are never written down.

A label is found exactly, or with other capitals, spaces and accents, or where one of the two ends in dots because it
was cut off. Nothing is guessed: a label that fits no key, or two, is a finding that names the nearest label, and the
other indicators go on.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import fold
from impactmonitor.catalogue.schema import Indicator, Recipe
from impactmonitor.deliveries.sources.statline.table import Dimension, Measure, TableMeta
from impactmonitor.findings import Finding
from impactmonitor.tables import TOTAL

_CUT = re.compile(r"\s*(\.{2,}|…)$")
_REMARK = re.compile(r"\s*\((?!.*(\d|\bx\b|mln|mld|duizend|miljoen))[^()]*\)$", re.I)
"""A remark in brackets behind a unit, such as '(zie toelichting)'; a factor such as '(x 1 000)' is none."""
_SIGNS = str.maketrans({"<": " kleiner ", ">": " groter ", "%": " procent "})
_SCORES = ("getal", "score", "index")


@dataclass(frozen=True)
class Place:
    """Cells with this measure and these keys of the other dimensions are figures of one category of an indicator.

    `keys` are in the order of the table's dimensions of kind other; `role` says whether the cell is the value itself
    or a bound of its interval.
    """

    measure: str
    keys: tuple[str, ...]
    indicator: str
    recipe: int
    category: str
    role: str = "value"


def key_of(place: Place, catalogue: Catalogue) -> str:
    """Series to which a place belongs, whatever the order of the recipes: indicator, measure and category."""
    return f"{place.indicator}/{catalogue.indicators[place.indicator].recipe[place.recipe].kind}/{place.category}"


@dataclass
class Resolved:
    """What the recipes found in a table: places of figures, and what is wrong."""

    places: list[Place] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def measures(self) -> tuple[str, ...]:
        """Keys of the measures that are needed."""
        return tuple(sorted({p.measure for p in self.places}))


class _LabelError(ValueError):
    """A label fits no key, or more than one."""


def _fold(label: str) -> str:
    """A label without capitals, accents and punctuation, but with signs that change its meaning."""
    return fold(label.translate(_SIGNS))


def find_label(label: str, options: Iterable[tuple[str, str]]) -> str:
    """Key whose printed label this is; `options` are (label, key). Raises ValueError naming the nearest label."""
    pairs = list(options)
    plain = [(text, _fold(text), key) for text, key in pairs]
    wanted = _fold(label)
    cut = _fold(_CUT.sub("", label)) if _CUT.search(label) else None
    ways = (
        [key for text, _, key in plain if text == label],
        [key for _, folded, key in plain if folded == wanted],
        [key for _, folded, key in plain if cut and folded.startswith(cut)],
        [
            key
            for text, _, key in plain
            if _CUT.search(text) and (start := _fold(_CUT.sub("", text))) and wanted.startswith(start)
        ],
    )
    for found in ways:
        keys = set(found)
        if len(keys) == 1:
            return keys.pop()
        if len(keys) > 1:
            raise _LabelError(f"'{label}' fits {len(keys)} labels")
    near = difflib.get_close_matches(label, [text for text, _ in pairs], 1, 0.4)
    raise _LabelError(f"'{label}' is not there" + (f" (nearest: '{near[0]}')" if near else ""))


def _measure_labels(measures: Sequence[Measure]) -> list[tuple[str, str]]:
    """Every way in which a page may print a measure: with all groups above it, with some, or alone."""
    labels = []
    for measure in measures:
        parts = (*measure.path, measure.title)
        labels += [(": ".join(parts[n:]), measure.key) for n in range(len(parts))]
    whole = {label for label, _ in ((m.label, m.key) for m in measures)}
    # A short form that is also the whole label of another measure means that other measure.
    exact = {m.label: m.key for m in measures}
    return [(label, key) for label, key in labels if label not in whole or exact[label] == key]


def same_unit(printed: str, declared: str) -> bool:
    """Whether a unit as the table prints it is the unit of the catalogue: remarks in brackets do not count."""
    left, right = (re.sub(_REMARK, "", u).strip().casefold() for u in (printed, declared))
    return left == right or (left in _SCORES and right in _SCORES)


class _Recipe:
    """One recipe against one table."""

    def __init__(self, meta: TableMeta, indicator: Indicator, number: int, labels: dict[str, str]) -> None:
        self.meta = meta
        self.indicator = indicator
        self.number = number
        self.recipe: Recipe = indicator.recipe[number]
        self.labels = labels
        self.others = meta.of_kind("other")
        self.notes: list[str] = []

    def places(self) -> list[Place]:
        """Places of the figures of this recipe. Raises _LabelError."""
        self._check_period()
        found: list[Place] = []
        problem: _LabelError | None = None
        printed = self.recipe.measures or {self.recipe.measure or "": TOTAL}
        for label, category in printed.items():
            try:
                found += self._of_measure(label, category)
            except _LabelError as error:
                problem = error
                self.notes.append(str(error))
        if problem and not found:
            raise problem
        return found

    def _check_period(self) -> None:
        if not self.meta.of_kind("period") and self.recipe.period is None:
            raise _LabelError("the table has no periods, and the recipe does not say which period it is about")

    def _of_measure(self, label: str, category: str) -> list[Place]:
        measure = self._measure(label)
        fixed, split = self._dimensions()
        if split is None:
            return self._with_margins(measure.key, self._keys(fixed), category)
        places = []
        for code, key in self._categories(split).items():
            places += self._with_margins(measure.key, self._keys(fixed | {split.name: key}), code)
        return places

    def _measure(self, label: str) -> Measure:
        unit = self.recipe.unit
        candidates = [m for m in self.meta.measures if unit is None or same_unit(m.unit, unit)] or list(
            self.meta.measures
        )
        key = self._first_fitting([label, *self.recipe.measure_aliases], _measure_labels(candidates))
        measure = next(m for m in self.meta.measures if m.key == key)
        declared = unit or self.indicator.measures[self.recipe.kind].unit
        if not same_unit(measure.unit, declared):
            raise _LabelError(f"measure '{label}' now has the unit '{measure.unit}' instead of '{declared}'")
        return measure

    @staticmethod
    def _first_fitting(labels: list[str], options: list[tuple[str, str]]) -> str:
        problem = None
        for label in labels:
            try:
                return find_label(label, options)
            except _LabelError as error:
                problem = problem or error
        raise _LabelError(f"measure {problem}") from problem

    def _dimension(self, title: str) -> Dimension:
        try:
            name = find_label(title, [(d.title, d.name) for d in self.others])
        except _LabelError as error:
            raise _LabelError(f"dimension {error}") from error
        return next(d for d in self.others if d.name == name)

    def _dimensions(self) -> tuple[dict[str, str], Dimension | None]:
        """Dimension names with the one key that belongs here, and the dimension that is split."""
        fixed = {}
        for title, label in self.recipe.where.items():
            dimension = self._dimension(title)
            fixed[dimension.name] = self._key(dimension, label)
        split = self._dimension(self.recipe.breakdown) if self.recipe.breakdown else None
        for dimension in self.others:
            if dimension.name in fixed or dimension is split:
                continue
            if len(dimension.codes) != 1:
                raise _LabelError(f"the table is also split by '{dimension.title}', of which the recipe says nothing")
            fixed[dimension.name] = dimension.codes[0].key
        return fixed, split

    def _key(self, dimension: Dimension, label: str) -> str:
        try:
            return find_label(label, [(c.title, c.key) for c in dimension.codes])
        except _LabelError as error:
            raise _LabelError(f"label of '{dimension.title}' {error}") from error

    def _categories(self, dimension: Dimension) -> dict[str, str]:
        """Category code to key. Raises _LabelError when none is there.

        The coarser table of a pair lacks categories of the finer one, so that an absent label says nothing; one that
        looks like a label of the table which no category claims was probably renamed, and is noted.
        """
        options = [(c.title, c.key) for c in dimension.codes]
        found: dict[str, str] = {}
        missing: dict[str, str] = {}
        for label, code in {**self.labels, **self.recipe.categories}.items():
            try:
                found.setdefault(code, find_label(label, options))
            except _LabelError:
                missing.setdefault(code, label)
        free = [title for title, key in options if key not in found.values()]
        renamed = {
            label: near[0]
            for code, label in missing.items()
            if code not in found and (near := difflib.get_close_matches(label, free, 1, 0.75))
        }
        if not found:
            label = next(iter(missing.values()), "")
            raise _LabelError(f"none of the labels of '{dimension.title}' is there, such as '{label}'")
        self.notes += [
            f"label of '{dimension.title}' '{label}' is not there (nearest: '{near}')"
            for label, near in renamed.items()
        ]
        return found

    def _keys(self, fixed: dict[str, str]) -> tuple[str, ...]:
        return tuple(fixed[d.name] for d in self.others)

    def _with_margins(self, measure: str, keys: tuple[str, ...], category: str) -> list[Place]:
        base = (self.indicator.id, self.number, category)
        places = [Place(measure, keys, *base)]
        margins = self.recipe.margins
        if margins is None:
            return places
        dimension = self._dimension(margins.dimension)
        index = self.others.index(dimension)
        for role, label in (("low", margins.low), ("high", margins.high)):
            try:
                bound = self._key(dimension, label)
            except _LabelError as error:
                if str(error) not in self.notes:
                    self.notes.append(str(error))
                return places[:1]
            places.append(Place(measure, (*keys[:index], bound, *keys[index + 1 :]), *base, role))
        return places


def resolve(meta: TableMeta, catalogue: Catalogue) -> Resolved:
    """Find the labels of all live recipes for this table."""
    result = Resolved()
    taken: dict[tuple[str, tuple[str, ...]], Place] = {}
    for indicator in catalogue.ordered:
        codelist = catalogue.codelist_of(indicator)
        labels = {label: c.code for c in (codelist.categories if codelist else []) for label in (c.label, *c.aliases)}
        for number, recipe in enumerate(indicator.recipe):
            if recipe.table != meta.id or not recipe.live:
                continue
            one = _Recipe(meta, indicator, number, labels)
            try:
                places = one.places()
            except _LabelError as error:
                result.findings.append(_finding(catalogue, indicator, number, f"table {meta.id}: {error}"))
                continue
            for note in one.notes:
                result.findings.append(_finding(catalogue, indicator, number, f"table {meta.id}: {note}"))
            for place in places:
                other = taken.setdefault((place.measure, place.keys), place)
                if other is place:
                    result.places.append(place)
                elif key_of(other, catalogue) != key_of(place, catalogue):
                    series = " and to ".join(key_of(p, catalogue) for p in (other, place))
                    message = f"table {meta.id}: a cell belongs to {series}; the first is taken"
                    result.findings.append(_finding(catalogue, indicator, number, message))
    return result


def _finding(catalogue: Catalogue, indicator: Indicator, number: int, message: str) -> Finding:
    file, line = catalogue.place(f"indicators/{indicator.id}.yaml", "recipe", number)
    return Finding(file, line, message, "Correct the label in the recipe, or ask the source.", "warning")
