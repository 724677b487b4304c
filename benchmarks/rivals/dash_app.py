"""The region page in Dash: twelve line charts and a map; frames read once, the contents of a region kept."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html

FIGURES = Path(os.environ["FIGURES"])
SERIES = pd.read_parquet(FIGURES / "series.parquet")
TILES = pd.read_parquet(FIGURES / "tiles.parquet")
NAMES = dict(zip(TILES["region"], TILES["name"], strict=True))
THIRD = {"display": "inline-block", "width": "33%"}

app = Dash(__name__, title="Regio")
server = app.server
app.layout = html.Div([dcc.Location(id="address"), html.Div(id="page")])


@app.callback(Output("page", "children"), Input("address", "search"))
def page(search: str | None) -> list[html.Div]:
    return contents(parse_qs((search or "").removeprefix("?")).get("regio", [min(NAMES)])[0])


@functools.cache
def contents(region: str) -> list[html.Div]:
    chosen = SERIES[SERIES["region"].isin([region, "nederland"])]
    charts = [
        dcc.Graph(figure=px.line(part, x="period", y="value", color="name", title=title, markers=True), style=THIRD)
        for (_, title), part in chosen.groupby(["place", "title"])
    ]
    others = [dcc.Link(name, href=f"/?regio={code}", style={"margin": "4px"}) for code, name in NAMES.items()]
    return [html.H1(NAMES[region]), html.Nav(others), html.Div(charts), dcc.Graph(figure=tile_map())]


@functools.cache
def tile_map() -> object:
    figure = px.scatter(
        TILES, x="col", y="row", color="value", text="label", hover_name="name", title=TILES["title"].iloc[0]
    )
    figure.update_traces(marker={"symbol": "square", "size": 48})
    figure.update_yaxes(autorange="reversed", visible=False)
    figure.update_xaxes(visible=False)
    return figure
