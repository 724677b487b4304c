"""Begin a process that makes parts of pages without serving them."""

from __future__ import annotations

import os

import django


def begin() -> None:
    """Make Django ready; views and templates need it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "impactmonitor.web.django_settings"
    django.setup()
