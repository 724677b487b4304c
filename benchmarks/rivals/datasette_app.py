"""The region page in Datasette: a dashboard (datasette-dashboards) of twelve queries and one for the map."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

DATABASE = "figures"
ROW = 3
LINE = {
    "mark": {"type": "line", "tooltip": True},
    "encoding": {
        "x": {"field": "period", "type": "ordinal"},
        "y": {"field": "value", "type": "quantitative"},
        "color": {"field": "name", "type": "nominal"},
    },
}
PLACE = {
    "x": {"field": "col", "type": "ordinal", "axis": None},
    "y": {"field": "row", "type": "ordinal", "axis": None},
}
MAP = {
    "encoding": PLACE,
    "layer": [
        {"mark": {"type": "rect", "tooltip": True}, "encoding": {"color": {"field": "value", "type": "quantitative"}}},
        {"mark": "text", "encoding": {"text": {"field": "label", "type": "nominal"}}},
    ],
}


def chart(title: str, query: str, display: dict[str, object]) -> dict[str, object]:
    return {"title": title, "db": DATABASE, "query": query, "library": "vega-lite", "display": display}


def metadata(folder: Path) -> dict[str, object]:
    """The dashboard `regio`; its one filter is the region."""
    with sqlite3.connect(folder / f"{DATABASE}.db") as con:
        titles = con.execute("SELECT DISTINCT place, title FROM series ORDER BY place").fetchall()
        (map_title,) = con.execute("SELECT DISTINCT title FROM tiles").fetchone()
    charts = {
        f"chart-{place}": chart(
            title,
            f"SELECT period, name, value FROM series WHERE place = {place} AND region IN (:regio, 'nederland') "
            "ORDER BY period",
            LINE,
        )
        for place, title in titles
    }
    # The clause on the region is always true: the dashboard gives its filter to every query.
    charts["map"] = chart(map_title, "SELECT * FROM tiles WHERE :regio != ''", MAP)
    slugs = list(charts)
    dashboard = {
        "title": "Regio",
        "layout": [*[slugs[at : at + ROW] for at in range(0, len(titles), ROW)], ["map"] * ROW],
        "filters": {
            "regio": {
                "name": "Regio",
                "type": "select",
                "db": DATABASE,
                "query": "SELECT region FROM tiles ORDER BY 1",
            }
        },
        "charts": charts,
    }
    return {"plugins": {"datasette-dashboards": {"regio": dashboard}}}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    (target / "metadata.json").write_text(json.dumps(metadata(target)), encoding="utf-8")
