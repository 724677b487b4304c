"""Regions: codes, names and membership per year, spellings as aliases, bridges between years.

Codes are CBS codes. A region is valid in the years whose file lists it; a year without a file of its own
borrows one, and `layouts.yaml` says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from impactmonitor import language
from impactmonitor.catalogue.schema import Bridge, LayoutYear
from impactmonitor.periods import Period

TYPES = ("NL", "LD", "PV", "GGD", "VT", "GM")
"""Region types from wide to narrow."""

NETHERLANDS = "NL01"

_ENGLISH = {"Nederland": "the Netherlands"}
"""Names of regions are proper names; only the country has another one in English."""

_SUFFIX = {
    "PV": "provincie",
    "VT": "Veilig Thuis-regio",
    "LD": "landsdeel",
    "GGD": "GGD-regio",
    "GM": "gemeente",
    "NL": "land",
}


def fold(text: str) -> str:
    """A name without case, accents, punctuation and double spaces, for comparing what people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def slugify(name: str) -> str:
    """The name in a URL: `'s-Gravenhage` becomes `s-gravenhage`."""
    return fold(name).replace(" ", "-")


@dataclass(frozen=True)
class Region:
    """A region under its latest name. `years` are the years whose layout lists it.

    `own_name` and `names` are the names as they are; what is shown are `name` and `name_in`.
    """

    code: str
    own_name: str
    type: str
    years: tuple[int, ...]
    names: dict[int, str] = field(compare=False)
    parents: dict[int, str] = field(compare=False)
    provinces: dict[int, str] = field(compare=False)

    @property
    def name(self) -> str:
        """The name; that of Nederland in the current language."""
        return _shown(self.own_name)

    @property
    def slug(self) -> str:
        """Name in a URL, unique within its type."""
        return slugify(self.own_name)

    @property
    def type_name(self) -> str:
        """Dutch word for the type."""
        return _SUFFIX[self.type]

    def name_in(self, year: int) -> str:
        """Name as it was in that year, or the nearest year known."""
        return _shown(self.names[min(self.names, key=lambda y: abs(y - year))])

    def province_in(self, year: int) -> str:
        """Code of the province in which it lies."""
        return self.provinces[min(self.provinces, key=lambda y: abs(y - year))]

    def parent_in(self, year: int) -> str:
        """Code of the region of which it is a part."""
        return self.parents[min(self.parents, key=lambda y: abs(y - year))]


def _shown(name: str) -> str:
    return _ENGLISH.get(name, name) if language.current() == language.ENGLISH else name


