"""Parts of an address that are one of a few words."""

from __future__ import annotations

from django.urls import register_converter

from impactmonitor.present.files import formats


class FileKind:
    """`<file:extension>`: the kinds of file that figures can be had as; pictures have addresses of their own."""

    regex = "|".join(kind.extension for kind in formats.OF_FIGURES)

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(FileKind, "file")
