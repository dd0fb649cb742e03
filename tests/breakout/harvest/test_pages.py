"""The pages of harvests: a group's sheet, the board and what is taken along, for everybody who may."""

from __future__ import annotations

import pytest

from breakout import grouping
from polylogue.transcripts.cut import transcript_of
from polylogue.transcripts.export import markdown
from tests.breakout import scenes as rounds
from tests.breakout.harvest import scenes
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    return scenes.opened(dialogue, ben, cleo, dov, groups=3)


@pytest.fixture
def room(round):
    return scenes.room(round)


def board(client, dialogue, round=None, name=""):
    which = f"{round.pk}/{name}" if round else ""
    return client.get(f"/d/{dialogue.slug}/harvest/{which}")


def text(answer):
    return answer.content.decode()


def test_a_sheet_is_written_and_handed_in_without_a_script(room, cleo, dialogue, sign_in):
    client = sign_in(cleo)
    page = text(client.get(f"{room.get_absolute_url()}harvest/"))
    assert "Insight" in page and "Hand in: everyone in the dialogue sees it" in page
    url = f"{room.get_absolute_url()}texts/harvest.insight"
    back = f"{room.get_absolute_url()}harvest/"
    form = {"key": cast.new_key(), "base": "0", "words": "Trams work.", "back": back}
    assert client.post(url, form).headers["Location"] == back
    form = {"key": cast.new_key(), "command": "harvest.hand_in", "because": ""}
    page = text(client.post(f"{back}hand", form, follow=True))
    assert "Handed in by Cleo Marin" in page and "Trams work." in page


def test_the_sheet_stands_beside_the_conversation_of_a_group_and_the_board_elsewhere(
    room, plenary, cleo, sign_in
):
    client = sign_in(cleo)
    assert 'data-kind="sheet"' in text(client.get(room.get_absolute_url()))
    assert 'data-kind="board"' in text(client.get(plenary.get_absolute_url()))


def test_whoever_sits_in_a_group_is_led_from_its_card_to_its_sheet(
    round, room, dialogue, ben, cleo, sign_in
):
    page = text(board(sign_in(cleo), dialogue, round))
    assert page.count("Write ours") == 1 and f'href="{room.get_absolute_url()}harvest/"' in page
    assert "Write ours" not in text(board(sign_in(ben), dialogue, round))


def test_the_board_shows_what_is_handed_in_to_everyone_and_drafts_to_the_crew(
    round, room, dialogue, ben, mia, cleo, sign_in
):
    zoe, olga = cast.person("zoe"), cast.person("olga")
    cast.enrol(dialogue, zoe, "participant")
    cast.enrol(dialogue, olga, "observer")
    scenes.write(room, cleo, "Trams work.")
    for person in (ben, mia):
        page = text(board(sign_in(person), dialogue))
        assert "Trams work." in page and "Not handed in" in page
    for person in (zoe, olga):
        assert "Trams work." not in text(board(sign_in(person), dialogue))
    scenes.hand_in(room, cleo)
    for person in (ben, zoe, olga):
        assert "Trams work." in text(board(sign_in(person), dialogue))


def test_empty_groups_say_why(round, room, dialogue, ben, cleo, dov, sign_in):
    rounds.move(round, ben, dov, to=1)
    scenes.hand_in(room, cleo, "We went for a walk.")
    page = text(board(sign_in(cleo), dialogue))
    assert "We went for a walk." in page
    assert "Nobody came." in page and "Still at work." in page
    rounds.back(round, ben)
    assert "Nothing was handed in." in text(board(sign_in(cleo), dialogue))


def test_the_roster_is_that_of_the_ledger(round, room, dialogue, ben, cleo, dov, sign_in):
    rounds.move(round, ben, dov, to=1)
    page = text(board(sign_in(cleo), dialogue))
    first, second = page.split('class="harvest-card"')[1:3]
    assert "Cleo Marin" in first and "Dov Peretz" not in first
    assert "Dov Peretz" in second


