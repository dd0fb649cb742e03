"""How commands on a dialogue reach the writer: what they lock, whose they are, what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit.refusals import NotAllowed
from polylogue.log import writer
from polylogue.log.intents import Intent, Receipt, digest
from polylogue.log.models import Stream
from polylogue.people.models import User


def participant(dialogue_id: int, person_id: int) -> Participation:
    """The person's part in the dialogue as it is now, inside the transaction; or NotAllowed."""
    parts = Participation.objects.select_related("dialogue")
    for part in parts.filter(dialogue_id=dialogue_id, person_id=person_id):
        if part.is_active:
            return part
    raise NotAllowed


def every_stream(dialogue: Dialogue) -> Callable[[], tuple[int, ...]]:
    """The dialogue's stream and all that belong to it: what a change of reach must lock."""
    return every_stream_of(dialogue.stream_id)


def every_stream_of(root: int) -> Callable[[], tuple[int, ...]]:
    """The same, by the dialogue's stream."""

    def streams() -> tuple[int, ...]:
        branches = Stream.objects.filter(root=root).order_by("pk")
        return (root, *branches.values_list("pk", flat=True))

    return streams


def run_as(
    dialogue: Dialogue,
    person: User,
    act: Callable[[Participation], Any],
    *,
    key: str,
    content: object,
    reach: bool = False,
) -> Receipt:
    """Does `act` with the person's participation as it is after the lock; raises Refusal.

    `key` comes from the form, `content` is what the form said (a retry must say the same);
    `reach` locks every stream of the dialogue, for what ends or opens somebody's access.
    """
    intent = Intent(
        act=lambda: act(participant(dialogue.pk, person.pk)),
        actor=person.pk,
        streams=every_stream(dialogue) if reach else (dialogue.stream_id,),
        lane=dialogue.stream_id,
        key=key,
        digest=digest(content),
    )
    return writer.run(intent)


def run_for(
    dialogues: Sequence[Dialogue],
    person: User,
    act: Callable[[], Any],
    *,
    key: str,
    content: object = None,
) -> Receipt:
    """Does `act` for somebody who may not be in these dialogues (yet); locks all their streams."""

    def streams() -> tuple[int, ...]:
        return tuple(stream for dialogue in dialogues for stream in every_stream(dialogue)())

    intent = Intent(
        act=act,
        actor=person.pk,
        streams=streams,
        lane=dialogues[0].stream_id if dialogues else 0,
        key=key,
        digest=digest(content),
    )
    return writer.run(intent)
