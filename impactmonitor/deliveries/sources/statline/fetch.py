"""One table, whole or not at all: metadata, labels, pages, and the checks that say that nothing is missing.

The raw bytes of every answer are kept by hash; the cells also go into one Parquet file, which can always be made again
from them. Nothing is in force before all of it is there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.ledger import Entry
from impactmonitor.deliveries.receive import keep
from impactmonitor.deliveries.sources.statline.codes import KINDS, regions_of
from impactmonitor.deliveries.sources.statline.figures import column
from impactmonitor.deliveries.sources.statline.held import (
    Advance,
    DoubtfulError,
    Folders,
    RefusedError,
    cells_file,
    cells_of,
    keep_cells,
    metadata_of,
)
from impactmonitor.deliveries.sources.statline.resolve import Resolved, key_of, resolve
from impactmonitor.deliveries.sources.statline.table import FormError, Listed, Page, Selection, Service, TableMeta
from impactmonitor.deliveries.sources.statline.trial import Content, database, objections
from impactmonitor.exceptions import NotThereError, ReleaseError, SourceError
from impactmonitor.outgoing import Outgoing, read_json

MAX_PAGES = 10_000
LARGE = 2_000_000
"""Cells of a table above which keys of dimensions are chosen too."""
MOST_KEYS = 40
"""More keys of one dimension than this would make an address that servers refuse."""


@dataclass(frozen=True)
class Fetched:
    """A whole delivery that is not yet in force, with what the recipes found in it."""

    entry: Entry
    meta: TableMeta
    resolved: Resolved


def selection_for(meta: TableMeta, resolved: Resolved, kinds: Iterable[str], cells: int | None) -> Selection:
    """Ask for the needed measures when there are more, and leave out neighbourhoods when the table goes that deep.

    Of a table with millions of cells only the needed keys of its dimensions are asked for.
    """
    measures = resolved.measures if len(resolved.measures) < len(meta.measures) else ()
    deep = any(c.key.startswith(("WK", "BU")) for d in meta.of_kind("region") for c in d.codes)
    keys: list[tuple[str, tuple[str, ...]]] = []
    for number, dimension in enumerate(meta.of_kind("other")):
        needed = tuple(sorted({p.keys[number] for p in resolved.places}))
        if cells and cells > LARGE and len(needed) < min(len(dimension.codes), MOST_KEYS):
            keys.append((dimension.name, needed))
    return Selection(measures, tuple(sorted(kinds)) if deep else (), tuple(keys))


def read_documents(service: Service, outgoing: Outgoing, table: str) -> tuple[dict[str, bytes], TableMeta]:
    """All metadata of a table as received, and what it says. A document whose name ends in ? may be absent.

    Raises NotThereError, SourceError or FormError.
    """
    raw: dict[str, bytes] = {}
    data: dict[str, Any] = {}

    def ask(urls: dict[str, str]) -> None:
        for name, url in urls.items():
            try:
                answer, data[name] = outgoing.json(url)
            except NotThereError:
                if not name.endswith("?"):
                    raise
                data[name] = {"value": []}
                continue
            raw[name] = answer.content

    ask(service.metadata_urls(table))
    try:
        ask(service.code_urls(table, data))
        return raw, service.read_metadata(table, data)
    except FormError:
        raise
    except KeyError as error:
        raise FormError(f"the metadata of {table} lack {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise FormError(f"the metadata of {table} cannot be read ({error})") from error


def _pages(service: Service, outgoing: Outgoing, meta: TableMeta, selection: Selection) -> Iterator[tuple[bytes, Page]]:
    url: str | None = service.cells_url(meta, selection)
    seen: set[str] = set()
    while url:
        if url in seen or len(seen) >= MAX_PAGES:
            raise RefusedError(f"The pages of {meta.id} go round in a circle.")
        seen.add(url)
        answer = outgoing.get(url)
        if answer.content.lstrip()[:1] != b"{":
            read_json(answer)  # says what came instead of figures
        page = service.read_page(answer.content, meta, selection)
        url = page.next
        yield answer.content, page
        del answer, page  # or two pages are in memory while the next one arrives


def _expected(
    service: Service, outgoing: Outgoing, meta: TableMeta, selection: Selection, listed: Listed
) -> int | None:
    """Number of cells that should come: the service's own count, else the announced one for a whole table."""
    try:
        answer = outgoing.get(service.count_url(meta, selection), accept="text/plain, application/json")
        return int(answer.content.decode("utf-8-sig").strip()) * service.cells_per_row(meta, selection)
    except (NotThereError, RefusedError, ValueError):
        return listed.cells if selection.whole else None
    except SourceError as error:
        if error.unreachable:
            raise
        return listed.cells if selection.whole else None


