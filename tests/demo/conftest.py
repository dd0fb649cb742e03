"""The demo event, loaded once for all tests of a file."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import override_settings

from polylogue.config.demo import loading
from polylogue.dialogues.models import Dialogue


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this file, each of which undoes what it adds."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(WRITER_MODE="inline"):
            loaded = loading.load(1, say=lambda text: None).pk
        yield loaded
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    return Dialogue.objects.get(pk=loaded)
