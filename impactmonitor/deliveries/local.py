"""Reports that regions deliver themselves: which are in force, and what they say together.

A report is known by its Veilig Thuis region and its title; a later report of the same title replaces it. Bytes stay
under their hash. Whatever is wrong, nothing is half accepted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.catalogue.regions import slugify
from impactmonitor.deliveries.ledger import Entry, Ledger
from impactmonitor.deliveries.receive import Delivery, keep, kept
from impactmonitor.deliveries.region_figures import SOURCE, figures
from impactmonitor.deliveries.small_counts import small_remainders
from impactmonitor.deliveries.sources import region_report
from impactmonitor.exceptions import DeliveryError
from impactmonitor.findings import Finding
from impactmonitor.periods import parse
from impactmonitor.tables import DEMO_TITLE, Observation, Publication

LEDGER = "local"
"""Folder of the ledger below that of the deliveries."""
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Facts:
    """What is said of a report when it is delivered: its title, the day on which it appeared, and its address."""

    title: str
    published: dt.date
    url: str = ""


@dataclass
class Combined:
    """All reports in force together: figures, earlier values that differ, where they stand, and the bytes."""

    observations: list[Observation] = field(default_factory=list)
    earlier: list[Observation] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)


def ledger(deliveries: Path) -> Ledger:
    """Which reports are in force."""
    return Ledger(deliveries / LEDGER)


def in_force(deliveries: Path) -> list[Entry]:
    """The reports in force, by name."""
    book = ledger(deliveries)
    return [entry for name in book.datasets() if (entry := book.current(name))]


def accept(
    catalogue: Catalogue, content: bytes, file: str, facts: Facts, deliveries: Path, now: dt.datetime
) -> tuple[Entry, list[Observation]]:
    """The report as an entry for the ledger, and its figures; its bytes are kept, it is not yet in force.

    Raises DeliveryError with every finding. A report that is in force already, unchanged, is returned as it was.
    """
    observations, region = _read(catalogue, content, file, facts.published)
    slug = slugify(facts.title)
    if not slug or len(facts.title) > LONGEST_TITLE:
        message = f"title '{facts.title[:60]}' cannot be used"
        raise DeliveryError([Finding(file, 0, message, f"Give a title with letters, at most {LONGEST_TITLE} long.")])
    name = f"{region}-{slug}"
    said = {"title": facts.title, "published": facts.published.isoformat(), "url": facts.url, "region": region}
    before = ledger(deliveries).current(name)
    if before and before.facts["published"] > said["published"]:
        message = f"'{facts.title}' of {before.facts['published']} is in force, and that is later"
        raise DeliveryError([Finding(file, 0, message, "Correct the date, or give this report a title of its own.")])
    moment = now.isoformat(timespec="seconds")
    document = keep(content, file, deliveries, moment, len(observations))
    if before and before.facts == said and [d.sha256 for d in before.documents] == [document.sha256]:
        return before, observations
    return Entry(name, moment, (document,), said), observations


def combine(catalogue: Catalogue, entries: list[Entry], deliveries: Path) -> Combined:
    """What these reports say together. Of the same figure in two reports the one that appeared later is in force.

    Raises DeliveryError, also when a small count follows from two reports that each print none.
    """
    result = Combined()
    printed: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.facts["published"], e.retrieved, e.dataset), reverse=True):
        published = dt.date.fromisoformat(entry.facts["published"])
        for document in entry.documents:
            found, _ = _read(catalogue, kept(document, deliveries), document.name, published)
            for o in found:
                edition = int(f"{published:%Y%m%d}")
                printed[o.key].append(replace(o, publication=entry.dataset, edition=edition))
        result.deliveries += entry.documents
        result.publications.append(
            Publication(
                id=entry.dataset,
                table_id=entry.dataset,
                title=entry.facts["title"],
                url=entry.facts["url"],
                source=SOURCE,
                second_hand=False,
                published=entry.facts["published"],
                retrieved=entry.retrieved,
            )
        )
    for best, *others in printed.values():
        result.observations.append(best)
        seen = {(best.value, best.stage)}
        for other in others:
            if (other.value, other.stage) not in seen:
                seen.add((other.value, other.stage))
                result.earlier.append(other)
    findings = list(small_remainders(catalogue, ((0, o) for o in result.observations), "all reports together"))
    if findings:
        raise DeliveryError(sorted(findings))
    used = {o.publication for o in (*result.observations, *result.earlier)}
    result.publications = sorted(p for p in result.publications if p.id in used)
    result.deliveries.sort(key=lambda d: (d.name, d.sha256))
    return result


def _read(catalogue: Catalogue, content: bytes, file: str, published: dt.date) -> tuple[list[Observation], str]:
    """Figures of a report and its Veilig Thuis region. Raises DeliveryError with every finding."""
    if DEMO_TITLE.casefold() in content.decode("utf-8", "ignore").casefold():
        message = f"says '{DEMO_TITLE}': its figures are invented"
        raise DeliveryError([Finding(file, 0, message, "Add figures of the region itself only.")])
    lines, findings = region_report.read(content, file)
    made = figures(catalogue, lines, file)
    findings += made.findings
    for number, o in made.observations:
        if parse(o.period).end > published:
            message = f"{o.period} had not ended on {published}, when the report appeared"
            findings.append(Finding(file, number, message, "Correct the period, or --date."))
    if findings:
        raise DeliveryError(sorted(findings))
    return [o for _, o in made.observations], made.region