def fetch(
    service: Service,
    outgoing: Outgoing,
    catalogue: Catalogue,
    listed: Listed,
    folders: Folders,
    now: dt.datetime,
    advance: Advance = lambda done, expected: None,
) -> Fetched:
    """Fetch a table whole. Raises SourceError (RefusedError when the content is at fault) or StorageError."""
    retrieved = now.isoformat(timespec="seconds")
    try:
        raw, meta = read_documents(service, outgoing, listed.id)
        resolved = resolve(meta, catalogue)
        _check_regions(meta, catalogue)
        if not resolved.places:
            raise RefusedError(f"None of the labels that we need is in table {listed.id}.", resolved.findings)
        selection = selection_for(meta, resolved, KINDS, listed.cells)
        documents = [keep(raw[n], f"{listed.id}/{n.rstrip('?')}", folders.raw, retrieved) for n in sorted(raw)]
        expected = _expected(service, outgoing, meta, selection, listed)
        pages, rows, cells = keep_cells(
            _pages(service, outgoing, meta, selection), meta, folders, retrieved, expected, advance
        )
        try:
            _check_whole(service, outgoing, meta, rows, expected)
            values = _single_values(cells, meta, resolved)
        except BaseException:
            cells.unlink(missing_ok=True)
            raise
        documents += pages
    except FormError as error:
        raise RefusedError(f"Table {listed.id} has another form than before: {error}.") from error
    entry = Entry(
        dataset=listed.id,
        retrieved=retrieved,
        documents=tuple(documents),
        facts={
            "title": meta.title,
            "version": service.version,
            "modified": listed.modified or meta.modified,
            "rows": rows,
            "values": values,
            "measures": list(selection.measures),
            "regions": list(selection.regions),
            "keys": [[name, list(keys)] for name, keys in selection.keys],
            "found": sorted({key_of(p, catalogue) for p in resolved.places}),
            "recipes": fingerprint(catalogue, listed.id),
        },
    )
    cells.replace(cells_file(folders, entry))
    return Fetched(entry, meta, resolved)


def _check_whole(service: Service, outgoing: Outgoing, meta: TableMeta, rows: int, expected: int | None) -> None:
    if rows == 0:
        raise RefusedError(f"Table {meta.id} came without a single row.")
    if expected is not None and rows != expected:
        raise RefusedError(f"Table {meta.id} came with {rows:,} cells, while the service announced {expected:,}.")
    _, properties = outgoing.json(service.metadata_urls(meta.id)[service.properties])
    if service.modified(properties) != meta.modified:
        raise RefusedError(f"Table {meta.id} was changed while it was being fetched.")


def _check_regions(meta: TableMeta, catalogue: Catalogue) -> None:
    """Refuse a table in which regions have each other's names: it happened, and no one can tell which half is right."""
    if swapped := regions_of(meta, catalogue).swapped:
        raise RefusedError(f"Regions in table {meta.id} have the names of other regions: {'; '.join(swapped[:3])}.")


def _single_values(cells: Path, meta: TableMeta, resolved: Resolved) -> int:
    """How many of the needed cells have a value, of the kinds of region that we take.

    Refuses a table with several values for one cell: v4 does so where v3 has topics of one name under two groups.
    """
    columns = ", ".join(column(d.name) for d in meta.dimensions)
    needed = ", ".join("'" + key.replace("'", "''") + "'" for key in resolved.measures)
    region = next((column(d.name) for d in meta.of_kind("region")), "'NL'")
    with database(cells.parent) as con:
        twice = con.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM read_parquet(?) WHERE measure IN ({needed}) "
            f"GROUP BY hash(measure, {columns}) HAVING count(*) > 1)",
            [str(cells)],
        ).fetchall()
        values = con.execute(
            f"SELECT count(value) FROM read_parquet(?) WHERE measure IN ({needed}) AND left({region}, 2) IN {KINDS}",
            [str(cells)],
        ).fetchall()
    if twice[0][0]:
        raise RefusedError(f"Table {meta.id} has {twice[0][0]:,} cells with more than one value.")
    return int(values[0][0])


def fingerprint(catalogue: Catalogue, table: str) -> str:
    """Hash of what the recipes ask of a table: when it changes, the table is fetched again."""
    asked = []
    for indicator in catalogue.ordered:
        codelist = catalogue.codelist_of(indicator)
        for recipe in indicator.recipe:
            if recipe.table == table and recipe.live:
                asked.append([indicator.id, recipe.model_dump(mode="json"), codelist and codelist.id])
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]


def check_against(fetched: Fetched, held: Content | None, catalogue: Catalogue, folders: Folders, accept: bool) -> None:
    """Refuse a delivery that would break the release, or, unless a person accepts it, one that looks like a mistake."""
    table = fetched.entry.dataset
    new = Content(cells_file(folders, fetched.entry), fetched.meta, fetched.resolved.places)
    must, should = objections(new, held, catalogue)
    if must:
        raise RefusedError(f"Table {table} {must[0]}.")
    if should and not accept:
        raise DoubtfulError(f"Table {table} {should[0]}. {how_to_accept(table)}")


def how_to_accept(table: str) -> str:
    """What a person does who knows that a doubtful table is right."""
    return f"If that is right, take it with: impactmonitor update --accept --table {table}"


def content_of(service: Service, entry: Entry, catalogue: Catalogue, folders: Folders) -> Content | None:
    """What a kept delivery holds; None when its bytes are gone or damaged, so that it must be fetched again."""
    try:
        meta = metadata_of(service, entry, folders)
        return Content(cells_of(service, entry, meta, folders), meta, resolve(meta, catalogue).places)
    except (ReleaseError, FormError, KeyError):
        return None
