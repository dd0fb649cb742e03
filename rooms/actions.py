"""What people do in any room. Every function runs inside the writer."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.dialogues.revisions import require_unchanged
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from rooms import confidentiality, entries, policies, reach
from rooms.models import Attachment, Hand, Room


class RoomIsClosed(Refusal):
    code = "room-closed"
    sentence = _("This room is closed: it can be read, but nothing can be added.")


def require_inside(room: Room, by: Participation, action: str) -> None:
    """The person may do this, the room is open, and they can follow it now; or a Refusal."""
    by.require(action)
    if not journal.memo(
        room.dialogue.stream_id,
        ("attached", room.stream_id, by.person_id),
        lambda: _is_attached(room, by),
    ):
        raise NotFound
    if not room.is_open:
        raise RoomIsClosed


def add_room(
    by: Participation, *, title: str, purpose: str = "", rule: str = confidentiality.STRICTEST
) -> Room:
    by.require(policies.ARRANGE)
    rooms = Room.objects.filter(dialogue=by.dialogue)
    return reach.open_room(
        by.dialogue,
        by=by.person,
        title=title_of(title),
        rule=_rule(rule),
        purpose=purpose,
        position=rooms.count(),
    )


def change_room(
    room: Room,
    by: Participation,
    *,
    title: str,
    purpose: str,
    rule: str | None = None,
    seen: int | None = None,
) -> None:
    """Raises ChangedMeanwhile if somebody changed it after `seen` in the dialogue's log.

    Another rule holds for what is said from now on; it needs the room's stream locked too.
    """
    by.require(policies.ARRANGE)
    if seen is not None:
        require_unchanged(room.dialogue, entries.RoomChanged, seen=seen, room=room.pk)
    room.title, room.purpose = title_of(title), purpose
    room.save(update_fields=["title", "purpose"])
    changed = entries.RoomChanged(room=room.pk, title=room.title, purpose=purpose)
    journal.append(room.dialogue.stream_id, changed, by=by.person_id)
    if rule is not None:
        confidentiality.set_rule(room, _rule(rule), by=by.person_id)


def move_room(room: Room, by: Participation, *, places: int) -> None:
    """Moves a room so many places down the list (up, if negative); the plenary stays first."""
    by.require(policies.ARRANGE)
    first, *others = Room.objects.filter(dialogue=room.dialogue).order_by("position", "pk")
    place = next((place for place, other in enumerate(others) if other.pk == room.pk), None)
    if place is None:
        raise Invalid(_("The plenary is always first."))
    others.insert(max(0, place + places), others.pop(place))
    for position, other in enumerate((first, *others)):
        Room.objects.filter(pk=other.pk).update(position=position)
    ordered = entries.RoomsOrdered(rooms=[first.pk, *(other.pk for other in others)])
    journal.append(room.dialogue.stream_id, ordered, by=by.person_id)


def close_room(room: Room, by: Participation) -> None:
    """Closes a further room; the plenary stays open as long as the dialogue."""
    by.require(policies.ARRANGE)
    if room.kind == Room.Kind.PLENARY:
        raise Invalid(_("The plenary cannot be closed."))
    if room.is_open:
        room.closed_at = timezone.now()
        room.save(update_fields=["closed_at"])
        closed = entries.RoomClosed(room=room.pk, title=room.title)
        journal.append(room.dialogue.stream_id, closed, by=by.person_id)


def reopen_room(room: Room, by: Participation) -> None:
    by.require(policies.ARRANGE)
    if not room.is_open:
        room.closed_at = None
        room.save(update_fields=["closed_at"])
        opened = entries.RoomOpened(room=room.pk, title=room.title)
        journal.append(room.dialogue.stream_id, opened, by=by.person_id)


def raise_hand(room: Room, by: Participation) -> None:
    """Puts the person at the end of the speaker queue; a hand that is up stays where it is."""
    require_inside(room, by, policies.RAISE_HAND)
    _hand, raised = Hand.objects.get_or_create(
        room=room, person=by.person, lowered_at=None, defaults={"raised_at": journal.now()}
    )
    if raised:
        journal.append(room.stream_id, entries.HandRaised(), by=by.person_id)


def lower_hand(room: Room, by: Participation, *, person: int | None = None) -> None:
    """Takes a hand down: one's own, or as a facilitator anybody's."""
    person = person or by.person_id
    action = policies.RAISE_HAND if person == by.person_id else policies.LEAD_QUEUE
    require_inside(room, by, action)
    take_hand_down(room, person, by=by.person_id)


def take_hand_down(room: Room, person: int, *, by: int) -> None:
    """Takes down a hand whose person may not speak any more; no harm if it is not up."""
    up = Hand.objects.filter(room=room, person_id=person, lowered_at=None)
    if up.update(lowered_at=journal.now()):
        journal.append(room.stream_id, entries.HandLowered(person=person), by=by)


def call_speaker(room: Room, by: Participation, *, person: int) -> None:
    """Gives a person in the queue the floor; raises NotFound if their hand is not up."""
    require_inside(room, by, policies.LEAD_QUEUE)
    now = journal.now()
    up = Hand.objects.filter(room=room, person_id=person, lowered_at=None)
    if not up.update(called_at=now, lowered_at=now):
        raise NotFound(_("This hand is not up any more."))
    journal.append(room.stream_id, entries.SpeakerCalled(person=person), by=by.person_id)


def _is_attached(room: Room, by: Participation) -> bool:
    held = Attachment.objects.filter(stream_id=room.stream_id, person_id=by.person_id)
    return held.filter(until_seq=None).exists()


def title_of(text: str) -> str:
    """The title as it is kept; raises Invalid for an empty or overlong one."""
    text = wording.name(text)
    if not 1 <= len(text) <= 120:
        raise Invalid(_("A room needs a title of up to 120 characters."))
    return text


def _rule(name: str) -> str:
    if name not in Room.Rule.values:
        raise Invalid(_("Choose what may leave the room."))
    return name
