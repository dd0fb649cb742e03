"""The page door: the outline and its forms, for whom they work, and what they give back."""

import gzip
import json
import re

import pytest
from django.urls import reverse

from polylogue.log.models import Entry
from tests.support import cast
from tests.support.doors import press
from tests.whiteboard import scenes
from whiteboard.models import Board, Dots, Piece


def url(board, name="show", *more):
    return reverse(f"whiteboard:{name}", args=[board.room.dialogue.slug, board.pk, *more])


def page(client, board):
    answer = client.get(url(board))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, board, does, key=None, **fields):
    return press(client, url(board, "do"), key, do=does, **fields)


def made(board, **fields):
    return Piece.objects.exclude(kind="lane").get(board=board, **fields)


# ---- reading -----------------------------------------------------------------------------------


def test_the_outline_goes_from_lane_to_group_to_card(planned, sign_in, cleo):
    group = scenes.put(planned, cleo, "group", fields={"title": "Mobility"}, lane="lane-1")
    scenes.put(planned, cleo, "card", fields={"title": "Trams", "goal": "Fewer cars"}, group=group)
    scenes.put(planned, cleo, "card", fields={"title": "Trees"}, lane="lane-1")
    seen = page(sign_in(cleo), planned)
    headings = re.findall(r"<h(\d)[^>]*>(?:<a [^>]*>)?([^<]+)", seen)
    titles = [(level, text.strip()) for level, text in headings if text.strip() in TITLES]
    assert titles == [
        ("2", "Ideas"),
        ("3", "Mobility"),
        ("4", "Trams"),
        ("3", "Trees"),
        ("2", "Chosen"),
    ]
    assert "Fewer cars" in seen and "Cleo Marin" in seen


TITLES = {"Ideas", "Mobility", "Trams", "Trees", "Chosen"}


def test_what_is_private_or_hidden_is_on_no_page_of_others(planned, sign_in, ben, cleo, dov):
    scenes.do(planned, ben, "set_rules", is_private=True)
    one = scenes.note(planned, cleo, "Only mine")
    assert "Only mine" in page(sign_in(cleo), planned)
    for other in (ben, dov):
        assert "Only mine" not in page(sign_in(other), planned)
        assert sign_in(other).get(url(planned, "piece", one)).status_code == 404
        assert sign_in(other).get(url(planned, "edits", one, "text", 0)).status_code == 404


def test_eve_finds_nothing(planned, sign_in, cleo, eve):
    one = scenes.note(planned, cleo)
    for where in (
        url(planned),
        url(planned, "piece", one),
        url(planned, "state"),
        url(planned, "lanes"),
        url(planned, "mine"),
    ):
        assert sign_in(eve).get(where).status_code == 404
    assert send(sign_in(eve), planned, "delete", piece=one).status_code == 404


def test_observers_read_and_are_offered_nothing(planned, dialogue, sign_in, cleo):
    olga = cast.person("olga")
    cast.enrol(dialogue, olga, "observer")
    scenes.note(planned, cleo, "Trams")
    seen = page(sign_in(olga), planned)
    assert "Trams" in seen and "boards/" in seen and 'name="do"' not in seen


def test_the_list_shows_the_boards_one_can_follow(planned, side_room, sign_in, ada, cleo):
    scenes.opened(side_room, ada, title="Beside")
    where = reverse("whiteboard:list", args=[planned.room.dialogue.slug])
    seen = sign_in(cleo).get(where).content.decode()
    assert "Action plan" in seen and "Beside" in seen and "New board" not in seen
    offered = sign_in(ada).get(where).content.decode()
    assert "New board" in offered and 'id="board-room" name="room"' in offered  # for all, as ever


def test_the_room_shows_the_way_to_its_boards(planned, side_room, sign_in, mia, cleo):
    more = scenes.opened(planned.room, mia, title="For all", for_dialogue=True)
    here = sign_in(cleo).get(planned.room.get_absolute_url()).content.decode()
    beside = sign_in(cleo).get(side_room.get_absolute_url()).content.decode()
    assert url(planned) in here and url(more) in here
    assert url(planned) not in beside and url(more) in beside


# ---- forms -------------------------------------------------------------------------------------


