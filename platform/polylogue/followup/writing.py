"""Writing a good practice: each change of what it says is an edition. Runs inside the writer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chat.places import Place
from polylogue.dialogues.models import Participation
from polylogue.dialogues.revisions import require_unchanged
from polylogue.followup import drafts, entries, journaling, opening, policies, reviewing, sources
from polylogue.followup.asking import ask, given_by_author
from polylogue.followup.choices import OPENNESS, Naming, visibility_of
from polylogue.followup.drafts import Fields
from polylogue.followup.models import Consent, Edition, Practice
from polylogue.followup.models.sight import accounts_of
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from rooms import guards
from rooms.models import Room


def change(
    practice: int,
    by: Participation,
    *,
    fields: Fields,
    visibility: str,
    seen: int | None = None,
    add: Iterable[Place] = (),
) -> None:
    """Saves what its editors wrote, perhaps with further messages, and asks for what is not allowed yet.

    Raises ChangedMeanwhile if somebody changed it after `seen` in the dialogue's log.
    """
    found = editable(practice, by)
    _ask_to_speak(found, by)
    if seen is not None:
        require_unchanged(by.dialogue, entries.PracticeChanged, seen=seen, practice=found.pk)
    added = sources.standing(by, add, beside=found.sources.all()) if add else []
    before = Edition.objects.get(practice=found, number=found.edition)
    places = sources.places([*found.sources.all(), *added])
    wrote = drafts.cleaned(fields, places) != drafts.content(before)
    if wrote or added or not found.is_reviewed:
        _write(found, by, fields, places)
        sources.attach(found, added, by)
        journaling.written(found, by=by.person_id)
    elif visibility == found.visibility:
        return
    found.visibility = visibility_of(visibility)
    found.save()
    journaling.changed(found, by=by.person_id)
    ask(found, by=by.person_id)
    opening.settle(found)


def editable(practice: int, by: Participation) -> Any:
    """A good practice that the person may write: as crew, or as one of its authors; or a Refusal."""
    seen = Practice.objects.visible_to(by.person, as_crew=not by.is_disguised)
    found = seen.filter(dialogue=by.dialogue_id, pk=practice).select_related("dialogue").first()
    if found is None or not found.is_inside:
        raise NotFound
    by.require(policies.PIN if is_crews(found, by) or not found.is_own else policies.WRITE)
    return found


def _ask_to_speak(practice: Any, by: Participation) -> None:
    """Whoever may say nothing in one of its rooms writes nothing there by way of a good practice."""
    if not is_crews(practice, by):
        rooms = Room.objects.filter(stream__in=practice.sources.values("stream"))
        for room in rooms.select_related("dialogue"):
            guards.ask_to_speak(room, by)


def is_crews(practice: Any, by: Participation) -> bool:
    """Whether the person may do with it what the crew may."""
    return bool(practice.is_followed and by.may(policies.PIN))


def may_write(practice: Any, by: Participation) -> bool:
    """For pages: whether to offer it."""
    may = is_crews(practice, by) or (practice.is_own and by.may(policies.WRITE))
    return bool(may and not by.dialogue.is_archived)


def may_read_editions(practice: Any, by: Participation) -> bool:
    return is_crews(practice, by) or bool(practice.is_own)


def _write(practice: Practice, by: Participation, fields: Fields, places: list[Place]) -> None:
    """The next edition. An author who wrote it keeps the consent that they gave to the one before."""
    kept = _own_consents(practice, by) if practice.is_reviewed else ()
    practice.edition += 1
    drafts.new_edition(practice, fields, places, by=by.person_id)
    if not practice.is_reviewed:
        reviewing.finish(practice)
    for consent in kept:
        _keep(practice, consent, by)


def _own_consents(practice: Practice, by: Participation) -> Iterable[Consent]:
    """One for each visibility: of a guest's and its account's the more reserved."""
    own = set(accounts_of(by.person_id).values_list("pk", flat=True))
    given = given_by_author(practice, practice.edition)
    kept = [consent for author, all_ in given.items() if author in own for consent in all_]
    kept.sort(key=lambda consent: OPENNESS.index(Naming(consent.naming)), reverse=True)
    return {consent.visibility: consent for consent in kept}.values()


def _keep(practice: Practice, consent: Consent, by: Participation) -> None:
    now = journal.now()
    said = {"visibility": consent.visibility, "naming": consent.naming}
    Consent.objects.create(
        practice=practice,
        person_id=by.person_id,
        edition=practice.edition,
        asked_at=now,
        answer=Consent.Answer.GIVEN,
        answered_at=now,
        **said,
    )
    fact = entries.ConsentGiven(practice.pk, by.person_id, practice.edition, **said)
    journaling.confided(practice, fact, person=by.person_id, by=by.person_id)
