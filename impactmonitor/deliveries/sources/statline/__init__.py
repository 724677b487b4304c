"""CBS StatLine, the open-data service: OData v4 first, v3 as fallback.

`table` holds what both versions say of a table, `v4` and `v3` read their own documents, `resolve` finds the printed
labels of the recipes in a table, `fetch` brings one whole table, `figures` turns it into observations.
"""
