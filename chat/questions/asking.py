"""What people do with questions of their own. Every function runs inside the writer."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from chat import mentions
from chat.questions import entries, leading, policies, standing
from chat.questions.models import LENGTH, Question, Untold, Vote
from chat.questions.standing import DealtWith, State
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotAllowed
from polylogue.log import journal
from rooms.actions import require_inside
from rooms.models import Room


def ask(
    room: Room,
    by: Participation,
    *,
    text: str,
    key: str,
    for_crew: bool = False,
    chosen: Iterable[int] = (),
) -> None:
    """Asks everyone in the room, or only its crew.

    Where questions are looked at first it waits for that, unless its asker is who looks.
    """
    require_inside(room, by, policies.ASK)
    desk = standing.open_desk_of(room)
    waits = desk.is_reviewed and not for_crew and not by.may(policies.REVIEW)
    text = clean(text)
    question = Question(
        stream_id=room.stream_id,
        author=by.person,
        text=text,
        mentions=mentions.of(room, by, text, chosen),
        for_crew=for_crew,
        state=State.WAITING if waits else State.OPEN,
        approved_at=None if waits else journal.now(),
    )
    asked = entries.Asked(key=key, for_crew=for_crew)
    entry = standing.tell(question, asked, by=by.person_id)
    question.seq, question.asked_at = entry.seq, entry.at
    question.save(force_insert=True)


def correct(
    room: Room, by: Participation, *, question: int, text: str, chosen: Iterable[int] = ()
) -> None:
    """Puts one's own question in other words, as long as nobody has voted for those it has."""
    require_inside(room, by, policies.ASK)
    found = _own(room, by, question)
    standing.require(found, State.WAITING, State.OPEN)
    _require_untouched(room, by, found)
    text = clean(text)
    if text != found.text:
        found.text, found.edited_at = text, journal.now()
        found.mentions = mentions.of(room, by, text, chosen)
        found.save(update_fields=["text", "edited_at", "mentions"])
        standing.tell(found, entries.Corrected(question=question), by=by.person_id)


def withdraw(room: Room, by: Participation, *, question: int) -> None:
    """Takes back one's own question that is not answered yet; its words are not kept."""
    require_inside(room, by, policies.ASK)
    found = _own(room, by, question)
    standing.require(found, State.WAITING, State.OPEN, State.DISMISSED)
    leading.let_go(room, by, found)
    standing.tell(found, entries.Withdrawn(question=question), by=by.person_id)
    forget(found)
    found.settled_at, found.settled_by = journal.now(), by.person
    found.save(update_fields=["settled_at", "settled_by"])


def forget(question: Question) -> None:
    """Nothing is left of what a question said, nor of who wanted to hear it answered."""
    question.text, question.reason, question.mentions = "", "", []
    question.state, question.answer = State.WITHDRAWN, None
    question.save(update_fields=["text", "reason", "mentions", "state", "answer"])
    for model in (Vote, Untold):
        model._default_manager.filter(stream=question.stream_id, seq=question.seq).delete()


def clean(text: str, length: int = LENGTH) -> str:
    """The text without invisible controls and outer blanks; raises Invalid if none or too much."""
    text = wording.text(text)
    if not wording.is_seen(text):
        raise Invalid(_("Write something first."))
    if len(text) > length:
        raise Invalid(_("This can have up to %(n)d characters.") % {"n": length})
    return text


def _own(room: Room, by: Participation, seq: int) -> Question:
    found = standing.found(room, by, seq)
    if not standing.is_by(found, by):
        raise NotAllowed(_("Only whoever asked can change a question."))
    return found


def _require_untouched(room: Room, by: Participation, question: Question) -> None:
    """People voted for these words, or somebody looked at them and let them pass."""
    if Vote.objects.filter(stream=question.stream_id, seq=question.seq).exists():
        raise DealtWith(_("Others have voted for this question, so it keeps its words."))
    was_looked_at = question.was_shown and standing.desk_of(room).is_reviewed
    if was_looked_at and not by.may(policies.REVIEW):
        raise DealtWith(
            _("This question was looked at as it is. You can withdraw it and ask again.")
        )
