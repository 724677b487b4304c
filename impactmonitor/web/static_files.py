"""Static files under hashed names, so that a browser may keep them for ever."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed and compressed copies. A file that was not collected is served under its own name, never a broken page."""

    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """The hashed name, or the plain one when there is no copy."""
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            return name
