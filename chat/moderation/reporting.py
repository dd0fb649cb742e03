"""Reports: anybody in the room may ask the crew to look at a message. Runs inside the writer."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chat.models import Message
from chat.moderation import hiding, muting, policies, reasons, removing
from chat.moderation.entries import MessageReported, ReportsResolved
from chat.moderation.meanwhile import DoneMeanwhile, name
from chat.moderation.models import Report
from chat.moderation.muting import Minutes
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.log.models import Audience
from rooms import reach
from rooms.models import Room

Outcome = Literal["hide", "mute", "remove", "ban", "dismiss"]


def report(room: Room, by: Participation, *, message: int, because: str = "") -> None:
    """Puts a message before the crew; one report of each person, which names them to the crew alone.

    The dialogue's stream is locked too: the report stands there, since participants follow the room.
    """
    by.require(policies.REPORT)
    if (room.stream_id, by.person_id) not in reach.held([room.stream_id], [by.person_id]):
        raise NotFound
    found = _standing(room, message)
    if by.person_id in {found.author_id, found.author.merged_into_id}:
        raise Invalid(_("This is your own message: you can delete it."))
    made, is_new = Report.objects.get_or_create(
        stream_id=room.stream_id,
        seq=message,
        by=by.person,
        defaults={"because": reasons.clean(because), "at": journal.now()},
    )
    if not is_new:
        raise DoneMeanwhile(_("You have reported this message already. Thank you."))
    fact = MessageReported(report=made.pk, room=room.pk, message=message, person=found.author_id)
    stream = room.dialogue.stream_id
    journal.append(stream, fact, by=by.person_id, audience=Audience.CREW)


def hide(room: Room, by: Participation, *, message: int, because: str = "") -> None:
    """Hides a message, reported or not; what was reported of it is dealt with."""
    hiding.hide_message(room, by, message=message, because=because)
    found = Message.objects.get(stream=room.stream, seq=message)
    here = Report.objects.filter(stream=room.stream, seq=message, resolved_at=None)
    _close(room, found, by, list(here), "hide")


def resolve(
    by: Participation,
    *,
    reports: list[int],
    outcome: Outcome,
    minutes: Minutes | None = None,
    everywhere: bool = False,
    because: str = "",
) -> None:
    """Does something about a reported message, or nothing, and closes these reports of it.

    They are those that the moderator has seen. Raises DoneMeanwhile if one of them is closed.
    Every stream of the dialogue must be locked.
    """
    by.require(policies.RESOLVE)
    found = _open(by, reports)
    room = Room.objects.select_related("dialogue").get(stream=found[0].stream_id)
    message = Message.objects.get(stream=room.stream, seq=found[0].seq)
    match outcome:
        case "hide":
            hiding.hide_message(room, by, message=message.seq, because=because)
        case "mute":
            place = None if everywhere else room
            who = message.author_id
            muting.mute(by, person=who, room=place, minutes=minutes, because=because)
        case "remove" | "ban":
            is_ban = outcome == "ban"
            removing.remove(by, person=message.author_id, because=because, ban=is_ban)
    _close(room, message, by, found, outcome)


def done_in_words(outcome: str) -> str:
    """What came of a report, for the crew."""
    return {
        "hide": pgettext("report", "the message was hidden"),
        "mute": pgettext("report", "its author was muted"),
        "remove": pgettext("report", "its author was removed"),
        "ban": pgettext("report", "its author was banned"),
        "dismiss": pgettext("report", "it was left as it is"),
    }[outcome]


def who_dealt_with(report: Report) -> str:
    """For a moderator who comes too late."""
    said = _("%(who)s has dealt with this already: %(done)s. Nothing was changed.")
    return said % {"who": name(report.resolved_by), "done": done_in_words(report.outcome)}


def _close(
    room: Room, message: Message, by: Participation, reports: list[Report], outcome: Outcome
) -> None:
    """The reports are dealt with; nothing to say where there is none."""
    numbers = [one.pk for one in reports]
    done = {"outcome": outcome, "resolved_at": journal.now(), "resolved_by": by.person}
    if Report.objects.filter(pk__in=numbers, resolved_at=None).update(**done):
        fact = ReportsResolved(
            reports=numbers,
            room=room.pk,
            message=message.seq,
            person=message.author_id,
            outcome=outcome,
        )
        stream = room.dialogue.stream_id
        journal.append(stream, fact, by=by.person_id, audience=Audience.CREW)


def _open(by: Participation, numbers: list[int]) -> list[Report]:
    """Reports of one message in this dialogue, all open; or a Refusal that says what happened."""
    here = Report.objects.filter(stream__room__dialogue=by.dialogue_id, pk__in=numbers)
    found = list(here.select_related("resolved_by"))
    if (
        not found
        or len(found) != len(set(numbers))
        or len({(one.stream_id, one.seq) for one in found}) != 1
    ):
        raise NotFound
    for one in found:
        if one.resolved_at:
            raise DoneMeanwhile(who_dealt_with(one))
    return found


def _standing(room: Room, seq: int) -> Message:
    found = Message.objects.standing().filter(stream_id=room.stream_id, seq=seq)
    for message in found.select_related("author"):
        return message
    raise NotFound(_("This message is not shown any more."))
