"""What facilitators do with groups and the people in them, in a draft or while it runs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from django.utils.translation import gettext as _

from breakout import entries, hearing, ledger, policies, rounds, signals
from breakout.ledger import Change
from breakout.models import Group, Move, Round, Seat
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience
from rooms import groups as group_rooms
from rooms.actions import title_of
from rooms.models import Room

MOST_GROUPS = 200


class GroupIsClosed(Refusal):
    code = "group-closed"
    status = 409


def add_groups(round: Round, by: Participation, *, titles: Sequence[str]) -> list[Group]:
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    titles = [title_of(title) for title in titles]
    if round.groups.count() + len(titles) > MOST_GROUPS:
        raise Invalid(_("A round has up to %d groups.") % MOST_GROUPS)
    last = round.groups.last()
    first = last.position + 1 if last else 0
    rooms: list[Room | None] = [None] * len(titles)
    if round.is_open:
        rooms = list(group_rooms.make(round.dialogue, titles, by=by.person_id))
    made = [
        Group.objects.create(round=round, title=title, position=first + place, room=room)
        for place, (title, room) in enumerate(zip(titles, rooms, strict=True))
    ]
    for group in made:
        told = entries.GroupAdded(
            round=round.pk, group=group.pk, title=group.title, room=group.room_id
        )
        _append(round, told, by=by)
        if round.is_open:
            signals.group_added.send(Round, round=round, group=group, by=by.person_id)
    return made


def add_numbered(round: Round, by: Participation, *, count: int) -> list[Group]:
    """So many groups more, numbered on from those there are."""
    if not 1 <= count <= MOST_GROUPS:
        raise Invalid(_("Choose how many groups, up to %d.") % MOST_GROUPS)
    return add_groups(round, by, titles=numbered(round, count))


def numbered(round: Round, count: int) -> list[str]:
    """So many titles with the next numbers that no group has."""
    taken = set(round.groups.values_list("title", flat=True))
    titles = (_("Group %d") % number for number in itertools.count(len(taken) + 1))
    return list(itertools.islice((title for title in titles if title not in taken), count))


def rename(round: Round, by: Participation, *, group: int, title: str) -> None:
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    found, title = find(round, group), title_of(title)
    if title != found.title:
        Group.objects.filter(pk=found.pk).update(title=title)
        Room.objects.filter(group=found).update(title=title)
        told = entries.GroupRenamed(round=round.pk, group=found.pk, title=title, room=found.room_id)
        _append(round, told, by=by)


def remove(round: Round, by: Participation, *, group: int) -> None:
    """Takes an empty group out of a draft."""
    by.require(policies.LEAD)
    rounds.require_draft(round)
    found = find(round, group)
    if Seat.objects.filter(group=found, ended_by=None).exists():
        raise Invalid(_("There are people in this group: move them first."))
    _append(round, entries.GroupRemoved(round=round.pk, group=found.pk), by=by)
    found.seats.all().delete()
    found.delete()


def move(
    round: Round, by: Participation, *, people: Sequence[int], to: int | None, seen: int | None
) -> Move | None:
    """Seats these people in a group, or takes them to the plenary (None).

    Raises MovedMeanwhile if somebody else moved one of them after version `seen`.
    """
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    group = find_open(round, to) if to else None
    require_taking_part(round, people)
    ledger.require_unmoved(round, people, seen=seen)
    change = Change(dict.fromkeys(people, group), pinned=people if round.is_draft else ())
    return ledger.seat(round, change, by=by.person_id, how=Move.How.BY_HAND)


def pin(round: Round, by: Participation, *, person: int, pinned: bool) -> None:
    by.require(policies.LEAD)
    seat = Seat.objects.filter(round=round, person=person, ended_by=None)
    if not seat.update(pinned=pinned):
        raise NotFound(_("This person has no seat in this round."))
    told = entries.SeatPinned(round=round.pk, person=person, pinned=pinned)
    journal.append(round.dialogue.stream_id, told, by=by.person_id, audience=Audience.CREW)


def merge(round: Round, by: Participation, *, group: int, into: int, seen: int | None) -> None:
    """Everybody in the one group goes to the other, and the one is closed."""
    by.require(policies.LEAD)
    rounds.require_open(round)
    source, target = find_open(round, group), find_open(round, into)
    if source == target:
        raise Invalid(_("Choose two different groups."))
    people = in_group(source)
    ledger.require_unmoved(round, people, seen=seen)
    change = Change(dict.fromkeys(people, target))
    moved = ledger.seat(round, change, by=by.person_id, how=Move.How.MERGE)
    _close(round, source, by, moved or _empty_move(round, by, Move.How.MERGE), into=target)


def split(
    round: Round, by: Participation, *, people: Sequence[int], title: str, seen: int | None
) -> Group:
    """These people go to a new group."""
    by.require(policies.LEAD)
    rounds.require_not_over(round)
    if not people:
        raise Invalid(_("Choose who goes to the new group."))
    require_taking_part(round, people)
    ledger.require_unmoved(round, people, seen=seen)
    (made,) = add_groups(round, by, titles=[title])
    change = Change(dict.fromkeys(people, made))
    ledger.seat(round, change, by=by.person_id, how=Move.How.SPLIT)
    return made


def close(round: Round, by: Participation, *, group: int, seen: int | None) -> None:
    """Takes the people of one group to the plenary, and ends it."""
    by.require(policies.LEAD)
    rounds.require_open(round)
    found = find_open(round, group)
    people = in_group(found)
    ledger.require_unmoved(round, people, seen=seen)
    change = Change(dict.fromkeys(people, None))
    moved = ledger.seat(round, change, by=by.person_id, how=Move.How.CLOSE)
    _close(round, found, by, moved or _empty_move(round, by, Move.How.CLOSE), into=None)


def find(round: Round, group: int | None) -> Group:
    groups = Group.objects.select_related("room", "merged_into")
    found = groups.filter(round=round, pk=group).first() if group else None
    if found is None:
        raise NotFound(_("This group does not exist any more."))
    return found


def find_open(round: Round, group: int) -> Group:
    """The same; raises GroupIsClosed, which says what became of it."""
    found = find(round, group)
    if found.closed_by_id:
        if found.merged_into:
            words = {"group": found.title, "into": found.merged_into.title}
            raise GroupIsClosed(_("“%(group)s” was merged into “%(into)s”.") % words)
        raise GroupIsClosed(_("“%s” was closed.") % found.title)
    return found


def in_group(group: Group) -> list[int]:
    current = Seat.objects.filter(group=group, ended_by=None).order_by("person")
    return list(current.values_list("person_id", flat=True))


def require_taking_part(round: Round, people: Sequence[int]) -> None:
    active = round.dialogue.participations.active().filter(person__in=people)
    if not people or active.count() != len(set(people)):
        raise NotFound(_("Somebody of these is not in the dialogue any more."))


def _close(round: Round, group: Group, by: Participation, move: Move, into: Group | None) -> None:
    Group.objects.filter(pk=group.pk).update(closed_by=move, merged_into=into)
    signals.group_closed.send(Round, round=round, group=group, by=by.person_id)
    if group.room:
        group_rooms.close(round.dialogue, [group.room], by=by.person_id)
    told = entries.GroupClosed(
        round=round.pk, group=group.pk, version=move.version, into=into.pk if into else None
    )
    _append(round, told, by=by)


def _empty_move(round: Round, by: Participation, how: Move.How) -> Move:
    """Nobody sat there; that the group ended is a move all the same, and can be taken back."""
    return ledger.next_move(round, by=by.person_id, how=how)


def _append(round: Round, fact: Fact, *, by: Participation) -> None:
    told = hearing.audience(round)
    journal.append(round.dialogue.stream_id, fact, by=by.person_id, audience=told)
