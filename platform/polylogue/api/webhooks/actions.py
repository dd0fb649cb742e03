"""What staff do with webhooks. Every function runs inside the writer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from polylogue.api import entries, policies, tokens
from polylogue.api.models import Delivery, Webhook
from polylogue.api.webhooks import addresses, gathering
from polylogue.api.webhooks.kinds import told_kinds
from polylogue.dialogues.models import Participation, new_nonce
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log import journal
from polylogue.log.models import Stream

AT_MOST = 20


def add_webhook(by: Participation, *, label: str, url: str, kinds: Sequence[str]) -> int:
    """From here on the address is told of these kinds; first of all, that it was added."""
    by.require(policies.USE)
    addresses.require_sound(url)
    if not label or not kinds or not set(kinds) <= set(told_kinds()):
        raise Invalid(_("Give the webhook a name, and choose what it is told of."))
    if Webhook.objects.standing().filter(dialogue=by.dialogue).count() >= AT_MOST:
        raise Invalid(_("There are as many webhooks here as there can be. Remove one first."))
    webhook = Webhook.objects.create(
        dialogue=by.dialogue,
        label=label,
        url=url,
        kinds=sorted(kinds),
        keeper=by.person,
        made_at=journal.now(),
    )
    host = urlsplit(url).hostname or ""
    gathering.begin_at_the_heads(webhook)
    added = entries.WebhookAdded(
        webhook=webhook.pk, label=label, host=host, kinds=list(webhook.kinds)
    )
    _greet(webhook, tokens.tell(by, added))
    return webhook.pk


def rotate_secret(webhook: int, by: Participation) -> None:
    """A new secret signs from here on; the one before it signs along for a day."""
    found = _found(webhook, by)
    Webhook.objects.filter(pk=found.pk).update(
        old_nonce=found.nonce, nonce=new_nonce(), rotated_at=journal.now()
    )
    _tell(by, found, "gave a new secret to")


def pause(webhook: int, by: Participation) -> None:
    found = _found(webhook, by)
    if found.paused_at is None:
        Webhook.objects.filter(pk=found.pk).update(paused_at=journal.now(), paused_because="")
        _tell(by, found, "paused")


def resume(webhook: int, by: Participation) -> None:
    """Goes on where it stopped, and whoever resumes it answers for it."""
    found = _found(webhook, by)
    if found.paused_at is not None:
        Webhook.objects.filter(pk=found.pk).update(
            paused_at=None, paused_because="", keeper=by.person, failures=0, due_at=journal.now()
        )
        _tell(by, found, "resumed")


def remove(webhook: int, by: Participation) -> None:
    """Nothing is sent any more; what was sent stays on record."""
    found = _found(webhook, by)
    Webhook.objects.filter(pk=found.pk).update(removed_at=journal.now())
    _tell(by, found, "removed")


def try_again(webhook: int, delivery: int, by: Participation) -> None:
    """Has a delivery made now, whether it was given up, waits, or was made: a test is one made again."""
    found = _found(webhook, by)
    again = Delivery.objects.filter(webhook=found, pk=delivery)
    if not again.update(state=Delivery.State.WAITING, tries=0):
        raise NotFound
    Webhook.objects.filter(pk=found.pk).update(failures=0, due_at=journal.now())


CHANGES: dict[str, Callable[[int, Participation], None]] = {
    "rotate": rotate_secret,
    "pause": pause,
    "resume": resume,
    "remove": remove,
}


def _greet(webhook: Webhook, seq: int) -> None:
    """The first delivery is about the webhook itself, so that one sees at once whether it arrives."""
    stream = Stream.objects.get(pk=webhook.dialogue.stream_id)
    Delivery.objects.create(
        webhook=webhook,
        stream=stream,
        epoch=stream.epoch,
        seq=seq,
        kind=entries.WebhookAdded.kind,
    )


def _found(webhook: int, by: Participation) -> Webhook:
    by.require(policies.USE)
    found = Webhook.objects.standing().filter(dialogue=by.dialogue, pk=webhook).first()
    if found is None:
        raise NotFound
    return found


def _tell(by: Participation, webhook: Webhook, change: str) -> None:
    told = entries.WebhookChanged(webhook=webhook.pk, label=webhook.label, change=change)
    tokens.tell(by, told)
