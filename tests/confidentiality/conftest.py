"""The world is built once for a module, in real transactions, and everybody goes through it."""

from __future__ import annotations

import os

import pytest
from django.test.utils import override_settings

from polylogue.people.models import User
from tests.confidentiality import (
    planting,
    planting_of_boards,
    planting_of_exports,
    planting_of_groups,
    planting_of_programs,
    planting_of_wings,
    world,
)
from tests.confidentiality.world import World
from tests.support import backend, clearing

PLANTS = [
    planting,
    planting_of_boards,
    planting_of_exports,
    planting_of_groups,
    planting_of_programs,
    planting_of_wings,
]  # they plant as they are imported


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory) -> World:
    """The two dialogues with all their canaries; tests that share them have real transactions.

    Everybody goes through everything in a minute or two: on PostgreSQL that is for the long run.
    """
    if backend.chosen.postgres and os.environ.get("POLYLOGUE_LONG") != "1":
        pytest.skip("runs on PostgreSQL with make test-long")
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), clearing.later():
        User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})
        with override_settings(WRITER_MODE="inline"):
            made = world.build()
        yield made