class Regions:
    """All regions of all years."""

    def __init__(
        self,
        rows: dict[int, list[dict[str, str]]],
        aliases: Iterable[dict[str, str]],
        layouts: Iterable[LayoutYear],
        bridges: Iterable[Bridge],
        coincide: Iterable[dict[str, str]],
        former: Iterable[dict[str, str]],
    ) -> None:
        self.layouts = {layout.year: layout for layout in layouts}
        self.bridges = tuple(bridges)
        self.coinciding = {row["vt"]: row["province"] for row in coincide}
        self.former = tuple(dict(row) for row in former)
        self.aliases = tuple(dict(row) for row in aliases)
        self.rows = rows
        self._by_code = self._collect(rows)
        self._of_type: dict[tuple[str, int | None], list[Region]] = {}
        self._labels: dict[tuple[str, str], set[str]] = {}
        for region in self._by_code.values():
            for name in set(region.names.values()):
                for label in (name, _ENGLISH.get(name, name), _ENGLISH.get(name, name).removeprefix("the ")):
                    self._labels.setdefault((region.type, label), set()).add(region.code)
        for row in self.aliases:
            self._labels.setdefault((row["type"], row["label"]), set()).add(row["code"])

    @staticmethod
    def _collect(rows: dict[int, list[dict[str, str]]]) -> dict[str, Region]:
        found: dict[str, dict[int, dict[str, str]]] = {}
        for year in sorted(rows):
            for row in rows[year]:
                found.setdefault(row["code"], {})[year] = row
        regions = {}
        for code, by_year in found.items():
            last = by_year[max(by_year)]
            regions[code] = Region(
                code=code,
                own_name=last["name"],
                type=last["type"],
                years=tuple(by_year),
                names={y: r["name"] for y, r in by_year.items()},
                parents={y: r["part_of"] for y, r in by_year.items()},
                provinces={y: r["province"] for y, r in by_year.items()},
            )
        return regions

    def with_ggd(self, names: Mapping[str, str]) -> Regions:
        """These regions and GGD regions (code to name) as a table names them; codes that are known already stay."""
        if not set(names) - set(self._by_code):
            return self
        year = self.latest_year
        blank = {"type": "GGD", "vt": "", "province": "", "part_of": NETHERLANDS}
        added = [{"code": c, "name": n, **blank} for c, n in sorted(names.items()) if c not in self._by_code]
        return Regions(
            self.rows | {year: [*self.rows[year], *added]},
            self.aliases,
            self.layouts.values(),
            self.bridges,
            [{"vt": vt, "province": province} for vt, province in self.coinciding.items()],
            self.former,
        )

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Region:
        return self._by_code[code]

    def get(self, code: str) -> Region | None:
        """The region, or None."""
        return self._by_code.get(code)

    def of_type(self, kind: str, year: int | None = None) -> list[Region]:
        """Regions of a type, in that year or ever, by name."""
        if (kind, year) not in self._of_type:
            found = [r for r in self._by_code.values() if r.type == kind and (year is None or self.valid(r.code, year))]
            self._of_type[kind, year] = sorted(found, key=lambda r: fold(r.own_name))
        return list(self._of_type[kind, year])

    def layout_year(self, year: int) -> int | None:
        """Year of the region file that holds for `year`, or None when nothing is known of it."""
        layout = self.layouts.get(year)
        return layout.uses if layout else None

    @property
    def latest_year(self) -> int:
        """Last year with a layout of its own."""
        return max(self.rows)

    def valid(self, code: str, year: int) -> bool:
        """Whether the region existed in that year. NL, landsdelen and provinces always do.

        Of GGD regions we have no list per year: the table that prints them is the authority.
        """
        region = self._by_code.get(code)
        if region is None:
            return False
        if region.type in ("NL", "LD", "PV", "GGD"):
            return True
        layout = self.layout_year(year)
        return layout is not None and layout in region.years

    def valid_in(self, code: str, period: Period, boundaries: int | None = None) -> bool:
        """Whether the region existed at some moment of the period, or in the year of the stated boundaries.

        A figure over several years may use a region of any of those years; a cohort is not tied to a layout.
        """
        if period.kind == "cohort":
            return code in self._by_code
        if boundaries is not None and self.valid(code, boundaries):
            return True
        return any(self.valid(code, year) for year in range(period.start.year, period.end.year + 1))

    def resolve(self, label: str, kind: str) -> str | None:
        """Code for a printed label of a given type; None when unknown. Raises ValueError when ambiguous."""
        codes = self._labels.get((kind, label), set())
        if len(codes) > 1:
            raise ValueError(f"'{label}' ({kind}) means {' and '.join(sorted(codes))}; add a distinct alias")
        return next(iter(codes), None)

    def named(self, text: str) -> list[Region]:
        """Regions with this name, alias or slug, wide before narrow; case, accents and punctuation do not matter."""
        return list(self._folded.get(fold(text), ()))

    @cached_property
    def _folded(self) -> dict[str, list[Region]]:
        """Regions by folded name, alias and slug, in the order of `named`; a request may look up thousands of texts."""
        codes: dict[str, set[str]] = {}
        for (_, label), found in self._labels.items():
            codes.setdefault(fold(label), set()).update(found)
        order = {kind: n for n, kind in enumerate(("VT", "GM", "PV", "LD", "GGD", "NL"))}
        return {
            name: sorted((self._by_code[c] for c in found), key=lambda r: (order[r.type], r.code))
            for name, found in codes.items()
        }

    def members(self, code: str, year: int) -> list[Region]:
        """Municipalities of a Veilig Thuis region in that year, by name."""
        layout = self.layout_year(year)
        rows = self.rows.get(layout, []) if layout else []
        found = [self._by_code[r["code"]] for r in rows if r["type"] == "GM" and r["vt"] == code]
        return sorted(found, key=lambda r: fold(r.name))

    def successors(self, code: str) -> list[Bridge]:
        """Bridges in which the region is one of the old ones."""
        return [b for b in self.bridges if code in b.before]

    def predecessors(self, code: str) -> list[Bridge]:
        """Bridges in which the region is one of the new ones."""
        return [b for b in self.bridges if code in b.after]
