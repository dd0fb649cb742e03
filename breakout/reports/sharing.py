"""Who may have whose address: those who met, if the person said so. Nothing is shared by default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from breakout.reports import entries, meeting, policies
from breakout.reports.models import ContactChoice
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit.refusals import Invalid
from polylogue.log import journal
from polylogue.log.models import Audience
from polylogue.people.models import User


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody whom a person met; `email` if this other one shares it."""

    person: int
    card: dict[str, Any]
    rounds: int
    time: timedelta
    email: str


def choose(by: Participation, *, is_shared: bool, wants_mail: bool) -> None:
    """What holds from now on; runs inside the writer."""
    by.require(policies.MET)
    if by.person.is_guest and is_shared:
        raise Invalid
    ContactChoice.objects.update_or_create(
        dialogue=by.dialogue,
        person=by.person,
        defaults={"is_shared": is_shared, "wants_mail": wants_mail, "chosen_at": journal.now()},
    )
    fact = entries.ContactChosen(is_shared, wants_mail)
    journal.append(
        by.dialogue.stream_id,
        fact,
        by=by.person_id,
        audience=Audience.PERSON,
        person=by.person_id,
    )


def chosen(dialogue: Dialogue, person: int) -> ContactChoice:
    """What the person chose, or what holds without a choice."""
    found = ContactChoice.objects.filter(dialogue=dialogue, person=person).first()
    return found or ContactChoice(dialogue=dialogue, person_id=person)


def acquaintances(dialogue: Dialogue, person: int) -> list[Acquaintance]:
    """Those of the dialogue whom a person met; who was removed is not among them."""
    met = meeting.of_person(dialogue, person)
    others = {one.other(person): one for one in met}
    shared = addresses(dialogue, others)
    known = cards(dialogue.pk, present(dialogue, others))
    return [
        Acquaintance(other, known[other], one.rounds, one.time, shared.get(other, ""))
        for other, one in others.items()
        if other in known
    ]


def addresses(dialogue: Dialogue, people: Iterable[int]) -> dict[int, str]:
    """The addresses of those of them who share theirs, and are still somebody here."""
    choices = ContactChoice.objects.filter(dialogue=dialogue, is_shared=True)
    said = choices.values_list("person", "person__merged_into")
    sharing = {merged_into or person for person, merged_into in said}
    found = sharing & present(dialogue, people)
    rows = User.objects.filter(pk__in=found, is_active=True).exclude(email=None)
    return {pk: email for pk, email in rows.values_list("pk", "email") if email}


def present(dialogue: Dialogue, people: Iterable[int]) -> set[int]:
    """Without those who were removed from the dialogue."""
    parts = Participation.objects.filter(dialogue=dialogue, person__in=list(people))
    return {part.person_id for part in parts if not part.was_removed}
