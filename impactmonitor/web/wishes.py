"""What the address of a comparison asks for, read so that nothing valid is lost and nothing hostile does harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from impactmonitor.catalogue.regions import NETHERLANDS, Region, Regions
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.language import gettext_noop
from impactmonitor.periods import meant
from impactmonitor.present.choices import Wish
from impactmonitor.present.comparable import inputs
from impactmonitor.present.dots import BY_NAME, BY_VALUE
from impactmonitor.present.maps import AREAS, TILES
from impactmonitor.release.read import Release
from impactmonitor.tables import TOTAL
from impactmonitor.web import access, weights
from impactmonitor.web.addresses import PREFIXES
from impactmonitor.web.errors import printable
from impactmonitor.web.weights import Weights

NO_ALIKE = gettext_noop(
    "Er zijn geen regio’s gevonden die op uw regio lijken. Kies bij ‘Mijn regio’ een Veilig Thuis-regio. Van een regio "
    "die er in het jaar van de kenmerken niet was, zijn ze niet te vinden."
)
MOST_REGIONS = 25
"""Areas that a visitor may put together; a set of regions is never cut."""
MOST_INDICATORS = 6
ALL, ALIKE = "alle", "vergelijkbaar"
"""All Veilig Thuis regions; those that are like my region (`catalogue/comparable.yaml`)."""
SETS = {ALL: "VT", "provincies": "PV", "landsdelen": "LD", "ggd-regios": "GGD"}
"""Sets by name, with the type of their regions."""
SET_OF = {kind: name for name, kind in SETS.items()}
"""The name of the set of all regions of a type."""
FORMS = ("alles", "tabel", "punten", "kaart", "reeksen")
"""The forms of a comparison; the first shows everything on one page."""
_FIELDS = 5_000
_LENGTH = 200
_PROVINCE = PREFIXES["PV"]


def fields(query: str) -> dict[str, list[str]]:
    """The fields of an address, each value once, shortened and without control characters; empty ones are left out."""
    found: dict[str, dict[str, None]] = {}
    for name, value in parse_qsl("&".join(query.split("&", _FIELDS)[:_FIELDS]), errors="replace"):
        plain = printable(value.strip()[:_LENGTH])
        if plain:
            found.setdefault(name, {})[plain] = None
    return {name: list(values) for name, values in found.items()}


Unknown = tuple[str, str]
"""A field of an address, and a text in it that stands for nothing we know."""


@dataclass(frozen=True)
class Wishes:
    """A comparison as asked for. `sets` are names of sets, `unknown` what we do not know, `left_out` what was too much.

    `names` is what stands for each region, by its code, in other addresses that are made from this one. `weights` are
    those with which the regions that are like my region are found.
    """

    regions: tuple[Region, ...] = ()
    sets: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    wish: Wish = field(default_factory=Wish)
    order: str = BY_VALUE
    mine: Region | None = None
    form: str = ""
    map_form: str = TILES
    unknown: tuple[Unknown, ...] = ()
    left_out: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)

    def weights_with(self, words: object) -> dict[str, object]:
        """The fields of an address for the weights, when these regions and sets stand in it; else they mean nothing."""
        return dict(self.weights.pairs) if isinstance(words, list) and ALIKE in words else {}

    def query(self, **changes: object) -> str:
        """The address of this comparison, with changes by the names of its fields, `regio` and `indicator` in lists."""
        own = {
            "indicator": [i.id for i in self.indicators],
            "regio": [*self.sets, *(self.names[r.code] for r in self.regions)],
            "meting": self.wish.measure,
            "groep": self.wish.category,
            "periode": self.wish.period,
            "volgorde": self.order if self.order != BY_VALUE else "",
            "mijn": self.names[self.mine.code] if self.mine else "",
            "vorm": self.form,
            "kaart": self.map_form if self.map_form != TILES else "",
        } | changes
        own |= self.weights_with(own["regio"])
        pairs = [
            (name, text)
            for name, value in own.items()
            for text in ([value] if isinstance(value, str) else value)  # type: ignore[attr-defined]
            if text
        ]
        return "?" + urlencode(pairs) if pairs else ""


class Reader:
    """Reads wishes against the regions and indicators of a release."""

    def __init__(self, opened: Release) -> None:
        self._opened = opened
        self._catalogue = opened.catalogue
        self._where = access.addresses(opened)
        self._periods = set(opened.periods)

    @property
    def _regions(self) -> Regions:
        return self._where.regions

    def read(self, query: str, indicator: Indicator | None = None, period: str = "") -> Wishes:
        """The wishes in an address; `indicator` and `period` are those in its path."""
        asked = fields(query)
        unknown: list[Unknown] = []

        def first(name: str) -> str:
            return asked.get(name, [""])[0]

        sets, regions = self._places(asked.get("regio", [ALL]), unknown)
        mine = self._one(first("mijn"), unknown)
        if mine and mine.code not in regions and not (mine.type == "VT" and ALL in sets):
            regions = {mine.code: mine, **regions}
        if ALIKE in sets:
            weighed = weights.read(asked, inputs(self._opened))
            if mine is None or access.alike(self._opened, mine.code, weighed.own) is None:
                unknown.append((ALIKE, str(mine.name) if mine else ""))
        else:
            weighed = Weights(idle=any(name.startswith(weights.PREFIX) for name in asked))
        names = [*([indicator.id] if indicator else []), *asked.get("indicator", []), *asked.get("cijfer", [])]
        indicators = {n: self._catalogue.indicators[n] for n in names if n in self._catalogue.indicators}
        unknown += [("indicator", n) for n in names if n not in indicators]
        wish = self._wish(first("meting"), first("groep") or first("categorie"), first("periode") or period, unknown)
        kept = dict(list(regions.items())[:MOST_REGIONS])
        left_out = [r.name for code, r in regions.items() if code not in kept]
        left_out += [str(i.name) for i in list(indicators.values())[MOST_INDICATORS:]]
        order, form, drawn = first("volgorde"), first("vorm"), first("kaart")
        unknown += [("volgorde", order)] if order not in ("", BY_VALUE, BY_NAME) else []
        unknown += [("vorm", form)] if form not in ("", *FORMS) else []
        unknown += [("kaart", drawn)] if drawn not in ("", TILES, AREAS) else []
        return Wishes(
            regions=tuple(kept.values()),
            sets=tuple(sets),
            indicators=tuple(indicators.values())[:MOST_INDICATORS],
            wish=wish,
            order=order if order == BY_NAME else BY_VALUE,
            mine=mine,
            form=form if form in FORMS else "",
            map_form=drawn if drawn == AREAS else TILES,
            unknown=tuple(dict.fromkeys(unknown)),
            left_out=tuple(left_out),
            names={r.code: self._name(r) for r in (*kept.values(), *([mine] if mine else []))},
            weights=weighed,
        )

    def _places(self, texts: list[str], unknown: list[Unknown]) -> tuple[list[str], dict[str, Region]]:
        sets: dict[str, None] = {}
        regions: dict[str, Region] = {}
        for text in texts:
            low = text.casefold()
            if low in SETS or low == ALIKE or self.province(low):
                sets[low] = None
            elif (region := self._one(text, unknown)) and region.code != NETHERLANDS:
                regions[region.code] = region
        return list(sets), regions

    def _one(self, text: str, unknown: list[Unknown]) -> Region | None:
        found = self._where.by_word(text)
        if text and found is None:
            unknown.append(("regio", text))
        return found

    def province(self, name: str) -> Region | None:
        """The province whose regions a set holds: `provincie-drenthe`."""
        return self._where.find("regio", name) if name.startswith(_PROVINCE) else None

    def members(self, name: str, year: int, wishes: Wishes | None = None) -> list[Region]:
        """The regions of a set in a year, by name; those like my region of `wishes` in the order of likeness."""
        if name == ALIKE:
            if wishes is None or wishes.mine is None:
                return []
            codes = access.alike(self._opened, wishes.mine.code, wishes.weights.own)
            return [self._regions[code] for code in codes or ()]
        province = self.province(name)
        if province:
            return [r for r in self._regions.of_type("VT", year) if r.province_in(year) == province.code]
        return self._regions.of_type(SETS[name], year)

    def _wish(self, measure: str, category: str, period: str, unknown: list[Unknown]) -> Wish:
        """What is asked of the figures, as far as any figure has it: a period with figures in this release."""
        measures = {m for i in self._catalogue.indicators.values() for m in i.measures} if measure else ()
        lists = self._catalogue.codelists.values() if category else ()
        groups = {TOTAL, *(c.code for codelist in lists for c in codelist.categories)}
        found = Wish(
            measure if measure in measures else "", category if category in groups else "", meant(period, self._periods)
        )
        asked = (
            ("meting", measure, found.measure), ("groep", category, found.category), ("periode", period, found.period),
        )  # fmt: skip
        unknown += [(name, text) for name, text, known in asked if text and not known]
        return found

    def _name(self, region: Region) -> str:
        """What stands for a region in an address: its name where that is one, else its code."""
        name = self._where.slug(region)
        return region.code if region.type == "PV" or self._where.find("regio", name) not in (region, None) else name
