"""The corpus on a board of the whole dialogue: as notes, in every text of cards, in lanes, groups and lines."""

from __future__ import annotations

import itertools
from typing import Any

from tests.support.payloads import CORPUS

TITLE, FIELDS = 120, 11


def fill(filling: Any, people: list[int]) -> None:
    from polylogue.log.models import Stream
    from rooms.models import Annex, Attachment, Room
    from whiteboard.models import Board
    from whiteboard.patterns.shipped import ACTION

    plenary = Room.objects.get(dialogue=filling.dialogue, kind="plenary")
    stream = Stream.objects.create(rank=Stream.Rank.ROOM, root=filling.dialogue.stream)
    filling.streams.heads[stream.pk] = 0
    Annex.objects.create(stream=stream, room=plenary)
    held = Attachment.objects.filter(stream=plenary.stream_id, until_seq=None)
    for person in held.values_list("person", flat=True):
        Attachment.objects.create(stream=stream, person_id=person)
    card = [{"name": field.name, "most": field.most, "label": ""} for field in ACTION]
    board = Board.objects.create(
        stream=stream,
        room=plenary,
        is_rooms_own=False,
        title=filling.one(TITLE),
        template="action_plan",
        phase="plan",
        rules={},
        card=card,
        opened_by=filling.by["ada"],
    )
    _pieces(filling, board, [field.name for field in ACTION], itertools.cycle(people))
    _ideas(filling, board)


def _template(filling: Any, board: Any, by: int) -> None:
    from whiteboard.models import OwnTemplate

    texts = [payload.text[:120] for payload in CORPUS]
    lanes = [
        {"name": f"lane-{n}", "type": "lane", "fields": {"title": text}}
        for n, text in enumerate(texts)
    ]
    about = {"format": "polylogue-board", "edition": 1, "phase": "plan", "rules": {}}
    content = about | {"title": filling.one(TITLE, 4), "card": [], "pieces": lanes}
    words = {"name": filling.one(TITLE, 5), "says": filling.one(300, 6)}
    OwnTemplate.objects.create(dialogue=filling.dialogue, author_id=by, content=content, **words)


def _version(filling: Any, board: Any, by: int) -> None:
    """All of it once more, as it is kept under a name."""
    from whiteboard import rowing
    from whiteboard.history import versions
    from whiteboard.models import Version

    label = filling.one(TITLE, 3)
    state = rowing.state_of(board, 0)
    state.pieces = {piece.name: piece for piece in rowing.pieces_of(board)}
    content = versions.content(state)
    seq = filling.streams.append(board.stream_id, "board.version_named", by, label=label)
    at = board.opened_at
    Version.objects.create(board=board, seq=seq, label=label, by_id=by, at=at, content=content)


def _pieces(filling: Any, board: Any, fields: list[str], authors: Any) -> None:
    from whiteboard.models import Piece

    texts = [payload.text for payload in CORPUS]
    made: list[Any] = []

    def put(kind: str, said: dict[str, str], **more: Any) -> str:
        name, by = f"{kind}-{len(made)}", next(authors)
        data = {"piece": name, "type": kind, "fields": said}
        seq = filling.streams.append(board.stream_id, "board.piece_created", by, **data)
        order = f"{len(made) + 1296:x}".rjust(6, "a")
        about = {"made": seq, "seq": seq, "fields": said, "order": order}
        made.append(Piece(board=board, name=name, kind=kind, by_id=by, **about | more))
        return name

    lane = put("lane", {"title": filling.one(TITLE, 1)})
    group = put("group", {"title": filling.one(200, 2)}, lane=lane)
    notes = [
        put("note", {"text": text}, lane=lane if n % 2 else "") for n, text in enumerate(texts)
    ]
    for start in range(0, len(texts), FIELDS):
        said = dict(zip(fields, texts[start : start + FIELDS], strict=False))
        put("card", said, group=group, lane=lane)
    for one, other in itertools.pairwise(notes[:40]):
        put("connector", {"label": filling.one(120, len(made))}, ends=[one, other], order="")
    Piece.objects.bulk_create(made)
    board.live = len(made)
    board.save()
    _version(filling, board, next(authors))
    _template(filling, board, next(authors))


def _ideas(filling: Any, board: Any) -> None:
    """As project ideas of the cards, in every text of them."""
    from polylogue.followup.ideas import wording
    from polylogue.followup.models import Idea, IdeaEdition

    cards = board.pieces.filter(kind="card").values_list("name", "by")
    texts = itertools.cycle(payload.text for payload in CORPUS)
    for name, by in cards:
        about = {"dialogue": filling.dialogue, "board": board, "piece": name, "made_by_id": by}
        idea = Idea.objects.create(**about)
        said = {field: next(texts) for field in wording.TEXTS}
        said |= {"title": filling.one(200), "city": filling.one(80), "owner": filling.one(200)}
        IdeaEdition.objects.create(idea=idea, number=1, written_by_id=by, **said)
        told = {"idea": idea.pk, "edition": 1}
        idea.written_seq = filling.streams.append(
            filling.dialogue.stream_id, "followup.idea_written", by, **told
        )
        idea.save()
