"""Groups call for help: everybody of the crew sees it, exactly one takes it, the group is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.db import IntegrityError, connections, transaction

from breakout import grouping
from breakout.help import queue
from breakout.help.actions import CallIsOver, CallIsTaken, NoGroup
from breakout.help.models import HelpCall
from polylogue.kit.refusals import NotAllowed, NotFound
from polylogue.log import redaction
from polylogue.log.facts import resolve
from polylogue.log.models import Entry
from tests.breakout import scenes
from tests.breakout.pages import LIVE, as_, see, text
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    made = scenes.drafted(dialogue, ben)
    scenes.move(made, ben, cleo, to=0)
    return scenes.open_now(made, ben)


@pytest.fixture
def room(round):
    return scenes.room(round, 0)


def call(room, by, words=""):
    return cast.do(room, by, "help.call", words=words)


def answer(room, by, what):
    return cast.do(room, by, f"help.{what}")


def kinds(stream):
    return list(
        Entry.objects.filter(stream=stream, kind__startswith="help.").values_list("kind", flat=True)
    )


def test_a_group_calls_and_both_the_group_and_the_crew_are_told(room, cleo):
    made = call(room, cleo, "We are stuck with the budget").result
    held = HelpCall.objects.get()
    assert (held.pk, held.by, held.words, held.state) == (
        made, cleo, "We are stuck with the budget", "asked",
    )  # fmt: skip
    there = Entry.objects.get(stream=room.stream, kind="help.called")
    crew = Entry.objects.get(stream=room.dialogue.stream, kind="help.called")
    assert there.data == {"call": made, "group": held.group_id, "room": room.pk} == crew.data
    assert (there.audience, crew.audience) == ("everyone", "crew")


def test_what_it_is_about_is_for_the_crew_alone_and_can_be_removed_for_good(room, cleo):
    call(room, cleo, "Dov does not let us speak")
    there = Entry.objects.get(stream=room.stream, kind="help.called")
    crew = Entry.objects.get(stream=room.dialogue.stream, kind="help.called")
    shown = resolve([there, crew])
    assert "words" not in shown[there.stream_id, there.seq]
    assert shown[crew.stream_id, crew.seq]["words"] == "Dov does not let us speak"

    def forget(part):
        redaction.redact(crew.stream_id, crew.seq, by=part.person_id)

    scenes.act(room.dialogue, room.dialogue.participations.first().person, forget)
    assert HelpCall.objects.get().words == ""


def test_what_nobody_can_see_is_not_kept_of_its_words(room, cleo):
    call(room, cleo, "We are\x00 stuck\x07")
    assert HelpCall.objects.get().words == "We are stuck"


@pytest.mark.parametrize("what", ["resolve", "let_go", "take_back", "claim", "arrive"])
def test_an_old_page_does_nothing_to_a_later_call(room, mia, ben, cleo, what):
    first = call(room, cleo, "first").result
    answer(room, mia, "resolve")
    second = call(room, cleo, "second").result
    answer(room, mia, "claim")
    by = cleo if what == "take_back" else ben
    with pytest.raises(CallIsOver):
        cast.do(room, by, f"help.{what}", call=first)
    kept = HelpCall.objects.get(pk=second)
    assert (kept.claimed_by, kept.resolved_at, kept.arrived_at) == (mia, None, None)


def test_a_second_call_is_the_one_that_stands(room, cleo):
    assert call(room, cleo).result == call(room, cleo).result
    assert kinds(room.stream) == ["help.called"]


def test_the_database_holds_one_open_call_for_a_group(round, room, cleo):
    call(room, cleo)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpCall.objects.create(group=room.group, by=cleo)


def test_anybody_in_the_group_takes_the_call_back(round, room, ben, cleo, dov):
    scenes.move(round, ben, dov, to=0)
    call(room, cleo)
    answer(room, dov, "take_back")
    held = HelpCall.objects.get()
    assert (held.state, held.resolved_by) == ("taken_back", dov)
    with pytest.raises(CallIsOver):
        answer(room, cleo, "take_back")


def test_one_takes_it_and_the_next_one_is_told_who(room, ben, mia, cleo):
    call(room, cleo)
    answer(room, ben, "claim")
    with pytest.raises(CallIsTaken, match="Ben Okoro has taken this already"):
        answer(room, mia, "claim")
    assert HelpCall.objects.get().claimed_by == ben
    assert kinds(room.stream) == ["help.called", "help.claimed"] == kinds(room.dialogue.stream)


def test_whoever_comes_is_announced_once_and_deals_with_it(room, ben, cleo):
    call(room, cleo)
    for what in ("arrive", "arrive", "resolve"):
        answer(room, ben, what)
    assert kinds(room.stream) == ["help.called", "help.claimed", "help.arrived", "help.resolved"]
    assert HelpCall.objects.get().state == "resolved"
    assert call(room, cleo).result != HelpCall.objects.first().pk


def test_whoever_cannot_come_lets_it_go_and_another_one_takes_it(room, ben, mia, cleo):
    call(room, cleo)
    answer(room, ben, "claim")
    answer(room, ben, "let_go")
    assert HelpCall.objects.get().state == "asked"
    answer(room, mia, "claim")
    assert HelpCall.objects.get().claimed_by == mia


def test_the_end_of_the_group_ends_the_call_and_says_so(round, room, ben, cleo):
    call(room, cleo)
    scenes.back(round, ben)
    held = HelpCall.objects.get()
    assert (held.state, held.get_outcome_display()) == ("lapsed", "the group ended")
    assert kinds(room.stream)[-1] == "help.lapsed"
    assert queue.waiting(round.dialogue) == []


def test_a_group_that_is_closed_alone_needs_no_help_either(round, room, ben, cleo):
    call(room, cleo)
    scenes.do(round, ben, grouping.close, group=room.group.pk, seen=None)
    assert HelpCall.objects.get().state == "lapsed"


def test_only_members_of_the_group_call_and_only_the_crew_answers(room, plenary, cleo, dov, eve):
    for stranger in (dov, eve):
        with pytest.raises((NotFound, NotAllowed)):
            call(room, stranger)
    call(room, cleo)
    for what in ("claim", "arrive", "resolve", "let_go"):
        with pytest.raises(NotAllowed):
            answer(room, cleo, what)
    with pytest.raises(NoGroup):
        call(plenary, cleo)


def test_a_muted_person_can_call_too(room, mia, cleo):
    cast.do(room, mia, "moderation.mute_person", person=cleo.pk)
    assert call(room, cleo).result


def test_the_page_of_the_group_shows_how_it_stands(room, ben, cleo):
    place = room.get_absolute_url()
    assert "Call the hosts" in text(as_(cleo).get(place))
    said = {"key": cast.new_key(), "do": "call", "words": "A secret"}
    assert as_(cleo).post(f"{place}help/do", said).headers["Location"] == place
    page = text(as_(cleo).get(place))
    assert "called the hosts. They know it." in page and "A secret" not in page
    assert "A secret" in text(as_(ben).get(place))
    answer(room, ben, "claim")
    page = text(see(cleo, "help:show", room.dialogue.slug, room.pk, live=True))
    assert "Ben Okoro</b> is coming." in page and "<html" not in page


def test_taking_it_and_entering_is_one_click(room, ben, mia, cleo):
    call(room, cleo)
    url = f"{room.get_absolute_url()}help/do"
    said = {"do": "arrive", "from": "cockpit"}
    went = as_(ben).post(url, {"key": cast.new_key(), **said})
    assert went.headers["Location"] == room.get_absolute_url()
    late = as_(mia).post(url, {"key": cast.new_key(), **said}, headers=LIVE)
    assert late.status_code == 409
    assert "Ben Okoro has taken this already" in text(late)


def test_a_plain_form_that_comes_too_late_says_so_on_the_page(room, ben, cleo):
    call(room, cleo)
    answer(room, cleo, "take_back")
    late = as_(ben).post(
        f"{room.get_absolute_url()}help/do", {"key": cast.new_key(), "do": "resolve"}
    )
    assert late.status_code == 409
    assert "This call for help is over already." in text(late)


async def test_all_of_the_crew_hear_of_it_and_nobody_else(
    transactional_db, dialogue, plenary, join, ada, ben, mia, cleo, dov
):
    @sync_to_async
    def work():
        made = scenes.drafted(dialogue, ben)
        scenes.move(made, ben, cleo, to=0)
        return scenes.room(scenes.open_now(made, ben), 0)

    room = await work()
    crew = [await join(plenary, as_=one) for one in (ada, ben, mia)]
    other, cleos = await join(plenary, as_=dov), await join(room, as_=cleo)
    for one in (*crew, other):
        await one.follow(dialogue.stream_id)
    done = await cleos.do("help.call", stream=room.stream_id, words="Please come")
    assert done["t"] == "ok"
    for one in crew:
        (item,) = (await one.next("entries"))["items"]
        assert (item["kind"], item["data"]["words"]) == ("help.called", "Please come")
    (item,) = (await cleos.next("entries"))["items"]
    assert item["kind"] == "help.called" and "words" not in item["data"]
    assert (await other.next("entries"))["items"] == []


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_it_at_once_exactly_one_has_it(dialogue, ada, ben, mia, cleo):
    made = scenes.drafted(dialogue, ben)
    scenes.move(made, ben, cleo, to=0)
    room = scenes.room(scenes.open_now(made, ben), 0)
    call(room, cleo)

    def take(person):
        try:
            answer(room, person, "claim")
            return person
        except CallIsTaken:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        won = [person for person in pool.map(take, [ada, ben, mia]) if person]
    assert won == [HelpCall.objects.get().claimed_by]
    assert kinds(room.stream) == ["help.called", "help.claimed"]
