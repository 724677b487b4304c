"""The generated files are deterministic, complete and free of this machine; drift is detected and named."""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

import pytest

from impactmonitor import exceptions
from impactmonitor.__main__ import COMMANDS
from impactmonitor.catalogue.load import Catalogue, load
from impactmonitor.deliveries.bundled import Accepted
from impactmonitor.deliveries.sources.published import FILES
from impactmonitor.findings import Finding

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import generate  # noqa: E402
from reference import markdown  # noqa: E402

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def files() -> Files:
    return generate.outputs()


@pytest.fixture
def prepared(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which every generated file is up to date."""
    monkeypatch.setattr(generate, "outputs", lambda: files)
    generate.write(files, tmp_path)
    return tmp_path


def test_second_run_writes_nothing(files: Files, prepared: Path) -> None:
    assert generate.write(files, prepared) == []
    assert generate.main(["--check"], prepared) == 0


@pytest.mark.parametrize("harm", ["change", "remove"])
def test_check_names_the_stale_file_and_the_remedy(
    prepared: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    page = prepared / "docs/reference/catalogue.md"
    if harm == "change":
        page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    else:
        page.unlink()
    before = sorted(p.stat().st_mtime_ns for p in prepared.rglob("*"))
    assert generate.main(["--check"], prepared) == 1
    assert capsys.readouterr().err == "docs/reference/catalogue.md is out of date. Run: make fix\n"
    assert sorted(p.stat().st_mtime_ns for p in prepared.rglob("*")) == before, "--check must change nothing"
    assert generate.main([], prepared) == 0
    assert generate.main(["--check"], prepared) == 0


def test_catalogue_with_errors_gives_a_sentence_and_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "outputs", lambda: load(tmp_path))
    assert generate.main(["--check"], tmp_path) == exceptions.CatalogueError.exit_code
    assert "themes.yaml: is missing" in capsys.readouterr().err


def test_output_is_deterministic(files: Files) -> None:
    assert generate.outputs() == files


def test_nothing_of_this_machine_is_in_the_output(files: Files) -> None:
    for name, text in files.items():
        for word in (str(ROOT), str(Path.home()) + "/", sys.prefix):
            assert word.encode() not in text, f"{name} holds {word}"


def _rows_of(file: str) -> set[int]:
    """Line numbers of the rows of a bundled file, counted in the plainest way."""
    with (ROOT / "catalogue" / "published" / file).open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        return {reader.line_num for _ in reader}


@pytest.mark.parametrize("file", FILES)
def test_every_row_has_exactly_one_fate(file: str, examined: tuple[Accepted, list[Finding]]) -> None:
    accepted, findings = examined
    assert findings == []
    shaped = accepted.shaped
    pairs = (*shaped.mapped, *shaped.covered, *shaped.not_carried)
    lines = [row.line for row, _ in pairs if row.file == file]
    assert sorted(lines) == sorted(_rows_of(file))


def _expand(text: str) -> list[int]:
    numbers = []
    for part in text.split(", "):
        first, _, last = part.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def test_report_names_every_row_exactly_once(files: Files) -> None:
    told: dict[str, list[int]] = {file: [] for file in FILES}
    current = None
    for line in files["docs/reference/published-figures.md"].decode().splitlines():
        if line.startswith("## "):
            current = line[3:]
        elif current in told and (last := re.search(r"\| ([\d–, ]+) \|$", line)):
            told[current] += _expand(last[1])
    assert {file: sorted(lines) for file, lines in told.items()} == {file: sorted(_rows_of(file)) for file in FILES}


def test_schema_has_a_definition_for_every_reference(files: Files) -> None:
    schema = json.loads(files["catalogue/schema.json"])
    referred = set(re.findall(r'"#/\$defs/(\w+)"', files["catalogue/schema.json"].decode()))
    assert referred <= set(schema["$defs"])
    assert {option["$ref"].rpartition("/")[2] for option in schema["anyOf"]} <= set(schema["$defs"])


def test_every_indicator_and_source_is_listed_once(files: Files, catalogue: Catalogue) -> None:
    lists = files["docs/reference/catalogue.md"].decode().partition("## Indicators")[2]
    first_cells = re.findall(r"^\| `([^`]+)` \|", lists, re.M)
    assert sorted(first_cells) == sorted([*catalogue.indicators, *catalogue.sources])


def test_every_command_has_its_help(files: Files) -> None:
    for name in COMMANDS:
        assert f"\n## impactmonitor {name}\n" in files["docs/reference/commands.md"].decode()
    assert "Usage: impactmonitor release diff [OPTIONS] OLD [NEW]" in files["docs/reference/commands.md"].decode()


def test_ranges() -> None:
    assert markdown.ranges([5, 3, 4, 9]) == "3–5, 9"
    assert markdown.ranges([]) == ""


def test_cells_cannot_break_a_table() -> None:
    assert markdown.cell("a | b\nc < d `<id>`") == r"a \| b c \< d `<id>`"


README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(p.relative_to(ROOT).as_posix() for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))


def test_readme_names_every_command_and_variable() -> None:
    for name in COMMANDS:
        assert f"impactmonitor {name}" in README
    for name in re.findall(r'"(IMPACTMONITOR_\w+)"', (ROOT / "impactmonitor/settings.py").read_text(encoding="utf-8")):
        assert f"`{name}`" in README


def test_readme_names_every_exit_code(files: Files) -> None:
    pattern = re.compile(r"^\| (\d+) \|", re.M)
    known = pattern.findall(files["docs/reference/commands.md"].decode().partition("## Exit codes")[2])
    assert set(pattern.findall(README)) == set(known)


@pytest.mark.parametrize("page", PAGES)
def test_links_between_documents_resolve(page: str) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8")):
        assert (ROOT / page).parent.joinpath(target).exists(), f"{page} links to {target}"
