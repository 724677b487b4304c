"""Every region and every indicator has a page that answers, is well-formed and keeps the house rules."""

from __future__ import annotations

import functools
import re
from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest
from django.test import Client

from impactmonitor.catalogue.load import Catalogue, load
from impactmonitor.settings import default_catalogue
from impactmonitor.web import access
from pages.conftest import Get, Seen

FORBIDDEN = re.compile(
    r"\b(doordat|omdat|leidt tot|veroorzaakt?|succes\w*|problemen|probleem|verslechterd?|verbeterd?|verbetering|"
    r"significant\w*|slechtste|beste|koploper|hoogste|laagste)\b",
    re.I,
)
"""Words that give a cause or a verdict."""
ARROWS = re.compile("[←-⇿➔-➾▲▼△▽]")


@functools.cache
def without_labels() -> re.Pattern[str]:
    """Names of groups, which are the words of a source and not ours."""
    lists = load(default_catalogue()).codelists.values()
    labels = {name for codelist in lists for c in codelist.categories for name in (c.plain or c.label, c.label)}
    return re.compile("|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True)))


def house_rules(page: Seen) -> None:
    """What holds for every page: one h1, unique ids, nothing inline, nothing from elsewhere, help on top."""
    assert page.h1, f"{page.path}: no h1"
    assert sum(tag == "h1" for tag, _ in page.tags) == 1, f"{page.path}: more than one h1"
    assert page.title.endswith("| Impactmonitor")
    twice = [i for i, n in Counter(page.ids).items() if n > 1]
    assert not twice, f"{page.path}: ids used twice: {twice}"
    for tag, attributes in page.tags:
        assert tag not in ("script", "style", "iframe", "img"), f"{page.path}: <{tag}>"
        assert "style" not in attributes, f"{page.path}: inline style on <{tag}>"
        assert not [a for a in attributes if a.startswith("on")], f"{page.path}: inline script on <{tag}>"
    for address in page.assets:
        assert address.startswith(("/", "#")), f"{page.path}: asset from elsewhere: {address}"
    assert "Bel 112" in page
    assert "0800-2000" in page
    assert "https://www.knmi.nl/" in page.links
    assert not ARROWS.search(page.text), f"{page.path}: an arrow"
    for sentence in page.sentences:
        plain = without_labels().sub("", sentence)
        assert not FORBIDDEN.search(plain), f"{page.path}: {sentence}"
    assert "None" not in page.text, f"{page.path}: None"


def region_paths(kind: str) -> list[str]:
    opened = access.release()
    where = access.addresses(opened)
    return [where.path(region) for region in opened.catalogue.regions.of_type(kind)]


@pytest.mark.parametrize("kind", ["NL", "LD", "PV", "VT"])
def test_every_region_has_a_page(get: Get, kind: str) -> None:
    paths = region_paths(kind)
    assert len(paths) >= 1
    for path in paths:
        house_rules(get(path))


def test_every_municipality_has_a_page(client: Client, get: Get, whole: bool) -> None:
    paths = region_paths("GM")
    assert len(paths) > 340
    assert len(set(paths)) == len(paths)
    for path in paths if whole else paths[::24]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert b"<h1>" in response.content
    for path in paths[:: 12 if whole else 48]:
        house_rules(get(path))


def test_every_indicator_has_a_page(get: Get, catalogue: Catalogue) -> None:
    for indicator in catalogue.ordered:
        page = get(f"/indicatoren/{indicator.id}/")
        house_rules(page)
        assert page.h1 == " ".join(indicator.name.nl.split())
        if indicator.missing_because:
            assert " ".join(indicator.missing_because.split()) in page
            assert "Per gebied" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/regio/",
        "/indicatoren/",
        "/uitleg/",
        "/zoek/",
        "/zoek/?q=utrecht",
        "/tijdreeksen/",
        "/tijdreeksen/meldingen/",
    ],
)
def test_other_pages_keep_the_rules(get: Get, path: str) -> None:
    house_rules(get(path))


SOME, MOST = 2, 12
"""Pages of one kind that are followed, also by `make walk`; each of them is asked for by its own test above as well."""
MOST_FILES = 3
"""Files of one kind that are asked for: they lead nowhere, and a picture takes as long as ten pages."""


def kind_of(path: str) -> str:
    """Addresses that differ only in names and choices are of one kind."""
    parts = urlsplit(path)
    places = parts.path.strip("/").split("/")
    return f"{places[0]}/{len(places)}/{places[-1].partition('.')[2]}?{bool(parts.query)}"


def test_every_link_leads_somewhere(get: Get, whole: bool) -> None:
    """Internal links answer, and so do their fragments."""
    pages, files = (MOST, MOST_FILES) if whole else (SOME, 1)
    answered: dict[str, Seen] = {}
    followed: Counter[str] = Counter()
    waiting = [
        "/",
        "/uitleg/",
        "/regio/drenthe/2021H1/",
        "/regio/drenthe/2023/",
        "/indicatoren/",
        "/indicatoren/meldingen/",
    ]
    fragments: list[tuple[str, str, str]] = []
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        is_file = "." in path.split("?")[0].rpartition("/")[2]
        if path in answered or followed[kind] >= (files if is_file else pages):
            continue
        followed[kind] += 1
        page = answered[path] = get(path)
        if is_file:
            continue
        for link in page.links:
            address, fragment = urldefrag(link)
            if urlsplit(link).scheme in ("tel", "http", "https"):
                continue
            target = address or path
            assert target.startswith("/"), f"{path}: {link}"
            fragments.append((path, target, fragment))
            waiting.append(target)
    assert len(followed) > 10
    for source, target, fragment in fragments:
        if fragment and target in answered:
            assert fragment in answered[target].ids, f"{source}: {target}#{fragment} does not exist"
