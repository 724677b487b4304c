"""Every region and every indicator has a page that answers, is well-formed and keeps the house rules."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urldefrag, urlsplit

import pytest

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.web import access
from pages.conftest import Get, Seen

FORBIDDEN = re.compile(
    r"\b(doordat|omdat|leidt tot|veroorzaakt?|succes\w*|problemen|probleem|verslechterd?|verbeterd?|verbetering|"
    r"significant\w*|slechtste|beste|koploper|hoogste|laagste)\b",
    re.I,
)
"""Words that give a cause or a verdict; group names of a source stand between quotes or before a number."""
ARROWS = re.compile("[←-⇿➔-➾▲▼△▽]")


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
        plain = re.sub(r"‘[^’]*’", "", sentence)
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


def test_every_municipality_has_a_page(get: Get) -> None:
    paths = region_paths("GM")
    assert len(paths) > 340
    assert len(set(paths)) == len(paths)
    for path in paths:
        house_rules(get(path))


def test_every_indicator_has_a_page(get: Get, catalogue: Catalogue) -> None:
    for indicator in catalogue.ordered:
        page = get(f"/indicatoren/{indicator.id}/")
        house_rules(page)
        assert page.h1 == " ".join(indicator.name.nl.split())
        if indicator.missing_because:
            assert " ".join(indicator.missing_because.split()) in page
            assert "Per gebied" not in page


@pytest.mark.parametrize("path", ["/", "/regio/", "/indicatoren/", "/uitleg/", "/zoek/", "/zoek/?q=utrecht"])
def test_other_pages_keep_the_rules(get: Get, path: str) -> None:
    house_rules(get(path))


def test_every_link_leads_somewhere(get: Get) -> None:
    """All internal links of all kinds of pages, with their fragments; of many municipalities a part is followed."""
    answered: dict[str, Seen] = {}
    waiting = ["/", "/regio/brabant-noordoost/2021H1/"]
    wanted: list[tuple[str, str, str]] = []
    municipalities = 0
    while waiting:
        path = waiting.pop()
        if path in answered:
            continue
        if path.startswith("/gemeente/"):
            municipalities += 1
            if municipalities > 40:
                continue
        page = answered[path] = get(path)
        if ".csv" in path:
            continue
        for link in page.links:
            address, fragment = urldefrag(link)
            if link.startswith(("tel:", "https:", "http:")):
                continue
            target = address or path
            assert target.startswith("/"), f"{path}: {link}"
            if fragment:
                wanted.append((path, target, fragment))
            if "?" in target and urlsplit(target).path.startswith("/indicatoren/") and "csv" in target:
                continue
            waiting.append(target)
    assert len(answered) > 400
    for source, target, fragment in wanted:
        if target in answered:
            assert fragment in answered[target].ids, f"{source}: {target}#{fragment} does not exist"
