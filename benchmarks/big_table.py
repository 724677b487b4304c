"""Serve all printed tables, with 84851NED at the size of the largest table that we import, until standard input ends.

Categories, regions and periods are real; every value of the large table is made up, for benchmarks only. Its pages are
made beforehand, so that the server costs the same, next to nothing, for whoever asks.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from statline.printed import printed_table, printed_tables  # noqa: E402
from statline.server import StatlineServer  # noqa: E402
from statline.table import Cell, Code, Table  # noqa: E402
from statline.v4 import Observations  # noqa: E402

from impactmonitor.catalogue.load import load  # noqa: E402
from impactmonitor.settings import default_catalogue  # noqa: E402

ID = "84851NED"
CELLS = 871_602
PAGE = 100_000
REGIONS_OF, YEARS = 2023, range(2019, 2026)
_HALVES = (("HJ01", " 1e halfjaar"), ("HJ02", " 2e halfjaar"), ("JJ00", ""))


class _Cells(Sequence[Cell]):
    """Cells in the order of the code lists, measures closest together, made when asked for."""

    def __init__(self, table: Table) -> None:
        self.measures = [measure.key for measure in table.measures]
        self.lists = [[code.key for code in dimension.codes] for dimension in table.dimensions]

    def __len__(self) -> int:
        return CELLS

    def __getitem__(self, at: int) -> Cell:  # type: ignore[override]
        rest, place = divmod(at, len(self.measures))
        keys: list[str] = []
        for codes in reversed(self.lists):
            rest, number = divmod(rest, len(codes))
            keys.append(codes[number])
        dot = keys[1].startswith("GM") and at * 7919 % 15 < 8
        return Cell(
            self.measures[place],
            tuple(reversed(keys)),
            None if dot else float(at * 7919 % 9973 // 5 * 5),
            "NotAvailable" if dot else "None",
        )


def big_table() -> Table:
    """The printed table with every region of a year and all periods; about half of its cells are dots."""
    printed = printed_table(ID)
    _, regions, periods = printed.dimensions
    ours = load(default_catalogue()).regions
    places = tuple(
        Code(r.code, r.name_in(REGIONS_OF), group=r.type)
        for kind in ("NL", "LD", "PV", "VT", "GM")
        for r in ours.of_type(kind, REGIONS_OF)
    )
    times = tuple(Code(f"{y}{end}", f"{y}{words}", status="Definitief") for y in YEARS for end, words in _HALVES)
    table = printed.with_dimension(replace(regions, codes=places)).with_dimension(replace(periods, codes=times))
    return replace(table, cells=_Cells(table))


def main() -> None:
    table = big_table()
    rows = Observations(table)
    pages = {at: ",".join(rows.texts(at, min(at + PAGE, CELLS))).encode() for at in range(0, CELLS, PAGE)}

    def prepared(table_id: str, start: int, following: str) -> bytes | None:
        if table_id != ID:
            return None
        link = f',"@odata.nextLink":"{following}"' if following else ""
        return b'{"@odata.context":"","value":[' + pages[start] + b"]" + link.encode() + b"}"

    others = [other for other in printed_tables() if other.id != ID]
    with StatlineServer([*others, table], page_size=PAGE, prepared_pages=prepared) as server:
        print(server.host, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
