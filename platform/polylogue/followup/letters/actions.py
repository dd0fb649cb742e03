"""Letters to the people behind a good practice, and their answers. Every function runs inside the writer.

They are for two people, not for a dialogue: an entry tells the one whom it concerns that something
arrived, in nobody's name. What was written is in the rows alone.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.models import Participation
from polylogue.followup import entries, journaling, policies, showing
from polylogue.followup.letters import mailing, reaching
from polylogue.followup.models import (
    ContactStop,
    Letter,
    Practice,
    Reachability,
    Reply,
    SenderBlock,
)
from polylogue.followup.models.sight import accounts_of
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.facts import Fact
from polylogue.log.models import Audience
from polylogue.people.models import User

DAY = timedelta(days=1)
LETTERS_A_DAY = 5
PATIENCE = timedelta(days=30)
"""An unanswered letter is not followed by another one before that."""
OPEN, WRITTEN, DECLINED = Reply.Answer.OPEN, Reply.Answer.WRITTEN, Reply.Answer.DECLINED


class TooManyLetters(Refusal):
    code = "too-many-letters"
    status = 429


class AnsweredAlready(Refusal):
    code = "answered-already"
    sentence = _("You have answered this already.")


def write(practice: int, by: User, *, text: str, shares_email: bool, as_crew: bool = True) -> int:
    """Sends a letter to everybody behind the practice who can be reached; returns its id."""
    shown = showing.shown_to(practice, by, as_crew=as_crew)
    if shown is None:
        raise NotFound
    people = reaching.recipients(shown, by)
    if not people:
        raise reaching.Unreachable
    _require_patience(practice, by)
    letter = Letter.objects.create(
        practice=shown.practice,
        sender=by,
        text=_something(text),
        shares_email=shares_email and not by.is_guest,
        sent_at=journal.now(),
    )
    for person in sorted(people):
        reply = Reply.objects.create(letter=letter, person_id=person)
        _confide(letter, entries.LetterSent(practice, letter.pk), person)
        mailing.arrived(reply)
    return letter.pk


def answer(reply: int, by: User, *, text: str, shares_email: bool) -> None:
    """Writes back, once; the sender learns what stands there, and an address only if it is shared."""
    found = _own(reply, by)
    found.text, found.shares_email = _something(text), shares_email and not by.is_guest
    _close(found, WRITTEN)


def decline(reply: int, by: User, *, block: bool = False) -> None:
    """Says no; with `block`, nothing of this sender arrives any more, which they are not told."""
    found = _own(reply, by)
    if block:
        SenderBlock.objects.get_or_create(
            person=by, sender_id=found.letter.sender_id, defaults={"at": journal.now()}
        )
    _close(found, DECLINED)


def choose(practice: int, by: User, *, is_reachable: bool) -> None:
    """One of the people behind it chooses whether they can be written to."""
    found = Practice.objects.standing().filter(pk=practice).select_related("dialogue").first()
    if found is None or not reaching.is_behind(found, by):
        raise NotFound
    chosen = {"is_reachable": is_reachable, "chosen_at": journal.now()}
    Reachability.objects.filter(practice=found, person__in=accounts_of(by.pk)).delete()
    Reachability.objects.create(practice=found, person=by, **chosen)
    fact = entries.ReachabilityChosen(practice, by.pk, is_reachable)
    journaling.confided(found, fact, person=by.pk, by=by.pk)


def stop(practice: int, by: Participation, *, on: bool) -> None:
    """The crew stops letters about a good practice, or lets them through again."""
    by.require(policies.STOP_LETTERS)
    seen = Practice.objects.visible_to(by.person, as_crew=not by.is_disguised)
    found = seen.filter(pk=practice, dialogue=by.dialogue_id, is_followed=True).first()
    if found is None:
        raise NotFound
    if on == reaching.is_stopped(found):
        return
    fact: Fact
    if on:
        ContactStop.objects.create(practice=found, by=by.person, at=journal.now())
        fact = entries.LettersStopped(practice)
    else:
        ContactStop.objects.filter(practice=found).delete()
        fact = entries.LettersLetThrough(practice)
    journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)


def _require_patience(practice: int, by: User) -> None:
    now = journal.now()
    mine = Letter.objects.filter(sender__in=accounts_of(by.pk))
    if mine.filter(sent_at__gt=now - DAY).count() >= LETTERS_A_DAY:
        raise TooManyLetters(
            _("You can write %(n)s letters a day. Please go on tomorrow.") % {"n": LETTERS_A_DAY}
        )
    same = mine.filter(practice=practice, sent_at__gt=now - PATIENCE)
    if same.exclude(replies__answer__in=[WRITTEN, DECLINED]).exists():
        raise TooManyLetters(_("You have written already. Please wait for the answer."))


def _something(text: str) -> str:
    if not text:
        raise Invalid(_("Please write something."))
    return text


def _own(reply: int, by: User) -> Reply:
    """An open letter to the person; or a Refusal."""
    replies = Reply.objects.select_related("letter__practice__dialogue", "letter__sender")
    found = replies.filter(pk=reply, person__in=accounts_of(by.pk)).first()
    if found is None:
        raise NotFound
    if not found.is_open:
        raise AnsweredAlready
    return found


def _close(reply: Reply, answer: str) -> None:
    reply.answer, reply.answered_at = answer, journal.now()
    reply.save()
    letter = reply.letter
    _confide(letter, entries.LetterAnswered(letter.practice_id, letter.pk), letter.sender_id)
    mailing.answered(reply)


def _confide(letter: Letter, fact: Fact, person: int) -> None:
    """For one person's eyes, in the name of the system: who wrote to whom is not in the log."""
    stream, system = letter.practice.dialogue.stream_id, User.objects.system().pk
    journal.append(stream, fact, by=system, audience=Audience.PERSON, person=person)
