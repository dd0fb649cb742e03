from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"POLYLOGUE_[A-Z_]*[A-Z]")
SECURE = {
    "POLYLOGUE_PROFILE": "production",
    "POLYLOGUE_SECRET_KEY": "k3y-" + "abcdefghij" * 6,
    "POLYLOGUE_ORIGINS": "https://dialogue.example",
    "POLYLOGUE_DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
    "POLYLOGUE_MAIL_URL": "smtp://mail.example:25",
}


def polylogue(*words: str, **env: str | None) -> subprocess.CompletedProcess[str]:
    """A `polylogue` command with these variables and no others of the site's."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("POLYLOGUE_")}
    chosen = {k: v for k, v in env.items() if v is not None}
    command = [sys.executable, "-m", "polylogue", *words]
    return subprocess.run(command, env=clean | chosen, capture_output=True, text=True, check=False)


def test_a_secure_production_site_passes_all_checks_of_django(tmp_path):
    env = SECURE | {"POLYLOGUE_DATA": str(tmp_path)}
    done = polylogue("manage", "check", "--deploy", "--fail-level", "WARNING", **env)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("POLYLOGUE_SECRET_KEY", None),
        ("POLYLOGUE_SECRET_KEY", "short"),
        ("POLYLOGUE_ORIGINS", None),
        ("POLYLOGUE_ORIGINS", "http://dialogue.example"),
        ("POLYLOGUE_DATABASE_URL", None),
        ("POLYLOGUE_MAIL_URL", None),
        ("POLYLOGUE_DEBUG", "true"),
        ("POLYLOGUE_WRITER", "inline"),
        ("POLYLOGUE_WEBHOOKS_TO_LOOPBACK", "true"),
        ("POLYLOGUE_PROFILE", "staging"),
        ("POLYLOGUE_TRUSTED_PROXIES", "one"),
        ("POLYLOGUE_TRUSTED_PROXIES", "-1"),
        ("POLYLOGUE_TRUSTED_PROXIES", "10.0.0.1"),
    ],
)
def test_a_production_site_refuses_to_start_insecurely(variable, value, tmp_path):
    env = SECURE | {"POLYLOGUE_DATA": str(tmp_path)} | {variable: value}
    done = polylogue("manage", "check", **env)
    assert done.returncode == 2
    assert variable in done.stderr
    assert "Traceback" not in done.stderr


def test_secrets_can_be_told_by_files(tmp_path):
    key, password = tmp_path / "key", tmp_path / "password"
    key.write_text(SECURE["POLYLOGUE_SECRET_KEY"] + "\n")
    password.write_text("pass:word/1\n")
    files = {
        "POLYLOGUE_SECRET_KEY_FILE": str(key),
        "POLYLOGUE_DATABASE_PASSWORD_FILE": str(password),
    }
    url = {
        "POLYLOGUE_SECRET_KEY": None,
        "POLYLOGUE_DATABASE_URL": "postgres://polylogue@db:5432/polylogue",
    }
    code = "from django.conf import settings as s; print(s.SECRET_KEY, s.DATABASES['default']['PASSWORD'])"
    env = SECURE | {"POLYLOGUE_DATA": str(tmp_path)} | url | files
    assert polylogue("manage", "shell", "--no-imports", "-c", code, **env).stdout.split() == [
        SECURE["POLYLOGUE_SECRET_KEY"],
        "pass:word/1",
    ]
    missing = polylogue("manage", "check", **env | {"POLYLOGUE_SECRET_KEY_FILE": "/no/such/file"})
    assert (missing.returncode, "Traceback" in missing.stderr) == (2, False)


@pytest.mark.parametrize(("preload", "told"), [(None, "False"), ("1", "True")])
def test_a_domain_is_preloaded_only_if_its_owner_says_so(preload, told, tmp_path):
    env = SECURE | {"POLYLOGUE_DATA": str(tmp_path), "POLYLOGUE_HSTS_PRELOAD": preload}
    code = "from django.conf import settings; print(settings.SECURE_HSTS_PRELOAD)"
    assert polylogue("manage", "shell", "-c", code, **env).stdout.split()[-1] == told


def test_a_production_site_has_no_demo_sign_in(tmp_path):
    env = SECURE | {"POLYLOGUE_DATA": str(tmp_path), "POLYLOGUE_DEMO": "true"}
    code = "from django.urls import reverse; reverse('demo')"
    done = polylogue("manage", "shell", "-c", code, **env)
    assert "NoReverseMatch" in done.stderr


def test_every_variable_is_documented_and_every_documented_one_exists():
    folders = ("platform", "rooms", "chat", "breakout", "whiteboard", "tests", "bench", "deploy")
    sources = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    used = {name for path in sources for name in VARIABLE.findall(path.read_text("utf-8"))}
    used = {name.removesuffix("_FILE") for name in used}
    documented = set(VARIABLE.findall((ROOT / "docs/settings.md").read_text("utf-8")))
    assert used == documented
