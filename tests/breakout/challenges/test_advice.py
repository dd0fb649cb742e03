"""Advice in a group with a case: noted per adviser, marked and followed by a first step of whose case it is."""

import pytest
from django.urls import reverse

from breakout.challenges import groups
from breakout.challenges.advice import showing
from breakout.challenges.advice.actions import NoCase
from breakout.challenges.models import Advice, FirstStep
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import reading, redaction
from polylogue.log.models import Entry
from polylogue.transcripts.export import markdown, transcript_of
from polylogue.transcripts.extract import extract
from rooms.actions import RoomIsClosed
from tests.breakout import scenes
from tests.breakout.challenges.cases import give, group_with, offer, sees, withdraw, write
from tests.log.replaying import PROJECTIONS, Replay
from tests.support import cast


@pytest.fixture
def case(dialogue, cleo):
    """Cleo's, for the group alone."""
    return offer(dialogue, cleo)


@pytest.fixture
def room(dialogue, case, ben, cleo, dov, mia):
    """Of the group that has it, with cleo, dov and mia."""
    return group_with(dialogue, ben, case, cleo, dov, mia)


def note(room, by, text="Ask the owners.", person=None):
    about = {"person": person.pk} if person else {}
    return cast.do(room, by, "challenges.note_advice", text=text, **about).seq


def mark(room, by, advice, useful=True):
    cast.do(room, by, "challenges.mark_useful", advice=advice, useful=useful)


def first(room, by, text="Tea on Monday."):
    cast.do(room, by, "challenges.write_first_step", text=text)


def panel(room, person):
    return showing.case(room, participant(room.dialogue_id, person.pk))


def told(room):
    found = Entry.objects.filter(stream=room.stream_id, kind__startswith="challenges.")
    found = found.exclude(kind="challenges.case_told")
    shown = [item["data"] for item in reading.shown(found.order_by("seq"))]
    return [
        (e.kind[11:], e.audience, data)
        for e, data in zip(found.order_by("seq"), shown, strict=True)
    ]


def test_anyone_in_the_group_notes_what_they_advise_or_another_said(case, room, dov, mia, ben):
    note(room, dov)
    note(room, mia, "Write off the arrears.", person=dov)
    note(room, ben, "Announce late.")
    pieces = panel(room, dov).pieces
    assert [(one.adviser, one.noted_by, one.is_mine) for one in pieces] == [
        ("Dov Peretz", "", True), ("Dov Peretz", "Mia Kovač", True), ("Ben Okoro", "", False),
    ]  # fmt: skip
    assert [(kind, audience) for kind, audience, _ in told(room)] == [
        ("advice_noted", "everyone")
    ] * 3


def test_whose_case_it_is_advises_not(case, room, cleo, mia):
    for by, person in ((cleo, None), (mia, cleo)):
        with pytest.raises(NotAllowed):
            note(room, by, person=person)


def test_nobody_from_elsewhere_is_said_to_have_advised(case, room, dov, ada):
    with pytest.raises(NotFound):
        note(room, dov, person=ada)


def test_a_room_without_a_case_takes_no_advice(plenary, case, dov):
    with pytest.raises(NoCase):
        note(plenary, dov)
    assert panel(plenary, dov) is None


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "x" * 2001])
def test_advice_says_something_and_not_too_much(case, room, dov, text):
    with pytest.raises(Invalid):
        note(room, dov, text)


def test_who_gave_or_noted_it_corrects_it_and_takes_it_back(case, room, cleo, dov, mia, ben):
    advice = note(room, mia, person=dov)
    say = lambda by, text: cast.do(  # noqa: E731
        room, by, "challenges.correct_advice", advice=advice, text=text
    )
    say(dov, "Ask them in person.")
    say(mia, "Ask them at home.")
    say(mia, "Ask them at home.")
    for other in (cleo, ben):
        with pytest.raises(NotAllowed):
            say(other, "No.")
        with pytest.raises(NotAllowed):
            cast.do(room, other, "challenges.withdraw_advice", advice=advice)
    assert [one.advice.text for one in panel(room, cleo).pieces] == ["Ask them at home."]
    cast.do(room, dov, "challenges.withdraw_advice", advice=advice)
    kinds = [kind for kind, *_ in told(room)]
    assert kinds == ["advice_noted", "advice_corrected", "advice_corrected", "advice_withdrawn"]
    assert "text" not in told(room)[0][2] and panel(room, cleo).pieces == []
    with pytest.raises(NotFound):
        say(dov, "Again.")


