"""What the environment says, before anything is set by it."""

from __future__ import annotations

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

import polylogue


class Variables(FileAwareMapping):  # type: ignore[misc]
    """Each variable can be told by a file, whose path is in the same name with `_FILE` behind it."""

    def __getitem__(self, name: str) -> str:
        try:
            return str(super().__getitem__(name)).strip()
        except OSError as problem:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {problem}") from problem


class Env(environ.Env):  # type: ignore[misc]
    ENVIRON = Variables()


env = Env()
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


def count(name: str, default: int, *, most: int) -> int:
    """The variable's value, a number from 0 to `most`."""
    text = env.str(name, default=str(default)).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= most):
        raise ImproperlyConfigured(f"{name} is a whole number from 0 to {most}, not {text!r}.")
    return int(text)


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
