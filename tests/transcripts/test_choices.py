"""What somebody chooses to have told: of what, which kinds, and how people are shown."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from breakout.entries import PeopleSeated
from breakout.models import Round
from polylogue.dialogues.models import Participation, Session
from polylogue.log.models import Audience, Stream
from polylogue.texts.entries import TextChanged
from polylogue.transcripts.choices import Choices, Naming, Purpose
from polylogue.transcripts.filing import FORMS
from polylogue.transcripts.forms import ExportForm
from rooms.entries import GroupsClosed, PeopleMoved, RoomOpened
from rooms.models import Stay
from tests.support import cast, opening
from tests.transcripts.test_completeness import append
from whiteboard.models import Board


def read(dialogue, form, **choices):
    made = opening.of(dialogue, form, Choices(**choices), key="a key")
    return " ".join(opening.words(name, content) for name, content in made.items())


@pytest.fixture
def two_sessions(dialogue, plenary, cleo):
    """Something said before, in, between and after two sessions; they are told by their hours."""
    now = timezone.now() - timedelta(hours=8)
    hours = [now + timedelta(hours=number) for number in range(5)]
    for title, hour in (("First", hours[1]), ("Second", hours[3])):
        Session.objects.create(
            dialogue=dialogue,
            kind="plenary",
            title=title,
            starts_at=hour,
            ends_at=hour + timedelta(minutes=30),
        )
    for number, hour in enumerate(hours):
        seq = cast.post(plenary, cleo, f"said in hour {number}").seq
        plenary.stream.entries.filter(seq=seq).update(at=hour + timedelta(minutes=5))
    return {one.title: one.pk for one in dialogue.sessions.all()}, hours


def test_a_session_is_told_without_what_was_said_before_and_after(dialogue, two_sessions):
    text = read(dialogue, "markdown", session=two_sessions[0]["First"])
    assert "said in hour 1" in text
    assert not any(f"said in hour {number}" in text for number in (0, 2, 3, 4))
    assert "outside of the time that was chosen" in text


def test_a_span_of_time_is_told_alone(dialogue, two_sessions):
    _, hours = two_sessions
    text = read(dialogue, "markdown", since=hours[2], until=hours[4])
    assert [n for n in range(5) if f"said in hour {n}" in text] == [2, 3]


def test_sessions_divide_it_and_lose_nothing(dialogue, plenary, two_sessions):
    text = read(dialogue, "markdown").partition("Who took part")[2]
    assert [n for n in range(5) if f"said in hour {n}" in text] == [0, 1, 2, 3, 4]
    order = [
        text.index(word) for word in ("hour 0", "First", "hour 1", "hour 2", "Second", "hour 3")
    ]
    assert order == sorted(order)


def test_only_the_rooms_that_were_chosen(dialogue, plenary, side_room, cleo):
    cast.post(plenary, cleo, "In the plenary")
    cast.post(side_room, cleo, "In the side room")
    text = read(dialogue, "markdown", rooms=(side_room.pk,))
    assert "In the side room" in text and "In the plenary" not in text


def test_only_the_kinds_that_were_chosen_and_it_says_so(dialogue, plenary, cleo):
    cast.post(plenary, cleo, "A message")
    cast.do(plenary, cleo, "rooms.raise_hand")
    text = read(dialogue, "markdown", kinds=("messages",))
    assert "A message" in text and "raised their hand" not in text
    assert "of kinds that were not chosen" in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("naming", [Naming.INITIALS, Naming.PSEUDONYMS, Naming.CITY])
def test_no_name_is_in_it_where_people_are_not_named(
    dialogue, plenary, ada, cleo, dov, form, naming
):
    cast.post(plenary, cleo, "@Dov Peretz, what did it cost? Yours, Cleo Marin")
    cast.do(plenary, dov, "rooms.raise_hand")
    cast.do(plenary, ada, "rooms.call_speaker", person=dov.pk)
    text = read(dialogue, form, naming=naming)
    assert "what did it cost?" in text
    assert not any(name in text for name in ("Cleo", "Marin", "Dov", "Peretz"))


def test_the_same_person_has_one_pseudonym_in_all_forms(dialogue, plenary, cleo, dov):
    cast.post(plenary, cleo, "One of mine")
    cast.post(plenary, dov, "Not of mine")
    cast.post(plenary, cleo, "Another of mine")
    rows = opening.table(
        opening.of(dialogue, "csv", Choices(naming=Naming.PSEUDONYMS), key="k")["messages.csv"]
    )
    first, other, again = (row["person"] for row in rows)
    assert first == again != other
    assert (
        f"{first}"
        in opening.of(dialogue, "markdown", Choices(naming=Naming.PSEUDONYMS), key="k")[
            "transcript.md"
        ].decode()
    )


def test_another_export_has_other_pseudonyms(dialogue, plenary, cleo):
    people = [cast.person(f"p{n}") for n in range(20)]
    cast.enrol_all(dialogue, people)
    cast.post(plenary, cleo, "Mine")

    def called(key):
        made = opening.of(dialogue, "csv", Choices(naming=Naming.PSEUDONYMS), key=key)
        return opening.table(made["messages.csv"])[0]["person"]

    assert len({called(f"key {number}") for number in range(8)}) > 1


def test_words_that_are_gone_are_kept_only_where_that_was_chosen(dialogue, plenary, cleo, mia):
    seq = cast.post(plenary, cleo, "First version").seq
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="Second version")
    gone = cast.post(plenary, cleo, "Regretted").seq
    cast.do(plenary, cleo, "chat.delete_message", message=gone)
    hidden = cast.post(plenary, cleo, "Unkind").seq
    cast.do(plenary, mia, "moderation.hide_message", message=hidden)
    for form in FORMS:
        kept, plain = read(dialogue, form, kept=True), read(dialogue, form)
        if form not in {"csv", "xlsx"}:
            assert "First version" in kept
        assert "Regretted" in kept and "Unkind" in kept
        assert not any(word in plain for word in ("First version", "Regretted", "Unkind"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("rule", "shows"),
    [
        ("private", ()),
        ("unattributed", ()),
        ("by_city", ("Lyon",)),
        ("public", ("Cleo Marin", "Lyon")),
    ],
)
def test_what_is_passed_on_keeps_the_rule_in_every_form(
    dialogue, plenary, ada, cleo, form, rule, shows
):
    cast.set_rule(plenary, ada, rule)
    cast.post(plenary, cleo, "We painted the street.")
    text = read(dialogue, form, purpose=Purpose.OUTSIDE)
    assert ("painted the street" in text) == (rule != "private")
    assert [word for word in ("Cleo Marin", "Lyon") if word in text] == list(shows)


@pytest.mark.parametrize("naming", Naming)
def test_no_choice_shows_more_than_the_rule(dialogue, plenary, ada, cleo, naming):
    cast.set_rule(plenary, ada, "unattributed")
    cast.post(plenary, cleo, "We painted the street.")
    text = read(dialogue, "markdown", purpose=Purpose.OUTSIDE, naming=naming)
    assert not any(word in text for word in ("Cleo", "C. M.", "Person", "Lyon"))


def test_times_are_of_the_zone_that_was_chosen(dialogue, plenary, cleo):
    cast.post(plenary, cleo)
    assert "Asia/Kolkata" in read(dialogue, "markdown", time_zone="Asia/Kolkata")


def test_the_last_evening_is_a_day_of_the_dialogue_where_clocks_show_the_next_one(
    dialogue, plenary, cleo
):
    seq = cast.post(plenary, cleo, "Said in the last hour").seq
    evening = datetime.combine(dialogue.ends_on, time(22), dialogue.zone)
    plenary.stream.entries.filter(seq=seq).update(at=evening)
    text = read(dialogue, "markdown", time_zone="Pacific/Auckland")
    assert "Said in the last hour" in text.partition("Thursday, 5 March 2026")[2]
    assert "Said in the last hour" not in text.partition("After the last day")[2]


@pytest.mark.parametrize("naming", Naming)
def test_people_and_rooms_that_an_entry_tells_of_are_no_numbers(
    dialogue, plenary, side_room, ada, cleo, dov, naming
):
    people = [cast.person(f"p{n}") for n in range(3)]
    cast.enrol_all(dialogue, people)
    places = [(plenary.pk, [cleo.pk, people[0].pk]), (side_room.pk, [dov.pk, people[1].pk])]
    append(dialogue.stream_id, PeopleMoved(places=places), by=ada, audience=Audience.CREW)
    append(dialogue.stream_id, GroupsClosed(rooms=[side_room.pk]), by=ada)
    made = opening.of(dialogue, "csv", Choices(naming=naming), key="k")["entries.csv"]
    said = {row["kind"]: row["what"] for row in opening.table(made)}
    assert not re.search(r"\bpeople\b|\b(to|rooms) \d", said["rooms.people_moved"])
    assert "to room “Plenary”; " in said["rooms.people_moved"]
    assert ("Dov Peretz" in said["rooms.people_moved"]) == (naming is Naming.NAMES)
    assert said["rooms.people_moved"].endswith("to room “Side room”")
    assert said["rooms.groups_closed"].endswith("closed the group rooms “Side room”")


def test_a_pseudonym_of_whoever_acts_is_never_taken_for_the_number_of_an_account(
    dialogue, plenary, ada, cleo
):
    people = [cast.person(f"p{n}") for n in range(12)]
    cast.enrol_all(dialogue, people)
    everybody = [*Participation.objects.filter(dialogue=dialogue).values_list("person", flat=True)]
    append(dialogue.stream_id, PeopleMoved(places=[(plenary.pk, everybody)]), by=ada)
    for key in "abc":
        made = opening.of(dialogue, "csv", Choices(naming=Naming.PSEUDONYMS), key=key)
        (row,) = (
            one for one in opening.table(made["entries.csv"]) if one["kind"] == "rooms.people_moved"
        )
        assert row["what"].startswith(f"{row['person']} moved ")


def test_a_title_that_looks_like_a_number_of_somebody_is_left_as_it_is(dialogue, ada, cleo):
    title = f"person {cleo.pk}"
    fact = RoomOpened(room=cleo.pk, title=title)
    append(dialogue.stream_id, fact, by=ada)
    assert f"opened the room “{title}”" in read(dialogue, "markdown")


def test_the_ledger_of_seats_says_who_sits_in_which_group(dialogue, ada, cleo, dov):
    round = Round.objects.create(dialogue=dialogue, title="Peer exchange")
    group = round.groups.create(title="Kisumu")
    seated = {"round": round.pk, "version": 1, "how": "by_hand"}
    fact = PeopleSeated(**seated, seats=[(group.pk, [cleo.pk])], gone=[dov.pk])
    append(dialogue.stream_id, fact, by=ada, audience=Audience.CREW)
    text = read(dialogue, "markdown")
    assert "seated by hand: Cleo Marin in group “Kisumu”; Dov Peretz nowhere any more" in text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_say_too_for_whom_they_are_whose_clocks_they_show_and_what_was_left_out(
    dialogue, plenary, cleo, form
):
    cast.post(plenary, cleo)
    text = read(dialogue, form, kinds=("questions",), time_zone="Asia/Kolkata")
    assert "This is the record" in text and "Times are of Asia/Kolkata" in text
    assert re.search(r"Left out: \d+ entries, of kinds that were not chosen", text)
    passed_on = read(dialogue, form, purpose=Purpose.OUTSIDE)
    assert "This may be passed on" in passed_on and "of what stays in its room" in passed_on
    assert "Times are" not in passed_on


@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith("json")])
def test_a_record_begins_with_the_programme_and_who_took_part(
    dialogue, plenary, side_room, two_sessions, form
):
    text = read(dialogue, form)
    assert "Cleo Marin" in text and "Facilitator" in text
    assert "Second" in text
    less = read(dialogue, form, rooms=(side_room.pk,))
    passed_on = read(dialogue, form, purpose=Purpose.OUTSIDE)
    assert not any(word in less + passed_on for word in ("Cleo Marin", "Facilitator", "Second"))


def test_tables_say_who_was_where_within_each_session(dialogue, plenary, two_sessions, cleo):
    _, hours = two_sessions
    Stay.objects.create(
        dialogue=dialogue, room=plenary, person=cleo, since=hours[1], until=hours[4]
    )
    rows = opening.table(opening.of(dialogue, "csv")["present.csv"])
    within = [(row["session"], row["person"]) for row in rows if row["session"]]
    assert within == [("First", "Cleo Marin"), ("Second", "Cleo Marin")]


def test_what_is_passed_on_does_not_say_that_boards_are_shown(dialogue, plenary, cleo, ada):
    cast.do(plenary, ada, "board.open_board", template="action_plan")
    board = Board.objects.get(room=plenary)
    text = read(dialogue, "markdown", purpose=Purpose.OUTSIDE)
    assert Stream.objects.get(pk=board.stream_id).head
    assert "as it stood" not in text and "is no contribution" in text


def test_headings_speak_the_language_that_was_chosen(dialogue, plenary, cleo, ada, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    part = Participation.objects.get(dialogue=dialogue, person=ada)
    assert "language" in ExportForm(by=part).fields
    cast.post(plenary, cleo, "Bis morgen")
    at = datetime.combine(dialogue.starts_on, time(12), dialogue.zone)
    plenary.stream.entries.update(at=at)
    assert "Montag, 2 März 2026" in read(dialogue, "markdown", language="de")
    assert (
        '<html lang="de"'
        in opening.of(dialogue, "html", Choices(language="de"))["transcript.html"].decode()
    )


def test_the_texts_of_a_group_are_called_as_its_sheet_calls_them(dialogue, side_room, cleo):
    fact = TextChanged(text="harvest.question", revision=1, key="k")
    append(side_room.stream_id, fact, by=cleo)
    assert "wrote in the text “Open question”" in read(dialogue, "markdown")
