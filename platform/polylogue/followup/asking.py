"""Whom a good practice asks for consent, and what they are asked."""

from __future__ import annotations

from collections.abc import Iterable

from chat.models import Message
from chat.places import Place, at_places
from polylogue.followup import entries, journaling, mailing
from polylogue.followup.choices import NAMING_OF_RULE, Naming, Visibility, reaches
from polylogue.followup.models import Consent, Practice, Source
from polylogue.followup.models.sight import accounts_of
from polylogue.log import journal
from polylogue.people.models import User
from rooms import confidentiality


def authors(practice: Practice, number: int) -> set[int]:
    """Whose words an edition holds, by the account that they have now."""
    sources = practice.sources.filter(since__lte=number)
    return set(_accounts(sources.values_list("author_id", flat=True)).values())


def given_by_author(practice: Practice, number: int) -> dict[int, list[Consent]]:
    """For each author of an edition what they consented to, perhaps nothing."""
    found: dict[int, list[Consent]] = {author: [] for author in authors(practice, number)}
    given = practice.consents.filter(edition=number, answer=Consent.Answer.GIVEN)
    consents = list(given)
    accounts = _accounts(consent.person_id for consent in consents)
    for consent in consents:
        if (author := accounts[consent.person_id]) in found:
            found[author].append(consent)
    return found


def ask(practice: Practice, *, by: int) -> None:
    """Asks each author for what is wished now and they have neither allowed nor been asked."""
    if practice.visibility == Visibility.ROOM or not practice.is_reviewed:
        return
    for author, consents in given_by_author(practice, practice.edition).items():
        if not any(reaches(consent.visibility, practice.visibility) for consent in consents):
            _ask(practice, author, by)


def pending(practice: Practice, person: int) -> Consent | None:
    """What the person is asked now, if they have not answered."""
    rows = practice.consents.filter(person__in=_same(person), answer=Consent.Answer.OPEN)
    return rows.filter(edition=practice.edition, visibility=practice.visibility).first()


def suggested_naming(practice: Practice, person: int) -> Naming:
    """How they wished to be shown last; else what the rules of the rooms would show of them."""
    rows = practice.consents.filter(person__in=_same(person), answered_at__isnull=False)
    if last := rows.order_by("answered_at", "pk").last():
        return Naming(last.naming)
    return NAMING_OF_RULE[own_rule(practice, person)]


def own_rule(practice: Practice, person: int) -> confidentiality.Rule:
    """The strictest rule under which the person said what the practice holds."""
    own = practice.sources.filter(author__in=_same(person))
    return confidentiality.strictest(rules_at(own).values())


def rules_at(said: Iterable[Source | Message]) -> dict[Place, confidentiality.Rule]:
    """The rule under which each message was said."""
    places = [(one.stream_id, one.seq) for one in said]
    found = at_places(places)
    return confidentiality.rules_of(
        {place: found[place].edited_at if place in found else None for place in places}
    )


def _ask(practice: Practice, author: int, by: int) -> None:
    waits = practice.consents.filter(person__in=_same(author), answer=Consent.Answer.OPEN).exists()
    _row, is_new = practice.consents.get_or_create(
        person_id=author,
        edition=practice.edition,
        visibility=practice.visibility,
        defaults={"naming": suggested_naming(practice, author), "asked_at": journal.now()},
    )
    if is_new:
        fact = entries.ConsentAsked(practice.pk, author, practice.edition, practice.visibility)
        journaling.confided(practice, fact, person=author, by=by)
    if is_new and not waits:
        mailing.asked(practice, author)


def _same(person: int) -> list[int]:
    return list(accounts_of(person).values_list("pk", flat=True))


def _accounts(people: Iterable[int]) -> dict[int, int]:
    """For each of these people the account that they were merged into, or themselves."""
    found = User.objects.filter(pk__in=set(people)).values_list("pk", "merged_into")
    return {pk: into or pk for pk, into in found}
