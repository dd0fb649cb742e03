"""What boards were: who changed what, any moment, versions with a name; each for those who may see it."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from polylogue.log import redaction, writer
from polylogue.log.models import Entry
from polylogue.people.models import User
from tests.log import scenes as log
from tests.support import cast
from tests.whiteboard import scenes, taking
from tests.whiteboard.test_pages import send, url
from whiteboard.history import past
from whiteboard.models import Piece, Version


def page(client, board, *more, name="history", query=""):
    answer = client.get(url(board, name, *more) + query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def forget(board, seq, by):
    User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})
    act = lambda: redaction.redact(board.stream_id, seq, by=by.pk)  # noqa: E731
    writer.run(log.command(by, act, board.stream))


# ---- who changed what --------------------------------------------------------------------------


def test_the_history_says_who_did_what_with_words_before_and_after(planned, sign_in, cleo, dov):
    one = scenes.put(planned, cleo, "card", fields={"title": "Trams"}, lane="lane-1")
    scenes.write(planned, dov, one, "More ", field="title")
    scenes.do(planned, dov, "set_fields", piece=one, fields={"colour": "red"}, base=99)
    scenes.do(planned, dov, "place_pieces", pieces=[one], lane="lane-2")
    said = words(page(sign_in(cleo), planned))
    for sentence in (
        "Cleo Marin added “Trams”",
        "Dov Peretz wrote in “More Trams”, Title",
        "Title added: More Trams",
        "Colour before: Plain after: Red",
        "Dov Peretz put “More Trams” into the lane “Chosen”",
        "Ben Okoro began the board “Action plan”",
    ):
        assert sentence in said, sentence


def test_the_history_says_what_came_from_elsewhere_and_which_rule_changed(
    planned, plenary, sign_in, ben, cleo, dov
):
    source = taking.place(plenary, cast.post(plenary, dov, "Trees along the river.").seq)
    taking.put(planned, cleo, "message", source, written={"title": "Trees"})
    scenes.do(planned, ben, "set_rules", hides_hands=True)
    said = words(page(sign_in(cleo), planned))
    assert "Cleo Marin took “Trees” over from elsewhere in the dialogue" in said
    assert "Do not show where others point, select and write before: no after: yes" in said


def test_what_somebody_typed_in_one_go_is_one_item(planned, sign_in, cleo, dov):
    one = scenes.note(planned, cleo, "a")
    for n in range(1, 6):
        scenes.write(planned, dov, one, n, "x")
    scenes.write(planned, cleo, one, "c")
    seen = page(sign_in(dov), planned, one, name="piece_history")
    assert seen.count("Dov Peretz wrote in") == 2 and "xxxxx</ins>" in seen


def test_the_history_of_a_piece_has_its_own_changes_alone(planned, sign_in, cleo, dov):
    one, other = scenes.note(planned, cleo, "One"), scenes.note(planned, cleo, "Other")
    scenes.do(planned, dov, "move_pieces", spots=[[one, 1, 2], [other, 3, 4]])
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    said = words(page(sign_in(dov), planned, one, name="piece_history"))
    assert "Dov Peretz moved “One” and 1 more on the canvas" in said
    assert "Cleo Marin deleted “One”" in said and "“Other”" not in said


def test_the_history_comes_in_pages_and_nothing_is_missing(planned, sign_in, cleo, dov):
    one = scenes.note(planned, cleo, "a")
    for n in range(70):
        scenes.do(planned, cleo, "move_pieces", spots=[[one, n, n]])
    client = sign_in(dov)
    first = page(client, planned)
    before = re.search(r'href="\?before=(\d+)"', first)[1]
    second = page(client, planned, query=f"?before={before}")
    ids = re.findall(r'id="entry-(\d+)"', first + second)
    told = Entry.objects.filter(stream=planned.stream_id, kind__startswith="board.")
    assert [int(n) for n in ids] == list(told.order_by("-seq").values_list("seq", flat=True))


def test_what_is_private_is_in_nobody_elses_history_and_drafts_stay_so_when_shown(
    planned, sign_in, ben, cleo, dov
):
    scenes.do(planned, ben, "set_rules", is_private=True)
    one = scenes.note(planned, cleo, "Rawdraft")
    scenes.write(planned, cleo, one, -8, "Polished")
    hidden = scenes.note(planned, cleo, "Stillmine")
    at = scenes.head(planned)
    scenes.do(planned, cleo, "reveal_pieces", pieces=[one])
    for other in (ben, dov):
        client = sign_in(other)
        pages = [page(client, planned), page(client, planned, one, name="piece_history")]
        pages += [page(client, planned, n, name="moment") for n in range(at - 3, at + 2)]
        assert not re.search("Rawdraft|Stillmine", " ".join(pages))
        assert "Polished" in pages[0] and "Polished" not in pages[-2] and "Polished" in pages[-1]
        assert client.get(url(planned, "piece_history", hidden)).status_code == 404
    mine = page(sign_in(cleo), planned, one, name="piece_history")
    assert "Rawdraft" in mine and "Only you see this" in mine


def test_eve_finds_no_past_and_observers_change_nothing(planned, dialogue, sign_in, cleo, eve):
    one = scenes.note(planned, cleo)
    for where in (
        url(planned, "history"),
        url(planned, "piece_history", one),
        url(planned, "moment", 2),
        url(planned, "find_moment") + "?seq=2",
    ):
        assert sign_in(eve).get(where).status_code == 404
    olga = cast.person("olga")
    cast.enrol(dialogue, olga, "observer")
    seen = page(sign_in(olga), planned, scenes.head(planned) - 1, name="moment")
    assert 'name="do"' not in seen and 'name="do"' not in page(sign_in(olga), planned)


# ---- any moment --------------------------------------------------------------------------------


def test_the_board_is_shown_as_it_stood_at_any_entry(planned, sign_in, cleo, dov):
    one = scenes.put(planned, cleo, "card", fields={"title": "Trams"}, lane="lane-1")
    then = scenes.head(planned)
    scenes.write(planned, dov, one, -5, "Buses", field="title")
    gone = scenes.note(planned, dov, "Afterwards")
    was = page(sign_in(cleo), planned, then, name="moment")
    assert "Trams" in was and not re.search("Buses|Afterwards", was) and "Changed since" in was
    now = page(sign_in(cleo), planned, scenes.head(planned), name="moment")
    assert "Buses" in now and "Afterwards" in now and gone in now and "Trams" not in now


def test_the_steps_lead_from_one_moment_to_the_next(planned, sign_in, ben, cleo, dov):
    one = scenes.note(planned, dov)
    first = scenes.head(planned)
    scenes.do(planned, ben, "set_rules", is_private=True)
    scenes.note(planned, cleo, "Hidden")
    scenes.do(planned, dov, "move_pieces", spots=[[one, 1, 1]])
    last = scenes.head(planned)
    seen = page(sign_in(dov), planned, last, name="moment")
    steps = re.findall(r'href="[^"]*/history/at/(\d+)/" data-moment rel="(\w+)"', seen)
    assert steps == [(str(first + 1), "prev")]


def test_a_moment_is_found_by_day_and_hour(planned, sign_in, cleo):
    scenes.note(planned, cleo)
    head = scenes.head(planned)
    past_hour = timezone.localtime() - timedelta(hours=2)
    Entry.objects.filter(stream=planned.stream_id, seq__lt=head).update(at=past_hour)
    client = sign_in(cleo)

    def found(query):
        return client.get(f"{url(planned, 'find_moment')}?{query}")

    an_hour = (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert found(f"when={an_hour}").url == url(planned, "moment", head - 1)
    assert found("when=2001-01-01T10:00").url == url(planned, "moment", 1)
    assert found("seq=999999").url == url(planned, "moment", head)
    for odd in ("when=yesterday", "when=0001-01-01T00:00", "seq=-1", "seq=x"):
        assert found(odd).status_code == 422
    for odd in (0, head + 1):
        assert client.get(url(planned, "moment", odd)).status_code == 404


def test_each_moment_is_what_the_board_was(planned, cleo, dov):
    """Whatever is in memory, and in whatever order one looks."""
    one = scenes.note(planned, cleo, "a")
    looks = {}
    for n in range(12):
        scenes.write(planned, dov, one, "x")
        scenes.do(planned, cleo, "move_pieces", spots=[[one, n, n]])
        looks[scenes.head(planned)] = scenes.row(planned, one).fields
    for seq in [*reversed(looks), *looks]:
        assert past.at(planned, seq).state.pieces[one].fields == looks[seq]


# ---- versions ----------------------------------------------------------------------------------


def test_a_version_is_kept_and_shown_as_it_was(planned, sign_in, ben, cleo, dov):
    one = scenes.note(planned, dov, "Trams")
    scenes.do(planned, ben, "set_rules", is_private=True)
    scenes.note(planned, cleo, "Hidden")
    assert send(sign_in(cleo), planned, "version", label="Mine").status_code == 403
    answer = send(sign_in(ben), planned, "version", label="After day 2", then="history")
    assert answer.url == url(planned, "history")
    version = Version.objects.get()
    assert (version.label, version.by_id, version.seq) == (
        "After day 2",
        ben.pk,
        scenes.head(planned),
    )
    assert "Hidden" not in json.dumps(version.content)
    scenes.write(planned, dov, one, -5, "Gone")
    shown = page(sign_in(cleo), planned, version.seq, name="moment")
    assert "After day 2" in shown and "Trams" in shown and "Gone" not in shown
    assert "After day 2" in page(sign_in(cleo), planned)


def test_redaction_reaches_versions_and_every_moment(planned, sign_in, ben, cleo, dov):
    made = scenes.do(
        planned, cleo, "create_piece", piece="one-1", type="note", fields={"text": "Iris pays"}
    ).seq
    scenes.do(planned, ben, "name_version", label="Before")
    scenes.write(planned, dov, "one-1", 9, " a lot")
    seq = scenes.do(planned, ben, "name_version", label="After").seq
    assert "Iris" in page(sign_in(dov), planned, seq, name="moment")
    forget(planned, made, ben)
    kept = json.dumps(list(Version.objects.values_list("content", flat=True)))
    assert "Iris" not in kept and "a lot" in kept
    for at in range(made, scenes.head(planned) + 1):
        assert "Iris" not in page(sign_in(dov), planned, at, name="moment")
    client = sign_in(cleo)
    seen = page(client, planned) + page(client, planned, "one-1", name="piece_history")
    assert "Iris" not in seen and "removed for good" in seen
    forget(planned, seq, ben)
    assert Version.objects.get(seq=seq).label == "█████"


def test_blots_do_not_come_back_onto_the_board(planned, ben, cleo, dov):
    made = scenes.do(
        planned, cleo, "create_piece", piece="one-1", type="note", fields={"text": "Iris pays"}
    ).seq
    other = scenes.note(planned, dov, "███ is a bar")
    scenes.write(planned, dov, "one-1", 9, " a lot")
    then = scenes.head(planned)
    scenes.write(planned, dov, other, "My ")
    forget(planned, made, ben)
    scenes.do(planned, ben, "return_board", to=then)
    assert scenes.row(planned, "one-1").fields["text"] == " a lot"
    assert scenes.row(planned, other).fields["text"] == "███ is a bar"


# ---- putting back ------------------------------------------------------------------------------


def state_of(board):
    rows = Piece.objects.filter(board=board, deleted_by=None).order_by("lane", "order", "name")
    return list(rows.values_list("name", "fields", "lane", "group"))


def test_the_board_is_put_back_by_a_form_once_and_taken_back(planned, sign_in, ben, cleo, dov):
    names = [scenes.note(planned, cleo, f"Note {n}", lane="lane-1") for n in range(5)]
    then, was = scenes.head(planned), state_of(planned)
    scenes.do(planned, dov, "place_pieces", pieces=names[3:], lane="lane-2", after="")
    scenes.write(planned, dov, names[0], "Not ")
    scenes.do(planned, cleo, "delete_pieces", pieces=names[1:3])
    scenes.note(planned, dov, "New")
    now = state_of(planned)
    client, key = sign_in(ben), cast.new_key()
    for _ in range(2):
        answer = send(client, planned, "return_board", key, to=then, then="history")
        assert answer.url == url(planned, "history")
    assert state_of(planned) == was
    lead = Entry.objects.get(stream=planned.stream_id, kind="board.board_returned")
    assert lead.seq == scenes.head(planned)
    seen = page(client, planned)
    assert "put the whole board back" in seen and "Ben Okoro wrote" not in seen
    send(client, planned, "undo", entry=lead.seq, then="history")
    assert state_of(planned) == now
    assert "took back what was put back" in page(client, planned)


def test_one_piece_is_put_back_by_a_form(planned, sign_in, cleo, dov):
    one = scenes.note(planned, cleo, "Trams", lane="lane-1")
    then = scenes.head(planned)
    scenes.write(planned, dov, one, "No ")
    answer = send(sign_in(cleo), planned, "return_piece", piece=one, to=then, then="piece")
    assert answer.url == url(planned, "piece_history", one)
    assert scenes.row(planned, one).fields["text"] == "Trams"


@pytest.mark.parametrize("to", [0, 10**6, 10**14])
def test_a_moment_that_is_not_there_is_refused_in_words(planned, sign_in, ben, to):
    head = scenes.head(planned)
    answer = send(sign_in(ben), planned, "return_board", to=to)
    assert answer.status_code in {404, 422} and scenes.head(planned) == head


def test_a_lane_that_was_numbered_anew_comes_back_in_order(planned, ben, cleo):
    names = [scenes.note(planned, cleo, f"{n}", lane="lane-1") for n in range(3)]
    then = scenes.head(planned)
    for _ in range(200):
        names.insert(1, scenes.note(planned, cleo, "between", lane="lane-1", after=names[0]))
    assert Entry.objects.filter(stream=planned.stream_id, kind="board.orders_renewed").exists()
    scenes.do(planned, ben, "return_board", to=then)
    row = Piece.objects.filter(board=planned, lane="lane-1", deleted_by=None).order_by("order")
    assert [piece.fields["text"] for piece in row] == ["0", "1", "2"]


def test_the_board_and_each_piece_show_the_way_to_their_history(planned, sign_in, cleo):
    one = scenes.note(planned, cleo, "Trams")
    then = scenes.head(planned)
    client = sign_in(cleo)
    assert url(planned, "history") in page(client, planned, name="show")
    assert url(planned, "piece_history", one) in page(client, planned, one, name="piece")
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    assert url(planned, "piece_history", one) in page(client, planned, one, name="piece")
    assert "It was deleted" in page(client, planned, one, name="piece_history")
    send(client, planned, "return_piece", piece=one, to=then)
    assert scenes.row(planned, one).deleted_by_id is None
