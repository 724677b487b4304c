"""Search: one region leads straight to its page; otherwise choose from what fits, what fits best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import Region, Regions, fold
from impactmonitor.language import gettext as _
from impactmonitor.present import finding, numbers
from impactmonitor.present.finding import Entry, Hit, Index
from impactmonitor.present.missing import STATUS_NAMES, status_of
from impactmonitor.present.places import with_type
from impactmonitor.release.read import Release
from impactmonitor.web import access, search_index
from impactmonitor.web.addresses import question_path
from impactmonitor.web.errors import printable
from impactmonitor.web.explanation import PAGES, theme_address
from impactmonitor.web.search_index import FORMER, GROUPS, INDICATOR, QUESTION, REGION, ROUTE, SOURCE, TERM, THEME, YEAR

LONGEST = 200
FEW = 8
"""Results of one kind among those of other kinds; behind a link are all of them."""
MOST = 200


@dataclass(frozen=True)
class Result:
    """Where it leads, what it is called, what else there is to say, and a tag when it has no figures."""

    address: str
    name: str
    note: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Group:
    """Results of one kind; `more` leads to all of them when not all are here."""

    id: str
    heading: str
    results: tuple[Result, ...]
    more: str = ""
    total: str = ""


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """`/zoek/?q=&soort=`."""
    opened = access.release()
    typed = printable(request.GET.get("q", "").strip())
    text, kind = typed[:LONGEST], request.GET.get("soort", "")
    index = search_index.index(opened)
    hits = telling(index.find(text))
    regions = opened.catalogue.regions
    exact = exact_regions(regions, hits)
    if len(exact) == 1 and {h.entry.kind for h in hits if _wholly(h)} == {REGION} and kind not in GROUPS:
        return HttpResponseRedirect(access.addresses(opened).path(exact[0]))
    gone = next((h.entry.key for h in hits if h.entry.kind == FORMER and _wholly(h)), "")
    if all(hit.close for hit in hits):
        hits = in_parts(regions, index, text) or hits
    groups = _groups(opened, hits, gone, text, kind)
    context = {
        "text": text,
        "lead": _lead(regions, text, hits, exact, gone),
        "cut": len(typed) > LONGEST,
        "groups": groups,
        "one_kind": kind in GROUPS,
        "all_kinds": f"{reverse('search')}?{urlencode({'q': text})}",
    }
    return render(request, "pages/search.html", context)


def _wholly(hit: Hit) -> bool:
    """Whether the text is the name of the entry."""
    return hit.score >= finding.EXACT - 1


def telling(hits: list[Hit]) -> list[Hit]:
    """Without noise: where a name fits, what merely looks like it or has the words somewhere in its text is left out.

    Groups of an indicator are named in its text, so those stay.
    """
    if not any(hit.score >= finding.STARTS for hit in hits):
        return [h for h in hits if not h.close] if any(h.score > finding.CLOSE + 5 for h in hits) else hits
    return [h for h in hits if h.score > finding.CLOSE + 5 or (h.entry.kind == INDICATOR and not h.close)]


def in_parts(regions: Regions, index: Index, text: str) -> list[Hit]:
    """For `meldingen drenthe`: the region, and what fits the other words. Nothing when no part is a region."""
    words = text.split()[: finding.MOST_WORDS]
    for size in range(len(words) - 1, 0, -1):
        for area, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            found = index.find(" ".join(area))
            codes = {region.code for region in exact_regions(regions, found)}
            place = [h for h in found if h.entry.kind == REGION and h.entry.key in codes]
            others = [h for h in telling(index.find(" ".join(rest))) if h.entry.kind not in (REGION, FORMER)]
            if place and others and not others[0].close:
                return [*others, *place]
    return []


def exact_regions(regions: Regions, hits: Iterable[Hit]) -> list[Region]:
    """Regions of exactly this name, without provinces that are the same area as a Veilig Thuis region among them."""
    found = [regions[h.entry.key] for h in hits if h.entry.kind == REGION and _wholly(h)]
    if any(h.entry.kind == FORMER and _wholly(h) for h in hits):
        return []
    same = {regions.coinciding[r.code] for r in found if r.code in regions.coinciding}
    return [r for r in found if r.code not in same]


def former(regions: Regions, name: str) -> list[Region]:
    """Municipalities into which the municipality of this name went."""
    codes = [row["new_code"] for row in regions.former if fold(row["old_name"]) == fold(name)]
    return [regions[code] for code in dict.fromkeys(codes) if code in regions]


def _lead(regions: Regions, text: str, hits: list[Hit], exact: list[Region], gone: str) -> str:
    if not text:
        return _("Typ de naam van een regio, een gemeente of een cijfer, of een woord dat u wilt begrijpen.")
    if gone:
        year = next(row["date"][:4] for row in regions.former if row["old_name"] == gone)
        names = numbers.listed([str(r.name) for r in former(regions, gone)])
        return _("De gemeente {name} bestaat niet meer. Sinds {year} hoort het gebied bij {names}.").format(
            name=gone, year=year, names=names
        )
    if not hits:
        return _(
            "Er is geen regio, gemeente of cijfer met de naam ‘{text}’. Let op de spelling, of typ een deel van de "
            "naam."
        ).format(text=text)
    if all(hit.close for hit in hits):
        return _("Er is niets dat precies ‘{text}’ heet. Dit lijkt erop.").format(text=text)
    if len(exact) > 1:
        return _("‘{text}’ kan meer dan één gebied zijn. Kies er een.").format(text=text)
    return _("Dit past bij ‘{text}’.").format(text=text)


def _groups(opened: Release, hits: list[Hit], gone: str, text: str, kind: str) -> list[Group]:
    """Results by kind, the kind with the best fit first."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(REGION if hit.entry.kind == FORMER else hit.entry.kind, []).append(hit)
    names = [k for k in by_kind if kind not in GROUPS or k == kind]
    order = {name: n for n, name in enumerate(GROUPS)}
    names.sort(key=lambda k: (-_fit(by_kind[k][0]), order[k]))
    limit = MOST if kind in GROUPS else FEW
    return [_group(opened, name, by_kind[name], gone, text, limit) for name in names]


