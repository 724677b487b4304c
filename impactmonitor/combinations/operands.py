"""A figure as it goes into a combination: what the caller says of it, completed from the catalogue."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS, Region, fold
from impactmonitor.catalogue.schema import CodeList, Indicator, Measure, Source
from impactmonitor.combinations import words
from impactmonitor.periods import Period
from impactmonitor.tables import TOTAL, ConfStatus, ObsStatus, Origin, Stage


@dataclass(frozen=True)
class Operand:
    """A figure in plain terms. Only the indicator is needed; the rest has the usual value.

    `measure` empty: the count where the operation needs one, else the leading measure. `region` is a code (`VT02`) or
    a name (`Drenthe`). `period` empty: the same for all. `status` is how final the source calls it, `obs_status`
    whether there is a value. `value`, when given, is used for the rules on small numbers only. `formula` is set on
    what we computed. `role` may name `numerator` and `denominator`; without it the first is the numerator.
    """

    indicator: str
    measure: str = ""
    category: str = TOTAL
    region: str = NETHERLANDS
    period: str = ""
    origin: str = Origin.OFFICIAL
    status: str = ""
    obs_status: str = ObsStatus.NORMAL
    conf_status: str = ConfStatus.FREE
    value: float | None = None
    role: str = ""
    formula: str | bool = ""
    second_hand: bool = False


class UnknownError(ValueError):
    """Something in an operand does not exist. `rule` names what, `text` is what was given."""

    def __init__(self, rule: str, text: object) -> None:
        super().__init__(f"{rule}: {text}")
        self.rule, self.text = rule, str(text)[:60]


@dataclass(frozen=True)
class Figure:
    """An operand with everything that the rules need, read from the catalogue."""

    indicator: Indicator
    source: Source | None
    codelist: CodeList | None
    measure: str
    category: str
    region: Region
    period: Period | None
    origin: str
    stage: str
    obs_status: str
    hidden: bool
    value: float | None
    role: str
    computed: bool
    second_hand: bool
    strange: tuple[str, ...] = ()
    unpublished: bool = False
    """The groups are there in another measure only: what may be done with it is judged all the same."""

    @property
    def absent(self) -> bool:
        """There is no value to compute with."""
        gone = (ObsStatus.NOT_COLLECTED, ObsStatus.CANNOT_EXIST, ObsStatus.MISSING, ObsStatus.SUPPRESSED)
        return self.hidden or self.obs_status in gone

    @property
    def unit(self) -> str:
        """Unit of the measure."""
        return self._measured.unit

    @property
    def of(self) -> str | None:
        """What the share or rate is a part of."""
        return self._measured.of

    @property
    def _measured(self) -> Measure:
        return next(own for name, own in self.indicator.measures.items() if name == self.measure)

    @property
    def method(self) -> str:
        """registration, sample, cohort or unknown."""
        return self.source.method if self.source else "unknown"

    @property
    def multi(self) -> bool:
        """One case may fall in several categories."""
        loose = self.codelist is not None and self.codelist.exclusive is False
        return loose or bool(self.indicator.breakdown and self.indicator.breakdown.multi)

    @property
    def line(self) -> tuple[str, str, str, str]:
        """What stays the same along one line of a chart."""
        return (self.indicator.id, self.measure, self.category, self.region.code)

    @property
    def key(self) -> tuple[str, ...]:
        """Identity of the figure."""
        return (*self.line, self.period.code if self.period else "", self.origin)


Given = Operand | Mapping[str, Any] | Any


def resolve(catalogue: Catalogue, given: Given, prefer_count: bool = False) -> Figure:
    """What the catalogue says of this operand: an `Operand`, a mapping, or a released observation.

    Raises UnknownError when the indicator, measure, category, region, period, origin or status does not exist.
    """
    said, strange = _fields(given)
    indicator = _indicator(catalogue, said.get("indicator"))
    stage, obs_status, hidden = _status(said)
    text = str(said.get("period") or said.get("cohort") or "")
    period = words.period(text) if text else None
    if text and period is None:
        raise UnknownError("unknown-period", text)
    if text.rstrip().endswith("*") and stage == Stage.UNSTATED:
        stage = Stage.REVISED if text.rstrip().endswith("**") else Stage.PROVISIONAL
    codelist = catalogue.codelist_of(indicator)
    indicator, unpublished = _with_other_measure(indicator, said.get("measure"))
    value = _number(said.get("value"))
    if value is None and "value" in said:
        strange = (*strange, "value")
    return Figure(
        indicator=indicator,
        source=catalogue.sources.get(indicator.source) if indicator.source else None,
        codelist=codelist,
        measure=_measure(indicator, said, prefer_count),
        category=_category(codelist, said.get("category")),
        region=_region(catalogue, str(said.get("region") or NETHERLANDS), indicator),
        period=period,
        origin=_code("unknown-origin", words.ORIGIN, said.get("origin") or Origin.OFFICIAL),
        stage=stage,
        obs_status=obs_status,
        hidden=hidden,
        value=value,
        role=words.fold(said.get("role") or ""),
        computed=bool(said.get("formula")) and words.fold(said.get("formula")) != "printed",
        second_hand=bool(said.get("second_hand")),
        strange=strange,
        unpublished=unpublished,
    )


def _fields(given: Given) -> tuple[dict[str, Any], tuple[str, ...]]:
    if dataclasses.is_dataclass(given) and not isinstance(given, type):
        pairs: Mapping[str, Any] = {f.name: getattr(given, f.name) for f in dataclasses.fields(given)}
    elif isinstance(given, Mapping):
        pairs = given
    elif isinstance(given, str):
        pairs = {"indicator": given}
    else:
        raise UnknownError("unknown-indicator", given)
    found: dict[str, Any] = {}
    strange = []
    for name, value in pairs.items():
        field = words.FIELD.get(words.fold(name))
        if field and value not in (None, ""):
            if found.setdefault(field, value) != value and field == "status":
                found["obs_status"] = value
        elif not field and words.fold(name) not in words.CARRIED:
            strange.append(str(name)[:40])
    return found, tuple(strange)


def _indicator(catalogue: Catalogue, text: object) -> Indicator:
    name = str(text or "").strip()
    if name in catalogue.indicators:
        return catalogue.indicators[name]
    wanted = fold(name)
    for indicator in catalogue.ordered:
        names = (indicator.id, indicator.name.nl, indicator.name.en, *([indicator.short.nl] if indicator.short else []))
        if wanted and wanted in {fold(n) for n in names}:
            return indicator
    raise UnknownError("unknown-indicator", name)


_OTHER = {"count": Measure(unit="aantal", decimals=0), "share": Measure(unit="%", decimals=1)}


def _with_other_measure(indicator: Indicator, text: object) -> tuple[Indicator, bool]:
    """The indicator, and whether this measure was added to it: groups have both counts and shares, whatever is there.

    In plain terms nobody knows which of the two a table prints; the rules on combining them are the same.
    """
    asked = words.MEASURE.get(words.fold(text or ""), "")
    if not indicator.breakdown or asked not in _OTHER or asked in indicator.measures:
        return indicator, False
    if not _OTHER.keys() & indicator.measures.keys():
        return indicator, False
    return indicator.model_copy(update={"measures": indicator.measures | {asked: _OTHER[asked]}}), True


def _measure(indicator: Indicator, said: Mapping[str, Any], prefer_count: bool) -> str:
    text = said.get("measure") or ""
    if not text and said.get("unit"):
        text = next((m for m, own in indicator.measures.items() if own.unit == said["unit"]), "")
    if text:
        measure = words.MEASURE.get(words.fold(text), "")
        if measure not in indicator.measures:
            raise UnknownError("unknown-measure", text)
        return measure
    if not indicator.measures:
        raise UnknownError("no-figures", indicator.id)
    return "count" if prefer_count and "count" in indicator.measures else str(indicator.lead_measure)


def _category(codelist: CodeList | None, text: object) -> str:
    name = str(text or TOTAL).strip()
    if fold(name) in ("totaal", "total", "all", "alle"):
        return TOTAL
    for category in codelist.categories if codelist else ():
        labels: Sequence[str] = (category.code, category.label, category.en, category.plain or "", *category.aliases)
        if fold(name) in {fold(label) for label in labels if label}:
            return category.code
    raise UnknownError("unknown-category", name)


_VEILIG_THUIS = re.compile(r"^veilig[\s-]+thuis([\s-]*regio)?\s+", re.IGNORECASE)


def _region(catalogue: Catalogue, text: str, indicator: Indicator) -> Region:
    regions = catalogue.regions
    name = _VEILIG_THUIS.sub("VT ", text.strip())
    if name.upper() == "NL":
        name = NETHERLANDS
    found = regions.get(name) or regions.get(name.upper())
    if found:
        return found
    letters = {"VT": "VT", "GM": "GM", "PV": "PV", "LD": "LD", "GGD": "GGD"}
    kind = next((letters[part] for part in name.replace("(", " ").replace(")", " ").split() if part in letters), "")
    plain = " ".join(part for part in name.replace("(", " ").replace(")", " ").split() if part not in letters)
    named = [r for r in (*regions.named(plain), *regions.named(f"{kind} {plain}")) if not kind or r.type == kind]
    if not named:
        raise UnknownError("unknown-region", text)
    levels = {"VT" if level == "13VT" else level for level in indicator.levels}
    return next((r for r in named if r.type in levels), named[0])


def _status(said: Mapping[str, Any]) -> tuple[str, str, bool]:
    """Stage, observation status and whether it is hidden; `status` may say any of the three."""
    stage, obs = str(Stage.UNSTATED), str(ObsStatus.NORMAL)
    hidden = said.get("conf_status") in (ConfStatus.PRIMARY, ConfStatus.SECONDARY)
    for field in ("status", "obs_status"):
        if field not in said:
            continue
        word = words.fold(said[field])
        if word in words.STAGE:
            stage = words.STAGE[word]
        else:
            obs = _code("unknown-status", words.STATUS, word)
    return stage, obs, hidden


_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")


def _number(given: object) -> float | None:
    """The number that a value means, also as text (`12`, `12,5`, `1.200`); None when it means none."""
    if isinstance(given, bool):
        return None
    if isinstance(given, str):
        text = given.strip()
        given = (text.replace(".", "") if _THOUSANDS.fullmatch(text) else text).replace(",", ".")
    try:
        number = float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _code(rule: str, table: Mapping[str, str], text: object) -> str:
    word = words.fold(text)
    if word not in table:
        raise UnknownError(rule, text)
    return str(table[word])
