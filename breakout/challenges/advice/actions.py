"""What people note in a group with a case, and what its giver does with it. Runs inside the writer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout.challenges import entries, groups, policies, sight
from breakout.challenges.limits import ADVICE_LENGTH, MOST_ADVICE
from breakout.challenges.models import Advice, Challenge, FirstStep
from polylogue.dialogues.models import Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log import journal
from polylogue.log.facts import Fact
from rooms.actions import require_inside
from rooms.models import Room


class NoCase(Refusal):
    code = "no-case"
    sentence = _("This room has no case.")


def note(room: Room, by: Participation, *, text: str, person: int | None = None) -> None:
    """Notes advice, one's own or what somebody else of the group said."""
    case = _case(room, by)
    adviser = person or by.person_id
    if adviser in _giver(case):
        raise NotAllowed(_("Advice comes from the others: whose case it is listens."))
    if adviser != by.person_id and adviser not in _people(room):
        raise NotFound(_("This person is not in your group."))
    if Advice.objects.filter(stream=room.stream_id).count() >= MOST_ADVICE:
        raise Invalid(_("There is enough advice here: 200 pieces."))
    said = _text(text)
    fact = entries.AdviceNoted(challenge=case.pk, person=adviser)
    entry = journal.append(room.stream_id, fact, by=by.person_id)
    Advice.objects.create(
        stream_id=room.stream_id,
        seq=entry.seq,
        challenge=case,
        person_id=adviser,
        noted_by=by.person,
        text=said,
        noted_at=entry.at,
    )


def correct(room: Room, by: Participation, *, advice: int, text: str) -> None:
    """Whoever gave or noted it says it better."""
    found = _own(room, by, advice)
    said = _text(text)
    if said != found.text:
        found.text, found.corrected_at = said, journal.now()
        found.save(update_fields=["text", "corrected_at"])
        _tell(room, by, entries.AdviceCorrected(advice=found.seq))


def withdraw(room: Room, by: Participation, *, advice: int) -> None:
    found = _own(room, by, advice)
    found.withdrawn_at = journal.now()
    found.save(update_fields=["withdrawn_at"])
    _tell(room, by, entries.AdviceWithdrawn(advice=found.seq))


def mark(room: Room, by: Participation, *, advice: int, useful: bool) -> None:
    """Says as the case giver whether a piece of advice is useful."""
    _require_giver(_case(room, by), by)
    found = _standing(room, advice)
    if useful != (found.useful_at is not None):
        found.useful_at = journal.now() if useful else None
        found.save(update_fields=["useful_at"])
        _tell(room, by, entries.AdviceMarked(advice=found.seq, useful=useful))


def write_first_step(room: Room, by: Participation, *, text: str) -> None:
    """Says as the case giver what comes first; said anew it stands in place of what was said before."""
    case = _case(room, by)
    _require_giver(case, by)
    said = _text(text)
    found = FirstStep.objects.filter(stream=room.stream_id, challenge=case).first()
    if found is not None and found.text == said:
        return
    row = found or FirstStep(stream_id=room.stream_id, challenge=case)
    fact = entries.FirstStepWritten(challenge=case.pk, before=row.seq)
    row.seq = _tell(room, by, fact).seq
    row.text, row.by, row.written_at = said, by.person, journal.now()
    row.save()


def _case(room: Room, by: Participation) -> Challenge:
    require_inside(room, by, policies.ADVISE)
    found = groups.case_in(room)
    if found is None:
        raise NoCase
    return found


def _people(room: Room) -> frozenset[int]:
    found = groups.table(room)
    return found.people if found else frozenset()


def _giver(case: Challenge) -> set[int | None]:
    return {case.person_id, case.person.merged_into_id}


def _require_giver(case: Challenge, by: Participation) -> None:
    if not sight.is_own(case, by):
        raise NotAllowed(_("Only whose case it is can say this."))


def _own(room: Room, by: Participation, advice: int) -> Advice:
    require_inside(room, by, policies.ADVISE)
    found = _standing(room, advice)
    own = set(sight.accounts_of(by.person_id).values_list("pk", flat=True))
    if not own & {found.person_id, found.noted_by_id}:
        raise NotAllowed(_("Only who gave or noted this advice can change it."))
    return found


def _standing(room: Room, advice: int) -> Advice:
    here = Advice.objects.filter(stream=room.stream_id, seq=advice, withdrawn_at=None)
    found = here.exclude(text="").first()
    if found is None:
        raise NotFound(_("This advice is not there any more."))
    return found


def _text(written: str) -> str:
    said = wording.text(written)
    if not 1 <= len(said) <= ADVICE_LENGTH or not wording.is_seen(said):
        raise Invalid(_("Please write 1 to 2000 characters."))
    return said


def _tell(room: Room, by: Participation, fact: Fact) -> Any:
    return journal.append(room.stream_id, fact, by=by.person_id)
