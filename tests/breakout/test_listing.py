"""Where pages of a dialogue lead to group work: only to what their reader can enter or read."""

from breakout import grouping
from breakout.models import Group
from tests.breakout import pages, scenes


def front(dialogue, person):
    return pages.see(person, "dialogues:show", dialogue.slug).content.decode()


def listed(dialogue, person):
    return pages.see(person, "breakout:list", dialogue.slug).content.decode()


def opened(dialogue, ben, cleo, dov):
    """Cleo in the first of three groups, Dov in the second."""
    round = scenes.drafted(dialogue, ben, groups=3)
    scenes.move(round, ben, cleo, to=0)
    scenes.move(round, ben, dov, to=1)
    return scenes.open_now(round, ben)


def address(round, place):
    return f'href="{scenes.room(round, place).get_absolute_url()}"'


def test_the_front_page_leads_everybody_to_their_own_group_and_to_no_other(
    dialogue, ben, cleo, dov
):
    round = opened(dialogue, ben, cleo, dov)
    own = front(dialogue, cleo)
    assert "Peer exchange" in own
    assert address(round, 0) in own
    assert address(round, 1) not in own
    assert address(round, 2) not in own


def test_what_goes_on_now_stands_above_the_programme_and_later_beside_it(dialogue, ben, cleo, dov):
    round = opened(dialogue, ben, cleo, dov)
    is_above = lambda page: page.index("group-work-title") < page.index('id="programme"')  # noqa: E731
    assert is_above(front(dialogue, cleo))
    scenes.back(round, ben)
    assert not is_above(front(dialogue, cleo))


def test_every_room_that_the_front_page_lists_can_be_entered(dialogue, ben, cleo, dov):
    round = opened(dialogue, ben, cleo, dov)
    plenary = dialogue.rooms.get(kind="plenary").get_absolute_url()
    for person in (cleo, ben):
        assert f'href="{plenary}"' in front(dialogue, person)
    assert pages.as_(cleo).get(scenes.room(round, 1).get_absolute_url()).status_code == 404


def test_the_front_page_leads_the_crew_to_the_board(dialogue, ben, cleo, dov):
    round = opened(dialogue, ben, cleo, dov)
    assert f'href="{round.get_absolute_url()}"' in front(dialogue, ben)
    assert f'href="{round.get_absolute_url()}"' not in front(dialogue, cleo)


def test_the_front_page_tells_the_crew_alone_what_is_in_preparation(dialogue, ben, mia, cleo):
    scenes.drafted(dialogue, ben, title="Behind the curtain")
    for person in (ben, mia):
        assert "Behind the curtain" in front(dialogue, person)
    assert "Behind the curtain" not in front(dialogue, cleo)


def test_the_front_page_leads_to_the_choice_of_a_group(dialogue, ben, cleo):
    scenes.drafted(dialogue, ben, people_choose=True)
    assert f"/d/{dialogue.slug}/groups/choose" in front(dialogue, cleo)


def test_the_front_page_offers_those_who_lead_to_prepare_group_work(dialogue, ben, cleo):
    assert "Prepare group work" in front(dialogue, ben)
    assert "Group work" not in front(dialogue, cleo)


def test_a_closed_group_stays_in_the_list_of_whoever_sat_there(dialogue, ben, cleo, dov):
    round = opened(dialogue, ben, cleo, dov)
    scenes.do(round, ben, grouping.close, group=first(round).pk, seen=None)
    for page in (listed(dialogue, cleo), front(dialogue, cleo)):
        assert "Closed earlier, to read:" in page
        assert address(round, 0) in page
    assert address(round, 0) not in listed(dialogue, dov)
    assert address(round, 0) not in front(dialogue, dov)


def test_a_merged_group_says_where_it_went_with_who_sat_there(dialogue, ben, cleo, dov):
    round = opened(dialogue, ben, cleo, dov)
    into = round.groups.all()[1].pk
    scenes.do(round, ben, grouping.merge, group=first(round).pk, into=into, seen=None)
    scenes.back(round, ben)
    page = pages.text(pages.board(round, cleo))
    assert "went into “Group 2”" in page
    ended = page.split("roster--ended")[1]
    assert cleo.display_name in ended
    assert dov.display_name not in ended


def test_nobody_is_led_to_a_group_that_somebody_took_them_out_of(dialogue, ben, cleo, dov):
    round = opened(dialogue, ben, cleo, dov)
    scenes.move(round, ben, cleo, to=1)
    for page in (listed(dialogue, cleo), front(dialogue, cleo)):
        assert address(round, 0) not in page
        assert address(round, 1) in page


def first(round) -> Group:
    return round.groups.all()[0]
