"""Every way that we can think of to get invented figures into a release of real ones, or real ones into theirs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from conftest import Run
from factories import edit, observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.deliveries.demo import Demonstration, source
from impactmonitor.disclosure.control import control
from impactmonitor.exceptions import DeliveryError, DisclosureError, ReleaseError
from impactmonitor.release.publish import Proposal, publish
from impactmonitor.release.verify import verify
from impactmonitor.store import build
from impactmonitor.tables import DEMO_TITLE, PUBLICATION_SCHEMA, Observation, Origin, Publication, to_arrow

WORDS = "Fictieve voorbeeldcijfers"


def printed(id_: str = "84849NED", title: str = "CBS StatLine", of: str = "veilig-thuis") -> Publication:
    return Publication(id_, id_, title, "", of, False)


INVENTED = printed("demo-veilig-thuis", f"{DEMO_TITLE}, niet echt", "demo")
REAL = observation()
OWN = observation(source="regiorapportage", publication="VT02-rapport")
FALSE = observation(source="demo", publication="demo-veilig-thuis")


def proposal(
    origin: Origin,
    catalogue: Catalogue,
    figures: list[Observation],
    publications: list[Publication],
    revisions: list[Observation] | None = None,
) -> Proposal:
    return Proposal(
        origin=origin,
        catalogue=catalogue,
        observations=[to_arrow(figures)],
        revisions=[to_arrow(revisions or [])],
        publications=[to_arrow(publications, PUBLICATION_SCHEMA)],
    )


REPORT = printed("VT02-rapport", "Rapport", "regiorapportage")
ROUTES: dict[str, tuple[Origin, list[Observation], list[Publication], list[Observation]]] = {
    "an invented figure among official ones": (
        Origin.OFFICIAL, [REAL, replace(FALSE, period="2021H2")], [printed(), INVENTED], [],
    ),
    "an invented figure under an official source": (
        Origin.OFFICIAL, [replace(FALSE, source="veilig-thuis")], [INVENTED], [],
    ),
    "an official source that says that its figures are invented": (
        Origin.OFFICIAL, [REAL], [printed(title=f"Tabel ({DEMO_TITLE.upper()})")], [],
    ),
    "an invented figure of which the publication looks official": (
        Origin.OFFICIAL, [FALSE], [printed("demo-veilig-thuis", "CBS StatLine", "veilig-thuis")], [],
    ),
    "an invented earlier value": (Origin.OFFICIAL, [REAL], [printed(), INVENTED], [FALSE]),
    "a publication of invented figures without figures": (Origin.OFFICIAL, [REAL], [printed(), INVENTED], []),
    "a figure without its publication": (Origin.OFFICIAL, [REAL], [], []),
    "an invented figure among those of regions": (Origin.LOCAL, [OWN, FALSE], [REPORT, INVENTED], []),
    "an official figure among those of regions": (Origin.LOCAL, [REAL], [printed()], []),
    "a figure of a region among official ones": (Origin.OFFICIAL, [OWN], [REPORT], []),
    "an official figure among invented ones": (
        Origin.DEMO, [replace(FALSE, period="2021H2"), REAL], [printed(), INVENTED], [],
    ),
    "an official publication among invented ones": (Origin.DEMO, [FALSE], [printed(), INVENTED], []),
    "invented figures that do not say so": (
        Origin.DEMO, [FALSE], [printed("demo-veilig-thuis", "Veilig Thuis (CBS)", "demo")], [],
    ),
    "a figure of a region among invented ones": (Origin.DEMO, [OWN], [REPORT], []),
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("knows_it", [True, False], ids=["catalogue that knows the source", "catalogue as it is"])
def test_no_release_is_made(catalogue: Catalogue, tmp_path: Path, route: str, knows_it: bool) -> None:
    origin, figures, publications, revisions = ROUTES[route]
    read = Demonstration(catalogue).catalogue if knows_it else catalogue
    folder = tmp_path / origin
    with pytest.raises(DeliveryError) as error:
        publish(proposal(origin, read, figures, publications, revisions), folder)
    assert error.value.exit_code == 4
    assert not list(folder.glob("*/")), "nothing is left behind"


def test_the_ways_are_closed_one_by_one(catalogue: Catalogue, tmp_path: Path) -> None:
    """The same figures pass in a release of their own origin, so it is the origin that stopped them."""
    invented = Demonstration(catalogue).catalogue
    for origin, figure, printed_in in (
        (Origin.OFFICIAL, REAL, printed()),
        (Origin.LOCAL, OWN, REPORT),
        (Origin.DEMO, FALSE, INVENTED),
    ):
        name = publish(proposal(origin, invented, [figure], [printed_in]), tmp_path / origin)
        assert verify(tmp_path / origin / name, origin) >= 1


@pytest.mark.parametrize(
    ("origin", "of", "passes"),
    [
        (Origin.DEMO, "demo", True),
        (Origin.OFFICIAL, "demo", False),
        (Origin.LOCAL, "demo", False),
        (Origin.DEMO, "veilig-thuis", False),
        (Origin.OFFICIAL, "veilig-thuis", True),
    ],
)
def test_disclosure_control_is_a_second_lock(catalogue: Catalogue, origin: Origin, of: str, passes: bool) -> None:
    con = duckdb.connect()
    build.create_tables(con)
    build.load(con, "observations", [to_arrow([observation(source=of)])])
    sources = catalogue.sources | {"demo": source()}
    if passes:
        assert control(con, catalogue.disclosure, sources, origin)
    else:
        with pytest.raises(DisclosureError):
            control(con, catalogue.disclosure, sources, origin)


@pytest.mark.parametrize("folder", ["official", "local", "elsewhere"])
def test_a_release_is_made_in_the_folder_of_its_origin(catalogue: Catalogue, tmp_path: Path, folder: str) -> None:
    with pytest.raises(ReleaseError):
        publish(proposal(Origin.DEMO, Demonstration(catalogue).catalogue, [FALSE], [INVENTED]), tmp_path / folder)


def test_the_catalogue_has_no_source_of_invented_figures(catalogue: Catalogue, catalogue_copy: Path, run: Run) -> None:
    assert all(s.origin != "demo" and s.sensitivity != "fictitious" for s in catalogue.sources.values())
    path = catalogue_copy / "sources" / "rvdk.yaml"
    edit(path, "sensitivity: published", "sensitivity: fictitious\norigin: demo")
    outcome = run("check")
    assert outcome.code == 3
    assert "sources/rvdk.yaml" in outcome.out + outcome.err
    assert run("build").code == 3


def test_an_indicator_cannot_name_another_kind_of_source(catalogue_copy: Path, run: Run) -> None:
    edit(catalogue_copy / "indicators" / "rvdk-rekesten.yaml", "source: rvdk", "source: regiorapportage")
    assert run("build").code == 3


def test_a_bundled_file_that_says_that_it_is_invented_is_refused(catalogue_copy: Path, run: Run) -> None:
    path = catalogue_copy / "published" / "cbs_published_figures.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    for row in rows:
        if row["table_id"] == "84848NED":
            row["table_title"] = f"{WORDS}, niet echt"
    assert any(WORDS in row["table_title"] for row in rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    outcome = run("build")
    assert outcome.code == 4
    assert "invented" in outcome.err


REPORT_HEAD = "indicator;categorie;regio;periode;waarde;status"


@pytest.mark.parametrize(
    "content",
    [
        f"{REPORT_HEAD};bron\nmeldingen;;Drenthe;2024Q1;500;definitief;{WORDS}, niet echt\n",
        f"{REPORT_HEAD}\nmeldingen;;Drenthe;2024Q1;500;{WORDS}\n",
        f"# {WORDS.upper()}\n{REPORT_HEAD}\nmeldingen;;Drenthe;2024Q1;500;definitief\n",
    ],
)
def test_a_report_of_invented_figures_is_refused(own_home: None, tmp_path: Path, run: Run, content: str) -> None:
    file = tmp_path / "rapport.csv"
    file.write_text(content, encoding="utf-8")
    outcome = run("local", "add", str(file), "--title", "Kwartaalrapport", "--date", "2024-05-15")
    assert outcome.code == 4
    assert "invented" in outcome.err
    assert run("local", "list", "--json").out.strip() == "[]"


def test_what_was_exported_from_the_demonstration_is_no_report(demo_home: Path, tmp_path: Path, run: Run) -> None:
    exported = run("figures", "--origin", "demo", "--region", "drenthe", "--indicator", "meldingen").out
    assert WORDS in exported
    file = tmp_path / "rapport.csv"
    file.write_text(exported, encoding="utf-8")
    assert run("local", "add", str(file), "--title", "Kwartaalrapport", "--date", "2024-05-15").code == 4


def test_a_report_with_such_a_title_is_refused(own_home: None, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "rapport.csv"
    file.write_text(f"{REPORT_HEAD}\nmeldingen;;Drenthe;2024Q1;500;definitief\n", encoding="utf-8")
    assert run("local", "add", str(file), "--title", f"{WORDS} Drenthe", "--date", "2024-05-15").code == 4
    assert run("local", "add", str(file), "--title", "Rapport Drenthe", "--date", "2024-05-15").code == 0