def _fit(hit: Hit) -> int:
    """How well the best of a group fits. Whole words are enough to stand with the best.

    Only a place or figure of exactly this name goes before: whoever types a word that we also explain, most often looks
    for its figures.
    """
    if _wholly(hit) and hit.entry.kind in (REGION, FORMER, INDICATOR):
        return finding.EXACT
    return min(int(hit.score), finding.WORDS) // 10


def _group(opened: Release, kind: str, hits: list[Hit], gone: str, text: str, limit: int) -> Group:
    results = _results(opened, kind, hits, gone)
    more = f"{reverse('search')}?{urlencode({'q': text, 'soort': kind})}" if len(results) > limit else ""
    return Group(kind, _(GROUPS[kind]), tuple(results[:limit]), more, numbers.number(len(results)))


def _results(opened: Release, kind: str, hits: list[Hit], gone: str) -> list[Result]:
    catalogue = opened.catalogue
    if kind == REGION:
        return _areas(opened, hits, gone)
    if kind == INDICATOR:
        return _indicators(opened, hits)
    return [_other(catalogue, hit.entry) for hit in hits]


def _areas(opened: Release, hits: list[Hit], gone: str) -> list[Result]:
    regions, where = opened.catalogue.regions, access.addresses(opened)
    found = former(regions, gone) if gone else []
    found += [regions[h.entry.key] for h in hits if h.entry.kind == REGION]
    known = {fold(name) for region in regions for name in region.names.values()}
    results = [Result(where.path(r), _capital(with_type(r)), _place(regions, r)) for r in dict.fromkeys(found)]
    for hit in hits:
        if hit.entry.kind == FORMER and hit.entry.key != gone and fold(hit.entry.key) not in known:
            address = f"{reverse('search')}?{urlencode({'q': hit.entry.key})}"
            results.append(Result(address, hit.entry.key, _("gemeente van vroeger")))
    return results


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(regions: Regions, region: Region) -> str:
    """Where a region lies, or that it is gone."""
    if region.type in ("GM", "VT") and not regions.valid(region.code, regions.latest_year):
        return _("bestaat niet meer")
    if region.type == "GM":
        return _("in {place}").format(place=with_type(regions[region.parent_in(region.years[-1])]))
    if region.code in regions.coinciding:
        return _("zelfde gebied als {place}").format(place=with_type(regions[regions.coinciding[region.code]]))
    return ""


def _indicators(opened: Release, hits: list[Hit]) -> list[Result]:
    """Exactly this name first, then those with figures, then key figures. Those without have a tag that says why."""
    catalogue, held = opened.catalogue, access.coverage(opened)
    found = []
    for hit in hits:
        indicator = catalogue.indicators[hit.entry.key]
        filled = held.has(indicator.id)
        tag = "" if filled else STATUS_NAMES[status_of(indicator, held=False)]
        result = Result(reverse("indicator", args=[indicator.id]), str(indicator.name), hit.why, tag)
        fit = min(int(hit.score), finding.BEGINS) // 10
        found.append((_wholly(hit), filled, fit, indicator.key, hit.score, result))
    return [item[-1] for item in sorted(found, key=lambda item: item[:-1], reverse=True)]


def _other(catalogue: Catalogue, entry: Entry) -> Result:
    if entry.kind == THEME:
        theme = next(t for t in catalogue.themes if t.id == entry.key)
        return Result(theme_address(theme.id), str(theme.name), str(theme.question))
    if entry.kind == YEAR:
        report = next(report for report in catalogue.year_reports if str(report.year) == entry.key)
        return Result(reverse("year-report", args=[entry.key]), str(report.title), str(report.lead))
    if entry.kind == ROUTE:
        route = catalogue.routes[entry.key]
        return Result(question_path(route.id), str(route.question), str(route.why[0]))
    if entry.kind == TERM:
        term = next(t for t in catalogue.glossary if t.id == entry.key)
        return Result(
            f"{PAGES['begrippen'].address}#{term.id}", _capital(str(term.term)), _first(str(term.explanation))
        )
    if entry.kind == QUESTION:
        item = next(q for q in catalogue.questions if q.id == entry.key)
        return Result(f"{PAGES['vragen-en-antwoorden'].address}#{item.id}", str(item.question))
    if entry.kind == SOURCE:
        source = catalogue.sources[entry.key]
        return Result(reverse("source", args=[source.id]), str(source.name), str(source.dataset))
    page = PAGES[entry.key]
    return Result(page.address, page.title, page.lead)


def _first(text: str) -> str:
    """The first sentence."""
    return text.split(". ")[0].rstrip(".") + "."
