"""Threads: the replies to a message, and how far people have read them."""

from __future__ import annotations

from django.db.models import Count, Max

from chat import looks
from chat.models import Message, ThreadPosition
from chat.places import Place, within


def root_of(message: Message) -> int:
    """The seq of the message whose thread this one stands in, or begins."""
    return message.thread or message.seq


def recount(stream: int, root: int) -> None:
    """Counts anew the replies that can be read, after one came or went."""
    replies = Message.objects.standing().filter(stream_id=stream, thread=root)
    counted = replies.aggregate(replies=Count("seq"), last_reply_at=Max("posted_at"))
    Message.objects.filter(stream_id=stream, seq=root).update(**counted)


def authors(roots: set[Place]) -> dict[Place, list[int]]:
    """Who wrote replies in each of these threads, in the order in which they first did."""
    found = Message.objects.filter(within(roots, "thread")).order_by("seq")
    by_root: dict[Place, dict[int, None]] = {}
    for stream_id, thread, author in found.values_list("stream_id", "thread", "author_id"):
        by_root.setdefault((stream_id, thread or 0), {})[author] = None
    return {root: list(people) for root, people in by_root.items()}


def read_to(person: int, stream: int, root: int, seq: int) -> None:
    """The person has read the thread up to here; never back."""
    place = {"person_id": person, "stream_id": stream, "thread": root}
    ThreadPosition.objects.bulk_create([ThreadPosition(**place, seq=0)], ignore_conflicts=True)
    ThreadPosition.objects.filter(**place, seq__lt=seq).update(seq=seq)


looks.declare("replies", "chat/_replies.html")
