"""The WSGI application that a server runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from impactmonitor.web.start import prepare

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "impactmonitor.web.django_settings")
application = get_wsgi_application()
prepare(application)
