"""Impactmonitor: scattered registrations of domestic violence and child abuse as shared insight."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("impactmonitor")
except PackageNotFoundError:  # run from a folder without installation
    __version__ = "0"
