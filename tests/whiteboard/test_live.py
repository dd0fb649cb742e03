"""Boards over the line: who gets which entries by socket and by HTTP, and who is let go of."""

from __future__ import annotations

import json

from asgiref.sync import sync_to_async
from django.urls import reverse

from tests.breakout.harvest import scenes as groups
from tests.rooms.test_http_door import do as post
from tests.support import cast
from tests.whiteboard import scenes

here = sync_to_async


def place(board):
    """A board as what `join` and the HTTP door take: a stream of a dialogue."""
    board.dialogue, board.dialogue_id = board.room.dialogue, board.room.dialogue_id
    return board


async def joined(join, board, *people):
    return [await join(place(board), as_=person) for person in people]


async def test_everybody_at_a_board_gets_an_operation_once_it_is_kept(
    join, plenary, ben, cleo, dov
):
    board = await here(scenes.opened)(plenary, ben)
    hers, his = await joined(join, board, cleo, dov)
    op = {"piece": "from-cleo", "type": "note", "fields": {"text": "Trams"}}
    answer = await hers.do("board.create_piece", key="key-of-cleo", stream=board.stream_id, op=op)
    (item,) = await his.items(1, board.stream_id)
    assert (item["kind"], item["seq"], item["by"]) == (
        "board.piece_created",
        answer["seq"],
        cleo.pk,
    )
    assert item["data"]["key"] == "key-of-cleo" and item["data"]["fields"] == {"text": "Trams"}


async def test_what_does_not_fit_is_answered_and_costs_no_line(join, plenary, ben, cleo):
    board = await here(scenes.opened)(plenary, ben)
    (socket,) = await joined(join, board, cleo)
    create = {"piece": "a-note", "type": "note"}
    for op, code in (
        ({"piece": "x", "type": "note"}, "malformed"),
        (create | {"nonsense": 1}, "malformed"),
        (create | {"fields": {"nonsense": "x"}}, "invalid"),
        ({"piece": "a-lane", "type": "lane"}, "not-allowed"),
        (create, None),
        (create, "board-name-taken"),
    ):
        answer = await socket.do("board.create_piece", stream=board.stream_id, op=op)
        assert answer.get("code") == code, op


async def test_private_notes_and_hidden_votes_reach_no_other_browser(
    join, plenary, ada, ben, mia, cleo, dov
):
    board = await here(scenes.opened)(plenary, ben)
    voted_on = await here(scenes.note)(board, ben)
    hers, *others = await joined(join, board, cleo, ada, ben, mia, dov)
    await here(scenes.do)(board, ben, "set_rules", is_private=True)
    private = await here(scenes.note)(board, cleo, "Shh")
    await here(scenes.write)(board, cleo, private, "Really: ")
    await here(scenes.do)(board, cleo, "move_pieces", spots=[[private, 3, 3]])
    await here(scenes.do)(board, ben, "set_phase", phase="vote")
    await here(scenes.do)(board, cleo, "vote", piece=voted_on, dots=3)
    await here(scenes.do)(board, ben, "set_rules", budget=7)
    head = await here(scenes.head)(board)
    kinds = [item["kind"] for item in await hers.items(7, board.stream_id)]
    assert kinds.count("board.vote_cast") == 1 and kinds.count("board.piece_created") == 1
    for other in others:
        items = await other.items(3, board.stream_id)
        await other.quiet()
        heard = json.dumps(other.heard)
        assert [item["kind"] for item in items] == [
            "board.rules_set", "board.phase_set", "board.rules_set",
        ]  # fmt: skip
        assert private not in heard and "Shh" not in heard and "vote_cast" not in heard
        frames = [frame for frame in other.heard if frame["t"] == "entries"]
        assert is_without_gaps(frames, to=head)


def is_without_gaps(frames, to):
    """Each frame says what it covers, and goes on where the one before ended."""
    ends = [frame["to"] for frame in frames]
    return [frame["from"] for frame in frames[1:]] == [end + 1 for end in ends[:-1]] and ends[
        -1
    ] == to


async def test_what_is_shown_at_last_comes_with_all_it_says(join, plenary, ben, cleo, dov):
    board = await here(scenes.opened)(plenary, ben)
    await here(scenes.do)(board, ben, "set_rules", is_private=True)
    one = await here(scenes.note)(board, cleo, "Trams")
    (his,) = await joined(join, board, dov)
    await here(scenes.do)(board, ben, "set_rules", is_private=False)
    _rules, shown = await his.items(2, board.stream_id)
    (piece,) = shown["data"]["now"]
    assert (piece["name"], piece["fields"]) == (one, {"text": "Trams"})


