"""Whole addresses, for what is read elsewhere: a feed, a calendar."""

from __future__ import annotations

from impactmonitor import settings


def absolute(path: str) -> str:
    """Scheme, host and path when the installation names its address; otherwise the path alone.

    The host of the request is no part of it: an answer that is kept may be sent to whoever asks, under any name.
    """
    return settings.load().address + path