def test_only_whose_case_it_is_marks_what_is_useful(case, room, cleo, dov, mia, ben):
    plain, useful = note(room, dov), note(room, mia, "Announce late.")
    for other in (dov, mia, ben):
        with pytest.raises(NotAllowed):
            mark(room, other, useful)
    mark(room, cleo, useful)
    mark(room, cleo, useful)
    assert [one.advice.seq for one in panel(room, dov).pieces] == [useful, plain]
    kind, _, data = told(room)[-1]
    assert (kind, data["useful"]) == ("advice_marked", True)
    assert told(room)[1][2]["useful"] is True
    mark(room, cleo, useful, False)
    assert not Advice.objects.exclude(useful_at=None).exists()


def test_only_whose_case_it_is_writes_the_first_step_and_says_it_anew(case, room, cleo, dov):
    with pytest.raises(NotAllowed):
        first(room, dov)
    first(room, cleo)
    first(room, cleo)
    first(room, cleo, "Tea on Tuesday.")
    (_, _, before), (kind, _, now) = told(room)
    assert (kind, now["text"]) == ("first_step_written", "Tea on Tuesday.")
    assert "text" not in before and FirstStep.objects.count() == 1
    assert panel(room, dov).first_step == "Tea on Tuesday."


def test_the_panel_shows_each_what_is_theirs_to_do(case, room, cleo, dov, eve, ada):
    mine, others = panel(room, cleo), panel(room, dov)
    assert (mine.is_giver, others.is_giver) == (True, False)
    assert others.advisers == [(others.advisers[0][0], "Mia Kovač")]
    assert others.card.title == "Rents that rise"


def test_a_participant_who_is_not_of_the_group_sees_no_word_of_a_case_that_is_for_it(
    dialogue, case, room
):
    gil = cast.person("gil")
    cast.enrol(dialogue, gil, "participant")
    assert panel(room, gil).card is None


def test_a_group_without_the_giver_of_its_case_is_told_nothing_of_what_is_for_theirs(
    dialogue, case, ben, dov
):
    room = group_with(dialogue, ben, case, dov)
    assert panel(room, dov).card is None and panel(room, dov).has_case
    assert "title" not in told_case(room)


def told_case(room):
    found = Entry.objects.filter(stream=room.stream_id, kind="challenges.case_told").order_by("seq")
    return [item["data"] for item in reading.shown(found)][-1]


def test_a_group_is_told_its_case_when_it_begins_and_when_it_gets_another(
    dialogue, case, room, ben, cleo, dov
):
    assert told_case(room)["challenge"] == case.pk and "question" not in told_case(room)
    other = offer(dialogue, dov, title="Trees", scope="everyone")
    round = room.group.round
    give(round, ben, other)
    now = told_case(room)
    assert (now["title"], now["before"] > 0) == ("Trees", True)
    give(round, ben, None)
    assert told_case(room)["challenge"] is None and not panel(room, cleo).has_case


def test_a_case_is_offered_and_of_one_group_alone(dialogue, case, ben, cleo, dov, mia):
    round = scenes.drafted(dialogue, ben)
    give(round, ben, case)
    give(round, ben, case)
    with pytest.raises(Invalid, match="Group 1"):
        give(round, ben, case, to=1)
    draft = write(dialogue, dov)
    with pytest.raises(NotFound):
        give(round, ben, draft, to=1)
    for other in (mia, cleo):
        with pytest.raises(NotAllowed):
            give(round, other, None)
    assert groups.cases_of(round) == {round.groups.all()[0].pk: case}


def test_in_a_draft_nobody_sees_the_case_of_their_group_to_be(
    dialogue, case, ben, cleo, dov, sign_in
):
    round = scenes.drafted(dialogue, ben)
    scenes.move(round, ben, cleo, dov, to=0)
    give(round, ben, case)
    assert sign_in(dov).get(case.get_absolute_url()).status_code == 404
    scenes.open_now(round, ben)
    assert sign_in(dov).get(case.get_absolute_url()).status_code == 200


def test_a_withdrawn_case_is_gone_from_its_group_and_the_advice_stays(
    dialogue, case, room, cleo, dov
):
    offer(dialogue, cleo, challenge=case, scope="everyone")
    assert told_case(room)["title"] == "Rents that rise"
    note(room, dov)
    withdraw(case, cleo)
    assert "title" not in told_case(room) and panel(room, dov).card is None
    assert len(panel(room, dov).pieces) == 1


