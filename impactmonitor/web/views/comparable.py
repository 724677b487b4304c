"""Regions that are like a region: which, how much, on what, and with which weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.regions import Region
from impactmonitor.language import gettext as _
from impactmonitor.meaning import comparable as words
from impactmonitor.present import numbers
from impactmonitor.present.comparable import Inputs, Similar, Used, inputs, similar
from impactmonitor.release.read import Release
from impactmonitor.web import access, weights
from impactmonitor.web.addresses import Addresses, comparable_path, compare_path, question_path
from impactmonitor.web.errors import Link, NotFound
from impactmonitor.web.weights import Weights
from impactmonitor.web.wishes import ALIKE, fields


@dataclass(frozen=True)
class Line:
    """A row of the table: a region, its distance and its characteristics as written."""

    name: str
    address: str
    mine: bool
    distance: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """A weight in the form. `stays` tells how many neighbours stay without this characteristic."""

    id: str
    name: str
    typed: str
    why: str
    stays: str


@require_safe
def show(request: HttpRequest, slug: str = "") -> HttpResponse:
    """`/vergelijkbaar/` and `/vergelijkbaar/<region>/`; the weights are in the query."""
    opened = access.release()
    where, found = access.addresses(opened), inputs(opened)
    if asked := request.GET.get("regio", "").strip():
        region = _region(opened, where, asked)
        return HttpResponseRedirect(comparable_path(where.slug(region)) + _behind(request))
    if not slug:
        return render(request, "pages/comparable.html", _around(opened, where, found, None))
    region = _region(opened, where, slug)
    if where.slug(region) != slug:
        return HttpResponseRedirect(comparable_path(where.slug(region)) + _behind(request))
    context = _around(opened, where, found, region)
    chosen = weights.read(fields(request.META.get("QUERY_STRING", "")), found)
    answer = similar(opened, region.code, dict(chosen.own))
    if answer is None:
        context["reason"] = words.no_region(found, str(region.name))
        others = [_others(b.before, b.after, region) for b in opened.catalogue.regions.bridges]
        there = {r.code: r for r in found.regions} if found else {}
        context["others"] = [
            (there[code].name, comparable_path(where.slug(there[code])))
            for code in sorted({code for codes in others for code in codes if code in there})
        ]
    else:
        context |= _answer(answer, chosen, where)
    return render(request, "pages/comparable.html", context, status=400 if chosen.wrong else 200)


def _behind(request: HttpRequest) -> str:
    """The weights as they were asked for, to go along to another address."""
    asked = [(k, v) for k, typed in request.GET.lists() if k.startswith(weights.PREFIX) for v in typed]
    return f"?{urlencode(asked)}" if asked else ""


def _others(before: list[str], after: list[str], region: Region) -> list[str]:
    """The regions at the other end of a change of boundaries."""
    if region.code in after and region.code not in before:
        return before
    return after if region.code in before and region.code not in after else []


def _region(opened: Release, where: Addresses, text: str) -> Region:
    """A Veilig Thuis region by its name in an address, code or name. Raises NotFound with ways on."""
    regions = opened.catalogue.regions
    found = where.by_word(text)
    if found is None or found.type != "VT":
        parent = None
        if found and found.type == "GM":
            parent = regions.get(found.parent_in(regions.latest_year))
        near = [parent] if parent else [r for r in where.near(text.replace("-", " ")) if r.type == "VT"]
        links = [Link(comparable_path(where.slug(r)), str(r.name)) for r in near if r]
        links.append(Link(reverse("comparable-all"), _("Alle Veilig Thuis-regio’s")))
        sentence = _("Alleen Veilig Thuis-regio’s worden met elkaar vergeleken. ‘{name}’ is er geen.")
        raise NotFound(_("Deze Veilig Thuis-regio kennen we niet"), sentence.format(name=text[:60]), links)
    return found


def _around(opened: Release, where: Addresses, found: Inputs | None, region: Region | None) -> dict[str, Any]:
    """What every page of this kind has: the choice of a region, what is looked at, and what is not."""
    year = found.year if found else opened.catalogue.regions.latest_year
    listed = opened.catalogue.regions.of_type("VT", year)
    return {
        "region": region,
        "region_address": where.path(region) if region else "",
        "choices": [(where.slug(r), r.name_in(year), region is not None and r == region) for r in listed],
        "addresses": [(r.name_in(year), comparable_path(where.slug(r))) for r in listed],
        "inputs": found,
        "absent": [(str(v.name), v.indicator) for v in found.absent] if found else [],
        "dropped": [(found.name(a), found.name(b)) for a, b in found.dropped.items()] if found else [],
        "left_out": [(str(x.name), x.why) for x in found.wanted.left_out] if found else [],
        "since": numbers.day(found.wanted.since) if found else "",
        "release": opened.id,
    }


def _answer(answer: Similar, chosen: Weights, where: Addresses) -> dict[str, Any]:
    found = answer.inputs
    here = answer.region
    rows = [(here, ""), *((like.region, numbers.number(like.distance, 2)) for like in answer.found)]
    return {
        "similar": answer,
        "sentence": words.say(answer),
        "poor": words.poor(answer),
        "cautions": words.cautions(answer),
        "wrong": chosen.wrong,
        "unused": chosen.unused,
        "columns": [_column(u) for u in found.used],
        "lines": [
            Line(
                name=region.name_in(found.year),
                address=where.path(region),
                mine=region == here,
                distance=distance,
                cells=tuple(written(u, region) for u in found.used),
            )
            for region, distance in rows
        ],
        "groups": _groups(answer, chosen),
        "plain": comparable_path(where.slug(here)),
        "weighted": words.weighted(answer),
        "fields": chosen.pairs,
        **(_ways(answer, chosen, where) if answer.found else {}),
        "second_hand": [str(u.characteristic.name) for u in found.used if u.second_hand],
        "computed": any(u.computed for u in found.used),
    }


def _column(used: Used) -> tuple[str, str, str]:
    """Name, period and indicator of a characteristic."""
    return str(used.characteristic.name), numbers.period(used.period), used.characteristic.indicator


def written(used: Used, region: Region) -> str:
    """The value of a characteristic as on the page: a share in per cent, anything else as its source prints it."""
    value = used.values[region.code]
    if used.characteristic.is_share:
        return numbers.number(value * 100, 1) + numbers.suffix(used.percent)
    return numbers.number(value, used.decimals)


def _groups(answer: Similar, chosen: Weights) -> list[tuple[str, list[Field]]]:
    found = answer.inputs
    overlap, most = answer.stability.overlap, found.wanted.neighbours

    def field(used: Used) -> Field:
        name = used.characteristic.id
        stays = ""
        if name in overlap:
            stays = _("Zonder dit kenmerk blijven {stays} van de {number} over.").format(
                stays=numbers.number(round(overlap[name] * most)), number=numbers.number(most)
            )
        return Field(name, str(used.characteristic.name), chosen.typed[name], str(used.characteristic.why), stays)

    groups = [
        (str(g.name), [field(u) for u in found.used if u.characteristic.group == g.id]) for g in found.wanted.groups
    ]
    return [(name, of) for name, of in groups if of]


def _ways(answer: Similar, chosen: Weights, where: Addresses) -> dict[str, Any]:
    """The comparison with these regions and the policy questions with them beside this one, with the same weights."""
    mine = where.slug(answer.region)
    query = urlencode([("regio", ALIKE), *chosen.pairs])
    routes = access.release().catalogue.ordered_routes
    return {
        "compare": compare_path("", ALIKE, mine=mine, more=chosen.pairs),
        "questions": [(str(r.question), f"{question_path(r.id, where.word(answer.region))}?{query}") for r in routes],
    }
