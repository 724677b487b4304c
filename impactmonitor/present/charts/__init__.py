"""Charts: descriptions of what is drawn (`model`), made from released figures, and their Vega-Altair specifications."""
