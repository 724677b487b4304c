"""Mistakes in catalogue files: each is found, with file, line and remedy, and all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from factories import edit

from impactmonitor.catalogue.check import check
from impactmonitor.catalogue.load import load, read
from impactmonitor.deliveries.bundled import examine
from impactmonitor.exceptions import CatalogueError
from impactmonitor.findings import Finding

KEPT = ("adviezen", "casusregie", "inwoners", "jeugdhulp", "meldingen", "vervolgstap")


@pytest.fixture
def catalogue_copy(catalogue_copy: Path) -> Path:
    """Only a few indicators, which is quicker; that others are missing is a finding too, not the one asked for."""
    for path in (catalogue_copy / "indicators").iterdir():
        if path.stem not in KEPT:
            path.unlink()
    return catalogue_copy


def line_of(path: Path, start: str) -> int:
    """Line on which a text stands, counted from 1."""
    return next(
        n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.lstrip().startswith(start)
    )


def all_findings(folder: Path) -> list[Finding]:
    catalogue, findings = read(folder)
    return sorted([*findings, *check(catalogue)])


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "message"),
    [
        ("indicators/meldingen.yaml", "theme: bereik", "theme: berijk", "theme:", "theme 'berijk' does not exist"),
        ("indicators/meldingen.yaml", "source: veilig-thuis", "source: vt", "source:", "source 'vt' does not exist"),
        ("indicators/meldingen.yaml", "status: live", "status: levend", "status:", "Input should be 'live'"),
        ("indicators/meldingen.yaml", "cadence: half-year\n", "", "id:", "cadence: Field required"),
        ("indicators/meldingen.yaml", "key: true", "sleutel: true", "sleutel:", "Extra inputs are not permitted"),
        ("indicators/meldingen.yaml", "id: meldingen", "id: Meldingen!", "id:", "String should match pattern"),
        ("indicators/meldingen.yaml", "id: meldingen", "id: melding", "id:", "differs from the file name"),
        ("indicators/meldingen.yaml", "first_period: 2019H1", "first_period: begin 2019",
         "first_period:", "is not a period"),
        ("indicators/meldingen.yaml", "Hoe erg het geweld is.", "TODO", "- TODO", "placeholder text"),
        ("indicators/meldingen.yaml", "lead: rate", "lead: share", "id:", "lead 'share' is not one of the measures"),
        ("indicators/meldingen.yaml", "denominator: inwoners", "denominator: mensen",
         "rate:", "denominator 'mensen' is no"),
        ("indicators/meldingen.yaml", "- adviezen\n", "- adviesen\n",
         "- adviesen", "related indicator 'adviesen' does not"),
        ("indicators/meldingen.yaml", "VT15, VT16", "VT99, VT16", "- period: \"2023\"", "region VT99 does not exist"),
        ("indicators/meldingen.yaml", "order: 20", "order: 10", "order:", "order 10 is already taken by adviezen"),
        ("indicators/vervolgstap.yaml", "codelist: vervolgstap", "codelist: stap",
         "breakdown:", "code list 'stap' does not"),
        ("indicators/casusregie.yaml", "status: planned", "status: live", "id:", "missing_because belongs to planned"),
        ("indicators/jeugdhulp.yaml", "author: Redactie Impactmonitor", "author: ''",
         "review:", "at least 1 character"),
        ("sources/veilig-thuis.yaml", "sensitivity: published", "sensitivity: secret",
         "sensitivity:", "Input should be"),
        ("disclosure.yaml", "  - sensitivity: published\n    action: pass",
         "  - sensitivity: restricted\n    action: refuse", None, "class 'published' has no rule"),
        ("regions/2022.csv", "GM0114,Emmen,GM,VT02,PV22,VT02", "GM0114,Emmen,GM,VT99,PV22,VT02",
         "GM0114,", "Emmen lies in VT99, which this year does not list"),
        ("regions/2022.csv", "GM0114,Emmen,GM,VT02,PV22,VT02", "GM0114,Emmen,GM,VT02,PV22,VT99",
         "GM0114,", "Emmen is part of 'VT99', which this year does not list"),
        ("regions/2022.csv", "GM0114,Emmen,GM", "GM0114,Coevorden,GM", "GM0114,", "Coevorden stands twice as GM"),
        ("codelists/correspondence/organisatie-13-met-organisatie-statline.yaml", "left: [ggz]", "left: []",
         "pairs:", "'ggz' of organisatie-13 stands in 0 pairs"),
        ("codelists/correspondence/organisatie-13-met-organisatie-statline.yaml", "left: [ggz]",
         "left: [ggz, huisarts]", "pairs:", "'huisarts' of organisatie-13 stands in 2 pairs"),
        ("codelists/duur-geweld.yaml", "code: tot-1-week", "code: totaal", None, "'totaal' is reserved"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(
    catalogue_copy: Path, file: str, old: str, new: str, line: str | None, message: str
) -> None:
    edit(catalogue_copy / file, old, new)
    findings = all_findings(catalogue_copy)
    hits = [f for f in findings if message in f.message]
    assert hits, findings
    assert all(f.remedy for f in findings)
    if line is not None:
        assert hits[0].file == file
        assert hits[0].line == line_of(catalogue_copy / file, line)
        assert re.match(rf"{re.escape(file)}:{hits[0].line}: ", str(hits[0]))


def test_all_mistakes_are_reported_at_once(catalogue_copy: Path) -> None:
    edit(catalogue_copy / "indicators" / "meldingen.yaml", "status: live", "status: levend")
    edit(catalogue_copy / "indicators" / "adviezen.yaml", "status: live", "status: levend")
    (catalogue_copy / "units.yaml").unlink()
    with pytest.raises(CatalogueError) as error:
        load(catalogue_copy)
    assert {f.file for f in error.value.findings} == {
        "indicators/adviezen.yaml",
        "indicators/meldingen.yaml",
        "units.yaml",
    }
    assert str(error.value).startswith("The catalogue has 3 errors:\nindicators/adviezen.yaml:")


@pytest.mark.parametrize(
    ("file", "content", "line", "message"),
    [
        ("regions/2022.csv", b"code;name;type;vt;province;part_of\n", 1, "has columns"),
        ("regions/2022.csv", b"code,name,type,vt,province,part_of\nNL01,Nederland\n", 2, "too many or too few columns"),
        ("regions/2022.csv", b"code,name,type,vt,province,part_of\nNL01,\xe9,NL,,,\n", 2, "is not UTF-8"),
        ("regions/2022.csv", b'code,name,type,vt,province,part_of\nNL01,"' + b"x" * 140_000, 2, "cannot be read"),
        ("regions/aliases.csv", b"label,code,type,source\nAtlantis,GM9999,GM,proef\n", 2, "GM9999"),
        ("regions/coincide.csv", b"vt,province\nVT99,PV22\n", 2, "VT99"),
        ("regions/bridges.yaml", b"- {id: x, year: 2023}\n", 1, "Field required"),
        ("published/not_carried/studies.yaml", b"- {table: x}\n", 1, "reason: Field required"),
        ("themes.yaml", b"- {id: bereik}\n", 1, "Field required"),
    ],
    ids=["semicolon", "columns", "latin-1", "quote", "alias", "coincide", "bridge", "reason", "theme"],
)
def test_a_damaged_file_is_a_finding(catalogue_copy: Path, file: str, content: bytes, line: int, message: str) -> None:
    (catalogue_copy / file).write_bytes(content)
    findings = [f for f in all_findings(catalogue_copy) if f.file == file]
    assert findings
    assert findings[0].line == line
    assert message in findings[0].message
    assert findings[0].remedy


@pytest.mark.parametrize(
    "file", ["themes.yaml", "units.yaml", "disclosure.yaml", "regions/aliases.csv", "regions/layouts.yaml"]
)
def test_a_missing_file_is_a_finding(catalogue_copy: Path, file: str) -> None:
    (catalogue_copy / file).unlink()
    assert (file, "is missing") in {(f.file, f.message) for f in all_findings(catalogue_copy)}


def test_an_empty_folder_is_a_list_of_findings_not_a_crash(tmp_path: Path) -> None:
    files = {f.file for f in all_findings(tmp_path)}
    assert {"themes.yaml", "units.yaml", "disclosure.yaml", "regions"} <= files


@pytest.mark.parametrize("content", [b"a: [\n", b"- lijst\n", b"tabel: [1]\n", b"a: caf\xe9\n", b""])
def test_damaged_citations_are_a_finding(catalogue_copy: Path, content: bytes) -> None:
    (catalogue_copy / "published" / "publications.yaml").write_bytes(content)
    _, findings = examine(load(catalogue_copy))
    assert [f.file for f in findings if f.file.endswith(".yaml")] == ["published/publications.yaml"]


def test_without_citations_figures_are_still_read(catalogue_copy: Path) -> None:
    (catalogue_copy / "published" / "publications.yaml").unlink()
    accepted, findings = examine(load(catalogue_copy))
    assert [f for f in findings if f.file.endswith(".yaml")] == []
    assert {p.title for p in accepted.publications} >= {"Regioplan 2022, 06 Voorbeeld Drenthe"}


def test_a_review_needs_both_checker_and_date(catalogue_copy: Path) -> None:
    path = catalogue_copy / "indicators" / "adviezen.yaml"
    edit(path, "{author: Redactie Impactmonitor}", "{author: Redactie Impactmonitor, checked_by: CBS}")
    finding = next(f for f in all_findings(catalogue_copy) if f.file == "indicators/adviezen.yaml")
    assert "checked_by and reviewed_on together" in finding.message


def test_a_finding_without_line_names_the_file_only() -> None:
    assert (
        str(Finding("themes.yaml", 0, "is missing", "Put the file back."))
        == "themes.yaml: is missing -> Put the file back."
    )
    assert Finding("a.yaml", 3, "x", "y").as_dict() == {
        "file": "a.yaml",
        "line": 3,
        "message": "x",
        "remedy": "y",
        "level": "error",
    }
