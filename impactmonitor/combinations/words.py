"""Plain words for the attributes of a figure, as they may stand in an operand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from impactmonitor import periods
from impactmonitor.periods import Period
from impactmonitor.tables import ObsStatus, Origin, Stage

FIELDS = {
    "indicator": "indicator indicator_id id cijfer",
    "measure": "measure meting maat measure_kind kind",
    "category": "category categorie groep group",
    "region": "region regio region_code gebied place",
    "period": "period periode moment",
    "cohort": "cohort",
    "origin": "origin herkomst",
    "status": "status stage",
    "obs_status": "obs_status observation_status",
    "conf_status": "conf_status",
    "value": "value waarde",
    "role": "role rol",
    "formula": "formula computed",
    "second_hand": "second_hand",
    "unit": "unit eenheid",
}
"""Fields of an operand, with the words by which each may be given."""
CARRIED = frozenset({
    "source", "publication", "edition", "note", "name", "label", "decimals", "low", "high", "population", "levels",
})  # fmt: skip
"""What may stand in an operand and is read from the catalogue instead, or plays no part."""

MEASURES = {
    "count": "count counts aantal number absolute",
    "rate": "rate rate_per_10000 rate_per_10_000 per_10000 per_10_000 per_10_000_inwoners per_10_000_inhabitants",
    "share": "share % percentage percent aandeel proportion",
    "mean": "mean average gemiddelde gemiddeld_aantal",
    "score": "score",
}
ORIGINS = {
    Origin.OFFICIAL: "official officieel",
    Origin.LOCAL: "local lokaal regional own eigen",
    Origin.DEMO: "demo demonstration voorbeeld fictief fictitious",
}
STAGES = {
    Stage.PROVISIONAL: "provisional voorlopig * p",
    Stage.REVISED: "revised_provisional nader_voorlopig ** revised",
    Stage.FINAL: "final definitief definitive",
    Stage.UNSTATED: "unstated unknown onbekend niet_vermeld",
}
STATUSES = {
    ObsStatus.NORMAL: "a normal normaal ok published",
    ObsStatus.BREAK: "b break breuk",
    ObsStatus.ESTIMATED: "e estimated estimate schatting computed derived",
    ObsStatus.NOT_COLLECTED: "l not_collected niet_gemeten",
    ObsStatus.CANNOT_EXIST: "m cannot_exist kan_niet",
    ObsStatus.MISSING: "o missing dot . punt ontbreekt absent none unreliable",
    ObsStatus.SUPPRESSED: "q suppressed hidden verborgen geheim secret afgeschermd confidential",
}


def fold(text: object) -> str:
    """Small letters, single underscores."""
    return re.sub(r"[\s_/-]+", "_", str(text).strip().casefold())


def table(words: Mapping[Any, str]) -> dict[str, str]:
    """Each plain word with the code it stands for."""
    found = {fold(code): code for code in words}
    return {word: code for code, text in words.items() for word in text.split()} | found


FIELD, MEASURE = table(FIELDS), table(MEASURES)
ORIGIN, STAGE, STATUS = table(ORIGINS), table(STAGES), table(STATUSES)

_COHORTS = {"2": "2016/2020", "3": "2021/2023"}
"""Periods of the cohorts of the outcome study, as the catalogue writes them."""
_FOLLOWED = re.compile(r"cohort[\s_-]*(?P<n>[23])|(?P<m>[23])(e|de|nd|rd)?[\s_-]*cohort|(?P<o>[23])")

_HALF = re.compile(
    r"(?:(?P<first>1e|1ste|eerste|1st|first)|(?:2e|2de|tweede|2nd|second))\s+half(?:jaar|\s+year|\s+of)?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)


def period(text: str) -> Period | None:
    """`2021H1`, `2021 H1`, `2021H1*`, `2021HJ01`, `1e halfjaar 2021`, `cohort 2`; None when it is no period."""
    plain = text.strip().rstrip("*").strip()
    found = _FOLLOWED.fullmatch(plain.casefold())
    if found:
        return periods.parse(_COHORTS[found["n"] or found["m"] or found["o"]])
    tight = re.sub(r"^(\d{4})[\s-]*(?:h|halfjaar\s*)([12])$", r"\1H\2", plain, flags=re.IGNORECASE)
    tight = re.sub(r"^(\d{4})[\s-]*q([1-4])$", r"\1Q\2", tight, flags=re.IGNORECASE)
    tight = re.sub(r"^cohort[\s_-]*(\d{4})$", r"cohort \1", tight, flags=re.IGNORECASE)
    if half := _HALF.fullmatch(tight):
        tight = f"{half['year']}H{1 if half['first'] else 2}"
    for read in (periods.parse, periods.from_statline):
        try:
            return read(tight)
        except ValueError:
            continue
    return None
