"""Reads of good practices for pages: those of a dialogue, what a person is asked, what they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from chat.history import Line, lines
from chat.places import within
from polylogue.dialogues.models import Participation
from polylogue.followup import asking, showing
from polylogue.followup.choices import Visibility, reaches
from polylogue.followup.models import Consent, Practice, Source
from polylogue.followup.models.sight import PracticeQuerySet, accounts_of
from polylogue.followup.showing import Shown
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message that a good practice comes from, as it stands now, and where."""

    source: Source
    room: Room
    line: Line


@dataclass(frozen=True, slots=True)
class Asked:
    """A practice with words of a person, whether it asks them now, and what they allowed."""

    shown: Shown
    is_open: bool
    given: list[Consent]


def in_dialogue(by: Participation) -> PracticeQuerySet:
    seen = Practice.objects.visible_to(by.person, as_crew=not by.is_disguised)
    found: PracticeQuerySet = seen.filter(dialogue=by.dialogue_id)
    return found.select_related("dialogue")


def asked(person: User) -> list[Asked]:
    """The practices with words of the person, in whichever dialogue: open questions first."""
    seen = Practice.objects.visible_to(person).filter(is_own=True).select_related("dialogue")
    waiting = set(open_questions(person.pk).values_list("practice", flat=True))
    found = [
        Asked(shown, shown.practice.pk in waiting, _given(shown.practice, person.pk))
        for shown in showing.shown(seen)
        if shown.practice.visibility != Visibility.ROOM or _given(shown.practice, person.pk)
    ]
    return sorted(found, key=lambda one: not one.is_open)


def consents_of(practice: Practice, person: int) -> dict[str, Any]:
    """Whether the person is asked now, what they said to it, and what of theirs holds."""
    now = practice.consents.filter(
        person__in=accounts_of(person), edition=practice.edition, visibility=practice.visibility
    ).first()
    given = _given(practice, person)
    covers = [one for one in given if one.edition == practice.edition]
    is_covered = any(reaches(one.visibility, practice.visibility) for one in covers)
    return {
        "now": now,
        "given": given,
        "is_asked": practice.visibility != Visibility.ROOM and not is_covered,
    }


def _given(practice: Practice, person: int) -> list[Consent]:
    own = practice.consents.filter(person__in=accounts_of(person), edition__gte=practice.earliest)
    return list(own.filter(answer=Consent.Answer.GIVEN).order_by("-edition", "-pk"))


def open_questions(person: int) -> Any:
    """What the person is asked now and has not answered."""
    found = Consent.objects.filter(person__in=accounts_of(person), answer=Consent.Answer.OPEN)
    return found.filter(
        practice__unpinned_at=None,
        practice__review_since=None,
        edition=F("practice__edition"),
        visibility=F("practice__visibility"),
    )


def asked_count(person: int) -> int:
    count: int = open_questions(person).count()
    return count


def quoted(practice: Practice, by: Participation | None) -> list[Quoted]:
    """The messages in rooms that the person can follow; nothing for whoever takes no part."""
    if by is None:
        return []
    found = Room.objects.visible_to(by.person).filter(dialogue=practice.dialogue_id)
    rooms = {room.stream_id: room for room in found.select_related("dialogue")}
    sources = [one for one in practice.sources.all() if one.stream_id in rooms]
    entries = Entry.objects.filter(within([(one.stream_id, one.seq) for one in sources]))
    shown = {(line.entry.stream_id, line.entry.seq): line for line in lines(list(entries), by)}
    return [
        Quoted(one, rooms[one.stream_id], shown[one.stream_id, one.seq])
        for one in sources
        if (one.stream_id, one.seq) in shown
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one author has said about what is wished now, for the crew."""

    person: User
    answer: str
    at: Any


def standings(practice: Practice) -> list[Standing]:
    """Each author of the newest edition with their answer; nothing while nobody is asked."""
    if practice.visibility == Visibility.ROOM:
        return []
    given = asking.given_by_author(practice, practice.edition)
    people = User.objects.in_bulk(given)
    return [_standing(practice, people[author]) for author in given]


def _standing(practice: Practice, author: User) -> Standing:
    rows = practice.consents.filter(person__in=accounts_of(author.pk), edition=practice.edition)
    for row in rows.order_by("-answered_at", "-pk"):
        if row.answer == Consent.Answer.GIVEN or row.visibility == practice.visibility:
            return Standing(author, row.answer, row.answered_at or row.asked_at)
    return Standing(author, Consent.Answer.OPEN, None)
