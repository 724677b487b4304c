"""The region page in Streamlit: twelve line charts and a map, its own charts, frames kept by `st.cache_data`."""

from __future__ import annotations

import os
from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st

FIGURES = Path(os.environ["FIGURES"])
COLUMNS = 3


@st.cache_data
def series() -> pd.DataFrame:
    return pd.read_parquet(FIGURES / "series.parquet")


@st.cache_data
def tiles() -> pd.DataFrame:
    return pd.read_parquet(FIGURES / "tiles.parquet")


@st.cache_data
def charts_of(region: str) -> list[tuple[str, pd.DataFrame]]:
    """Title and wide frame of every chart: the region and the Netherlands as columns."""
    frame = series()
    chosen = frame[frame["region"].isin([region, "nederland"])]
    return [
        (title, part.pivot(index="period", columns="name", values="value"))
        for (_, title), part in chosen.groupby(["place", "title"])
    ]


@st.cache_data
def drawn_map() -> alt.LayerChart:
    base = alt.Chart(tiles()).encode(x=alt.X("col:O", axis=None), y=alt.Y("row:O", axis=None))
    return base.mark_rect().encode(color="value:Q", tooltip=["name", "value"]) + base.mark_text().encode(text="label")


st.set_page_config(page_title="Regio", layout="wide")
names = dict(zip(tiles()["region"], tiles()["name"], strict=True))
regions = sorted(names)
asked = st.query_params.get("regio", regions[0])
region = st.selectbox("Regio", regions, index=regions.index(asked), format_func=names.__getitem__)
st.title(names[region])
places = st.columns(COLUMNS)
for number, (title, frame) in enumerate(charts_of(region)):
    with places[number % COLUMNS]:
        st.subheader(title)
        st.line_chart(frame)
st.subheader(tiles()["title"].iloc[0])
st.altair_chart(drawn_map())
