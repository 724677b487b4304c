"""Every way that we can think of to have invented figures shown as real ones once they are released."""

from __future__ import annotations

import hashlib
import json
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from django.test import Client
from factories import edit

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.exceptions import ReleaseError
from impactmonitor.release import pointer
from impactmonitor.release.read import open_release, release_ids
from impactmonitor.release.verify import verify
from impactmonitor.tables import Origin

WORDS = "Fictieve voorbeeldcijfers"


@pytest.fixture
def both(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own with official and demonstration figures; change it as you like."""
    own = shutil.copytree(demo_home, tmp_path / "home")
    monkeypatch.setenv("IMPACTMONITOR_HOME", str(own))
    return own


def demo_id(home: Path) -> str:
    name = pointer.active(home / "releases" / "demo")
    assert name
    return name


def test_a_demonstration_release_cannot_be_activated_as_official(both: Path, run: Run) -> None:
    name = demo_id(both)
    assert run("release", "activate", name).code == 2
    assert run("release", "show", name).code == 2
    assert name not in run("release", "list").out
    assert name in run("release", "list", "--origin", "demo").out


def test_a_copied_demonstration_release_is_no_official_release(both: Path, run: Run) -> None:
    name, releases = demo_id(both), both / "releases"
    official = pointer.active(releases / "official")
    shutil.copytree(releases / "demo" / name, releases / "official" / name)
    assert release_ids(releases, Origin.OFFICIAL) == [official]
    assert run("release", "activate", name).code == 2
    with pytest.raises(ReleaseError, match="holds demonstration figures"):
        open_release(releases, Origin.OFFICIAL, name)
    with pytest.raises(ReleaseError, match="holds demonstration figures"):
        verify(releases / "official" / name, Origin.OFFICIAL)
    assert pointer.active(releases / "official") == official


def _point_at(home: Path, name: str) -> None:
    """Write another pointer of official figures by hand, as an attacker on the machine would."""
    path = home / "releases" / "official" / "active.json"
    content = json.loads(path.read_text())
    content["active"] = name
    content["activations"].append({"release": name, "at": "2026-01-01T00:00:00+00:00", "by": "me", "why": "built"})
    path.write_text(json.dumps(content))


def _renamed(home: Path, change: dict[str, Any]) -> str:
    """A demonstration release among the official ones, with another manifest and the name that belongs to it."""
    name, official = demo_id(home), home / "releases" / "official"
    manifest = json.loads((home / "releases" / "demo" / name / "manifest.json").read_text()) | change
    body = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    forged = hashlib.sha256(body.encode()).hexdigest()[:16]
    shutil.copytree(home / "releases" / "demo" / name, official / forged)
    (official / forged / "manifest.json").write_text(body)
    (official / forged / f"figures-{name}.duckdb").rename(official / forged / f"figures-{forged}.duckdb")
    return forged


@pytest.mark.parametrize("forgery", ["as it is", "manifest says official", "renamed after another manifest"])
def test_even_a_forged_pointer_shows_no_invented_figure(both: Path, run: Run, forgery: str) -> None:
    name = demo_id(both)
    target = both / "releases" / "official" / name
    if forgery == "renamed after another manifest":
        name = _renamed(both, {"origin": "official"})
    else:
        shutil.copytree(both / "releases" / "demo" / name, target)
    if forgery == "manifest says official":
        edit(target / "manifest.json", '"origin": "demo"', '"origin": "official"')
    _point_at(both, name)
    outcome = run("figures", "--region", "drenthe")
    assert (outcome.code, outcome.out) == (6, "")
    for path in ("/", "/regio/drenthe/2025H2/", "/indicatoren/meldingen/cijfers.csv"):
        response = Client().get(path)
        assert response.status_code == 503
        assert WORDS not in response.content.decode()
    rolled_back = run("release", "rollback")
    assert rolled_back.code == 0, "the way back is open"
    assert Client().get("/regio/drenthe/2021H1/").status_code == 200


def test_figures_are_official_unless_asked_otherwise(demo_home: Path, run: Run) -> None:
    assert WORDS not in run("figures", "--indicator", "meldingen").out
    assert WORDS in run("figures", "--indicator", "meldingen", "--region", "nederland", "--origin", "demo").out


def test_without_official_figures_none_are_shown(both: Path, run: Run) -> None:
    shutil.rmtree(both / "releases" / "official")
    assert run("figures").code == 6
    assert Client().get("/regio/drenthe/2025H2/").status_code == 503
    assert Client().get("/demo/regio/drenthe/2025H2/").status_code == 200


def test_the_official_release_is_the_same_with_and_without_demonstration(
    built_home: Path, both: Path, run: Run
) -> None:
    before = pointer.active(built_home / "releases" / "official")
    assert json.loads(run("build", "--json").out)["release"] == before
    assert release_ids(both / "releases", Origin.OFFICIAL) == [before]


OFFICIAL_PATHS = [
    "/", "/regio/drenthe/2021H1/", "/regio/drenthe/2025H2/", "/landelijk/", "/indicatoren/", "/indicatoren/meldingen/",
    "/indicatoren/meldingen/cijfers.csv", "/gemeente/assen/", "/uitleg/", "/zoek/?q=demo", "/?origin=demo",
    "/regio/drenthe/2021H1/?demo=1", "/indicatoren/meldingen/?origin=demo&site=demo", "/en/regio/drenthe/2021H1/",
    "/regio/demo/", "/indicatoren/demo/", "/DEMO/regio/drenthe/", "/%64emo%2Fregio/drenthe/", "/regio/../demo/",
    "//demo/regio/drenthe/", "/demo;/regio/drenthe/", "/nl/demo/regio/drenthe/", "/official/demo/",
]  # fmt: skip


@pytest.mark.parametrize("path", OFFICIAL_PATHS)
def test_no_address_of_the_official_site_gives_an_invented_figure(demo_home: Path, path: str) -> None:
    headers = {
        "X-Script-Name": "/demo",
        "X-Forwarded-Prefix": "/demo",
        "X-Original-URL": "/demo/",
        "Cookie": "site=demo",
    }
    for sent in ({}, headers):
        response = Client().get(path, headers=sent)
        text = response.content.decode()
        if response.request["PATH_INFO"].startswith("/demo/"):  # another spelling of the demonstration, and it says so
            assert 'class="is-demo"' in text
        else:
            assert demo_id(demo_home) not in text
            assert f"{WORDS}, niet echt" not in text
            assert 'class="is-demo"' not in text


@pytest.mark.parametrize(
    "path", ["/demo/regio/drenthe/2025H2/", "/en/demo/regio/drenthe/2025H2/", "/demo/indicatoren/meldingen/"]
)
def test_a_page_of_the_demonstration_has_no_official_figure(demo_home: Path, path: str) -> None:
    official = pointer.active(demo_home / "releases" / "official")
    text = Client().get(path).content.decode()
    assert demo_id(demo_home) in text
    assert str(official) not in text
    assert "StatLine 8" not in text, "no publication of a real source is cited"


PICTURED = ("landelijk/2024H1", "regio/drenthe/2024H1", "gemeente/assen/2024H1")


def test_no_page_or_picture_of_the_demonstration_states_the_terms_of_a_real_source(
    demo_home: Path, catalogue: Catalogue
) -> None:
    """Terms beside figures say that these are the figures of that source, which invented figures never are."""
    terms = {words for s in catalogue.sources.values() if len(words := str(s.licence).rstrip(".")) > 20}
    names = list({i.source: i.id for i in catalogue.ordered if i.status == "live"}.values())
    paths = [f"/demo/indicatoren/{name}/" for name in names]
    paths += [f"/demo/{base}/{name}{end}" for base in PICTURED for name in names for end in ("/", ".svg")]
    paths += [f"/demo/indicatoren/{name}/{kind}.svg" for name in names for kind in ("regios", "kaart")]
    paths += [f"/demo/tijdreeksen/{name}.svg" for name in names]
    paths += [f"/demo/uitleg/bronnen/{name}/" for name in catalogue.sources]
    paths += ["/demo/vergelijk/reeksen.svg?indicator=meldingen&regio=drenthe", "/demo/download/"]
    client, seen = Client(), 0
    for path in paths:
        answer = client.get(path)
        text = unescape(answer.content.decode())
        assert not [words for words in terms if words in text], path
        seen += answer.status_code == 200 and path.split("?")[0].endswith(".svg")
    assert seen > 20, "pictures were looked at"


def test_a_picture_of_the_demonstration_has_the_terms_of_invented_figures(demo_home: Path) -> None:
    terms = "Licentie: Vrij te gebruiken, als erbij staat dat de cijfers verzonnen zijn"
    for path in ("indicatoren/adviezen/regios.svg", "tijdreeksen/adviezen.svg", "regio/drenthe/2024H1/adviezen.svg",
                 "regio/drenthe/2024H1/adviezen/"):  # fmt: skip
        assert terms in Client().get(f"/demo/{path}").content.decode(), path


@pytest.mark.parametrize("path", ["/demo/demo/regio/drenthe/", "/en/en/demo/", "/demo/en/demo/regio/drenthe/"])
def test_prefixes_do_not_pile_up(demo_home: Path, path: str) -> None:
    assert Client().get(path, follow=True).status_code == 404


def test_prefixes_in_the_wrong_order_stay_in_the_demonstration(demo_home: Path) -> None:
    answer = Client().get("/demo/en/regio/drenthe/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/demo/regio/drenthe/")


def test_what_a_browser_has_of_one_site_is_not_that_of_the_other(demo_home: Path) -> None:
    client = Client()
    tag = client.get("/regio/drenthe/2021H1/")["ETag"]
    answer = client.get("/demo/regio/drenthe/2021H1/", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer["ETag"] != tag
