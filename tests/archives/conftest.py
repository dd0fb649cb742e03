"""A small dialogue to archive; and two in which every wing did everything, whose numbers say whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import override_settings

from polylogue.archives import writing
from polylogue.dialogues.models import Dialogue
from polylogue.people.models import User
from tests.archives import filling
from tests.chat.attachments.test_intake import PDF, picture
from tests.confidentiality import (
    planting,
    planting_of_boards,
    planting_of_exports,
    planting_of_groups,
    planting_of_programs,
    planting_of_wings,
    world,
)
from tests.support import canonical, cast

PLANTS = [
    planting,
    planting_of_boards,
    planting_of_exports,
    planting_of_groups,
    planting_of_programs,
    planting_of_wings,
]  # they plant as they are imported
HERE = 3  # billions: where the numbers of the first installation begin


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The dialogues, built once for a file; each test undoes what it adds."""
    files = tmp_path_factory.mktemp("files")
    settings = override_settings(MEDIA_ROOT=files, WRITER_MODE="inline")
    with django_db_blocker.unblock(), settings, transaction.atomic():
        _stay()
        canonical.apart(HERE)
        User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})
        made = world.build()
        filling.fill(made.dialogues["here"])
        yield made
        transaction.set_rollback(True)


def _stay():
    """Another installation may take longer than PostgreSQL waits for whoever holds a transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


@pytest.fixture
def here(built, db) -> Dialogue:
    return Dialogue.objects.get(pk=built.dialogues["here"].pk)


@pytest.fixture
def with_files(plenary, cleo, dov, sign_in, tmp_path, settings) -> Dialogue:
    """A dialogue with a message that carries a picture and a PDF, and with one that does not."""
    settings.MEDIA_ROOT = tmp_path / "files"
    cast.post(plenary, dov, "Who has plans?")
    ids = []
    for name, content in (("roof.png", picture()), ("plan.pdf", PDF)):
        form = {"key": cast.new_key(), "file": SimpleUploadedFile(name, content)}
        ids.append(sign_in(cleo).post(f"{plenary.get_absolute_url()}files/", form).json()["id"])
    files = [{"id": ids[0], "alt": "A green roof"}, {"id": ids[1]}]
    cast.do(plenary, cleo, "attachments.post", text="Two files.", files=files)
    return plenary.dialogue


@pytest.fixture
def archived(with_files, tmp_path) -> Path:
    writing.write(with_files.slug, tmp_path / "one")
    return tmp_path / "one"


@pytest.fixture
def everything():
    """`everything()`: how many rows of each table there are, and which files are in the storage."""

    def counted():
        return {m._meta.label: m.objects.count() for m in apps.get_models()} | {
            "files": sorted(stored(""))
        }

    return counted


def stored(folder):
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in names)
    for one in folders:
        yield from stored(f"{folder}{one}/")
