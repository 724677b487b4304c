"""A stand-in for the open-data service of CBS StatLine, for tests: OData v4 and v3 on this machine.

`table` holds what a table is, `printed` makes tables of the bundled printed figures, `server` serves them.
"""
