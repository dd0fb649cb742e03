"""Settings, all from the environment; the table of variables is docs/settings.md.

Production (`POLYLOGUE_PROFILE=production`) refuses to start where development would guess.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

import polylogue

env = environ.Env()
PROFILE: str = env.str("POLYLOGUE_PROFILE", default="development")
if PROFILE not in {"development", "production"}:
    raise ImproperlyConfigured("POLYLOGUE_PROFILE is either 'development' or 'production'.")
PRODUCTION = PROFILE == "production"


def required(name: str, development: str) -> str:
    """The variable's value; in production it must be set."""
    if PRODUCTION and not env.str(name, default=""):
        raise ImproperlyConfigured(f"{name} must be set when POLYLOGUE_PROFILE=production.")
    value: str = env.str(name, default=development)
    return value


PACKAGE = Path(polylogue.__file__).parent
SITE = PACKAGE / "_site" if (PACKAGE / "_site").exists() else PACKAGE.parents[1]
DATA = Path(env.str("POLYLOGUE_DATA", default=str(Path.cwd() / "var")))

SECRET_KEY = required("POLYLOGUE_SECRET_KEY", "development-only-" + "0" * 40)
if PRODUCTION and (len(SECRET_KEY) < 50 or SECRET_KEY.startswith("development-only")):
    raise ImproperlyConfigured("POLYLOGUE_SECRET_KEY needs 50 random characters or more.")

ORIGINS: list[str] = [
    origin.strip()
    for origin in required(
        "POLYLOGUE_ORIGINS", "http://localhost:8000,http://127.0.0.1:8000"
    ).split(",")
]
if PRODUCTION and not all(origin.startswith("https://") for origin in ORIGINS):
    raise ImproperlyConfigured("POLYLOGUE_ORIGINS lists full https:// origins in production.")

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
    "chat",
    "chat.attachments",
    "chat.moderation",
    "chat.polls",
    "chat.questions",
    "chat.reactions",
    "polylogue.followup",
    "polylogue.transcripts",
    "polylogue.config",
]
SITE_ID = 1

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
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


def database(url: str) -> dict[str, Any]:
    """A Django database entry with the durability that the log's promises rest on."""
    config: dict[str, Any] = env.db_url_config(url)
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] = {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {
            "pool": {"min_size": 2, "max_size": 16, "timeout": 10},
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
            " -c synchronous_commit=on",
        }
    return config


DATABASE_URL = required("POLYLOGUE_DATABASE_URL", f"sqlite:///{DATA / 'polylogue.sqlite3'}")
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("POLYLOGUE_REDIS_URL", default="")
REDIS_HOST = {
    "address": REDIS_URL,
    "socket_connect_timeout": 3,
    "socket_timeout": None,
    "health_check_interval": 15,
}
CHANNEL_LAYERS: dict[str, Any] = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_HOST], "prefix": "polylogue"},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

# How the writer runs: "threads" in a server, "inline" on the caller's own connection in action tests.
WRITER_MODE = env.str("POLYLOGUE_WRITER", default="threads")
if PRODUCTION and WRITER_MODE != "threads":
    raise ImproperlyConfigured("POLYLOGUE_WRITER is for tests.")
WRITER_LANES = env.int("POLYLOGUE_WRITER_LANES", default=4)

# How fast one socket may send commands, in the long run and at once.
LIVE_COMMANDS_PER_SECOND = env.float("POLYLOGUE_LIVE_COMMANDS_PER_SECOND", default=8.0)
LIVE_COMMANDS_BURST = env.float("POLYLOGUE_LIVE_COMMANDS_BURST", default=20.0)

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dialogues:mine"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_SAMESITE = "Lax"

# Signing in: a one-time code by e-mail; password, passkey and authenticator app if one wants them.
ACCOUNT_ADAPTER = "polylogue.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {"login": "polylogue.people.forms.CodeLoginForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "polylogue.people.signup.NameForm"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "polylogue.people.passkeys.PasskeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Polylogue"
SOCIALACCOUNT_ADAPTER = "polylogue.people.adapters.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

# OpenID Connect providers, as JSON: [{"id", "name", "server_url", "client_id", "secret"}, …].
OIDC: list[dict[str, str]] = env.json("POLYLOGUE_OIDC", default=[])
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": provider["id"],
                "name": provider["name"],
                "client_id": provider["client_id"],
                "secret": provider["secret"],
                "settings": {"server_url": provider["server_url"]},
            }
            for provider in OIDC
        ]
    }
}

# Attempts are counted by address: the peer's, or as told by this many proxies of our own.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("POLYLOGUE_TRUSTED_PROXIES", default=0)
CACHES = {
    "default": {
        "BACKEND": "polylogue.kit.caching.SharedCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

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
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = DATA / "media"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *[o.replace("http", "ws", 1) for o in ORIGINS]],
        "manifest-src": [SELF],
        # A browser also holds the redirect after a form to this list.
        "form-action": [SELF, *("/".join(p["server_url"].split("/")[:3]) for p in OIDC)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

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
