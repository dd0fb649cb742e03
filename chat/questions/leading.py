"""How the crew leads the questions of a room. Every function runs inside the writer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chat.questions import entries, policies, standing
from chat.questions.models import REASON_LENGTH, Desk, Question
from chat.questions.standing import State
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.log import journal
from rooms.actions import require_inside
from rooms.models import Room


def arrange(room: Room, by: Participation, *, is_open: bool, reviewed: bool) -> None:
    """Opens or closes the room for questions; `reviewed`: from now on they are looked at first."""
    require_inside(room, by, policies.ARRANGE)
    desk = standing.desk_of(room)
    if (desk.is_open, desk.is_reviewed) != (is_open, reviewed):
        now = journal.now()
        desk.open_since = (desk.open_since or now) if is_open else None
        desk.reviewed_since = (desk.reviewed_since or now) if reviewed else None
        desk.save()
        arranged = entries.Arranged(is_open=is_open, reviewed=reviewed)
        journal.append(room.stream_id, arranged, by=by.person_id)


def approve(room: Room, by: Participation, *, question: int) -> None:
    """Shows everyone a question that waited to be looked at."""
    require_inside(room, by, policies.REVIEW)
    found = standing.found(room, by, question)
    standing.require(found, State.WAITING)
    found.state, found.approved_at = State.OPEN, journal.now()
    found.save(update_fields=["state", "approved_at"])
    approved = entries.Approved(question=question, person=found.author_id)
    standing.tell(found, approved, by=by.person_id)


def dismiss(room: Room, by: Participation, *, question: int, reason: str) -> None:
    """Sets a question aside, whether it was shown or waits to be; its asker is told why."""
    require_inside(room, by, policies.REVIEW)
    found = standing.found(room, by, question)
    standing.require(found, State.WAITING, State.OPEN)
    found.reason, found.state = _reason(reason), State.DISMISSED
    found.settled_at, found.settled_by = journal.now(), by.person
    found.save(update_fields=["reason", "state", "settled_at", "settled_by"])
    standing.tell(found, entries.Dismissed(question=question), by=by.person_id)
    explained = entries.DismissalExplained(question=question)
    standing.tell(found, explained, by=by.person_id, quietly=True)
    let_go(room, by, found)


def take_up(room: Room, by: Participation, *, question: int) -> None:
    """Turns the room to a question that everyone sees."""
    require_inside(room, by, policies.TAKE_UP)
    found = standing.found(room, by, question)
    standing.require(found, State.OPEN)
    if not found.is_shown:
        raise Invalid(_("Only the hosts and its asker see this question."))
    desk = standing.desk_of(room)
    if desk.current != question:
        desk.current = question
        desk.save()
        standing.tell(found, entries.TakenUp(question=question), by=by.person_id)


def put_down(room: Room, by: Participation, *, question: int) -> None:
    """The room is done with this question, answered or not."""
    require_inside(room, by, policies.TAKE_UP)
    let_go(room, by, standing.found(room, by, question))


def let_go(room: Room, by: Participation, question: Question) -> None:
    """If the question is taken up, none is from now on."""
    taken_up = Desk.objects.filter(stream=room.stream_id, current=question.seq)
    if taken_up.update(current=None):
        standing.tell(question, entries.PutDown(question=question.seq), by=by.person_id)


def _reason(written: str) -> str:
    reason = wording.text(written)
    if not wording.is_seen(reason):
        raise Invalid(_("Say in a few words why, for whoever asked."))
    if len(reason) > REASON_LENGTH:
        raise Invalid(_("A reason can have up to 500 characters."))
    return reason
