"""The matrix can fail: leaks planted in the product's code are each found, where they come out."""

from __future__ import annotations

import dataclasses
import logging

import pytest
from django.db.models import BooleanField, Value

from chat import resolving
from chat.attachments import reading as attached
from polylogue.api import items
from polylogue.api.endpoints import entries
from polylogue.dialogues import policy, viewing
from polylogue.dialogues.models import Participation, ParticipationQuerySet
from polylogue.followup.models import sight
from polylogue.log import facts
from polylogue.log.models import Stream
from polylogue.search import finding, following, leaving
from rooms import confidentiality, reach
from rooms.feed import Item
from rooms.models import Attachment, RoomQuerySet
from tests.confidentiality.hearing import hear
from tests.confidentiality.seeing import Seen
from tests.confidentiality.visiting import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
SOCKET = "the socket"


@pytest.fixture(autouse=True)
def _quiet():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def everything_leaves(patch):
    patch.setattr(confidentiality, "leaves_room", lambda rule: True)


def authors_are_named(patch):
    patch.setattr(confidentiality, "author_outside", lambda rule, card: card)


def whoever_is_spoken_to_is_named(patch):
    patch.setattr(leaving, "_without_names", lambda text, *_: text)


def programs_are_told_as_staff_are(patch):
    told = lambda dialogue, entries: [  # noqa: E731
        {"stream": e.stream_id, "seq": e.seq, "kind": e.kind, "at": str(e.at), "stays": False}
        | {"said": {"text": str(look), "rule": "", "author": {}}}
        for e, look in zip(entries, facts.resolve(entries).values(), strict=True)
    ]
    patch.setattr(entries, "may_leave", told)
    patch.setattr(items, "may_leave", told)


def search_asks_for_no_reach(patch):
    following.catch_up(Stream.objects.values_list("pk", flat=True))
    patch.setattr(finding, "_reach", lambda streams, reader: ("1 = 1", []))


def entries_have_no_audience(patch):
    patch.setattr(Item, "is_for", lambda self, line: True)


def everybody_follows_everything(patch):
    all_streams = lambda *_: dict.fromkeys(Attachment.objects.values_list("stream", flat=True), 0)  # noqa: E731
    patch.setattr(reach, "streams_of", all_streams)
    patch.setattr(reach, "held", lambda streams, people: {(s, p) for s in streams for p in people})


def versions_are_for_everybody(patch):
    row = policy.TABLE["chat.see_versions"]
    wider = dataclasses.replace(row, roles=policy.EVERYONE)
    patch.setitem(policy.TABLE, row.action, wider)


def what_is_hidden_is_shown(patch):
    patch.setattr(resolving, "_shown", lambda message: {"text": message.text})


def files_are_for_everybody(patch):
    patch.setattr(attached, "_is_shown", lambda file, visit: True)


def rooms_are_for_everybody(patch):
    patch.setattr(RoomQuerySet, "visible_to", lambda self, person: self.all())


def whoever_is_out_is_in(patch):
    patch.setattr(ParticipationQuerySet, "active", lambda self: self.all())
    patch.setattr(Participation, "is_active", True)


def a_disguise_hides_nothing(patch):
    patch.setattr(viewing, "is_disguised", lambda session, slug: False)


def everybody_may_do_everything(patch):
    patch.setattr(policy, "allows", lambda roles, action: True)


def practices_are_for_everybody(patch):
    everybody = Value(value=True, output_field=BooleanField())
    patch.setattr(sight, "_follows", lambda person: everybody)


@pytest.mark.parametrize(
    ("plant", "where", "leak"),
    [
        (everything_leaves, "transcripts:download", "S saw message of private (private) on export extract"),
        (authors_are_named, "transcripts:download", "S saw name of unattributed (unattributed) on export extract"),
        (whoever_is_spoken_to_is_named, "transcripts:download", "S saw name of by_city (by_city) on export extract"),
        (programs_are_told_as_staff_are, "api:entries", "S saw message of private (private) on page api:entries"),
        (everything_leaves, "api:entries", "S saw message of private (private) on page api:entries"),
        (whoever_is_spoken_to_is_named, "api:entries", "S saw name of by_city (by_city) on page api:entries"),
        (everybody_may_do_everything, "api:record", "P saw hosts of private (private) on page api:record"),
        (everybody_may_do_everything, "api:people", "P saw waiting of here (private) on page api:people"),
        (search_asks_for_no_reach, "search:find", "h saw filed of apart (public) on page search:find"),
        (entries_have_no_audience, SOCKET, "P saw linklabel of here (private) on frame entries"),
        (everybody_follows_everything, SOCKET, "h saw message of apart (public) on frame entries"),
        (everybody_follows_everything, "rooms:entries", "h saw message of apart (public) on page rooms:entries"),
        (versions_are_for_everybody, "chat:versions", "P saw earlier of private (private) on page chat:versions"),
        (what_is_hidden_is_shown, "rooms:show", "P saw hidden of private (private) on page rooms:show"),
        (files_are_for_everybody, "attachments:show", "P saw upload of private (private) on page attachments:show"),
        (rooms_are_for_everybody, "rooms:show", "h saw message of apart (public) on page rooms:show"),
        (whoever_is_out_is_in, "dialogues:people", "r saw name of private (private) on page dialogues:people"),
        (a_disguise_hides_nothing, "chat:versions", "D saw deleted of private (private) on page chat:versions"),
        (entries_have_no_audience, SOCKET, "P saw hosts of private (private) on frame entries"),
        (everybody_may_do_everything, "moderation:desk", "P saw report of private (private) on page moderation:desk"),
        (everybody_may_do_everything, "polls:change", "P saw draft of private (private) on page polls:change"),
        (practices_are_for_everybody, "followup:practice", "e saw practice of private (private) on page followup:practice"),
        (practices_are_for_everybody, "library:browse", "n saw practice of private (private) on page library:browse"),
        (everybody_may_do_everything, "dialogues:people", "P saw waiting of here (private) on page dialogues:people"),
    ],
    ids=lambda value: getattr(value, "__name__", "-"),
)  # fmt: skip
def test_a_planted_leak_is_found(plant, where, leak, built, monkeypatch):
    plant(monkeypatch)
    assert leak in look(built, where, leak[0])


def look(world, where, letter):
    seen = Seen(world)
    if where == SOCKET:
        hear(world, seen, letters=letter, live=False)
    else:
        visit(world, seen, names=[where], letters=letter)
    return seen.leaks()


def test_what_is_withheld_from_those_it_is_for_is_noticed_too(built, monkeypatch):
    text = next(text for text, one in built.canaries.items() if one.thing == "filed")
    for is_shown in (True, False):
        seen = Seen(built)
        visit(built, seen, names=["rooms:show"], letters="P")
        assert ("P" in seen.readers()[text]) == is_shown
        monkeypatch.setattr(resolving, "_shown", lambda message: {"deleted": True})
