"""A board that is kept in memory: for everybody alike, as it stands, and only for whoever may see it now."""

import gzip
import json

import pytest
from django.urls import reverse

from polylogue.log import redaction, writer
from polylogue.people.models import User
from tests.log import scenes as log
from tests.support import cast
from tests.whiteboard import scenes
from whiteboard import authors, snapshots
from whiteboard.models import Board


def url(board, name):
    return reverse(f"whiteboard:{name}", args=[board.room.dialogue.slug, board.pk])


def fetched(client, board, name="state"):
    answer = client.get(url(board, name))
    body = answer.content
    return json.loads(gzip.decompress(body) if "Content-Encoding" in answer else body)


def names(client, board):
    """Whose cards somebody gets."""
    return {card["name"] for card in fetched(client, board, "mine")["people"].values()}


@pytest.fixture
def made(monkeypatch):
    """Each time that a snapshot was made anew."""
    times, make = [], snapshots._made
    monkeypatch.setattr(snapshots, "_made", lambda pk: times.append(pk) or make(pk))
    return times


@pytest.mark.parametrize("name", ["state", "mine"])
def test_whoever_was_removed_gets_nothing_of_what_is_kept(
    name, planned, dialogue, sign_in, ada, cleo, dov
):
    scenes.note(planned, dov, "Trams")
    client = sign_in(cleo)
    before = client.get(url(planned, name))
    assert before.status_code == 200
    cast.remove(dialogue, cleo, ada)
    for headers in ({}, {"If-None-Match": before.get("ETag", "*")}):
        assert client.get(url(planned, name), headers=headers).status_code == 404
    assert sign_in(dov).get(url(planned, name)).status_code == 200


def test_what_becomes_private_deleted_or_forgotten_is_in_no_later_snapshot(
    planned, sign_in, ben, cleo, dov
):
    User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})
    reader = sign_in(dov)
    deleted = scenes.note(planned, cleo, "Trams for all")
    assert "Trams" in json.dumps(fetched(reader, planned))
    scenes.do(planned, cleo, "delete_pieces", pieces=[deleted])
    assert "Trams" not in json.dumps(fetched(reader, planned))
    how = {"piece": scenes.name(), "type": "note", "fields": {"text": "Iris pays"}}
    seq = scenes.do(planned, cleo, "create_piece", **how).seq
    assert "Iris" in json.dumps(fetched(reader, planned))
    writer.run(
        log.command(
            ben, lambda: redaction.redact(planned.stream_id, seq, by=ben.pk), planned.stream
        )
    )
    assert "Iris" not in json.dumps(fetched(reader, planned))


def test_nobody_gets_what_another_has_for_themselves(planned, sign_in, ben, cleo, dov):
    scenes.note(planned, dov, "Everybody's")
    scenes.do(planned, ben, "set_rules", is_private=True)
    scenes.note(planned, cleo, "Cleo's own")
    for person in (cleo, dov, ben):
        client = sign_in(person)
        own = [piece["fields"]["text"] for piece in fetched(client, planned, "mine")["pieces"]]
        assert own == (["Cleo's own"] if person == cleo else [])
        assert cleo.display_name not in names(client, planned)
        assert "Cleo's own" not in json.dumps(fetched(client, planned))
    roles = {person: fetched(sign_in(person), planned, "mine")["role"] for person in (ben, cleo)}
    assert roles == {ben: "lead", cleo: "member"}


def test_of_a_board_that_is_kept_only_the_way_in_and_ones_own_are_asked_for(
    planned, sign_in, cleo, dov, django_assert_num_queries
):
    """Session, person, part in the dialogue, board; then one's private pieces and one's dots."""
    scenes.note(planned, cleo)
    for name in ("state", "mine"):
        fetched(sign_in(dov), planned, name)
    client = sign_in(cleo)
    for name, queries in (("state", 4), ("mine", 6)):
        with django_assert_num_queries(queries):
            client.get(url(planned, name))


def test_whoever_asked_a_moment_earlier_gets_the_newer_board(planned, cleo, made):
    earlier = Board.objects.select_related("stream").get(pk=planned.pk)
    scenes.note(planned, cleo)
    newest = snapshots.of(Board.objects.select_related("stream").get(pk=planned.pk))
    assert snapshots.of(earlier) is newest and newest.head.seq == scenes.head(planned)
    assert len(made) == 1


def test_after_a_backup_was_restored_nothing_kept_is_shown(planned, cleo, made):
    scenes.note(planned, cleo)
    stream = planned.stream
    stream.refresh_from_db()
    snapshots.of(planned)
    stream.epoch, stream.head = "restored", stream.head - 1
    stream.save()
    assert snapshots.of(planned).head == ("restored", stream.head) and len(made) == 2


def test_the_cards_of_authors_are_as_they_are_now(planned, dialogue, sign_in, ben, cleo, dov):
    reader = sign_in(dov)
    before = names(reader, planned)
    scenes.note(planned, cleo)
    assert names(reader, planned) == {*before, cleo.display_name}
    account = sign_in(cleo)
    account.post("/profile/", {"display_name": "Cleo R.", "country": "FR", "city": "Lyon"})
    assert names(reader, planned) == {*before, "Cleo R."}


def test_what_no_entry_tells_of_authors_is_seen_after_a_minute(
    planned, sign_in, cleo, dov, monkeypatch
):
    monkeypatch.setattr(authors, "KEPT_SECONDS", 0.0)
    scenes.note(planned, cleo)
    assert cleo.display_name in names(sign_in(dov), planned)
    User.objects.filter(pk=cleo.pk).update(display_name="Mended by hand")
    assert "Mended by hand" in names(sign_in(dov), planned)
