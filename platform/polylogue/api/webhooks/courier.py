"""Deliveries, by the worker: each webhook in its own order, and more and more seldom if it fails.

A webhook that is due gets a turn and a job for it. Whoever does the job reads the log on, sends what
waits, and says when the next turn is. An attempt is counted before it is made, so that a worker that
dies has its deliveries made again by another one, under the same name.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from polylogue.api import policies
from polylogue.api.models import Delivery, Webhook
from polylogue.api.webhooks import gathering, signing, telling
from polylogue.dialogues.models import Participation
from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import Task, task, when_idle

if TYPE_CHECKING:
    from polylogue.api.webhooks.calling import Answer

TURN_SECONDS = 5.0
HOLD = timedelta(seconds=20)  # a turn, the call that ends it, and some time to write it down
HELD = 2 * HOLD  # longer than a job is held, so that one that died is repeated first
TRIES = 8
FAILURES = 24  # in a row, about fourteen hours: then nobody is there
LONGEST_PAUSE = timedelta(hours=1)
NOT_STAFF = "who set it up is no staff here any more"
NOBODY_THERE = "no delivery succeeded for a long time"
GONE = "the receiver said that it is gone (410)"


@when_idle
def look_around() -> None:
    """Gives every webhook that is due, and has something to tell, a turn."""
    due = Webhook.objects.at_work().filter(due_at__lte=timezone.now())
    for webhook in due.select_related("dialogue"):
        if _waiting(webhook).exists() or gathering.behind(webhook).exists():
            _take_turn(webhook)


def _take_turn(webhook: Webhook) -> None:
    mine = Webhook.objects.filter(pk=webhook.pk, turn=webhook.turn)
    if mine.update(turn=F("turn") + 1, due_at=timezone.now() + HELD):
        queue.enqueue(Deliver(webhook.pk, webhook.turn + 1))


@task("api.deliver")
class Deliver(Task, frozen=True):
    """Tell a webhook what it was not told yet, for a few seconds."""

    slow = True
    hold = HOLD
    webhook: int
    turn: int

    def run(self, job: Job) -> None:
        found = Webhook.objects.at_work().filter(pk=self.webhook, turn=self.turn)
        webhook = found.select_related("dialogue").first()
        if webhook is None:
            return
        if _is_kept(webhook):
            gathering.gather(webhook)
            _deliver(webhook)
        else:
            pause(webhook, NOT_STAFF)


def pause(webhook: Webhook, because: str) -> None:
    """Nothing is sent until somebody of the staff says so; what happens meanwhile waits in the log."""
    at_work = Webhook.objects.at_work().filter(pk=webhook.pk)
    at_work.update(paused_at=timezone.now(), paused_because=because)


def _is_kept(webhook: Webhook) -> bool:
    parts = Participation.objects.active().filter(dialogue=webhook.dialogue)
    keeper = parts.filter(person=webhook.keeper_id, person__is_active=True).first()
    return keeper is not None and keeper.may(policies.USE)


def _deliver(webhook: Webhook) -> None:
    """One after the other until the turn is over, or one fails: the others wait behind it."""
    end = time.monotonic() + TURN_SECONDS
    for delivery in _waiting(webhook).select_related("webhook__dialogue").order_by("pk")[:100]:
        answer = _send(delivery)
        if not answer.is_fine:
            _put_off(webhook, answer)
            return
        webhook.failures = 0
        if time.monotonic() > end:
            break
    _of_turn(webhook).update(due_at=timezone.now(), failures=0)


def _send(delivery: Delivery) -> Answer:
    # Only now, because most processes call nobody: HTTPX takes a tenth of a second to load.
    from polylogue.api.webhooks import calling

    webhook, now = delivery.webhook, timezone.now()
    mine = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING)
    mine.update(tries=F("tries") + 1, tried_at=now)
    body = telling.body(delivery)
    answer = calling.call(webhook.url, body, signing.headers(webhook, delivery.name, now, body))
    mine.update(
        state=_state(delivery.tries + 1, answer), answer=answer.status, problem=answer.problem[:200]
    )
    return answer


def _state(tries: int, answer: Answer) -> str:
    if answer.is_fine:
        return Delivery.State.DELIVERED
    return Delivery.State.FAILED if tries >= TRIES else Delivery.State.WAITING


def _put_off(webhook: Webhook, answer: Answer) -> None:
    """The next turn is after a pause that doubles each time, until it seems that nobody is there."""
    failures = webhook.failures + 1
    wait = min(timedelta(seconds=2 ** min(failures, 16)), LONGEST_PAUSE)
    _of_turn(webhook).update(due_at=timezone.now() + wait, failures=failures)
    if answer.is_gone:
        pause(webhook, GONE)
    elif failures >= FAILURES:
        pause(webhook, NOBODY_THERE)


def _of_turn(webhook: Webhook) -> Any:
    return Webhook.objects.filter(pk=webhook.pk, turn=webhook.turn)


def _waiting(webhook: Webhook) -> Any:
    return Delivery.objects.filter(webhook=webhook, state=Delivery.State.WAITING)
