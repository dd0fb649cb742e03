"""Mail to those who have said nothing yet, once a day at most. Runs inside the writer."""

from __future__ import annotations

from breakout.challenges import entries, mailing, overview, policies
from breakout.challenges.limits import REMIND_AGAIN_AFTER
from breakout.challenges.models import Reminder
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log import journal
from polylogue.log.models import Audience


def remind(by: Participation) -> int:
    """Sends each of them a mail with the way to their page; returns how many were written to."""
    by.require(policies.LEAD)
    parts = [one.part for one in waiting(by.dialogue)]
    for part in parts:
        Reminder.objects.create(
            dialogue=by.dialogue, person=part.person, by=by.person, at=journal.now()
        )
        mailing.remind(by.dialogue, part.person)
    if parts:
        fact = entries.PeopleReminded(people=[part.person_id for part in parts])
        journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)
    return len(parts)


def waiting(dialogue: Dialogue) -> list[overview.Standing]:
    """Who would be sent a mail now: nothing said, an address, and none sent for a day."""
    lately = set(
        Reminder.objects.filter(
            dialogue=dialogue, at__gt=journal.now() - REMIND_AGAIN_AFTER
        ).values_list("person", flat=True)
    )
    return [
        one
        for one in overview.standings(dialogue)
        if one.is_silent and one.part.person.email and one.part.person_id not in lately
    ]
