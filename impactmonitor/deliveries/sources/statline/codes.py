"""What the codes of a table stand for: our regions, and periods with how final they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import NETHERLANDS, fold
from impactmonitor.deliveries.sources.statline.table import TableMeta
from impactmonitor.periods import Period, from_statline, parse
from impactmonitor.tables import Stage

_STAGES = {"definitief": Stage.FINAL, "voorlopig": Stage.PROVISIONAL, "nadervoorlopig": Stage.REVISED}
_STARS = {"*": Stage.PROVISIONAL, "**": Stage.REVISED}
KINDS = ("NL", "LD", "PV", "VT", "GG", "GM")
"""First letters of the keys of regions that we take."""
_SUFFIX = re.compile(r"\s*\([^()]*\)$")


@dataclass
class Regions:
    """Keys of the region dimension: those we know, those with the name of another code or a new name, and the rest."""

    known: dict[str, str] = field(default_factory=dict)
    swapped: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)


def regions_of(meta: TableMeta, catalogue: Catalogue) -> Regions:
    """Our codes of the regions of a table. Codes are joined; names only confirm them.

    A code whose printed name is the name of another code was swapped in the table (it happened in the first edition of
    2019H1): `swapped` says so, and such a delivery must not be taken.
    """
    ours = catalogue.regions
    result = Regions()
    for dimension in meta.of_kind("region"):
        for code in dimension.codes:
            kind = code.key[:2]
            if kind not in KINDS:
                continue
            if kind == "NL" and fold(code.title) == "nederland":  # tables of neighbourhoods call it NL00
                result.known[code.key] = NETHERLANDS
                continue
            region = ours.get(code.key)
            if region is None:
                result.unknown[code.key] = code.title
                continue
            result.known[code.key] = code.key
            bare = _SUFFIX.sub("", code.title)
            names = {
                fold(name) for name in (*region.names.values(), *(_SUFFIX.sub("", n) for n in region.names.values()))
            }
            if fold(bare) in names or fold(code.title) in names:
                continue
            other = _owner(catalogue, code.title, bare, kind)
            if other == code.key:
                continue
            if other:
                result.swapped.append(f"{code.key} is called '{code.title}', which is the name of {other}")
            else:
                result.renamed.append(f"{code.key} is called '{code.title}', our list says '{region.name}'")
    return result


def ggd_regions(meta: TableMeta) -> dict[str, str]:
    """Code and name of the GGD regions of a table. We have no list of our own; a table names those it prints."""
    return {
        code.key: _SUFFIX.sub("", code.title)
        for dimension in meta.of_kind("region")
        for code in dimension.codes
        if re.fullmatch(r"GG\d{4}", code.key)
    }


def _owner(catalogue: Catalogue, title: str, bare: str, kind: str) -> str | None:
    for label in (title, bare):
        try:
            found = catalogue.regions.resolve(label, kind)
        except ValueError:
            continue
        if found:
            return found
    return next((r.code for r in catalogue.regions.of_type(kind) if fold(r.name) == fold(bare)), None)


def stage_of(title: str, status: str) -> Stage:
    """How final a period is: by its status, else by the stars behind its title, else unstated."""
    known = _STAGES.get(fold(status).replace(" ", ""))
    if known:
        return known
    stars = re.search(r"\*+$", title.strip())
    return _STARS.get(stars[0], Stage.UNSTATED) if stars else Stage.UNSTATED


def periods_of(meta: TableMeta, stated: str = "") -> tuple[dict[str, tuple[Period, Stage]], list[str]]:
    """Period and stage of every key of the period dimension, and the keys of a family that we do not know.

    A table without that dimension is about the one `stated` period, under an empty key.
    """
    known: dict[str, tuple[Period, Stage]] = {}
    unknown = []
    if stated and not meta.of_kind("period"):
        known[""] = (parse(stated), Stage.UNSTATED)
    for dimension in meta.of_kind("period"):
        for code in dimension.codes:
            try:
                known[code.key] = (from_statline(code.key), stage_of(code.title, code.status))
            except ValueError:
                unknown.append(f"{code.key} ({code.title})")
    return known, unknown
