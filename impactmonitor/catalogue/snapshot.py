"""The catalogue as one JSON file inside a release, and back: pages read the catalogue that belongs to their figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from impactmonitor.catalogue import texts
from impactmonitor.catalogue.comparable import Comparable, RegionValue
from impactmonitor.catalogue.events import Event
from impactmonitor.catalogue.explanation import CalendarEntry, QuestionAndAnswer, Term
from impactmonitor.catalogue.guide import Guide
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.monitors import Monitor
from impactmonitor.catalogue.regions import Regions
from impactmonitor.catalogue.schema import (
    Bridge,
    CodeList,
    Correspondence,
    DisclosurePolicy,
    Indicator,
    LayoutYear,
    Route,
    Source,
    Theme,
    Unit,
)
from impactmonitor.catalogue.year_reports import YearReport

Model = TypeVar("Model", bound=BaseModel)


def dump(catalogue: Catalogue) -> bytes:
    """Deterministic JSON: the same catalogue always gives the same bytes."""

    def plain(item: Any) -> Any:
        return item.model_dump(mode="json", exclude_defaults=True)

    regions = catalogue.regions
    data = {
        "themes": [plain(t) for t in catalogue.themes],
        "sources": [plain(s) for s in catalogue.sources.values()],
        "indicators": [plain(i) for i in catalogue.ordered],
        "codelists": [plain(c) for c in catalogue.codelists.values()],
        "correspondences": [plain(c) for c in catalogue.correspondences.values()],
        "units": [plain(u) for u in catalogue.units.values()],
        "disclosure": plain(catalogue.disclosure),
        "english": dict(catalogue.english),
        "calendar": [plain(c) for c in catalogue.calendar],
        "questions": [plain(q) for q in catalogue.questions],
        "glossary": [plain(t) for t in catalogue.glossary],
        "events": [plain(e) for e in catalogue.events],
        "monitors": [plain(m) for m in catalogue.monitors],
        "region_values": [plain(v) for v in catalogue.region_values],
        "comparable": plain(catalogue.comparable) if catalogue.comparable else None,
        "routes": [plain(r) for r in catalogue.ordered_routes],
        "guide": plain(catalogue.guide),
        "year_reports": [plain(r) for r in catalogue.year_reports],
        "regions": {
            "rows": {str(year): rows for year, rows in sorted(regions.rows.items())},
            "aliases": list(regions.aliases),
            "layouts": [plain(item) for item in regions.layouts.values()],
            "bridges": [plain(b) for b in regions.bridges],
            "coincide": [{"vt": vt, "province": pv} for vt, pv in sorted(regions.coinciding.items())],
            "former": list(regions.former),
        },
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(path: Path) -> Catalogue:
    """The catalogue of a release. The file was checked when the release was made; what it did not have yet is empty."""
    data = json.loads(path.read_bytes())
    regions = data["regions"]
    english: dict[str, str] = data.get("english", {})  # a release of before has none

    def made(model: type[Model], item: Any) -> Model:
        return model.model_validate(item, context={texts.ENGLISH: english})

    return Catalogue(
        folder=path.parent,
        themes=tuple(made(Theme, t) for t in data["themes"]),
        sources={s["id"]: made(Source, s) for s in data["sources"]},
        indicators={i["id"]: made(Indicator, i) for i in data["indicators"]},
        codelists={c["id"]: made(CodeList, c) for c in data["codelists"]},
        correspondences={c["id"]: made(Correspondence, c) for c in data["correspondences"]},
        units={u["id"]: made(Unit, u) for u in data["units"]},
        regions=Regions(
            {int(year): rows for year, rows in regions["rows"].items()},
            regions["aliases"],
            [made(LayoutYear, item) for item in regions["layouts"]],
            [made(Bridge, b) for b in regions["bridges"]],
            regions["coincide"],
            regions["former"],
        ),
        not_carried=(),
        disclosure=made(DisclosurePolicy, data["disclosure"]),
        lines={},
        english=english,
        calendar=tuple(made(CalendarEntry, c) for c in data.get("calendar", ())),
        questions=tuple(made(QuestionAndAnswer, q) for q in data.get("questions", ())),
        glossary=tuple(made(Term, t) for t in data.get("glossary", ())),
        events=tuple(made(Event, e) for e in data.get("events", ())),
        monitors=tuple(made(Monitor, m) for m in data.get("monitors", ())),
        region_values=tuple(made(RegionValue, v) for v in data.get("region_values", ())),
        comparable=made(Comparable, data["comparable"]) if data.get("comparable") else None,
        routes={r["id"]: made(Route, r) for r in data.get("routes", ())},
        guide=made(Guide, data.get("guide", {})),
        year_reports=tuple(made(YearReport, r) for r in data.get("year_reports", ())),
    )