async def test_who_is_removed_gets_nothing_more_of_the_board(
    join, dialogue, plenary, ada, ben, cleo
):
    board = await here(scenes.opened)(plenary, ben)
    (hers,) = await joined(join, board, cleo)
    await here(cast.remove)(dialogue, cleo, ada)
    await here(scenes.note)(board, ben, "Afterwards")
    assert await hers.closed() == 4005
    assert "Afterwards" not in json.dumps(hers.heard)
    told = [f["stream"] for f in hers.heard if f["t"] == "detached"]
    assert board.stream_id in told


async def test_a_board_that_is_opened_later_is_followed_without_a_new_line(
    join, plenary, ben, cleo
):
    socket = await join(plenary, as_=cleo)
    board = await here(scenes.opened)(plenary, ben)
    await here(board.stream.refresh_from_db)()
    cursor = {"stream": board.stream_id, "epoch": board.stream.epoch, "seq": board.stream.head}
    await socket.say(t="follow", cursor=cursor)
    op = {"piece": "from-cleo", "type": "note"}
    answer = await socket.do("board.create_piece", stream=board.stream_id, op=op)
    assert answer["t"] == "ok"
    assert [item["seq"] for item in await socket.items(1, board.stream_id)] == [answer["seq"]]


async def test_the_welcome_says_whose_board_a_stream_is(join, plenary, ben, cleo):
    board = await here(scenes.opened)(plenary, ben)
    (socket,) = await joined(join, board, cleo)
    state = next(s for s in socket.welcome["streams"] if s["stream"] == board.stream_id)
    assert (state["room"], state["annex"]) == (plenary.pk, True)


async def test_nobody_else_follows_the_board_of_a_group(join, dialogue, ben, cleo, dov):
    round = await here(groups.opened)(dialogue, ben, cleo)
    board = await here(scenes.opened)(await here(groups.room)(round), ben)
    await here(scenes.note)(board, cleo, "Ours")
    his = await join(dialogue, as_=dov)
    await his.say(t="follow", cursor={"stream": board.stream_id, "epoch": "", "seq": 0})
    assert (await his.next("error"))["code"] == "not-found"
    op = {"piece": "from-dov", "type": "note"}
    refused = await his.do("board.create_piece", stream=board.stream_id, op=op)
    assert refused["code"] == "not-found"


# ---- over HTTP ---------------------------------------------------------------------------------


def test_the_same_goes_over_http(planned, sign_in, cleo, dov):
    client, board = sign_in(cleo), place(planned)
    op = {"piece": "by-http", "type": "note"}
    said = post(client, board, "board.create_piece", key="key-by-http", op=op).json()
    again = post(client, board, "board.create_piece", key="key-by-http", op=op).json()
    assert said["t"] == "ok" and (again["again"], again["seq"]) == (True, said["seq"])
    where = f"/live/{board.dialogue.slug}/streams/{board.stream_id}?after={said['seq'] - 1}"
    items = sign_in(dov).get(where).json()["items"]
    assert [item["data"]["piece"] for item in items] == ["by-http"]


def test_what_one_missed_is_asked_for_and_private_entries_are_left_out(
    planned, sign_in, ben, cleo, dov
):
    board = place(planned)
    after = scenes.head(planned)
    scenes.do(planned, ben, "set_rules", is_private=True)
    scenes.note(planned, cleo, "Shh")
    where = f"/live/{board.dialogue.slug}/streams/{board.stream_id}?after={after}"
    for person, count in ((cleo, 2), (dov, 1), (ben, 1)):
        frame = sign_in(person).get(where).json()
        assert (len(frame["items"]), frame["from"], frame["to"]) == (count, after + 1, after + 2)


def test_eve_gets_nothing_over_http(planned, sign_in, eve):
    board = place(planned)
    op = {"piece": "from-eve", "type": "note"}
    assert post(sign_in(eve), board, "board.create_piece", op=op).status_code == 404
    where = f"/live/{board.dialogue.slug}/streams/{board.stream_id}?after=0"
    assert sign_in(eve).get(where).status_code == 404


def test_who_looks_as_a_participant_leads_no_board(planned, sign_in, ben):
    client, board = sign_in(ben), place(planned)
    look = reverse("dialogues:look", args=[board.dialogue.slug])
    client.post(look, {"as": "participant", "key": cast.new_key()})
    refused = post(client, board, "board.set_phase", op={"phase": "closed"})
    assert refused.status_code == 403
