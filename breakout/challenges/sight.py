"""Who sees which challenge: the one decision that every page, list and read asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from breakout.challenges import policies
from polylogue.dialogues.models import Participation
from polylogue.people.models import User


class ChallengeQuerySet(models.QuerySet[Any]):
    """Words for challenges."""

    def offered(self) -> ChallengeQuerySet:
        return self.filter(state="offered")

    def standing(self) -> ChallengeQuerySet:
        """Drafts and offered ones."""
        return self.exclude(state="withdrawn")

    def of(self, person: int) -> ChallengeQuerySet:
        return self.filter(person__in=accounts_of(person))

    def visible_to(self, by: Participation) -> ChallengeQuerySet:
        """One's own, those offered to everyone, and for the crew all.

        What somebody's group may see beyond these is asked one by one: `may_see`.
        """
        here = self.filter(dialogue=by.dialogue_id)
        if by.may(policies.SEE_ALL):
            return here
        own = Q(person__in=accounts_of(by.person_id))
        return here.filter(own | Q(state="offered", scope="everyone"))


def may_see(challenge: Any, by: Participation, group: Iterable[int] = ()) -> bool:
    """Whether somebody may see a challenge; `group`: the people of a group that they are in, if any.

    A group sees what one of its own people offers, and nothing of somebody who is not in it.
    """
    if challenge.dialogue_id != by.dialogue_id or not by.may(policies.SEE):
        return False
    own = set(accounts_of(by.person_id).values_list("pk", flat=True))
    if by.may(policies.SEE_ALL) or challenge.person_id in own:
        return True
    return bool(challenge.is_for_everyone or _in_group(challenge, own, set(group)))


def _in_group(challenge: Any, own: set[int], group: set[int]) -> bool:
    author = User.objects.get(pk=challenge.person_id)
    authors = {author.pk, author.merged_into_id}
    return bool(challenge.is_offered and own & group and authors & group)


def is_own(challenge: Any, by: Participation) -> bool:
    return accounts_of(by.person_id).filter(pk=challenge.person_id).exists()


def accounts_of(person: int) -> models.QuerySet[User]:
    """The person's account and the guests that were merged into it."""
    return User.objects.filter(Q(pk=person) | Q(merged_into=person))
