"""The silence of a step is a permission: by role and step, over the socket and over HTTP."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from breakout.scripts import silence
from polylogue.kit.refusals import Refusal
from rooms import guards
from tests.breakout import scenes
from tests.breakout.harvest import scenes as harvests
from tests.breakout.scripts import groups
from tests.breakout.scripts.groups import room, run
from tests.dialogues.pages import send
from tests.support import cast

# At which minute who may write in peer consultation.
MATRIX = [
    (0, {"case_giver", "moderator", "adviser"}),
    (6, {"case_giver", "moderator"}),
    (16, {"case_giver", "moderator", "adviser"}),
    (21, {"case_giver", "moderator", "adviser"}),
    (26, {"moderator", "adviser"}),
    (36, {"case_giver", "moderator"}),
    (41, {"case_giver", "moderator", "adviser"}),
]
ROLES = ("case_giver", "moderator", "adviser")


@pytest.fixture
def people(dialogue, cleo, dov):
    return {p.pk: p for p in [cleo, dov, *groups.crowd(dialogue, "fay", "gus")]}


@pytest.fixture
def round(dialogue, ben, people):
    return scenes.open_now(groups.seated(dialogue, ben, list(people.values())), ben)


@pytest.fixture
def one(round, people):
    """`one("adviser")`: somebody who has the role."""
    return lambda role: people[run(round).held[role][0]]


def writes(room, person) -> bool:
    try:
        cast.post(room, person)
    except silence.Listens:
        return False
    return True


def writes_over_http(room, person) -> bool:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    url = f"{room.get_absolute_url()}messages"
    answer = send(client, url, text="Good morning.")
    assert answer.status_code in {200, 302, 403}, answer
    return answer.status_code != 403


@pytest.mark.parametrize("way", [writes, writes_over_http])
@pytest.mark.parametrize(("minute", "who"), MATRIX)
def test_who_may_write_in_each_step(round, one, minute, who, way):
    groups.later(round, minute)
    assert {role for role in ROLES if way(room(round), one(role))} == who


@pytest.mark.parametrize("minute", [6, 26, 36])
def test_the_crew_is_never_silenced(round, ada, ben, mia, minute):
    groups.later(round, minute)
    assert all(writes(room(round), person) for person in (ada, ben, mia))


def test_the_case_giver_may_ask_to_speak_and_react(round, one):
    groups.later(round, 26)
    seq = cast.post(room(round), one("adviser")).seq
    cast.do(room(round), one("case_giver"), "rooms.raise_hand")
    cast.do(room(round), one("case_giver"), "reactions.set", message=seq, emoji="clap", on=True)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("chat.post_reply", {"thread": 1, "text": "But"}),
        ("chat.edit_message", {"message": 1, "text": "But"}),
        ("questions.ask", {"text": "Why?"}),
    ],
)
def test_there_is_no_way_around_the_silence(round, one, name, args):
    groups.later(round, 26)
    with pytest.raises(silence.Listens):
        cast.do(room(round), one("case_giver"), name, **args)


# At which minute who may write in the harvest of a peer consultation: the note taker in every step.
NOTES = [
    (6, {"case_giver", "moderator", "note_taker"}),
    (26, {"moderator", "adviser", "note_taker"}),
    (36, {"case_giver", "moderator", "note_taker"}),
]


def notes(room, person) -> bool:
    try:
        harvests.write(room, person, "Noted. ")
    except silence.Listens:
        return False
    return True


@pytest.mark.parametrize(("minute", "who"), NOTES)
def test_the_note_taker_writes_in_the_harvest_in_every_step(round, one, ben, minute, who):
    adviser, taker = run(round).held["adviser"][:2]
    hand_role(round, ben, "note_taker", taker)
    groups.later(round, minute)
    there = {
        role
        for role in (*ROLES, "note_taker")
        if role != "adviser" and notes(room(round), one(role))
    }
    assert there == who - {"adviser"}
    assert notes(room(round), one("adviser")) == ("adviser" in who)
    assert one("adviser").pk == adviser


def test_the_note_taker_hands_the_harvest_in_while_listening(round, one, ben):
    hand_role(round, ben, "note_taker", run(round).held["adviser"][1])
    groups.later(round, 36)
    harvests.write(room(round), one("note_taker"), "Owners first.")
    harvests.hand_in(room(round), one("note_taker"))
    assert harvests.sheet(room(round)).is_handed_in
    assert not writes(room(round), one("note_taker"))


def test_whose_case_it_is_listens_to_the_advice_with_the_notes_in_hand_too(round, one, ben):
    hand_role(round, ben, "note_taker", one("case_giver").pk)
    groups.later(round, 26)
    assert not notes(room(round), one("case_giver"))


def hand_role(round, by, role, person):
    cast.do(room(round), by, "scripts.hand_role", role=role, person=person)


def test_others_do_not_see_that_somebody_writes_who_listens(round, one):
    groups.later(round, 26)
    here = room(round)
    about = (here.stream_id, here.dialogue_id)
    assert not guards.may_speak(*about, one("case_giver").pk)
    assert guards.may_speak(*about, one("adviser").pk)


def test_the_refusal_says_who_writes_and_for_how_long(round, one):
    groups.later(round, 27)
    with pytest.raises(Refusal) as refusal:
        cast.post(room(round), one("case_giver"))
    assert str(refusal.value) == (
        "“Advice”. May write: Moderator, Adviser. It lasts 8 more minutes."
    )


def test_it_is_over_by_the_clock_even_if_no_job_ran(round, one, monkeypatch):
    groups.later(round, 26)
    monkeypatch.setattr(groups, "do_what_is_due", lambda: None)
    groups.later(round, 10)
    assert run(round).step.title == "Advice"
    assert writes(room(round), one("case_giver"))
    assert not writes(room(round), one("adviser"))


def test_the_silence_lasts_while_the_step_is_held(round, one, ben):
    groups.later(round, 26)
    cast.do(room(round), ben, "scripts.hold")
    groups.later(round, 60)
    with pytest.raises(Refusal, match="The time stands still"):
        cast.post(room(round), one("case_giver"))


def test_nobody_writes_in_a_silent_step(dialogue, ben, people):
    round = groups.seated(dialogue, ben, list(people.values()), sign="one_two_four_all")
    scenes.open_now(round, ben)
    assert not any(writes(room(round), person) for person in people.values())
    groups.later(round, 1)
    assert all(writes(room(round), person) for person in people.values())


def test_other_rooms_are_not_silenced(round, one, plenary):
    groups.later(round, 26)
    assert writes(plenary, one("case_giver"))


async def test_the_silence_holds_on_the_socket(transactional_db, dialogue, ben, people, join):
    made = lambda: scenes.open_now(groups.seated(dialogue, ben, list(people.values())), ben)  # noqa: E731
    round = await sync_to_async(made)()
    await sync_to_async(groups.later)(round, 26)
    here = await sync_to_async(room)(round)
    held = (await sync_to_async(run)(round)).held
    giver, adviser = (people[held[role][0]] for role in ("case_giver", "adviser"))
    listening, writing = await join(here, as_=giver), await join(here, as_=adviser)
    refused = await listening.do("chat.post_message", stream=here.stream_id, text="But I did that!")
    assert refused["code"] == "listens"
    done = await writing.do("chat.post_message", stream=here.stream_id, text="Ask the neighbours.")
    assert done["t"] == "ok"
