"""The site as files: whole, with links that work, in place in one step."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import Run
from django.test import Client

from impactmonitor.commands import export_site
from impactmonitor.commands.export_site import MARKER
from impactmonitor.files import restore_folder
from impactmonitor.tables import Origin
from impactmonitor.web.static_site import Asker, Maker, Page, export, file_of, links, without_choices

PARTS = ("/regio/drenthe/2021H1/", "/gemeente/emmen/", "/indicatoren/meldingen/", "/uitleg/", "/download/codeboek/")
BASE = "/monitor/"
ADDRESS = "https://own.example"


@pytest.fixture(scope="module")
def exported(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Parts of the site of the bundled figures below /monitor/, written by the command in a process of its own."""
    folder = tmp_path_factory.mktemp("site") / "public"
    only = [word for part in PARTS for word in ("--only", part)]
    options = ["--base", BASE, "--address", ADDRESS, *only, "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "impactmonitor", "export-site", str(folder), *options],
        env={**os.environ, "IMPACTMONITOR_HOME": str(built_home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pages"] > 30
    return folder


def is_part(path: str) -> bool:
    return path.startswith(tuple(f"{BASE}{word}{part.lstrip('/')}" for word in ("", "en/") for part in PARTS))


def test_every_page_that_was_asked_for_is_there(exported: Path) -> None:
    for path in ("", "regio/drenthe/2021H1/", "gemeente/emmen/", "indicatoren/meldingen/", "uitleg/bronnen/"):
        for language in ("", "en/"):
            assert (exported / language / path / "index.html").is_file(), language + path
    assert (exported / "404.html").is_file()
    assert (exported / "indicatoren/meldingen/2021H1/index.html").is_file(), "a period in its path"
    assert "56,2" in (exported / "regio/drenthe/2021H1/adviezen-naar-organisatie/index.html").read_text(
        encoding="utf-8"
    )


def test_search_engines_find_a_list_with_whole_addresses(exported: Path) -> None:
    assert f"Sitemap: {ADDRESS}{BASE}sitemap.xml" in (exported / "robots.txt").read_text(encoding="utf-8")
    listed = (exported / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{ADDRESS}{BASE}regio/drenthe/</loc>" in listed
    assert f"<loc>{ADDRESS}{BASE}en/uitleg/kalender/</loc>" in listed


def test_no_link_leads_nowhere(exported: Path, client: Client) -> None:
    """Read from the files alone, as a web server has them; what was not exported must be there on the site itself."""
    there = {p.relative_to(exported).as_posix() for p in exported.rglob("*") if p.is_file()}
    outside: dict[str, str] = {}
    for page in exported.rglob("*.html"):
        here = BASE + page.relative_to(exported).as_posix().removesuffix("index.html")
        for address in re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8")):
            parts = urlsplit(urljoin(f"http://own.example{here}", address.replace("&amp;", "&")))
            if parts.netloc != "own.example" or parts.scheme != "http":
                continue
            path = unquote(parts.path)
            assert path.startswith(BASE), (here, address)
            if file_of(path.removeprefix(BASE)) not in there:
                assert not is_part(path), (here, address)
                outside.setdefault(path, here)
    pages = [path for path in outside if path.endswith("/") and not path.startswith(f"{BASE}en/")]
    for path in pages[:: max(1, len(pages) // 60)]:
        assert client.get("/" + path.removeprefix(BASE)).status_code in (200, 301, 302), (outside[path], path)


def test_no_page_offers_a_choice_that_a_file_cannot_answer(exported: Path) -> None:
    for page in exported.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text, page.relative_to(exported)
        assert not re.search(r'href="/[^"]*\?', text), page.relative_to(exported)


def test_a_folder_with_other_files_is_left_alone(home: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "documents"
    other.mkdir()
    (other / "letter.txt").write_text("keep me")
    outcome = run("export-site", str(other))
    assert outcome.code == 12
    assert "holds files that are not an exported site" in outcome.err
    assert [p.name for p in other.iterdir()] == ["letter.txt"]


def site_of(folder: Path, word: str) -> Path:
    """A folder as the command leaves it, with one page."""
    folder.mkdir()
    (folder / MARKER).write_text("{}")
    (folder / "index.html").write_text(word)
    return folder


DIE_AT_RENAME = """
import os, signal, sys
from pathlib import Path
from impactmonitor.files import put_folder_in_place
die, new, folder = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
count = 0
def maybe():
    global count
    if count == die:
        os.kill(os.getpid(), signal.SIGKILL)
    count += 1
rename = Path.rename
def stepped(self, target):
    maybe()
    rename(self, target)
    maybe()
Path.rename = stepped
put_folder_in_place(new, folder)
"""


@pytest.mark.parametrize(("step", "word"), [(0, "old"), (1, "old"), (2, "old"), (3, "new")])
def test_killed_at_each_rename(step: int, word: str, tmp_path: Path) -> None:
    """The old site or the new one is whole and found again, and nothing is left beside it."""
    (tmp_path / "working").mkdir()
    new, folder = site_of(tmp_path / "working" / "site", "new"), site_of(tmp_path / "public", "old")
    killed = subprocess.run([sys.executable, "-c", DIE_AT_RENAME, str(step), str(new), str(folder)], check=False)
    assert killed.returncode == -signal.SIGKILL
    restore_folder(folder)
    assert (folder / "index.html").read_text() == word
    assert {p.name for p in tmp_path.iterdir()} == {"public", "working"}


def test_stopped_between_two_renames(home: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C at the worst moment: the published site stays."""
    folder = site_of(tmp_path / "public", "old")
    rename, moved = Path.rename, list[Path]()

    def stop_at_second(self: Path, target: Path) -> Path:
        moved.append(self)
        if len(moved) == 2:
            raise KeyboardInterrupt
        return rename(self, target)

    def made(new: Path, *_: object) -> tuple[dict[str, int], list[tuple[str, str]]]:
        site_of(new, "new")
        return {"pages": 1, "files": 0, "bytes": 3}, []

    monkeypatch.setattr(export_site, "_export", made)
    monkeypatch.setattr(Path, "rename", stop_at_second)
    assert run("export-site", str(folder)).code != 0
    assert (folder / "index.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["public"]
    assert run("export-site", str(folder)).code == 0
    assert (folder / "index.html").read_text() == "new"


def test_an_export_is_of_one_release(two_releases: dict[str, str], home: Path, run: Run) -> None:
    """Another release that comes into force half-way is not in it."""
    (before, shown_before), (after, shown_after) = two_releases.items()
    page = "/regio/drenthe/2021H1/adviezen-naar-organisatie/"
    files = export_site._in_force(home / "releases", (Origin.OFFICIAL,))
    assert files[Origin.OFFICIAL][-1].release == after
    ask = Asker(files)
    assert shown_after in ask(page).body.decode()
    assert run("release", "activate", before).code == 0
    assert shown_after in ask(page).body.decode()
    listed = ask("/uitgaven/").body.decode()
    assert listed.index(after) < listed.index(before), "the list of releases ends with that of the export"
    begun_later = Asker(export_site._in_force(home / "releases", (Origin.OFFICIAL,)))
    assert shown_before in begun_later(page).body.decode()


def answers(pages: dict[str, str]) -> Callable[[str], Page]:
    def ask(path: str) -> Page:
        body = pages.get(path)
        return Page(200 if body is not None else 404, "text/html; charset=utf-8", (body or "nothing").encode())

    return ask


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    site = {
        "/": '<a href="/there/?over=1#b">x</a><a href="gone/">y</a><a href="https://elsewhere.example/">z</a>',
        "/there/": "",
    }
    maker = Maker(tmp_path, answers(site))
    done = export(lambda paths: map(maker, paths), ["/"])
    assert (done.pages, done.broken) == (2, [("/", "/gone/")])
    assert 'href="/there/#b"' in (tmp_path / "index.html").read_text()


def test_a_file_of_a_choice_is_not_offered() -> None:
    """Without its choice the address would give another file than the page shows."""
    page = (
        '<ul class="m"><li><a href="/k.svg?y=2021">SVG</a></li> <li><a class="b" href="/all.csv">CSV</a></li></ul>'
        '<ul><li><a href="/k.png?x=1">PNG<span> van x</span></a></li></ul><p><a href="/c.csv?y=1">hier</a>'
        ' <a href="/i/?over=1#z">daar</a></p>'
    )
    assert without_choices(page.encode(), "/").decode() == (
        '<ul class="m"> <li><a class="b" href="/all.csv">CSV</a></li></ul><p>hier <a href="/i/#z">daar</a></p>'
    )


def test_a_page_of_a_choice_is_not_offered() -> None:
    """Its words would not hold for the page without the choice; what my region is changes no words."""
    page = (
        '<ul><li><a href="/vergelijk/adviezen/?regio=alle&amp;mijn=drenthe&amp;periode=2021H1">Vergelijk</a></li>'
        '<li><a href="/vergelijk/?mijn=drenthe">Vergelijk met andere regio’s</a></li></ul>'
        '<p><a class="btn" href="/a/?b=1">Kies</a></p><p>De <a href="/tijdreeksen/a/?regio=drenthe">reeks</a>.</p>'
        '<a href="https://elsewhere.example/?a=1">z</a>'
    )
    assert without_choices(page.encode(), "/").decode() == (
        '<ul><li><a href="/vergelijk/">Vergelijk met andere regio’s</a></li></ul>'
        '<p></p><p>De reeks.</p><a href="https://elsewhere.example/?a=1">z</a>'
    )


def test_a_copy_says_nothing_of_a_table_that_it_lacks(built_home: Path) -> None:
    """The table of crossings has dots, and no links to views of one kind of region; comparisons can be reached."""
    ask = Asker(export_site._in_force(built_home / "releases", (Origin.OFFICIAL,)))
    listed = without_choices(ask("/indicatoren/").body, "/indicatoren/").decode()
    assert 'class="x-yes"' in listed
    assert ": bekijk " not in listed
    page = without_choices(ask("/indicatoren/meldingen/").body, "/indicatoren/meldingen/").decode()
    assert 'href="/vergelijk/meldingen/"' in page
    assert 'href="/tijdreeksen/meldingen/"' in page
    compared = without_choices(ask("/vergelijk/").body, "/vergelijk/").decode()
    assert 'class="tabs"' not in compared


def test_documents_are_left_out_when_asked(built_home: Path) -> None:
    """With them goes every link to them; they are found again beside the pages when they are wanted."""
    files = export_site._in_force(built_home / "releases", (Origin.OFFICIAL,))
    for path in ("/regio/drenthe/2021H1/", "/indicatoren/meldingen/", "/download/regio/drenthe/"):
        assert "/werkmap.xlsx" in Asker(files)(path).body.decode(), path
        page = Asker(files, documents=False)(path).body.decode()
        assert not re.search("(rapport.pdf|presentatie.pptx|werkmap)", page), path
    document = Asker(files)("/regio/drenthe/2021H1/rapport.pdf")
    assert b"".join(document.pieces).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/a/b/", "a/b/index.html"),
        ("/a/b.csv", "a/b.csv"),
        ("/regio/s%C3%BAd/", "regio/súd/index.html"),
    ],
)
def test_files_have_the_path_of_their_page(path: str, file: str) -> None:
    assert file_of(path) == file


def test_links_are_those_of_the_site() -> None:
    page = (
        '<a href="#x">a</a><a href="../b/?c=1">b</a><a href="mailto:x@y.example">c</a>'
        '<img src="/d.svg"><a href="//e.example/">e</a>'
    )
    assert links(page, "/a/") == ["/a/", "/b/", "/d.svg"]
