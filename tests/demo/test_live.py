"""Simulated participants talk over real sockets with a real server, here and nowhere else."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest

from polylogue.config.demo.live import NotHere, require_loopback
from tests.support.machines import free_port

START_SECONDS = 60
pytestmark = pytest.mark.timeout(300)


class Site:
    """The demo event in a folder of its own, served by a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.url = f"http://127.0.0.1:{free_port()}"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("POLYLOGUE_")} | {
            "POLYLOGUE_DATA": str(folder),
            "POLYLOGUE_ORIGINS": self.url,
        }
        self.run("manage", "migrate", "-v0")
        self.run("demo")
        port = self.url.rsplit(":", 1)[1]
        self.server = self.start("serve", "--port", port)
        self._wait()

    def start(self, *words):
        command = [sys.executable, "-u", "-m", "polylogue", *words]
        out = subprocess.PIPE if words[0] == "demo" else subprocess.DEVNULL
        return subprocess.Popen(
            command,
            env=self.env,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=_hear_ctrl_c,
        )

    def run(self, *words):
        command = [sys.executable, "-m", "polylogue", *words]
        return subprocess.run(command, env=self.env, check=True, capture_output=True, text=True)

    def _wait(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(self.url, timeout=5)
                return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError("the site does not start")

    def ask(self, question):
        with sqlite3.connect(self.folder / "polylogue.sqlite3", timeout=10) as database:
            return database.execute(question).fetchone()[0]

    def messages(self):
        return self.ask("SELECT count(*) FROM chat_message")

    def close(self):
        self.server.terminate()
        self.server.wait(20)


def _hear_ctrl_c():
    """A shell has what it runs in the background ignore Ctrl-C, and all that this starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("demo"))
    yield site
    site.close()


@pytest.mark.long
def test_group_work_is_loaded_through_the_threads_of_the_writer_too(site):
    assert site.ask("SELECT count(*) FROM harvest_sheet WHERE handed_at IS NOT NULL") == 4
    assert site.ask("SELECT count(*) FROM breakout_round WHERE closed_at IS NULL") == 1


@pytest.mark.long
def test_they_talk_for_a_while_and_stop_by_themselves(site):
    before, sessions = site.messages(), site.ask("SELECT count(*) FROM django_session")
    told = site.run("demo", "--live", "--minutes", "0.25", "--people", "4", "--url", site.url)
    written = site.messages() - before
    assert "4 people talk" in told.stdout
    assert written >= 1
    assert sum(": " in line for line in told.stdout.splitlines()) >= written
    assert site.ask("SELECT count(*) FROM django_session") == sessions


@pytest.mark.long
def test_ctrl_c_ends_it_without_a_traceback(site):
    talk = site.start("demo", "--live", "--minutes", "5", "--people", "3", "--url", site.url)
    for line in talk.stdout:
        if line.startswith("mercy: "):
            break
    talk.send_signal(signal.SIGINT)
    rest = talk.communicate(timeout=30)[0]
    assert "Traceback" not in rest
    assert "Stopped." in rest
    assert talk.returncode == 0


@pytest.mark.long
def test_where_nobody_serves_it_says_so(site):
    nowhere = f"http://127.0.0.1:{free_port()}"
    talk = site.start("demo", "--live", "--minutes", "0.05", "--people", "2", "--url", nowhere)
    assert "is the site running?" in talk.communicate(timeout=60)[0]
    assert talk.returncode == 1


@pytest.mark.parametrize(
    "address", ["http://localhost:8000", "http://127.0.0.1:8261", "http://[::1]:8000"]
)
def test_it_talks_to_this_machine(address):
    require_loopback(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://dialogue.example.org",
        "http://192.168.1.5:8000",
        "http://localhost.example.org",
        "http://localhost@example.org",
        "http://127.0.0.1.example.org",
        "http://0.0.0.0:8000",
        "ftp://localhost",
        "localhost:8000",
        "",
    ],
)
def test_it_does_not_talk_to_any_other(address):
    with pytest.raises(NotHere):
        require_loopback(address)
