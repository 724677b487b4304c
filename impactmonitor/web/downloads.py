"""Released figures as a CSV file with the same columns as `impactmonitor figures`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse

from impactmonitor.present.export import COLUMNS, records
from impactmonitor.release.read import ReleasedTable

_UNFIT = re.compile(r"[^A-Za-z0-9.]+")


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> HttpResponse:
    """A CSV answer; `name` says what is inside. Only letters, digits, dots and dashes reach the file name."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    fit = _UNFIT.sub("-", name)
    response["Content-Disposition"] = f'attachment; filename="{fit}.csv"'
    return response


def figures_csv(table: ReleasedTable, *parts: str) -> HttpResponse:
    """Figures as CSV, named after its parts and the release."""
    words = [part for part in parts if part]
    return csv_file("-".join(["impactmonitor", *words, table.release]), COLUMNS, records(table))