def test_a_form_sent_twice_puts_one_card_on_the_board(planned, sign_in, cleo):
    client, key = sign_in(cleo), cast.new_key()
    for _ in range(2):
        answer = send(client, planned, "create", key, type="card", words="Trams", lane="lane-2")
        assert answer.status_code == 302
    card = made(planned)
    assert (card.fields, card.lane, card.by_id) == ({"title": "Trams"}, "lane-2", cleo.pk)


def test_saving_a_page_merges_with_what_others_wrote_meanwhile(planned, sign_in, cleo, dov):
    one = scenes.note(planned, cleo, "Trams and buses")
    seen = scenes.head(planned)
    scenes.write(planned, dov, one, 5, " (electric)")
    scenes.do(planned, dov, "move_pieces", spots=[[one, 5, 5]])
    send(sign_in(cleo), planned, "save", piece=one, base=seen, text="Trams, buses", colour="red")
    row = scenes.row(planned, one)
    assert row.fields == {"text": "Trams (electric), buses", "colour": "red", "x": 5, "y": 5}


def test_everything_is_done_by_plain_forms(planned, sign_in, ben, cleo):
    client, lead = sign_in(cleo), sign_in(ben)
    a, b = (scenes.put(planned, cleo, "card", lane="lane-1") for _ in "ab")
    group = scenes.put(planned, cleo, "group")
    send(client, planned, "place", piece=b, to=f"lane-1:{''}")
    send(client, planned, "place", piece=a, to="lane-2:end")
    send(client, planned, "group", piece=a, group=group)
    send(client, planned, "connect", piece=a, end=b, label="pays")
    assert (scenes.row(planned, a).lane, scenes.row(planned, a).group) == ("lane-2", group)
    assert made(planned, kind="connector").ends == [a, b]
    send(client, planned, "delete", piece=b)
    assert scenes.row(planned, b).deleted_by_id == cleo.pk
    send(client, planned, "restore", piece=b)
    send(lead, planned, "lock", piece=b)
    assert scenes.row(planned, b).locked_by_id == ben.pk
    send(lead, planned, "unlock", piece=b)
    send(lead, planned, "phase", phase="vote", anew="1")
    send(client, planned, "vote", piece=b, dots="2")
    assert Dots.objects.get().dots == 2
    send(lead, planned, "rules", budget="3", most="1", is_locked="1", hides_hands="1")
    planned.refresh_from_db()
    assert planned.rules == {
        "budget": 3, "most": 1, "hides_votes": False, "is_private": False, "is_locked": True,
        "hides_hands": True,
    }  # fmt: skip
    assert planned.totals == {b: 2}


@pytest.mark.parametrize(
    "form",
    [
        {"do": "nothing"},
        {"do": "create", "type": "card", "words": "  "},
        {"do": "create", "type": "castle", "words": "x"},
        {"do": "place", "piece": "lane-1", "to": "nowhere"},
        {"do": "vote", "piece": "lane-1", "dots": "-1"},
        {"do": "phase", "phase": "later"},
        {"do": "delete"},
    ],
)
def test_a_form_that_makes_no_sense_is_refused_and_changes_nothing(planned, sign_in, ben, form):
    head = scenes.head(planned)
    answer = send(sign_in(ben), planned, form.pop("do"), **form)
    assert answer.status_code == 422 and scenes.head(planned) == head


def test_what_somebody_wrote_is_given_back_when_it_is_refused(planned, sign_in, ben, cleo):
    scenes.do(planned, ben, "set_phase", phase="closed")
    answer = send(sign_in(cleo), planned, "create", type="card", words="A long thought")
    assert answer.status_code == 409
    assert "A long thought</textarea>" in answer.content.decode()


