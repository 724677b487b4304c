"""docs/reference/catalogue.md: what each catalogue file may say, and which indicators there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from impactmonitor.catalogue.load import REGION_COLUMNS, Catalogue
from impactmonitor.catalogue.schema import Indicator
from impactmonitor.deliveries.sources.published import CBS, CBS_COLUMNS, NATIONAL, NATIONAL_COLUMNS, POPULATION
from reference.markdown import page, table
from reference.schema import KINDS, definitions

INTRO = """\
The catalogue is a folder of files without code. This page says what each file may say; it is made from the models in
`impactmonitor/catalogue/`, which also check the files. `impactmonitor check` names file, line and remedy of everything
that is wrong. Fields that a visitor reads are Dutch: `Text` holds Dutch and English side by side, the English of all
other sentences stands in `texts/en/` ([how to translate](../how-to/translate.md)). An *id* is made of small letters,
digits and single hyphens.

An editor that knows JSON Schema checks while you type: point it at `catalogue/schema.json` for all YAML files of the
catalogue."""


def catalogue_page(catalogue: Catalogue) -> str:
    """The whole page."""
    models = definitions()
    return page(
        "The catalogue",
        INTRO,
        "## Files",
        table(["File", "Holds"], _files()),
        "## Fields",
        *_sections(models),
        "## Indicators",
        _counts(catalogue),
        *_indicators(catalogue),
        "## Sources",
        table(
            ["Id", "Name", "Owner", "Licence", "Class", "Appears"],
            (
                [f"`{s.id}`", s.name.nl, s.owner, s.licence, s.sensitivity, s.cadence]
                for s in catalogue.sources.values()
            ),
        ),
    )


def _files() -> Iterator[list[str]]:
    for kind in KINDS:
        name = _link(kind.model.__name__)
        yield [f"`{kind.path}`", f"a list of {name}" if kind.many else name]
    yield ["`regions/<year>.csv`", f"regions of that year; columns `{','.join(REGION_COLUMNS)}`"]
    for name, columns in ((CBS, CBS_COLUMNS), (POPULATION, CBS_COLUMNS), (NATIONAL, NATIONAL_COLUMNS)):
        yield [f"`published/{name}`", f"printed figures; columns `{','.join(columns)}`"]


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _sections(models: dict[str, Any]) -> Iterator[str]:
    """Models of whole files first, then the parts that they are made of."""
    first = [kind.model.__name__ for kind in KINDS]
    for name in (*first, *sorted(set(models) - set(first))):
        model = models[name]
        required = set(model.get("required", ()))
        rows = [
            [f"`{field}`", _presence(field, spec, required), type_of(spec), _description(spec, models), _example(spec)]
            for field, spec in model["properties"].items()
        ]
        yield f"### {name}"
        yield model.get("description", "").split("\n\n")[0].replace("\n", " ")
        yield table(["Field", "Required", "Kind", "Description", "Example"], rows)


def _description(spec: dict[str, Any], models: dict[str, Any]) -> str:
    """The field's own description, or else what its model says of itself."""
    if "description" in spec:
        return str(spec["description"])
    inner = [*spec.get("anyOf", ()), spec.get("items", {}), spec.get("additionalProperties", {}), spec]
    names = [part["$ref"].rpartition("/")[2] for part in inner if isinstance(part, dict) and "$ref" in part]
    return str(models[names[0]].get("description", "")).split("\n\n")[0] if names else ""


def _presence(field: str, spec: dict[str, Any], required: set[str]) -> str:
    if field in required:
        return "yes"
    default = spec.get("default")
    return f"no (`{json.dumps(default)}`)" if isinstance(default, str | int) else "no"


def type_of(spec: dict[str, Any]) -> str:
    """The kind of a field in a few words, from its JSON Schema."""
    if "$ref" in spec:
        return _link(spec["$ref"].rpartition("/")[2])
    if "const" in spec:
        return f"`{spec['const']}`"
    if "enum" in spec:
        return " ".join(f"`{value}`" for value in spec["enum"])
    if "anyOf" in spec:
        return " or ".join(type_of(option) for option in spec["anyOf"] if option.get("type") != "null")
    if spec["type"] == "array":
        least = f", at least {spec['minItems']}" if "minItems" in spec else ""
        return f"list of {type_of(spec['items'])}{least}"
    if spec["type"] == "object":
        names = spec.get("propertyNames", {}).get("enum")
        key = " ".join(f"`{name}`" for name in names) if names else "label"
        return f"map: {key} → {type_of(spec['additionalProperties'])}"
    return {"boolean": "`true` or `false`", "integer": "whole number"}.get(spec["type"]) or _string(spec)


def _string(spec: dict[str, Any]) -> str:
    if spec.get("format") == "date":
        return "date"
    pattern = spec.get("pattern", "")
    return "CBS region code" if "NL01" in pattern else "id" if pattern else "text"


def _example(spec: dict[str, Any]) -> str:
    examples = [e if isinstance(e, str) else json.dumps(e, ensure_ascii=False) for e in spec.get("examples", [])]
    return ", ".join(f"`{e}`" for e in examples)


def _counts(catalogue: Catalogue) -> str:
    statuses = [i.status for i in catalogue.indicators.values()]
    return (
        f"{len(statuses)} indicators: {statuses.count('live')} live (a source publishes it), "
        f"{statuses.count('planned')} planned (announced or advised), "
        f"{statuses.count('wished')} wished (users ask for it). "
        "Why a planned or wished indicator has no figures is said in Dutch, as on its page."
    )


def _indicators(catalogue: Catalogue) -> Iterator[str]:
    for theme in catalogue.themes:
        rows = [_indicator(catalogue, i) for i in catalogue.ordered if i.theme == theme.id]
        yield f"### {theme.name.nl}"
        yield table(["Id", "Name", "Status", "Source", "Levels", "Why there are no figures"], rows)


def _indicator(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    source = catalogue.sources[indicator.source].name.nl if indicator.source else "none known"
    levels = " ".join(indicator.levels)
    return [
        f"`{indicator.id}`",
        indicator.name.nl,
        indicator.status,
        source,
        levels,
        indicator.missing_because or "",
    ]
