"""The matrix can fail: leaks planted in the product's code are each found, where they come out."""

from __future__ import annotations

import logging

import pytest
from django.db.models import F

from chat import history, resolving, versions, views
from chat.attachments import reading as attached
from chat.models import Message
from polylogue.dialogues import people, policy
from polylogue.dialogues.models import Participation
from polylogue.kit.surfaces import Kind
from polylogue.search import finding
from polylogue.transcripts import extract
from rooms import confidentiality, entrance, live, reach
from rooms import feed as feeds
from rooms.models import Room
from tests.confidentiality.hearing import hear
from tests.confidentiality.seeing import Seen
from tests.confidentiality.visiting import visit

assert (F, Kind, Message, Participation, Room, attached, entrance, feeds, history, live, people, policy, reach, resolving, versions, views)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
