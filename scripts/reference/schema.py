"""catalogue/schema.json: JSON Schema of every kind of catalogue file, for editors that check while typing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import models_json_schema

from impactmonitor.catalogue.comparable import Comparable, RegionValue
from impactmonitor.catalogue.events import Event
from impactmonitor.catalogue.explanation import CalendarEntry, QuestionAndAnswer, Term
from impactmonitor.catalogue.guide import Article, Database, Exercise, FigureKind, Step, Tour
from impactmonitor.catalogue.monitors import Monitor
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
    Strict,
    Text,
    Theme,
    Unit,
)


@dataclass(frozen=True)
class Kind:
    """A kind of catalogue file: where it stands, and the model of the file or of each item of its list."""

    path: str
    model: type[Strict]
    many: bool = False


KINDS = (
    Kind("indicators/<id>.yaml", Indicator),
    Kind("sources/<id>.yaml", Source),
    Kind("codelists/<id>.yaml", CodeList),
    Kind("codelists/correspondence/<id>.yaml", Correspondence),
    Kind("themes.yaml", Theme, many=True),
    Kind("units.yaml", Unit, many=True),
    Kind("published/not_carried/<name>.yaml", NotCarried, many=True),
    Kind("regions/bridges.yaml", Bridge, many=True),
    Kind("regions/layouts.yaml", LayoutYear, many=True),
    Kind("disclosure.yaml", DisclosurePolicy),
    Kind("texts/en/<name>.yaml", Text, many=True),
    Kind("calendar.yaml", CalendarEntry, many=True),
    Kind("questions-and-answers.yaml", QuestionAndAnswer, many=True),
    Kind("glossary.yaml", Term, many=True),
    Kind("events.yaml", Event, many=True),
    Kind("monitors.yaml", Monitor, many=True),
    Kind("region_values.yaml", RegionValue, many=True),
    Kind("comparable.yaml", Comparable),
    Kind("routes/<id>.yaml", Route),
    Kind("guide/articles/<id>.yaml", Article),
    Kind("guide/steps.yaml", Step, many=True),
    Kind("guide/databases.yaml", Database, many=True),
    Kind("guide/kinds.yaml", FigureKind, many=True),
    Kind("guide/tour.yaml", Tour),
    Kind("guide/exercises/<id>.yaml", Exercise),
)


def definitions() -> dict[str, Any]:
    """JSON Schema of every model, by its name."""
    _, schema = models_json_schema([(kind.model, "validation") for kind in KINDS], ref_template="#/$defs/{model}")
    return dict(schema["$defs"])


def schema() -> str:
    """One file: a file of the catalogue is one of its kinds. Lists have a definition of their own."""
    found = definitions()
    names = []
    for kind in KINDS:
        name = kind.model.__name__
        if kind.many:
            found[f"{name}List"] = {
                "title": f"{name}List",
                "description": kind.path,
                "type": "array",
                "items": {"$ref": f"#/$defs/{name}"},
            }
            name += "List"
        names.append(name)
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Catalogue of Impactmonitor",
        "description": "Generated from impactmonitor/catalogue by scripts/generate.py. Do not edit.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in names],
        "$defs": dict(sorted(found.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
