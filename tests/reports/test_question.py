"""A question for a region as PDF: the same answer as the page, accessible."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import page
from click.testing import CliRunner
from reports.test_pdf import plain, text_of

from impactmonitor import language
from impactmonitor.__main__ import cli
from impactmonitor.release.read import open_release
from impactmonitor.reports.pdf import pdf
from impactmonitor.reports.question import QuestionReport, peers, question_report
from impactmonitor.tables import Origin


def asked(home: Path, origin: Origin = Origin.OFFICIAL) -> QuestionReport:
    opened = open_release(home / "releases", origin)
    region = opened.catalogue.regions["VT02"]
    alike = peers(opened, region)
    assert alike
    others = [opened.catalogue.regions[code] for code in alike.codes]
    return question_report(opened, opened.catalogue.ordered_routes[0], region, others, alike=alike)


def test_everyone_can_read_it(built_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.pdf"
    path.write_bytes(pdf(asked(built_home)))
    assert page.validate_pdf(str(path), profile="ua1").is_compliant


def test_every_step_stands_in_it_or_says_why_not(built_home: Path) -> None:
    report = asked(built_home)
    text = plain("".join(text_of(pdf(report))))
    assert any(step.figure for step in report.steps)
    assert any(not step.figure for step in report.steps)
    for step in report.steps:
        assert plain(step.figure.title if step.figure else step.title) in text
        assert plain(step.gap)[:40] in text
        if step.figure:
            assert plain(step.figure.value) in text


def test_it_says_what_is_needed_and_where_its_page_is(built_home: Path) -> None:
    opened = open_release(built_home / "releases", Origin.OFFICIAL)
    region, route = opened.catalogue.regions["VT02"], opened.catalogue.ordered_routes[0]
    address = "https://monitor.example/vragen/"
    report = question_report(opened, route, region, [], address=address)
    text = plain(" ".join(text_of(pdf(report))))
    assert report.needed
    assert plain("Wat nodig is om meer te kunnen zeggen") in text
    assert all(plain(names) in text and plain(words) in text for names, words in report.needed)
    assert plain(address) in text
    assert "Adres:" not in " ".join(text_of(pdf(asked(built_home)))), "where the site has none"


def test_the_document_says_which_regions_stand_beside_and_with_which_weights(demo_home: Path) -> None:
    opened = open_release(demo_home / "releases", Origin.DEMO)
    region, route = opened.catalogue.regions["VT02"], opened.catalogue.ordered_routes[0]
    alike = peers(opened, region, (("inwoners", 0.0), ("inkomen", 50.0)))
    usual = peers(opened, region)
    assert alike
    assert usual
    assert set(alike.codes) != set(usual.codes)
    others = [opened.catalogue.regions[code] for code in alike.codes]
    text = plain(" ".join(text_of(pdf(question_report(opened, route, region, others, alike=alike)))))
    assert plain(f"Vergeleken met {len(others)} regio’s die op Drenthe lijken. Gekeken is naar: stedelijkheid") in text
    assert plain("Met uw eigen gewichten: inwoners 0; inkomen van huishoudens 50.") in text
    told = " ".join(question_report(opened, route, region, others, alike=usual).beside)
    assert "gewichten" not in told
    assert question_report(opened, route, region, others).beside == ()


def test_chosen_regions_stand_beside_figures_in_groups_too(built_home: Path) -> None:
    opened = open_release(built_home / "releases", Origin.OFFICIAL)
    regions, route = opened.catalogue.regions, opened.catalogue.routes["welk-geweld-en-wie"]
    others = [region for region in regions.of_type("VT") if region.name == "Amsterdam-Amstelland"]
    report = question_report(opened, route, regions["VT02"], others)
    beside = [step for step in report.steps if step.others]
    assert any(step.group for step in beside)
    assert all(name == "Amsterdam-Amstelland" for step in beside for name, _figure in step.others)


def test_a_figure_that_no_other_region_has_says_so_instead_of_a_table(built_home: Path) -> None:
    report = asked(built_home)
    none = [step for step in report.steps if step.none]
    assert none, "the similar regions printed other figures than Drenthe"
    assert all(step.others == () for step in none)
    text = plain(" ".join(text_of(pdf(replace(report, steps=tuple(none))))))
    assert text.count(plain(none[0].none)) == len(none)
    assert plain("Gebied") not in text


def test_regions_without_a_figure_share_a_line(built_home: Path) -> None:
    opened = open_release(built_home / "releases", Origin.OFFICIAL)
    regions, route = opened.catalogue.regions, opened.catalogue.routes["welk-geweld-en-wie"]
    report = question_report(opened, route, regions["VT02"], [r for r in regions.of_type("VT") if r.code != "VT02"])
    beside = [step.others for step in report.steps if step.others]
    for others in beside:
        reasons = [figure for _name, figure in others if not figure[0].isdigit()]
        assert len(reasons) == len(set(reasons)), others
    assert " en " in beside[0][-1][0]


def test_an_answer_has_no_sheets_for_a_meeting(built_home: Path) -> None:
    assert "Afspraken" not in " ".join(text_of(pdf(asked(built_home))))


def test_regions_that_are_alike_stand_beside_it(demo_home: Path) -> None:
    report = asked(demo_home, Origin.DEMO)
    beside = [step.others for step in report.steps if step.others]
    assert beside
    names = [name for name, _figure in beside[0]]
    assert "Drenthe" not in names
    pages = text_of(pdf(replace(report, steps=report.steps[:2])))
    assert all("Fictieve voorbeeldcijfers" in text for text in pages)
    assert plain(beside[0][0][1]) in plain("".join(pages))


def test_in_english(built_home: Path) -> None:
    with language.use("en"):
        whole = " ".join(text_of(pdf(asked(built_home))))
    assert "Why this question matters" in whole
    assert "Waarom deze vraag" not in whole


def test_the_command(built_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "kit.pdf"
    common = ["report", "--region", "drenthe", "--output", str(path)]
    known = open_release(built_home / "releases", Origin.OFFICIAL).catalogue.routes
    name = next(iter(known))
    outcome = CliRunner().invoke(cli, [*common, "--question", name, "--kit"])
    assert outcome.exit_code == 0, outcome.output
    assert path.read_bytes().startswith(b"%PDF-")
    assert CliRunner().invoke(cli, [*common, "--kit"]).exit_code == 2
    wrong = CliRunner().invoke(cli, [*common, "--question", "onzin"])
    assert "Question 'onzin' does not exist" in str(wrong.exception)
