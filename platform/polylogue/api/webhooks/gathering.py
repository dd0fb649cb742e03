"""From the log to deliveries: a webhook's positions move on in the transaction that keeps what is to tell."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from polylogue.api.models import Delivery, Position, Webhook
from polylogue.log import reading, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Audience, Entry, Stream
from polylogue.people.models import User

AT_ONCE = 500  # entries of one stream
WAITING_AT_MOST = 1000  # beyond these the log itself is the queue


def streams_of(webhook: Webhook) -> QuerySet[Stream]:
    """The streams that are told of: that of the dialogue, and those of its rooms."""
    root = webhook.dialogue.stream_id
    return Stream.objects.filter(
        Q(pk=root) | Q(room__dialogue=webhook.dialogue) | Q(annex__room__dialogue=webhook.dialogue)
    )


def behind(webhook: Webhook) -> QuerySet[Stream]:
    """Those with entries that the webhook has not read."""
    read = Position.objects.filter(
        webhook=webhook, stream=OuterRef("pk"), seq__gte=OuterRef("head")
    )
    return streams_of(webhook).filter(~Exists(read), head__gt=0).order_by("pk")


def gather(webhook: Webhook) -> None:
    """Reads on in every stream that has grown, unless enough is waiting."""
    waiting = webhook.deliveries.filter(state=Delivery.State.WAITING)
    for stream in behind(webhook):
        if waiting.count() >= WAITING_AT_MOST:
            break
        reads = Intent(
            act=lambda stream=stream: _read_on(webhook, stream.pk),  # type: ignore[misc]
            actor=User.objects.system().pk,
            streams=(),
            lane=webhook.dialogue.stream_id,
        )
        writer.run(reads)


def _read_on(webhook: Webhook, stream: int) -> None:
    """Keeps what is to be told of the next entries, and that they were read, in one transaction."""
    position, _made = Position.objects.get_or_create(webhook=webhook, stream_id=stream)
    head = reading.heads([stream])[stream]
    to = min(head.seq, position.seq + AT_ONCE)
    if to > position.seq:
        found = reading.ranges({stream: (position.seq, to)})
        told = [entry for entry in found if _is_told(webhook, entry)]
        Delivery.objects.bulk_create(
            [_delivery(webhook, head.epoch, entry) for entry in told], ignore_conflicts=True
        )
        Position.objects.filter(pk=position.pk, seq__lt=to).update(seq=to)


def begin_at_the_heads(webhook: Webhook) -> None:
    """A new webhook is told of what happens from now on."""
    heads = streams_of(webhook).values_list("pk", "head")
    Position.objects.bulk_create(
        [Position(webhook=webhook, stream_id=pk, seq=head) for pk, head in heads]
    )


def _is_told(webhook: Webhook, entry: Entry) -> bool:
    return entry.audience == Audience.EVERYONE and entry.kind in webhook.kinds


def _delivery(webhook: Webhook, epoch: str, entry: Entry) -> Delivery:
    return Delivery(
        webhook=webhook,
        stream_id=entry.stream_id,
        epoch=epoch,
        seq=entry.seq,
        kind=entry.kind,
    )
