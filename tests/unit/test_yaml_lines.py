"""Reading YAML with line numbers: every mistake names its line, and nothing that is typed crashes the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impactmonitor.catalogue.yaml_lines import LineMap, read

TEXT = """\
id: proef
name:
  nl: Een cijfer
  en: A figure

caveats:
  - Eerste zin.
  - >-
    Tweede zin,
    over twee regels.
  - {diep: [1, 2]}
"""


def read_text(folder: Path, text: str | bytes) -> tuple[object, LineMap, list[tuple[int, str]]]:
    path = folder / "proef.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    data, lines, findings = read(path, "indicators/proef.yaml")
    assert {f.file for f in findings} <= {"indicators/proef.yaml"}
    assert all(f.remedy for f in findings)
    return data, lines, [(f.line, f.message) for f in findings]


def test_values_and_their_lines(tmp_path: Path) -> None:
    data, lines, findings = read_text(tmp_path, TEXT)
    assert findings == []
    assert data == {
        "id": "proef",
        "name": {"nl": "Een cijfer", "en": "A figure"},
        "caveats": ["Eerste zin.", "Tweede zin, over twee regels.", {"diep": [1, 2]}],
    }
    wanted = {
        ("id",): 1,
        ("name",): 2,
        ("name", "en"): 4,
        ("caveats",): 6,
        ("caveats", 1): 8,
        ("caveats", 2, "diep", 1): 11,
    }
    assert {path: lines[path] for path in wanted} == wanted


def test_the_nearest_line_of_a_field_that_is_missing(tmp_path: Path) -> None:
    _, lines, _ = read_text(tmp_path, TEXT)
    assert lines.nearest(("name", "fr")) == 2
    assert lines.nearest(("caveats", 7, "nl")) == 6
    assert lines.nearest(("nowhere",)) == 1
    assert LineMap().nearest(("id",)) == 1


def test_a_key_that_stands_twice_names_both_lines(tmp_path: Path) -> None:
    _, _, findings = read_text(tmp_path, "a:\n  - x: 1\n    y: 2\n    x: 3\nb: 1\na: 2\n")
    assert sorted(findings) == [
        (4, "'x' stands here twice (also on line 2)"),
        (6, "'a' stands here twice (also on line 1)"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "is empty"),
        ("# alleen een opmerking\n", 1, "is empty"),
        ("id: proef\nname: {nl: Een: twee}\n", 2, "is not valid YAML"),
        ("id: proef\n  name: scheef\n", 2, "is not valid YAML"),
        ("id: [open\n", 2, "is not valid YAML"),
        ("a: 1\nb: !!python/object:os.system {}\n", 2, "is not valid YAML"),
        ("a: 1\nb: *nergens\n", 2, "is not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "is not valid YAML"),
        (b"a: 1\nb: caf\xe9\n", 2, "is not UTF-8"),
        ("a: 2021-02-31\n", 1, "cannot be read"),
        ("a: \x07\n", 1, "cannot be read"),
        ("[a, b]: 1\n", 1, "is not valid YAML: found unhashable key"),
        ("a: &x [*x]\n", 1, "refers to itself"),
    ],
    ids=[
        "empty",
        "comment",
        "colon",
        "indent",
        "open",
        "object",
        "alias",
        "two",
        "latin-1",
        "date",
        "bell",
        "list",
        "loop",
    ],
)
def test_what_cannot_be_read_is_a_finding(tmp_path: Path, text: str | bytes, line: int, message: str) -> None:
    data, _, findings = read_text(tmp_path, text)
    assert data is None
    ((found, said),) = findings
    assert found == line
    assert message in said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("yaml")


@given(st.text(st.sampled_from("ab:-[]{}&*!?|>#'\" \n\t,0%@`~<é"), max_size=60))
def test_any_text_gives_data_or_a_finding(folder: Path, text: str) -> None:
    data, _, findings = read_text(folder, text)
    assert data is None or isinstance(data, str | int | float | bool | list | dict)
    assert not (data and any("is empty" in message for _, message in findings))