def test_the_page_of_a_case_opens_for_the_people_of_its_group(case, room, dialogue, dov, sign_in):
    gil = cast.person("gil")
    cast.enrol(dialogue, gil, "participant")
    assert sign_in(dov).get(case.get_absolute_url()).status_code == 200
    assert sign_in(gil).get(case.get_absolute_url()).status_code == 404
    assert sees(case, dov, group=[dov, case.person])


def test_a_closed_room_keeps_what_was_advised_and_takes_no_more(case, room, ben, cleo, dov):
    advice = note(room, dov)
    scenes.back(room.group.round, ben)
    room.refresh_from_db()
    for act in (lambda: note(room, dov), lambda: mark(room, cleo, advice)):
        with pytest.raises(RoomIsClosed):
            act()
    shown = panel(room, dov)
    assert len(shown.pieces) == 1 and not shown.may_advise


def test_a_transcript_tells_who_advised_and_an_extract_nothing(case, room, ada, cleo, dov, mia):
    cast.set_rule(room, ada, "public")
    useful = note(room, mia, "Write off the arrears.", person=dov)
    mark(room, cleo, useful)
    first(room, cleo)
    written = "".join(markdown(transcript_of(room.dialogue, room)))
    for words in ("Advice by Dov Peretz: Write off the arrears.", "Useful", "First step: Tea on"):
        assert words in written
    passed_on = "".join(extract(transcript_of(room.dialogue, room)))
    assert "arrears" not in passed_on and "Tea on" not in passed_on


def test_what_is_removed_for_good_is_gone(case, room, ada, cleo, dov):
    advice = note(room, dov)
    first(room, cleo)
    for seq in (advice, FirstStep.objects.get().seq):
        redact = lambda by, seq=seq: redaction.redact(room.stream_id, seq, by=by.person_id)  # noqa: E731
        from polylogue.dialogues.intents import run_as

        run_as(room.dialogue, ada, redact, key=cast.new_key(), content=seq, reach=True)
    assert not Advice.objects.exclude(text="").exists()
    assert not FirstStep.objects.exclude(text="").exists()
    assert panel(room, dov).pieces == []


def test_the_log_explains_what_was_advised(dialogue, case, room, cleo, dov, mia):
    kept, gone = note(room, dov), note(room, mia)
    mark(room, cleo, kept)
    cast.do(room, mia, "challenges.withdraw_advice", advice=gone)
    first(room, cleo)
    told = Replay(dialogue)
    for model in (Advice, FirstStep):
        from_log, from_rows = PROJECTIONS[model](told, dialogue)
        assert from_log == from_rows and from_log


def test_all_of_it_works_with_plain_forms(case, room, cleo, dov, sign_in):
    here = [room.dialogue.slug, room.pk]
    page, advise = (reverse(f"challenges:{name}", args=here) for name in ("case", "advise"))

    def press(person, command, **fields):
        sent = {"key": cast.new_key(), "command": f"challenges.{command}", **fields}
        return sign_in(person).post(advise, sent)

    assert press(dov, "note_advice", text="Ask.").headers["Location"] == page
    advice = Advice.objects.get()
    press(dov, "correct_advice", text="Ask twice.", advice=advice.seq)
    press(cleo, "mark_useful", advice=advice.seq, useful="yes")
    press(cleo, "write_first_step", text="Tea.")
    shown = sign_in(dov).get(page).content.decode()
    assert "Ask twice." in shown and "Tea." in shown and "data-useful" in shown
    press(dov, "note_advice", text="")
    press(dov, "nonsense")
    press(dov, "withdraw_advice", advice=advice.seq)
    assert "Ask twice." not in sign_in(dov).get(page).content.decode()
    assert Advice.objects.count() == 1
    part = sign_in(dov).get(page, headers={"HX-Request": "true"})
    assert b"<html" not in part.content


def test_the_room_page_has_the_case_beside_it(case, room, plenary, dov, sign_in):
    note(room, dov)
    client = sign_in(dov)
    page = client.get(room.get_absolute_url()).content.decode()
    assert "case-panel" in page and "Ask the owners." in page and "Rents that rise" in page
    assert "case-panel" not in client.get(plenary.get_absolute_url()).content.decode()


def test_strangers_and_observers(case, dialogue, room, eve):
    looks = cast.person("olga")
    cast.enrol(dialogue, looks, "observer")
    for nobody in (eve, looks):
        with pytest.raises(NotAllowed):
            note(room, nobody)
