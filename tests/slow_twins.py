"""Obvious, slow implementations of what the product does quickly. They share no code with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq


def rows(release: Path, file: str = "observations.parquet") -> list[dict[str, Any]]:
    """All released figures, straight from the Parquet file."""
    return pq.read_table(release / file).to_pylist()  # type: ignore[no-any-return]


def select(all_rows: list[dict[str, Any]], wanted: dict[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Figures whose every dimension is among the wanted codes; a dimension without wanted codes takes all."""
    found = []
    for row in all_rows:
        if all(row[dimension] in codes for dimension, codes in wanted.items() if codes):
            found.append(row)
    found.sort(key=lambda r: (r["indicator"], r["measure"], r["category"], r["region"], r["period"]))
    return found


def coverage(all_rows: list[dict[str, Any]]) -> list[tuple[str, str, str, str, int]]:
    """How many figures with a value or interval per indicator, measure, region and period."""
    counts: dict[tuple[str, str, str, str], int] = {}
    for row in all_rows:
        if row["value"] is not None or row["low"] is not None:
            key = (row["indicator"], row["measure"], row["region"], row["period"])
            counts[key] = counts.get(key, 0) + 1
    return [(*key, number) for key, number in sorted(counts.items())]


def differences(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> dict[tuple[str, ...], tuple[Any, Any]]:
    """Figures whose value, interval, status or stage differs: state before and after, None when absent."""

    def states(figures: list[dict[str, Any]]) -> dict[tuple[str, ...], tuple[Any, ...]]:
        key = ("indicator", "measure", "category", "region", "period")
        watched = (
            "value",
            "low",
            "high",
            "unit",
            "obs_status",
            "conf_status",
            "stage",
            "formula",
            "second_hand",
            "source",
        )
        return {tuple(row[k] for k in key): tuple(row[w] for w in watched) for row in figures}

    before, after = states(old), states(new)
    return {
        key: (before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    }
