"""Leading people on a board: its timer, and calls to come somewhere; who may, what all see, what nobody may learn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import journal
from polylogue.log.models import Entry
from tests.support import cast
from tests.support.doors import press
from tests.whiteboard import scenes
from whiteboard.models import Board
from whiteboard.refusals import Gone

VIEWS = ("show", "lanes", "canvas", "present")
PLACE = [0, 0, 900, 600]


def url(board, name, *more):
    return reverse(f"whiteboard:{name}", args=[board.room.dialogue.slug, board.pk, *more])


def now(client, board, on="show"):
    answer = client.get(url(board, "now", on))
    assert answer.status_code == 200
    return answer.content.decode()


def left(board):
    """Minutes on the timer, rounded; none if none runs."""
    board.refresh_from_db()
    return board.ends_at and round((board.ends_at - journal.now()) / timedelta(minutes=1))


def timer(board, by, key=None, **op):
    return scenes.do(board, by, "set_timer", key, **op)


def call(board, by, **op):
    return scenes.do(board, by, "call_together", **op)


def last(board):
    return Entry.objects.filter(stream=board.stream_id).latest("seq")


# ---- the timer ---------------------------------------------------------------------------------


def test_a_timer_ends_when_the_server_says_and_everybody_is_told(planned, ben):
    timer(planned, ben, seconds=300)
    assert left(planned) == 5
    entry = last(planned)
    assert (entry.kind, entry.audience) == ("board.timer_set", "everyone")
    assert entry.data["ends_at"] == planned.ends_at.isoformat(timespec="milliseconds")


def test_two_who_give_more_time_at_once_give_it_twice_and_a_doubled_command_once(planned, ada, ben):
    timer(planned, ben, seconds=300)
    key = cast.new_key()
    for person, more in ((ben, key), (ben, key), (ada, None)):
        timer(planned, person, more, seconds=60, more=True)
    assert left(planned) == 7


def test_more_time_after_the_end_counts_from_now(planned, ben):
    timer(planned, ben, seconds=300)
    Board.objects.update(ends_at=journal.now() - timedelta(minutes=3))
    timer(planned, ben, seconds=60, more=True)
    assert left(planned) == 1


def test_a_timer_that_is_shortened_below_nothing_ends_now(planned, ben):
    timer(planned, ben, seconds=300)
    timer(planned, ben, seconds=-3600, more=True)
    assert left(planned) == 0


def test_a_timer_is_stopped_and_what_does_not_run_cannot_be(planned, ben):
    timer(planned, ben, seconds=300)
    timer(planned, ben, seconds=0)
    assert left(planned) is None
    head = scenes.head(planned)
    for op in ({"seconds": 0}, {"seconds": 60, "more": True}, {"seconds": -5}):
        with pytest.raises(Invalid):
            timer(planned, ben, **op)
    assert scenes.head(planned) == head


def test_a_timer_runs_up_to_twelve_hours(planned, ben):
    timer(planned, ben, seconds=43_200)
    with pytest.raises(Invalid, match="twelve hours"):
        timer(planned, ben, seconds=60, more=True)
    assert left(planned) == 720


@pytest.mark.parametrize("who", ["mia", "cleo"])
def test_only_those_who_lead_set_the_timer(planned, who, request):
    with pytest.raises(NotAllowed):
        timer(planned, request.getfixturevalue(who), seconds=300)
    assert left(planned) is None


def test_the_timer_runs_in_every_phase_and_under_every_lock(planned, ben):
    scenes.do(planned, ben, "set_rules", is_locked=True)
    for phase in ("vote", "closed"):
        scenes.do(planned, ben, "set_phase", phase=phase)
        timer(planned, ben, seconds=300)
        assert left(planned) is not None
        timer(planned, ben, seconds=0)
        assert left(planned) is None


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_counts_down_to_the_end_by_the_clock_of_the_server(
    planned, sign_in, ben, cleo, view
):
    timer(planned, ben, seconds=300)
    planned.refresh_from_db()
    page = sign_in(cleo).get(url(planned, view)).content.decode()
    assert f'data-ends-at="{planned.ends_at.isoformat(timespec="milliseconds")}"' in page
    assert 'role="timer">5:00<' in page or 'role="timer">4:5' in page
    assert "Start the timer" not in page and "Start anew" not in page


def test_that_time_is_up_stands_there_for_a_while(planned, sign_in, ben, cleo):
    timer(planned, ben, seconds=300)
    for ago, is_shown in ((1, True), (11, False)):
        Board.objects.update(ends_at=journal.now() - timedelta(minutes=ago))
        assert ('data-phase="grace"' in now(sign_in(cleo), planned)) == is_shown


def test_the_forms_of_the_timer_work_without_a_script(planned, sign_in, ben):
    client = sign_in(ben)
    assert press(client, url(planned, "do"), do="timer", minutes="5").status_code == 302
    assert left(planned) == 5
    press(client, url(planned, "do"), do="timer", more="1")
    assert left(planned) == 6
    press(client, url(planned, "do"), do="timer", minutes="0")
    assert left(planned) is None
    assert press(client, url(planned, "do"), do="timer", minutes="x").status_code == 422


def test_a_form_of_the_timer_is_answered_with_what_is_so_now(planned, sign_in, ben):
    form = {"do": "timer", "minutes": "5", "then": "now", "on": "lanes"}
    ours = {"headers": {"HX-Request": "true"}}
    answer = sign_in(ben).post(url(planned, "do"), {"key": cast.new_key(), **form}, **ours)
    said = answer.content.decode()
    assert "5 minutes more" in said and "Stop the timer" in said and "<html" not in said


# ---- calls -------------------------------------------------------------------------------------


def test_everybody_is_called_to_a_card_and_finds_the_way_in_their_view(planned, sign_in, ben, cleo):
    card = scenes.put(planned, cleo, "card", fields={"title": "Trams"})
    call(planned, ben, piece=card)
    for view in ("show", "lanes", "canvas"):
        said = now(sign_in(cleo), planned, view)
        assert "Ben Okoro asks you to come to “Trams”." in said, said
        assert f'href="{url(planned, view)}#{card}"' in said and "data-takes" not in said
    assert "You called everybody to “Trams”." in now(sign_in(ben), planned)


def test_who_is_to_be_taken_there_is_taken_and_whoever_calls_is_not(planned, sign_in, ben, cleo):
    card = scenes.note(planned, cleo)
    call(planned, ben, piece=card, takes=True)
    assert "data-takes" in now(sign_in(cleo), planned)
    assert "data-takes" not in now(sign_in(ben), planned)


def test_a_part_of_the_canvas_is_reached_by_the_piece_near_it_and_else_on_the_canvas(
    planned, sign_in, ben, cleo
):
    card = scenes.note(planned, cleo)
    call(planned, ben, piece=card, view=PLACE)
    assert 'data-view="0 0 900 600"' in now(sign_in(cleo), planned, "canvas")
    assert f"#{card}" in now(sign_in(cleo), planned, "lanes")
    seq = call(planned, ben, view=PLACE, takes=True).seq
    lanes = now(sign_in(cleo), planned, "lanes")
    assert f'href="{url(planned, "canvas")}?go={seq}"' in lanes and "data-takes" not in lanes
    assert "data-takes" in now(sign_in(cleo), planned, "canvas")


def test_whoever_comes_to_the_canvas_because_of_a_call_is_led_on(planned, sign_in, ben, cleo):
    call(planned, ben, view=PLACE)
    assert "data-takes" not in sign_in(cleo).get(url(planned, "canvas")).content.decode()
    assert "data-takes" in sign_in(cleo).get(url(planned, "canvas") + "?go=1").content.decode()


def test_nobody_is_called_to_what_they_cannot_see(planned, sign_in, ben, cleo):
    scenes.do(planned, ben, "set_rules", is_private=True)
    own, others = scenes.note(planned, ben, "Only mine"), scenes.note(planned, cleo, "Not yours")
    with pytest.raises(Invalid):
        call(planned, ben, piece=own)
    with pytest.raises(NotFound):
        call(planned, ben, piece=others)
    call(planned, ben, piece=own, view=PLACE)
    assert last(planned).data.get("piece", "") == ""
    assert "Only mine" not in now(sign_in(cleo), planned, "canvas")


def test_a_call_to_what_was_deleted_is_refused_and_one_from_before_ends(
    planned, sign_in, ben, cleo
):
    card = scenes.note(planned, cleo)
    call(planned, ben, piece=card)
    scenes.do(planned, cleo, "delete_pieces", pieces=[card])
    assert "data-call" not in now(sign_in(cleo), planned)
    with pytest.raises(Gone):
        call(planned, ben, piece=card)


def test_a_call_is_over_after_a_while(planned, sign_in, ben, cleo):
    call(planned, ben, piece=scenes.note(planned, cleo))
    planned.refresh_from_db()
    over = (journal.now() - timedelta(seconds=1)).isoformat()
    Board.objects.update(call=planned.call | {"until": over})
    assert "data-call" not in now(sign_in(cleo), planned)


def test_the_crew_calls_in_every_phase_and_nobody_else(planned, ben, mia, cleo):
    scenes.do(planned, ben, "set_phase", phase="closed")
    call(planned, mia, view=PLACE)
    with pytest.raises(NotAllowed):
        call(planned, cleo, view=PLACE)
    assert Entry.objects.filter(kind="board.called_together").count() == 1


def test_a_call_without_a_script(planned, sign_in, ben, cleo):
    card = scenes.note(planned, cleo, "Trams")
    assert "Call everybody here" in sign_in(ben).get(url(planned, "piece", card)).content.decode()
    assert (
        "Call everybody here" not in sign_in(cleo).get(url(planned, "piece", card)).content.decode()
    )
    assert press(sign_in(ben), url(planned, "do"), do="call", piece=card).status_code == 302
    assert (
        f"{url(planned, 'show')}#{card}" in sign_in(cleo).get(url(planned, "show")).content.decode()
    )
    for view in ("1 2", "a b c d", "0 0 0 0"):
        assert press(sign_in(ben), url(planned, "do"), do="call", view=view).status_code == 422


def test_what_leads_people_is_told_in_the_history(planned, sign_in, ben, cleo):
    card = scenes.put(planned, cleo, "card", fields={"title": "Trams"})
    call(planned, ben, piece=card)
    timer(planned, ben, seconds=60)
    timer(planned, ben, seconds=0)
    told = sign_in(cleo).get(url(planned, "history")).content.decode()
    for words in ("called everybody to", "set the timer to", "stopped the timer"):
        assert words in told


def test_a_view_that_loads_the_board_learns_whether_its_page_is_of_before(
    planned, sign_in, ben, cleo
):
    def signs():
        client = sign_in(cleo)
        page = client.get(url(planned, "lanes")).content.decode()
        return page.partition('data-led="')[2].partition('"')[0], client.get(
            url(planned, "state")
        ).json()["led"]

    seen = [signs()]
    timer(planned, ben, seconds=300)
    seen.append(signs())
    call(planned, ben, view=PLACE)
    seen.append(signs())
    assert all(page == board for page, board in seen) and len(set(seen)) == 3


# ---- the big screen ----------------------------------------------------------------------------


def test_the_big_screen_says_phase_and_timer_and_offers_nothing(planned, sign_in, ben, cleo):
    scenes.do(planned, ben, "set_phase", phase="vote")
    timer(planned, ben, seconds=300)
    page = sign_in(ben).get(url(planned, "present")).content.decode()
    assert "Phase: Vote" in page and 'role="timer"' in page
    assert "The results are shown at the end of the phase." in page
    for chrome in ("<form", 'class="app-header"', 'data-tool="card"', 'id="piece-dialog"'):
        assert chrome not in page


def test_the_big_screen_goes_where_everybody_is_called(planned, sign_in, ben):
    call(planned, ben, view=PLACE)
    page = now(sign_in(ben), planned, "present")
    assert "Ben Okoro asks you to come" in page and "data-takes" in page and "<button" not in page


def test_eve_finds_no_door_to_what_leads_a_board(planned, sign_in, eve):
    for where in (url(planned, "now", "show"), url(planned, "present")):
        assert sign_in(eve).get(where).status_code == 404


def test_a_view_that_there_is_not_is_not_found(planned, sign_in, cleo):
    assert sign_in(cleo).get(url(planned, "now", "moon")).status_code == 404
