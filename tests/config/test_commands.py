"""The words of the `polylogue` command that are not tested elsewhere."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from polylogue.config import doctoring, staff, startup
from polylogue.config.cli import main
from polylogue.jobs.models import Job
from polylogue.log.models import Stream
from polylogue.people.models import User


@pytest.fixture
def address(db, capsys) -> str:
    """The path of the link that `create-staff` printed for Ina."""
    assert staff.run("Ina@Example.org", "Ina Berg", with_password=False) == 0
    return capsys.readouterr().out.strip().split("://localhost:8000", 1)[1]


def test_the_first_staff_account_is_made_without_mail(address):
    ina = User.objects.get(email="ina@example.org")
    assert ina.is_staff
    assert not ina.is_superuser
    assert Job.objects.count() == 0


def test_the_link_shows_a_button_and_signs_in_once(address):
    assert "Ina Berg" in Client().get(address).content.decode()
    browser = Client()
    assert browser.post(address).status_code == 302
    assert browser.session["_auth_user_id"]
    assert Client().post(address).status_code == 410


def test_a_wrong_link_opens_nothing(address, cleo):
    assert Client().post(address[:-1] + "x").status_code == 410
    other = address.replace(f"/{User.objects.get(email='ina@example.org').pk}/", f"/{cleo.pk}/")
    assert Client().post(other).status_code == 410


def test_asking_again_opens_the_same_account(address, capsys):
    assert staff.run("ina@example.org", None, with_password=False) == 0
    assert User.objects.filter(email="ina@example.org").count() == 1


def test_a_mistyped_address_is_refused(db, capsys):
    assert staff.run("ina", "Ina", with_password=False) == 1
    assert "valid" in capsys.readouterr().err


def test_the_doctor_finds_a_sound_site_sound(transactional_db, capsys):
    assert doctoring.run() == 0
    assert "FAILED" not in capsys.readouterr().out


def test_the_doctor_says_how_to_mend_what_is_wrong(transactional_db, settings, capsys):
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    Job.objects.create(kind="tests.late", due_at="2026-01-01T00:00:00Z")
    assert doctoring.run() == 1
    said = capsys.readouterr().out
    assert "POLYLOGUE_MAIL_URL" in said
    assert "Start `polylogue worker`" in said


@pytest.mark.only("sqlite")
def test_a_database_that_could_lose_what_it_confirmed_is_refused(transactional_db):
    from django.db import connection

    startup.durable()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        with pytest.raises(startup.NotReady, match="synchronous"):
            startup.durable()
    finally:
        connection.close()


@pytest.mark.only("postgres")
def test_a_postgresql_that_could_lose_what_it_confirmed_is_refused(transactional_db):
    from django.db import connection

    startup.durable()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        with pytest.raises(startup.NotReady, match="synchronous_commit"):
            startup.durable()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")


def test_new_epochs_make_every_cursor_old(dialogue, capsys):
    before = dict(Stream.objects.values_list("pk", "epoch"))
    call_command("new_epochs")
    after = dict(Stream.objects.values_list("pk", "epoch"))
    assert before.keys() == after.keys()
    assert all(before[pk] != after[pk] for pk in before)


def test_an_unknown_word_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2
    assert "serve" in capsys.readouterr().err


def test_health_is_told_for_any_host_name(db):
    import asyncio

    from polylogue.config.health import Health

    async def ask(path: str) -> int:
        said = []

        async def send(message):
            said.append(message)

        scope = {"type": "http", "path": path, "headers": [(b"host", b"10.0.0.7")]}
        await Health(None)(scope, None, send)
        return said[0]["status"]

    assert asyncio.run(ask("/healthz")) == 200
    assert asyncio.run(ask("/readyz")) == 200
