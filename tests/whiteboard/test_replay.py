"""A board's stream explains its rows, whatever people do, in batches of any size, and after forgetting."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from concurrent.futures import Future

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from polylogue.kit.refusals import Refusal
from polylogue.log import redaction, writer
from polylogue.log.intents import Broken, Unknown
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms import commands
from tests.conftest import LONG
from tests.log import replaying_boards
from tests.log import scenes as log
from tests.log.replaying import Replay
from tests.support import cast
from tests.whiteboard import scenes, wishes
from whiteboard import commands as carriers
from whiteboard import operations as ops
from whiteboard.models import Piece
from whiteboard.pictures.models import Picture


def batch(board, wished):
    """Has operations written as one transaction; each is done or refused, and none breaks anything."""
    tickets = [(intent(board, by, operation), Future()) for by, operation in wished]
    left = tickets
    while left:
        left = writer._write(left)
    refused = [answer.exception() for _, answer in tickets if answer.exception()]
    assert not any(isinstance(one, Broken | Unknown) for one in refused), wished


def intent(board, by, operation):
    dialogue = board.room.dialogue
    return commands.intent(
        carriers.of(operation, board.stream_id),
        key=cast.new_key(),
        person=by.pk,
        dialogue=dialogue.pk,
        lane=dialogue.stream_id,
    )


def forget(board, chance, by):
    said = Entry.objects.filter(stream=board.stream_id, redacted_at=None, seq__gt=1)
    some = [e.seq for e in said if e.kind in {"board.piece_created", "board.text_edited"}]
    seq = chance.choice(some)
    act = lambda: redaction.redact(board.stream_id, seq, by=by.pk)  # noqa: E731
    writer.run(log.command(by, act, board.stream))


def work(board, people, chance):
    for _ in range(40):
        board.stream.refresh_from_db()
        names = list(Piece.objects.filter(board=board).values_list("name", flat=True))
        seen = max(1, board.stream.head - chance.randrange(8))
        some = [
            (chance.choice(people), wishes.on(chance, names, seen=seen))
            for _ in range(chance.choice([1, 3, 12]))
        ]
        if chance.random() < 0.2:
            some.append(picture(board, chance.choice(people)))
        batch(board, some)
        if chance.random() < 0.15:
            with contextlib.suppress(Refusal):
                forget(board, chance, people[0])


def picture(board, by):
    """One that was kept, and the wish to lay it."""
    about = {"name": "roof.png", "media_type": "image/png", "size": 1, "width": 2, "height": 2}
    kept = Picture.objects.create(board=board, owner=by, content="c", thumbnail="t", **about)
    fields = {"file": str(kept.pk), "alt": "A green roof"}
    return by, ops.CreatePiece(piece=wishes.fresh(), type="image", fields=fields)


def test_replaying_a_board_gives_its_rows(plenary, ben, mia, cleo, dov):
    User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})
    kinds: Counter[str] = Counter()

    @settings(
        max_examples=60 if LONG else 6,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.integers(0, 2**32))
    def run(seed: int) -> None:
        board = scenes.opened(plenary, ben, "retrospective", for_dialogue=True)
        work(board, [ben, mia, cleo, dov], random.Random(seed))
        told = Replay(plenary.dialogue)
        for model, compare in replaying_boards.PROJECTIONS.items():
            from_log, from_rows = compare(told, plenary.dialogue)
            assert from_log == from_rows, f"{model._meta.label}, seed {seed}"
        kinds.update(kind for kind, _, _ in scenes.told(board))

    run()
    assert kinds["text_edited"] > 60 and kinds["log.entry_redacted"] > 3, kinds
    assert len(kinds) > 12, kinds


def test_replaying_a_board_gives_its_timer_and_the_last_call(planned, plenary, ben, cleo):
    card = scenes.note(planned, cleo)
    scenes.do(planned, ben, "set_timer", seconds=300)
    scenes.do(planned, ben, "call_together", view=[0, 0, 900, 600], takes=True)
    scenes.do(planned, ben, "call_together", piece=card)
    planned.refresh_from_db()
    assert planned.ends_at and planned.call["piece"] == card
    from_log, from_rows = replaying_boards.boards(Replay(plenary.dialogue), plenary.dialogue)
    assert from_log == from_rows
