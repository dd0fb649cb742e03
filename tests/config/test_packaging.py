"""The wheel is a whole site: another environment runs it without the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OFFLINE = ["--no-index", "--no-deps", "--disable-pip-version-check", "--quiet"]


def pip(*words: object) -> None:
    subprocess.run([sys.executable, "-m", "pip", *map(str, words)], check=True, cwd=ROOT)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory) -> Path:
    """A fresh environment with the wheel, which borrows what it depends on from this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, with_pip=False)
    python = folder / "bin/python"
    pip("--python", python, "install", *OFFLINE, wheel)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return folder


def polylogue(elsewhere: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("POLYLOGUE_", "PYTHON"))}
    command = [elsewhere / "bin/polylogue", *words]
    return subprocess.run(
        command, env=clean, cwd=elsewhere, capture_output=True, text=True, check=False
    )


def test_the_wheel_has_pages_styles_and_the_demo_event_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "polylogue/_site/templates/base.html",
        "polylogue/_site/static/css/polylogue.css",
        "polylogue/config/demo/event.json",
        "rooms/socket.py",
        "chat/models.py",
    ):
        assert wanted in names
    top = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert top == {"polylogue", "rooms", "chat", "breakout", "whiteboard"}


def test_the_wheel_has_every_page_and_every_static_file_of_the_tree(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("templates", "static"):
        tree = {
            f"polylogue/_site/{path.relative_to(ROOT)}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        assert tree - set(names) == set()


def test_an_installed_site_is_sound_and_finds_its_pages(elsewhere):
    checked = polylogue(elsewhere, "manage", "check")
    assert checked.returncode == 0, checked.stderr
    code = (
        "import polylogue, rooms; from django.template.loader import get_template;"
        "print(polylogue.__file__, rooms.__file__, get_template('base.html').origin.name)"
    )
    found = polylogue(elsewhere, "manage", "shell", "--no-imports", "-c", code).stdout.split()
    assert len(found) == 3
    assert all(str(elsewhere) in name for name in found)


def test_an_installed_site_migrates_and_passes_the_doctor(elsewhere):
    assert polylogue(elsewhere, "manage", "migrate", "--verbosity", "0").returncode == 0
    doctor = polylogue(elsewhere, "doctor")
    assert doctor.returncode == 0, doctor.stdout
    assert "FAILED" not in doctor.stdout


def test_an_editable_site_uses_the_tree():
    code = "import polylogue, rooms; print(polylogue.__file__, rooms.__file__)"
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd="/", capture_output=True, text=True, check=True).stdout
    assert all(name.startswith(str(ROOT)) for name in found.split())
