"""What webhooks are told: everything of the chosen kinds, in order, signed, and nothing that stays in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from polylogue.api import secrets
from polylogue.api.models import Delivery, Position, Webhook
from polylogue.api.webhooks import actions, calling, courier, gathering
from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.worker import Worker, do
from polylogue.log.intents import Broken
from polylogue.log.models import Stream
from tests.api.conftest import act, add
from tests.support import cast


def work(turns=1):
    """What a worker does while nothing else is due, so many times."""
    for _ in range(turns):
        courier.look_around()
        while job := queue.take():
            do(job)


def hurry():
    """Whoever waits after a failure waits no longer."""
    Webhook.objects.update(due_at=timezone.now())


def state_of(webhook):
    return list(webhook.deliveries.values_list("state", "tries", "answer"))


@pytest.fixture
def said(plenary, ada, cleo):
    """`said("Trees.")`: a message that may leave its room."""
    cast.set_rule(plenary, ada, "public")
    return lambda text: cast.post(plenary, cleo, text)


def texts(receiver):
    return [one.told["data"]["said"]["text"] for one in receiver.came if one.told["data"]["said"]]


def test_the_first_that_is_told_is_that_the_webhook_was_added(webhook, receiver):
    work()
    (greeting,) = receiver.came
    assert greeting.told["type"] == "api.webhook_added"
    assert greeting.told["data"]["said"] is None
    assert state_of(webhook) == [("delivered", 1, 204)]


def test_what_happens_from_then_on_is_told_in_order_and_once(webhook, receiver, said):
    for number in range(5):
        said(f"Number {number}.")
    work(3)
    assert texts(receiver) == [f"Number {number}." for number in range(5)]
    assert len({one.name for one in receiver.came}) == len(receiver.came)


def test_what_happened_before_is_not_told(dialogue, ada, receiver, said):
    said("Before.")
    add(dialogue, ada, receiver.url)
    said("After.")
    work(2)
    assert texts(receiver) == ["After."]


def test_a_room_that_is_opened_later_is_told_of_from_its_start(
    webhook, dialogue, ada, cleo, receiver
):
    room = cast.add_room(dialogue, ada, "Later")
    cast.set_rule(room, ada, "public")
    cast.post(room, cleo, "Here, too.")
    work(2)
    assert texts(receiver) == ["Here, too."]


def test_only_the_chosen_kinds_are_told(dialogue, plenary, ada, ben, receiver, said):
    add(dialogue, ada, receiver.url, "rooms.hand_raised")
    said("Not chosen.")
    cast.do(plenary, ben, "rooms.raise_hand")
    work(2)
    assert [one.told["type"] for one in receiver.came] == ["api.webhook_added", "rooms.hand_raised"]


def test_what_stays_in_its_room_is_told_to_have_been_said_without_words_and_author(
    webhook, plenary, cleo, receiver
):
    cast.post(plenary, cleo, "Between us.")
    work(2)
    told = receiver.came[-1]
    assert told.told["data"]["stays"] is True and told.told["data"]["said"] is None
    assert b"Between us" not in told.body and b"Cleo" not in told.body


def test_what_is_for_the_crew_is_not_told_whatever_is_chosen(
    dialogue, plenary, ada, mia, dov, receiver
):
    seq = cast.post(plenary, dov, "Rubbish.").seq
    add(dialogue, ada, receiver.url, "moderation.person_muted", "moderation.message_reported")
    cast.do(plenary, mia, "moderation.mute_person", person=dov.pk)
    cast.do(plenary, mia, "moderation.report_message", message=seq)
    work(2)
    assert [one.told["type"] for one in receiver.came] == ["api.webhook_added"]


def test_a_receiver_can_check_that_it_is_from_us(webhook, receiver, said):
    said("Trees.")
    work(2)
    secret = secrets.webhook_secret(webhook)
    assert all(one.is_signed_with(secret) for one in receiver.came)
    told = receiver.came[-1]
    assert not told._replace(body=told.body + b" ").is_signed_with(secret)
    later = told.headers | {"webhook-timestamp": "1"}
    assert not told._replace(headers=later).is_signed_with(secret)


def test_a_new_secret_signs_at_once_and_the_old_one_along_for_a_day(
    webhook, dialogue, ada, receiver
):
    old = secrets.webhook_secret(webhook)
    act(dialogue, ada, lambda by: actions.rotate_secret(webhook.pk, by))
    webhook.refresh_from_db()
    new = secrets.webhook_secret(webhook)
    work()
    assert new != old
    assert receiver.came[-1].is_signed_with(new) and receiver.came[-1].is_signed_with(old)
    Webhook.objects.update(rotated_at=timezone.now() - timedelta(hours=25))
    act(dialogue, ada, lambda by: actions.try_again(webhook.pk, Delivery.objects.get().pk, by))
    work()
    assert receiver.came[-1].is_signed_with(new) and not receiver.came[-1].is_signed_with(old)


def test_what_failed_is_tried_again_under_the_same_name(webhook, receiver):
    receiver.answers.extend([500, 503])
    for _ in range(3):
        work()
        hurry()
    assert len({one.name for one in receiver.came}) == 1 and len(receiver.came) == 3
    assert state_of(webhook) == [("delivered", 3, 204)]


def test_a_pause_follows_each_failure_and_grows(webhook, receiver):
    receiver.answers.extend([500] * 4)
    pauses = []
    for _ in range(4):
        work(2)
        webhook.refresh_from_db()
        pauses.append(round((webhook.due_at - timezone.now()).total_seconds()))
        hurry()
    assert pauses == [2, 4, 8, 16] and len(receiver.came) == 4


def test_pauses_grow_with_failures_in_a_row_alone(webhook, receiver, said):
    receiver.answers.extend([500, 204, 500, 204, 500])
    pauses = []
    for number in range(3):
        said(f"Number {number}.")
        work(2)
        webhook.refresh_from_db()
        pauses.append(round((webhook.due_at - timezone.now()).total_seconds()))
        hurry()
    assert pauses == [2, 2, 2]


def test_what_comes_after_a_failure_waits_for_it(webhook, receiver, said):
    receiver.answers.append(500)
    said("One.")
    said("Two.")
    work(2)
    assert len(receiver.came) == 1
    hurry()
    work(2)
    assert texts(receiver) == ["One.", "Two."]


def test_a_delivery_that_fails_for_good_is_given_up_and_lets_the_others_pass(
    webhook, receiver, said
):
    said("One.")
    receiver.answers.extend([400] * courier.TRIES)
    for _ in range(courier.TRIES + 1):
        hurry()
        work()
    assert [state for state, *_ in state_of(webhook)] == ["failed", "delivered"]
    assert texts(receiver) == ["One."]


def test_a_receiver_that_is_never_there_has_the_webhook_paused_and_nothing_is_lost(
    webhook, dialogue, ada, receiver, said
):
    receiver.answers.extend([500] * courier.FAILURES)
    for number in range(9):
        said(f"Number {number}.")
    for _ in range(courier.FAILURES + 3):
        hurry()
        work()
    webhook.refresh_from_db()
    assert webhook.paused_at and len(receiver.came) == courier.FAILURES
    said("Meanwhile.")
    act(dialogue, ada, lambda by: actions.resume(webhook.pk, by))
    for delivery in webhook.deliveries.filter(state="failed"):
        act(dialogue, ada, lambda by, pk=delivery.pk: actions.try_again(webhook.pk, pk, by))
    work(3)
    told = {one.told["data"]["said"]["text"] for one in receiver.came if one.told["data"]["said"]}
    assert told == {*(f"Number {number}." for number in range(9)), "Meanwhile."}
    assert {state for state, *_ in state_of(webhook)} == {"delivered"}


def test_a_receiver_that_says_it_is_gone_is_asked_no_more(webhook, receiver):
    receiver.answers.append(410)
    work()
    webhook.refresh_from_db()
    assert webhook.paused_because == courier.GONE


def test_a_redirect_is_a_failure_and_is_not_followed(webhook, receiver):
    receiver.answers.append(302)
    work()
    assert [one.path for one in receiver.came] == ["/hook"]
    assert state_of(webhook) == [("waiting", 1, 302)]


def test_a_receiver_that_answers_a_letter_at_a_time_is_left_after_five_seconds(
    receiver, monkeypatch
):
    monkeypatch.setattr(calling, "SECONDS", 0.5)
    receiver.drips_seconds = 3
    before = timezone.now()
    answer = calling.call(receiver.url, b"{}", {"webhook-id": "x"})
    assert answer.status is None and "no answer within" in answer.problem
    assert timezone.now() - before < timedelta(seconds=2.5)


def test_a_receiver_that_is_not_there_is_a_failure(webhook, receiver):
    receiver.close()
    work()
    ((state, tries, answer),) = state_of(webhook)
    assert (state, tries, answer) == ("waiting", 1, None)


def test_a_message_that_was_hidden_before_it_arrived_is_told_without_its_words(
    webhook, plenary, mia, receiver, said
):
    receiver.answers.append(500)
    seq = said("Regretted.").seq
    work()
    cast.do(plenary, mia, "moderation.hide_message", message=seq)
    hurry()
    work(2)
    assert texts(receiver) == [] and b"Regretted" not in b"".join(one.body for one in receiver.came)


def test_a_worker_that_dies_while_sending_has_it_sent_again_under_the_same_name(
    webhook, receiver, monkeypatch
):
    sent = calling.call

    def die(*args):
        sent(*args)
        raise KeyboardInterrupt

    courier.look_around()
    job = queue.take()
    monkeypatch.setattr(calling, "call", die)
    with pytest.raises(KeyboardInterrupt):
        do(job)
    monkeypatch.undo()
    Job.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(calling, "call", sent)
    webhook.refresh_from_db()
    do(queue.take())
    assert len(receiver.came) == 2 and len({one.name for one in receiver.came}) == 1
    assert state_of(webhook) == [("delivered", 2, 204)]


def test_two_workers_that_look_around_at_once_give_one_turn(webhook):
    (first, second) = (Webhook.objects.get(), Webhook.objects.get())
    courier._take_turn(first)
    courier._take_turn(second)
    assert Job.objects.filter(kind="api.deliver").count() == 1


def test_a_turn_that_is_over_sends_nothing(webhook, receiver):
    courier.look_around()
    late = queue.take()
    Webhook.objects.update(turn=9)
    do(late)
    assert receiver.came == []


def test_a_position_moves_only_with_what_is_kept_up_to_there(webhook, plenary, said, monkeypatch):
    said("One.")
    read = Position.objects.filter(stream=plenary.stream_id)
    before = read.get().seq
    with monkeypatch.context() as patch:
        patch.setattr(gathering, "_delivery", lambda *_: 1 / 0)
        with pytest.raises(Broken):
            gathering.gather(webhook)
    assert read.get().seq == before and webhook.deliveries.count() == 1
    gathering.gather(webhook)
    assert webhook.deliveries.count() == 2


def test_reading_on_twice_keeps_each_delivery_once(webhook, plenary, said):
    said("One.")
    gathering.gather(webhook)
    Position.objects.filter(stream=plenary.stream_id).update(seq=0)
    gathering.gather(webhook)
    assert webhook.deliveries.filter(stream=plenary.stream_id).count() == 1


def test_while_a_thousand_wait_the_log_is_the_queue(webhook, said, receiver, monkeypatch):
    monkeypatch.setattr(gathering, "WAITING_AT_MOST", 2)
    monkeypatch.setattr(gathering, "AT_ONCE", 2)
    for number in range(9):
        said(f"Number {number}.")
    gathering.gather(webhook)
    assert webhook.deliveries.count() < 6
    work(12)
    assert texts(receiver) == [f"Number {number}." for number in range(9)]


def test_the_name_of_a_delivery_is_new_after_a_restored_backup(webhook, plenary, said):
    said("One.")
    gathering.gather(webhook)
    Stream.objects.filter(pk=plenary.stream_id).update(epoch="00000000")
    said("Two.")
    gathering.gather(webhook)
    one, two = webhook.deliveries.filter(stream=plenary.stream_id)
    assert one.epoch != two.epoch == "00000000"


def test_it_pauses_when_whoever_answers_for_it_is_no_staff_any_more(
    webhook, dialogue, ada, dov, receiver
):
    cast.change_roles(dialogue, dov, ada, "staff")
    cast.change_roles(dialogue, ada, dov, "facilitator")
    work()
    webhook.refresh_from_db()
    assert receiver.came == [] and webhook.paused_because == courier.NOT_STAFF
    act(dialogue, dov, lambda by: actions.resume(webhook.pk, by))
    work()
    webhook.refresh_from_db()
    assert len(receiver.came) == 1 and webhook.keeper == dov


def test_a_removed_webhook_is_told_nothing_any_more(webhook, dialogue, ada, receiver, said):
    act(dialogue, ada, lambda by: actions.remove(webhook.pk, by))
    said("Too late.")
    work(2)
    assert receiver.came == []


def test_the_worker_does_deliveries_aside_so_that_no_timer_waits(webhook, receiver):
    courier.look_around()
    worker = Worker()
    worker.step(slow=False)
    assert receiver.came == []
    assert worker._slow_step() and len(receiver.came) == 1