def test_a_fragment_comes_for_the_script_and_a_page_for_everybody(planned, sign_in, cleo):
    client = sign_in(cleo)
    fragment = client.post(
        url(planned, "do"),
        {"key": cast.new_key(), "do": "create", "type": "note", "words": "Trams"},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert "Trams" in fragment and "<html" not in fragment


def test_a_board_is_opened_by_a_form_of_the_crew(plenary, sign_in, mia, cleo):
    where = reverse("whiteboard:open", args=[plenary.dialogue.slug])
    said = {"room": plenary.pk, "template": "problem_tree", "title": "Why"}
    assert press(sign_in(cleo), where, **said).status_code == 403
    answer = press(sign_in(mia), where, **said)
    board = Board.objects.get(title="Why")
    assert answer.url == url(board)
    areas = Piece.objects.filter(board=board, kind="group").count()
    assert areas == 3 and board.phase == "cluster"


# ---- the whole board at once -------------------------------------------------------------------


def fetched(client, board, name="state", **headers):
    answer = client.get(url(board, name), headers=headers)
    body = answer.content
    return answer, json.loads(gzip.decompress(body) if "Content-Encoding" in answer else body)


def test_the_snapshot_is_what_everybody_sees_at_one_revision(planned, sign_in, ben, cleo, dov):
    public, gone = scenes.note(planned, dov), scenes.note(planned, dov)
    scenes.do(planned, dov, "delete_pieces", pieces=[gone])
    scenes.do(planned, ben, "set_rules", is_private=True)
    hidden = scenes.note(planned, cleo)
    for person in (ben, cleo):
        _, whole = fetched(sign_in(person), planned)
        names = {piece["name"] for piece in whole["pieces"]}
        assert public in names and not {gone, hidden} & names
        assert whole["seq"] == scenes.head(planned)
    _, mine = fetched(sign_in(cleo), planned, "mine")
    assert [piece["name"] for piece in mine["pieces"]] == [hidden]
    assert fetched(sign_in(dov), planned, "mine")[1]["pieces"] == []


def test_the_lanes_are_made_in_the_browser_which_is_told_what_its_person_may_do(
    planned, sign_in, ben, cleo, eve
):
    scenes.note(planned, cleo, "Not in the page itself")
    shown = sign_in(cleo).get(url(planned, "lanes"))
    assert "Not in the page itself" not in shown.content.decode()
    for words in ("piece-dialog", "board-bar", "All is saved.", "Everybody works on everything"):
        assert words in shown.content.decode()
    assert sign_in(eve).get(url(planned, "lanes")).status_code == 404
    for person, leads in ((ben, "1" * 6), (cleo, "0" * 6)):
        mine = fetched(sign_in(person), planned, "mine")[1]
        assert mine["permits"]["set_rules"]["plan"] == leads and mine["is_open"]


def test_hidden_votes_are_in_no_snapshot_but_ones_own(planned, sign_in, ben, cleo, dov):
    one = scenes.note(planned, cleo)
    scenes.do(planned, ben, "set_phase", phase="vote")
    scenes.do(planned, cleo, "vote", piece=one, dots=2)
    assert fetched(sign_in(ben), planned)[1]["totals"] == {}
    assert fetched(sign_in(dov), planned, "mine")[1]["dots"] == {}
    assert fetched(sign_in(cleo), planned, "mine")[1]["dots"] == {one: 2}


def test_the_snapshot_is_made_once_for_a_revision_and_compressed(
    planned, sign_in, cleo, dov, monkeypatch
):
    from whiteboard import snapshots

    times, make = [], snapshots._made
    monkeypatch.setattr(snapshots, "_made", lambda pk: times.append(pk) or make(pk))
    answer, whole = fetched(sign_in(cleo), planned, **{"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip" and whole["title"] == "Action plan"
    assert fetched(sign_in(dov), planned)[1] == whole and len(times) == 1
    again = sign_in(cleo).get(url(planned, "state"), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    scenes.note(planned, cleo)
    assert fetched(sign_in(cleo), planned)[1]["seq"] == whole["seq"] + 1 and len(times) == 2


def test_missed_edits_come_with_ones_own_by_their_keys(planned, sign_in, cleo, dov):
    one = scenes.note(planned, cleo, "b")
    after = scenes.head(planned)
    scenes.write(planned, dov, one, "a")
    scenes.write(planned, dov, one, 2, "c")
    scenes.write(planned, cleo, one, 3, "d", key="the-key-of-cleo-1")
    steps = sign_in(cleo).get(url(planned, "edits", one, "text", after)).json()["steps"]
    last = Entry.objects.filter(stream=planned.stream_id).last().seq
    assert steps == [
        {"op": ["a", 1, "c"], "seq": last - 1},
        {"op": [3, "d"], "key": "the-key-of-cleo-1", "seq": last},
    ]