def test_a_group_that_was_closed_alone_keeps_its_people_and_its_sheet(
    round, room, dialogue, ben, cleo, dov, sign_in
):
    first = round.groups.first()
    rounds.do(round, ben, grouping.close, group=first.pk, seen=None)
    assert sign_in(cleo).get(room.get_absolute_url()).status_code == 200
    scenes.write(room, cleo, "Typed before the end.")
    page = text(board(sign_in(ben), dialogue))
    assert "Typed before the end." in page and "Cleo Marin" in page and "Dov Peretz" in page


def test_a_group_that_was_merged_away_is_shown_with_who_was_there(
    round, room, dialogue, ben, cleo, dov, sign_in
):
    first, second = round.groups.all()[:2]
    rounds.do(round, ben, grouping.merge, group=first.pk, into=second.pk, seen=None)
    scenes.write(room, cleo, "Typed before the merge.")
    card = text(board(sign_in(ben), dialogue)).split('class="harvest-card"')[1]
    assert "Typed before the merge." in card and "Cleo Marin" in card


def test_the_board_is_taken_along_by_the_crew_as_a_document_and_a_table(
    round, room, dialogue, ben, cleo, eve, sign_in
):
    scenes.write(room, cleo, "=1+1", field="advice")
    scenes.write(room, cleo, "# Trams\nwork", field="insight")
    scenes.hand_in(room, cleo)
    said = text(board(sign_in(ben), dialogue, round, "board.md"))
    assert "## Group 1" in said and "> \\# Trams" in said and "Cleo Marin (Lyon)" in said
    assert "'=1+1" in text(board(sign_in(ben), dialogue, round, "board.csv"))
    assert board(sign_in(cleo), dialogue, round, "board.md").status_code == 403
    assert board(sign_in(eve), dialogue, round, "board.csv").status_code == 404


def test_reports_are_led_by_plain_forms(round, dialogue, ben, cleo, plenary, sign_in):
    one, two, _three = [group.pk for group in round.groups.all()]
    url = f"/d/{dialogue.slug}/harvest/{round.pk}/do"
    form = {"key": cast.new_key(), "command": "harvest.arrange_turns", "groups": [two, one]}
    page = text(sign_in(ben).post(url, form, follow=True))
    assert "Next: Group 2" in page
    form = {"key": cast.new_key(), "command": "harvest.call_group", "seconds": "120"}
    assert "Now: Group 2" in text(sign_in(ben).post(url, form, follow=True))
    page = text(sign_in(cleo).get(plenary.get_absolute_url()))
    assert "report-now" in page and "Group 2" in page
    assert sign_in(cleo).post(url, form | {"key": cast.new_key()}).status_code == 403


def test_a_draft_has_no_board_and_an_empty_dialogue_an_empty_one(dialogue, ben, cleo, sign_in):
    assert "once there was group work" in text(board(sign_in(cleo), dialogue))
    draft = rounds.drafted(dialogue, ben)
    assert board(sign_in(ben), dialogue, draft).status_code == 404


def test_eve_finds_nothing(round, room, dialogue, eve, sign_in):
    assert board(sign_in(eve), dialogue).status_code == 404
    assert sign_in(eve).get(f"{room.get_absolute_url()}harvest/").status_code == 404


def test_a_sheet_is_only_for_its_group_and_the_crew(round, room, dialogue, cleo, ben, sign_in):
    zoe = cast.person("zoe")
    cast.enrol(dialogue, zoe, "participant")
    url = f"{room.get_absolute_url()}harvest/"
    assert sign_in(zoe).get(url).status_code == 404
    assert sign_in(ben).get(url).status_code == 200


def test_after_the_end_a_sheet_is_to_be_read_and_the_reporters_to_be_written(
    round, room, ben, cleo, dov, sign_in
):
    cast.do(room, dov, "harvest.report", on=True)
    rounds.back(round, ben)
    url = f"{room.get_absolute_url()}harvest/"
    assert " readonly>" in text(sign_in(cleo).get(url))
    assert " readonly>" not in text(sign_in(dov).get(url))


def test_the_transcript_has_what_was_handed_in_as_it_stands(round, room, dialogue, cleo, dov):
    scenes.write(room, cleo, "Trams work.")
    scenes.hand_in(room, cleo)
    scenes.write(room, dov, "Indeed: ")
    told = "".join(markdown(transcript_of(dialogue)))
    assert "handed in the harvest of" in told and "Indeed: Trams work." in told
