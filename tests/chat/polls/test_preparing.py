"""The crew prepares polls: what makes sense, who may, and what nobody else sees."""

import pytest

from chat.polls.models import Poll
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from rooms.commands import Malformed
from tests.chat.polls import scenes
from tests.support import cast

SCALE = {"kind": "scale", "options": ["not at all", "very"], "least": 1, "most": 5}


def test_the_crew_prepares_a_poll_changes_it_and_deletes_it(plenary, ben, mia):
    poll = scenes.draft(plenary, ben)
    again = {"question": "Which hue?", "kind": "multiple", "options": ["Blue", "Red"], "most": 2}
    cast.do(plenary, mia, "polls.change_draft", poll=poll, particulars=again)
    kept = Poll.objects.get()
    assert (kept.question, kept.options, kept.most) == ("Which hue?", ["Blue", "Red"], 2)
    assert kept.is_draft and kept.author == ben
    cast.do(plenary, mia, "polls.drop_draft", poll=poll)
    assert not Poll.objects.exists()
    assert scenes.kinds(plenary) == [
        ("polls.poll_drafted", "crew"),
        ("polls.draft_changed", "crew"),
        ("polls.draft_dropped", "crew"),
    ]


def test_a_change_that_changes_nothing_says_nothing(plenary, ben):
    poll = scenes.draft(plenary, ben)
    same = {"question": "Which colour?", "kind": "single", "options": scenes.COLOURS}
    cast.do(plenary, ben, "polls.change_draft", poll=poll, particulars=same)
    assert len(scenes.kinds(plenary)) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"question": "  \u200b "},
        {"question": "?" * 301},
        {"options": ["Blue"]},
        {"options": ["Blue", " "]},
        {"options": ["Blue", "blue "]},
        {"options": ["Blue", "x" * 121]},
        {"kind": "multiple", "least": 2, "most": 1},
        {"kind": "multiple", "least": 1, "most": 4},
        {"kind": "multiple", "least": 0, "most": 2},
        SCALE | {"least": 5, "most": 5},
        SCALE | {"least": 0, "most": 12},
        SCALE | {"options": ["low"]},
        SCALE | {"options": ["low", "x" * 61]},
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(plenary, ben, said):
    with pytest.raises(Invalid):
        scenes.draft(plenary, ben, **said)
    assert not Poll.objects.exists() and scenes.kinds(plenary) == []


@pytest.mark.parametrize(
    "said", [{"options": ["x"] * 13}, {"kind": "ranking"}, {"minutes": 0}, {"colour": "red"}]
)
def test_what_does_not_fit_is_malformed(plenary, ben, said):
    with pytest.raises(Malformed):
        scenes.draft(plenary, ben, **said)


def test_words_are_kept_as_others_can_see_them(plenary, ben):
    scenes.draft(plenary, ben, question=" Which\n colour\u202e? ", options=[" Blue ", "Red\u0000"])
    kept = Poll.objects.get()
    assert (kept.question, kept.options) == ("Which colour?", ["Blue", "Red"])


def test_what_was_opened_is_not_changed_deleted_or_opened_again(plenary, ben):
    poll = scenes.opened(plenary, ben)
    same = {"question": "?!x", "kind": "single", "options": ["Yes", "No"]}
    for name, args in (
        ("change_draft", {"particulars": same}),
        ("drop_draft", {}),
        ("open_poll", {}),
    ):
        with pytest.raises(Refusal, match="open already"):
            cast.do(plenary, ben, f"polls.{name}", poll=poll, **args)
    assert Poll.objects.get().question == "Which colour?"


def test_a_poll_is_used_again_as_a_new_draft(plenary, ben):
    poll = scenes.opened(plenary, ben, **SCALE, is_anonymous=True, minutes=3)
    scenes.close(plenary, ben, poll)
    again = Poll.objects.get(pk=cast.do(plenary, ben, "polls.copy_poll", poll=poll).result)
    assert again.is_draft and again.is_anonymous and again.minutes == 3
    assert (again.kind, again.least, again.most) == ("scale", 1, 5)


@pytest.mark.parametrize("name", ["open_poll", "drop_draft", "copy_poll", "close_poll"])
def test_participants_lead_no_polls(plenary, ben, cleo, name):
    poll = scenes.draft(plenary, ben)
    with pytest.raises(NotAllowed):
        cast.do(plenary, cleo, f"polls.{name}", poll=poll)
    assert Poll.objects.get().is_draft


def test_a_poll_is_found_in_its_own_room_alone(plenary, side_room, ben, cleo):
    poll = scenes.opened(plenary, ben)
    with pytest.raises(NotFound):
        cast.do(side_room, cleo, "polls.vote", poll=poll, choices=[0])
    with pytest.raises(NotFound):
        cast.do(side_room, ben, "polls.close_poll", poll=poll)


def test_drafts_are_seen_by_the_crew_alone(plenary, ben, cleo, sign_in):
    scenes.draft(plenary, ben, question="Too early to tell?")
    url = plenary.get_absolute_url()
    for page in (url, f"{url}polls/"):
        assert "Too early to tell?" in sign_in(ben).get(page).content.decode()
        assert "Too early to tell?" not in sign_in(cleo).get(page).content.decode()


def test_the_crew_in_disguise_sees_no_drafts(plenary, dialogue, ben, sign_in):
    scenes.draft(plenary, ben, question="Too early to tell?")
    client = sign_in(ben)
    client.post(f"/d/{dialogue.slug}/look", {"as": "participant"})
    assert "Too early to tell?" not in client.get(plenary.get_absolute_url()).content.decode()
