"""Who reacted: one's own for the page, everybody's names for whoever asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from chat.models import Message
from chat.reactions.emoji import EMOJI, Emoji
from chat.reactions.models import Reaction
from polylogue.dialogues.cards import cards
from polylogue.people.models import User
from rooms.models import Room

NAMES_SHOWN = 200


def accounts_of(person: int) -> QuerySet[User]:
    """The person's account and the guests that were merged into it."""
    return User.objects.filter(Q(pk=person) | Q(merged_into=person))


def own(stream: int, messages: Iterable[int], person: int) -> dict[int, set[str]]:
    """The person's own reactions to these messages."""
    given = Reaction.objects.filter(stream=stream, seq__in=list(messages))
    found: dict[int, set[str]] = defaultdict(set)
    for seq, emoji in given.filter(person__in=accounts_of(person)).values_list("seq", "emoji"):
        found[seq].add(emoji)
    return dict(found)


def counts(stream: int, messages: Iterable[int]) -> dict[int, dict[str, int]]:
    """How often each of these messages has each reaction, in the order of the set."""
    given = Reaction.objects.filter(stream=stream, seq__in=list(messages))
    found: dict[int, dict[str, int]] = {}
    for seq, emoji, n in given.values_list("seq", "emoji").annotate(n=Count("person")).order_by():
        found.setdefault(seq, {})[emoji] = n
    return {seq: {e: of[e] for e in EMOJI if e in of} for seq, of in found.items()}


def names(room: Room, message: int) -> list[tuple[Emoji, list[str], int]]:
    """For each reaction who gave it, the first ones by name, and how many more did."""
    given = Reaction.objects.filter(stream=room.stream_id, seq=message).order_by("at", "person")
    people: dict[str, list[int]] = defaultdict(list)
    for emoji, person in given.values_list("emoji", "person_id"):
        people[emoji].append(person)
    known = cards(room.dialogue_id, {p for of in people.values() for p in of[:NAMES_SHOWN]})
    return [
        (
            EMOJI[emoji],
            [known[person]["name"] for person in people[emoji][:NAMES_SHOWN]],
            max(0, len(people[emoji]) - NAMES_SHOWN),
        )
        for emoji in EMOJI
        if emoji in people
    ]


def is_standing(stream: int, message: int) -> bool:
    """Whether the message is there and shown to everybody."""
    return Message.objects.standing().filter(stream=stream, seq=message).exists()
