"""Settings, all from the environment; the table of variables is docs/settings.md.

Production (`POLYLOGUE_PROFILE=production`) refuses to start where development would guess.
"""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from polylogue.config.accounts import *  # noqa: F403
from polylogue.config.environment import DATA, ORIGINS, PACKAGE, PRODUCTION, SITE, env, required
from polylogue.config.environment import SECRET_KEY as SECRET_KEY
from polylogue.config.shield import *  # noqa: F403
from polylogue.config.stores import *  # noqa: F403

DEBUG = env.bool("POLYLOGUE_DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("POLYLOGUE_DEBUG is not for production.")
ALLOWED_HOSTS = sorted({origin.split("://", 1)[1].rsplit(":", 1)[0] for origin in ORIGINS})
CSRF_TRUSTED_ORIGINS = ORIGINS
DEMO_SIGN_IN = not PRODUCTION and env.bool("POLYLOGUE_DEMO", default=True)

INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "channels",
    "csp",
    "django_htmx",
    "django_countries",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "polylogue.kit",
    "polylogue.log",
    "polylogue.jobs",
    "polylogue.people",
    "polylogue.dialogues",
    "rooms",
    "rooms.promotions",
    "polylogue.search",
    "polylogue.texts",
    "chat",
    "chat.attachments",
    "chat.moderation",
    "chat.polls",
    "chat.questions",
    "chat.reactions",
    "breakout",
    "breakout.harvest",
    "breakout.help",
    "breakout.notices",
    "breakout.challenges",
    "breakout.scripts",
    "breakout.making",
    "breakout.reports",
    "whiteboard",
    "whiteboard.pictures",
    "polylogue.followup",
    "polylogue.transcripts",
    "polylogue.archives",
    "polylogue.api",
    "polylogue.config",
]
SITE_ID = 1

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "polylogue.kit.middleware.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "polylogue.people.middleware.TimeZoneMiddleware",
    "polylogue.kit.middleware.PrivateMiddleware",
    "polylogue.kit.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "polylogue.config.urls"
ASGI_APPLICATION = "polylogue.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["polylogue.kit.templatetags.kit"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "polylogue.kit.context.site",
            ],
        },
    }
]


# How the writer runs: "threads" in a server, "inline" on the caller's own connection in action tests.
WRITER_MODE = env.str("POLYLOGUE_WRITER", default="threads")
if PRODUCTION and WRITER_MODE != "threads":
    raise ImproperlyConfigured("POLYLOGUE_WRITER is for tests.")
WRITER_LANES = env.int("POLYLOGUE_WRITER_LANES", default=4)

# How fast one socket may send commands, in the long run and at once.
LIVE_COMMANDS_PER_SECOND = env.float("POLYLOGUE_LIVE_COMMANDS_PER_SECOND", default=8.0)
LIVE_COMMANDS_BURST = env.float("POLYLOGUE_LIVE_COMMANDS_BURST", default=20.0)

# Webhooks go to 127.0.0.1 and nowhere else, so that tests can receive them.
WEBHOOKS_TO_LOOPBACK = env.bool("POLYLOGUE_WEBHOOKS_TO_LOOPBACK", default=False)
if PRODUCTION and WEBHOOKS_TO_LOOPBACK:
    raise ImproperlyConfigured("POLYLOGUE_WEBHOOKS_TO_LOOPBACK is for tests.")

EMAIL_CONFIG = env.email_url_config(required("POLYLOGUE_MAIL_URL", "consolemail://"))
vars().update(EMAIL_CONFIG)
# Pages put mail into the database; the worker hands it to this backend.
MAIL_BACKEND: str = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_BACKEND = "polylogue.jobs.mail.QueueBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("POLYLOGUE_MAIL_FROM", default="Polylogue <noreply@localhost>")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("POLYLOGUE_STATIC_ROOT", default=str(DATA / "static")))
STATICFILES_DIRS = [SITE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "polylogue.kit.bundles.BundleFinder",
]
BUNDLES_ROOT = DATA / "bundles"
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Attached files: a private folder, which no address serves; every download is asked for.
MEDIA_ROOT = Path(env.str("POLYLOGUE_FILES", default=str(DATA / "media")))
ATTACHMENT_MEGABYTES = env.int("POLYLOGUE_ATTACHMENT_MEGABYTES", default=10)
ATTACHMENT_MEGAPIXELS = env.int("POLYLOGUE_ATTACHMENT_MEGAPIXELS", default=40)
ATTACHMENTS_PER_HOUR = env.int("POLYLOGUE_ATTACHMENTS_PER_HOUR", default=60)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "polylogue.kit.logs.Masked",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("POLYLOGUE_LOG_LEVEL", default="WARNING")},
}
