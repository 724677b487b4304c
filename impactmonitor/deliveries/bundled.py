"""The bundled figures as one accepted delivery: receive, shape, order the vintages; refuse the whole on any error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from impactmonitor.catalogue import yaml_lines
from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.plausible import implausible
from impactmonitor.deliveries.printed import PrintedFigure
from impactmonitor.deliveries.receive import Delivery, keep
from impactmonitor.deliveries.shape import Shaped, Shaper
from impactmonitor.deliveries.sources import published
from impactmonitor.deliveries.vintages import vintages
from impactmonitor.exceptions import DeliveryError
from impactmonitor.findings import Finding
from impactmonitor.tables import Observation, Publication


@dataclass(frozen=True)
class Accepted:
    """Observations in force, their earlier vintages, where they were printed, and what became of every row."""

    observations: list[Observation]
    earlier: list[Observation]
    publications: list[Publication]
    deliveries: list[Delivery]
    shaped: Shaped


def _contents(catalogue: Catalogue) -> Iterable[tuple[Path, bytes]]:
    for path in published.paths(catalogue.folder):
        if not path.is_file():
            raise DeliveryError([Finding(f"published/{path.name}", 0, "is missing", "Put the file back.")])
        yield path, path.read_bytes()


def _citations(catalogue: Catalogue, findings: list[Finding]) -> dict[str, str]:
    path = catalogue.folder / "published" / "publications.yaml"
    if not path.is_file():
        return {}
    name = "published/publications.yaml"
    titles, _, found = yaml_lines.read(path, name)
    findings += found
    if found:
        return {}
    if not isinstance(titles, dict) or not all(isinstance(text, str) for text in (*titles, *titles.values())):
        findings.append(
            Finding(name, 1, "is not a list of label: citation", "Write one label and its citation per line.")
        )
        return {}
    return titles


def examine(catalogue: Catalogue, keep_in: Path | None = None) -> tuple[Accepted, list[Finding]]:
    """Read and shape the bundled files; findings say what is wrong. With `keep_in` the raw bytes are kept there."""
    findings: list[Finding] = []
    rows: list[PrintedFigure] = []
    deliveries = []
    for path, content in _contents(catalogue):
        figures, found = published.read(content, path.name)
        rows += figures
        findings += found
        if keep_in is not None:
            record = keep(content, path.name, keep_in)
            deliveries.append(Delivery(record.name, record.sha256, record.size, record.retrieved, len(figures)))
    whole = not findings
    findings += implausible(rows)
    shaped = Shaper(catalogue, _citations(catalogue, findings)).shape(rows, whole)
    ordered = vintages(shaped.mapped)
    findings += shaped.findings + ordered.findings
    used = {o.publication for o in (*ordered.in_force, *ordered.earlier)}
    publications = sorted(p for p in shaped.publications.values() if p.id in used)
    return Accepted(ordered.in_force, ordered.earlier, publications, deliveries, shaped), sorted(findings)


def accept(catalogue: Catalogue, keep_in: Path) -> Accepted:
    """The bundled figures, or DeliveryError with every finding. Nothing is half accepted."""
    accepted, findings = examine(catalogue, keep_in)
    errors = [f for f in findings if f.level == "error"]
    if errors:
        raise DeliveryError(errors)
    return accepted
