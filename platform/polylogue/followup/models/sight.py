"""Who sees which good practice: the one decision that every page, list, search and export asks."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, Exists, OuterRef, Q, Value

from polylogue.dialogues.models import Participation
from polylogue.followup.choices import Visibility
from polylogue.people.models import User
from rooms.models import Attachment


class PracticeQuerySet(models.QuerySet[Any]):
    """Words for good practices."""

    def standing(self) -> PracticeQuerySet:
        return self.filter(unpinned_at=None)

    def visible_to(self, person: Any, *, as_crew: bool = True) -> PracticeQuerySet:
        """Those that a person (also nobody: `AnonymousUser`) may see now.

        Each has `is_inside`: they can follow every room that it comes from, or wrote one of its
        messages, and see the newest edition with all names. Others see the edition that its authors
        consented to (`polylogue.followup.showing.shown`). `as_crew` is false for a look as a
        participant: one that waits for review is then not there.
        """
        seen = Q(is_inside=True) | _open_to(person)
        reviewed = Q(review_since=None) & seen
        crew = Q(is_followed=True, dialogue__in=_crew_of(person) if as_crew else [])
        found = self.standing().annotate(is_followed=_follows(person), is_own=_wrote(person))
        inside: PracticeQuerySet = found.annotate(is_inside=_either("is_followed", "is_own"))
        return inside.filter(reviewed | crew)


def accounts_of(person: int) -> models.QuerySet[User]:
    """The person's account and the guests that were merged into it."""
    return User.objects.filter(Q(pk=person) | Q(merged_into=person))


def _follows(person: Any) -> Any:
    """Whether they can follow the room of each message, from before it was said."""
    if not person.pk:
        return Value(value=False, output_field=BooleanField())
    held = Attachment.objects.filter(
        stream=OuterRef("stream"),
        person=person.pk,
        until_seq=None,
        since_seq__lt=OuterRef("seq"),
    )
    sources = _sources()
    return Exists(sources) & ~Exists(sources.filter(~Exists(held)))


def _wrote(person: Any) -> Any:
    if not person.pk:
        return Value(value=False, output_field=BooleanField())
    return Exists(_sources().filter(author__in=accounts_of(person.pk)))


def _sources() -> models.QuerySet[Any]:
    found = apps.get_model("followup", "Source")._default_manager
    return found.filter(practice=OuterRef("pk"))


def _open_to(person: Any) -> Q:
    """What its authors consented to."""
    if not person.pk:
        return Q(open_to=Visibility.PUBLIC)
    parts = Participation.objects.active().filter(person=person.pk)
    in_dialogue = Q(open_to=Visibility.DIALOGUE, dialogue__in=parts.values("dialogue"))
    return Q(open_to__in=[Visibility.NETWORK, Visibility.PUBLIC]) | in_dialogue


def _crew_of(person: Any) -> list[int]:
    parts = Participation.objects.active().filter(person=person.pk) if person.pk else ()
    return [part.dialogue_id for part in parts if part.is_crew]


def _either(*names: str) -> Any:
    return models.Case(
        models.When(Q(**{names[0]: True}) | Q(**{names[1]: True}), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
