"""`impactmonitor export-site`."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from impactmonitor import language, settings
from impactmonitor.commands.serve import collect
from impactmonitor.exceptions import ExportError, IncompleteError, ReleaseError, storage_error
from impactmonitor.files import put_folder_in_place, restore_folder
from impactmonitor.release.read import Activation, activations, find_release
from impactmonitor.tables import Origin

MARKER = ".impactmonitor-export.json"
"""File in an exported folder by which we know that we may replace it."""
_AT_ONCE = 16
"""Pages that a process takes at a time."""
_LONG = (
    "The demonstration has every figure of every municipality in every period: more than a million files, and "
    "more than a day. Stop with Ctrl-C, and add --only PATH (such as /regio/drenthe/) for a part, or leave --demo out: "
    "`impactmonitor serve` answers /demo/."
)
_SECONDS = 20.0
"""Between two lines of progress where there is no terminal."""
_SHOWN = 5
"""Broken links that are named."""


@click.command("export-site")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base", default="/", show_default=True, help="Path of the site on its server, such as /monitor/.")
@click.option("--address", metavar="URL", help="Scheme and host of the site, for whole addresses and sitemap.xml.")
@click.option("--demo", is_flag=True, help="Also the site on demonstration figures, below demo/.")
@click.option("--without-documents", is_flag=True, help="Leave reports, decks and workbooks out, and links to them.")
@click.option("--only", multiple=True, metavar="PATH", help="Only pages below this path, to try it out; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="The outcome as JSON, for a program.")
def export_site(
    folder: Path,
    base: str,
    address: str | None,
    demo: bool,
    without_documents: bool,
    only: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write the public site as files to FOLDER, in Dutch and English, for any web server or CDN.

    The paths are those of the site itself. Search and free comparison need a program and are left out; their pages say
    so. All pages are of the release that is in force at the start. The folder is replaced when all is done, and is the
    old or the new site whatever stops the command; a folder with other files in it is refused (exit code 12).
    The bundled figures give more than 30,000 pages and files, which takes some tens of minutes on two processors.
    Documents are kept: a next export of the same release has them at once. Only Veilig Thuis regions, the Netherlands
    and indicators have documents here. The demonstration has none, and takes more than a day as a whole.
    Exit code 6: there is no release. 11: links that lead nowhere were found; the site is written all the same.
    """
    if demo and not only:
        click.echo(_LONG, err=True)
    if address:
        os.environ["IMPACTMONITOR_ADDRESS"] = address  # also for the processes that make the pages
    config = settings.load()
    files = _in_force(config.releases, (Origin.OFFICIAL, Origin.DEMO) if demo else (Origin.OFFICIAL,))
    releases = [made[-1].release for made in files.values() if made]
    base = f"/{base.strip('/')}/" if base.strip("/") else "/"
    folder = folder.absolute()
    restore_folder(folder)  # an export that was killed between two renames left the site beside its place
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise ExportError(
            f"{folder} holds files that are not an exported site. Choose an empty folder, or one exported before."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as beside:
            new = Path(beside) / "site"
            outcome, broken = _export(new, base, files, only, not without_documents)
            (new / MARKER).write_text(json.dumps({"releases": releases, "base": base} | outcome), encoding="utf-8")
            put_folder_in_place(new, folder)
    except OSError as error:
        raise storage_error(error, "the site") from error
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "releases": releases} | outcome))
    else:
        megabytes = outcome["bytes"] / 1_000_000
        click.echo(f"{folder}: {outcome['pages']:,} pages and {outcome['files']:,} other files, {megabytes:,.0f} MB.")
    if broken:
        named = "; ".join(f"{page} -> {target}" for page, target in broken[:_SHOWN])
        raise IncompleteError(f"{len(broken)} links lead nowhere, such as {named}. The rest of the site is written.")


def _in_force(releases: Path, origins: tuple[Origin, ...]) -> Mapping[Origin, Sequence[Activation]]:
    """What came into force so far: the whole export is of these releases, whatever is activated while it runs.

    Raises ReleaseError when there is none. Figures that regions deliver themselves may lack, and are then left out.
    """
    found = {origin: activations(releases, origin) for origin in origins}
    for origin, made in found.items():
        find_release(releases, origin, made[-1].release if made else None)
    try:
        return found | {Origin.LOCAL: activations(releases, Origin.LOCAL)}
    except ReleaseError as error:
        click.echo(f"Figures of regions themselves are left out: {error}", err=True)
        return found | {Origin.LOCAL: ()}


def _export(
    folder: Path, base: str, files: Mapping[Origin, Sequence[Activation]], only: tuple[str, ...], documents: bool
) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Numbers of what was written, and links that lead nowhere."""
    os.environ["IMPACTMONITOR_BASE"] = base
    collected = settings.load().home / "static"
    collect(collected)
    from impactmonitor.reports.make import in_batches
    from impactmonitor.web import static_site  # not before Django was started
    from impactmonitor.web.site import prefix_of

    shutil.copytree(collected, folder / "static")
    origins = [origin for origin in (Origin.OFFICIAL, Origin.DEMO) if origin in files]
    sites = [base + prefix_of(origin, word) for origin in origins for word in language.LANGUAGES]
    parts = tuple(site + path.lstrip("/") for site in sites for path in only)
    for_search_engines = [f"{base}robots.txt", *([f"{base}sitemap.xml"] if settings.load().address else [])]
    told, processes = (folder, files, documents), os.cpu_count() or 1

    # Processes of their own, not copies of this one: the figures are open in it.
    def made(paths: list[str]) -> Iterator[static_site.Made]:
        light = [path for path in paths if not static_site.grows(path)]
        yield from pool.map(static_site.make_one, light, chunksize=_AT_ONCE)
        growing = [path for path in paths if static_site.grows(path)]
        for _path, done in in_batches(static_site.make_one, growing, processes, static_site.begin, told):
            yield done.result()

    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), static_site.begin, told)
    with pool, _progress() as note:
        done = static_site.export(
            made,
            [*sites, *parts, *for_search_engines],
            base,
            note,
            lambda path: not parts or path.startswith(parts),
        )
    static_site.put_missing(static_site.Maker(folder, static_site.Asker(files, documents), base), sites)
    return {"pages": done.pages, "files": done.files, "bytes": done.size}, done.broken


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Tells how many pages and files are done and how many are known: a bar, or in a log a line now and then."""
    console = Console(stderr=True)
    if console.is_terminal:
        columns = (TextColumn("pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("pages", total=None)
            yield lambda made, known: progress.update(task, completed=made, total=known)
        return
    last = time.monotonic()

    def line(made: int, known: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS:
            last = time.monotonic()
            click.echo(f"{made:,} of {known:,} pages and files known so far", err=True)

    yield line
