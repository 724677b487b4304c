"""Django settings: no database, no sessions, no cookies. Everything that differs per machine comes from settings.py."""

from __future__ import annotations

import secrets

from impactmonitor import language, settings

_own = settings.load()

DEBUG = _own.debug
SECRET_KEY = _own.secret_key or secrets.token_urlsafe(48)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_own.allowed_hosts]

INSTALLED_APPS = ["django.contrib.staticfiles", "impactmonitor.web"]
MIDDLEWARE = [
    "impactmonitor.web.headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "impactmonitor.web.site.Sites",
    "impactmonitor.web.kept.KeptAnswers",
    "django.middleware.common.CommonMiddleware",
    "impactmonitor.web.errors.NoRelease",
]
FORCE_SCRIPT_NAME = None if _own.base == "/" else _own.base
ROOT_URLCONF = "impactmonitor.web.urls"
WSGI_APPLICATION = "impactmonitor.web.wsgi.application"
DATABASES: dict[str, dict[str, str]] = {}
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"  # of the times in the log
USE_I18N = True
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [str(language.LOCALE)]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["impactmonitor.web.furniture.furniture"]},
    }
]

# `serve` makes this folder and fills it with hashed copies; without it the files are served as they are.
STATIC_URL = f"{_own.base}static/"
_collected = _own.home / "static"
STATIC_ROOT = str(_collected) if _collected.is_dir() else None
STORAGES = {
    "staticfiles": {
        "BACKEND": "impactmonitor.web.static_files.HashedFiles"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = True

SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
