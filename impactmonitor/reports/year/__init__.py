"""The national report of a year and its factsheet: texts of editors, with the figures of a release in them."""
