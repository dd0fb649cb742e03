"""What the log forgets of a board: the words everywhere, and nothing that others did."""

import json

import pytest

from polylogue.log import reading, redaction, writer
from polylogue.log.models import Entry
from tests.log import scenes as log
from tests.whiteboard import scenes
from whiteboard.models import Step

SECRET = "Iris 😀 pays"


@pytest.fixture(autouse=True)
def system(db):
    from polylogue.people.models import User

    User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})


def forget(board, seq, by):
    writer.run(
        log.command(by, lambda: redaction.redact(board.stream_id, seq, by=by.pk), board.stream)
    )


def everything(board):
    """All that is kept of the board, as text."""
    shown = reading.shown(Entry.objects.filter(stream=board.stream_id))
    steps = list(Step.objects.filter(board=board).values_list("inverse", flat=True))
    pieces = list(board.pieces.values_list("fields", flat=True))
    return json.dumps([shown, steps, pieces], ensure_ascii=False)


def test_a_note_is_forgotten_with_what_others_added_kept(planned, cleo, dov, ben):
    one = scenes.name()
    seq = scenes.do(
        planned, cleo, "create_piece", piece=one, type="note", fields={"text": SECRET}
    ).seq
    scenes.write(planned, dov, one, 4, " (not), ")
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    scenes.do(planned, cleo, "restore_pieces", pieces=[one])
    assert "Iris" in everything(planned)
    forget(planned, seq, ben)
    assert scenes.row(planned, one).fields["text"] == " (not), "
    assert "Iris" not in everything(planned) and "pays" not in everything(planned)
    scenes.write(planned, dov, one, "Trees", base=scenes.head(planned))


def test_one_edit_is_forgotten_and_those_around_it_stay(planned, cleo, dov, ben):
    one = scenes.note(planned, cleo, "Trams.")
    seq = scenes.write(planned, dov, one, 5, f", {SECRET}").seq
    scenes.write(planned, cleo, one, 20, "!")
    scenes.write(planned, cleo, one, 7, -2)
    forget(planned, seq, ben)
    assert scenes.row(planned, one).fields["text"] == "Trams.!"
    assert "is 😀" not in everything(planned)


def test_a_drawing_and_a_label_are_forgotten(planned, cleo, ben):
    drawn, line = scenes.name(), scenes.name()
    one, other = scenes.note(planned, cleo), scenes.note(planned, cleo)
    first = scenes.do(
        planned, cleo, "create_piece", piece=drawn, type="stroke", fields={"points": [7, 7, 9, 9]}
    ).seq
    second = scenes.do(
        planned, cleo, "connect_pieces", piece=line, start=one, end=other, label=SECRET
    ).seq
    forget(planned, first, ben)
    forget(planned, second, ben)
    assert scenes.row(planned, drawn).fields["points"] == [0, 0, 0, 0]
    assert "Iris" not in everything(planned) and "[7, 7" not in everything(planned)


def test_a_title_is_forgotten(side_room, ben):
    board = scenes.opened(side_room, ben, title=SECRET)
    forget(board, 1, ben)
    board.refresh_from_db()
    assert "Iris" not in board.title and "Iris" not in everything(board)


def test_an_entry_that_showed_the_words_is_shown_anew(planned, cleo, ben):
    one = scenes.name()
    seq = scenes.do(planned, cleo, "create_piece", piece=one, type="note", fields={"text": SECRET})
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    restored = scenes.do(planned, cleo, "restore_pieces", pieces=[one]).seq
    forget(planned, seq.seq, ben)
    anew = Entry.objects.get(stream=planned.stream_id, kind="board.look_changed")
    assert anew.data["shown"] == restored
