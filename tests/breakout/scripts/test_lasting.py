"""A round that is shorter than its script says so, before and while it is open."""

from breakout import rounds, timing
from breakout.scripts import choice, lasting
from tests.breakout import pages, scenes
from tests.breakout.scripts import groups
from tests.support import cast

TOO_SHORT = "the groups will not come to its end"


def test_a_script_longer_than_the_round_is_warned_of_on_the_board(dialogue, ben, mia):
    round = scenes.drafted(dialogue, ben, minutes=30)
    assert TOO_SHORT not in pages.text(pages.board(round, ben))
    groups.chosen(round, ben, "peer_consultation")
    for person in (ben, mia):
        said = pages.text(pages.board(round, person))
        assert f"The script takes 40 minutes, the round 30 minutes: {TOO_SHORT}." in said
    dialogue.stream.refresh_from_db()
    seen = dialogue.stream.head
    scenes.do(round, ben, rounds.change, seen=seen, title=round.title, minutes=40)
    assert TOO_SHORT not in pages.text(pages.board(round, ben))


def test_how_long_it_takes_follows_the_largest_group(dialogue, ben, cleo, dov):
    people = [cleo, dov, cast.person("p1"), cast.person("p2")]
    cast.enrol_all(dialogue, people[2:])
    round = groups.seated(dialogue, ben, people, sign="troika")
    for_four = lasting.needed(choice.of(round).script, round)
    scenes.move(round, ben, cleo, to=None)
    for_three = lasting.needed(choice.of(round).script, round)
    assert for_four == choice.of(round).script.minutes(4) > for_three


def test_time_given_while_the_groups_are_open_is_enough(dialogue, ben, cleo):
    round = scenes.drafted(dialogue, ben, minutes=30)
    scenes.move(round, ben, cleo, to=0)
    groups.chosen(round, ben, "peer_consultation")
    scenes.open_now(round, ben)
    assert TOO_SHORT in pages.text(pages.board(round, ben))
    scenes.do(round, ben, timing.extend, minutes=10)
    assert TOO_SHORT not in pages.text(pages.board(round, ben))


def test_nothing_is_too_long_for_a_round_without_an_end(dialogue, ben):
    round = groups.chosen(scenes.drafted(dialogue, ben, minutes=None), ben, "peer_consultation")
    assert TOO_SHORT not in pages.text(pages.board(round, ben))


def test_the_choice_marks_scripts_that_are_longer_than_the_round(dialogue, ben):
    round = scenes.drafted(dialogue, ben, minutes=30)
    page = pages.see(ben, "scripts:choose", dialogue.slug, round.pk)
    marked = {one["sign"]: one["is_too_long"] for one in page.context["offered"]}
    assert (marked["peer_consultation"], marked["free_talk"]) == (True, False)
    assert "The round lasts 30 minutes." in pages.text(page)
    assert "longer than the round" in pages.text(page)
