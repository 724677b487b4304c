"""What the page on files says of pandas is so: its code is run on real downloads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.test import Client

from pages.read_figures import body

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "use-the-files.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def one_reader() -> Iterator[None]:
    """The library for workbooks that is here; people may have another one."""
    with pd.option_context("io.excel.xlsx.reader", "calamine"):
        yield


@pytest.fixture
def files(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what someone who follows the page has downloaded."""
    for name in ("regio/drenthe.csv", "regio/drenthe.xlsx", "regio/drenthe.parquet", "regio/drenthe/2023.csv"):
        (tmp_path / name.rpartition("/")[2]).write_bytes(body(client.get(f"/download/{name}")))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_code_on_the_page_keeps_codes_as_text(files: Path) -> None:
    code = next(found for found in re.findall(r"```python\n(.*?)```", PAGE, re.S) if "pandas" in found)
    names: dict[str, Any] = {}
    exec(code, names)
    figures, sheet = names["figures"], names["sheet"]
    assert {"2023", "2021H1", "2022-01-01"} <= set(figures["period"])
    assert pd.api.types.is_float_dtype(figures["value"])
    assert all(pd.api.types.is_string_dtype(figures[name]) for name in ("published", "release", "note"))
    assert list(sheet["Code periode"]) == list(figures["period"])
    assert list(sheet["Waarde"].dropna()) == list(figures["value"].dropna())


@pytest.mark.usefixtures("files")
def test_the_traps_on_the_page_are_real() -> None:
    assert pd.api.types.is_integer_dtype(pd.read_csv("2023.csv")["period"])
    assert pd.api.types.is_float_dtype(pd.read_csv("drenthe.csv")["published"])
    assert "Waarde" not in pd.read_excel("drenthe.xlsx").columns
    typed = pd.read_parquet("drenthe.parquet")
    assert pd.api.types.is_bool_dtype(typed["second_hand"])
    assert pd.api.types.is_string_dtype(typed["published"])
    assert set(pd.read_csv("drenthe.csv")["second_hand"]) <= {"yes", "no"}


def test_the_sheet_has_the_name_that_the_page_says(client: Client, tmp_path: Path) -> None:
    (tmp_path / "english.xlsx").write_bytes(body(client.get("/en/download/regio/drenthe.xlsx")))
    with pd.ExcelFile(tmp_path / "english.xlsx") as book:
        assert "Figures" in book.sheet_names
