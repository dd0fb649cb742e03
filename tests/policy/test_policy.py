"""The policy table, said a second time: whoever changes it has to mean it here too."""

import pytest

from polylogue.dialogues import intents, policy
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.policy import DialogueArchived, Role
from polylogue.kit.refusals import NotAllowed
from tests.support import cast

# yes: may do it. In an archived dialogue "yes" stays "yes" only where the last column says so.
EXPECTED = """
action                   staff  facilitator  moderator  participant  observer  archived
api.use                  yes    -            -          -            -         yes
attachments.attach       yes    yes          yes        yes          -         -
board.contribute         yes    yes          yes        yes          -         -
board.export             yes    yes          yes        yes          yes       yes
board.host               yes    yes          yes        -            -         -
board.lead               yes    yes          -          -            -         -
board.see                yes    yes          yes        yes          yes       yes
breakout.choose          yes    yes          -          yes          -         -
breakout.lead            yes    yes          -          -            -         -
breakout.see             yes    yes          yes        yes          yes       yes
breakout.watch           yes    yes          yes        -            -         yes
challenges.advise        yes    yes          yes        yes          -         -
challenges.contribute    yes    yes          yes        yes          -         -
challenges.lead          yes    yes          -          -            -         -
challenges.see           yes    yes          yes        yes          yes       yes
challenges.see_all       yes    yes          yes        -            -         yes
chat.delete_message      yes    yes          yes        yes          -         -
chat.edit_message        yes    yes          yes        yes          -         -
chat.link_message        yes    yes          yes        yes          yes       yes
chat.mention_everyone    yes    yes          yes        -            -         -
chat.moderate            yes    yes          yes        -            -         -
chat.post_message        yes    yes          yes        yes          -         -
chat.see_versions        yes    yes          yes        -            -         yes
dialogues.admit          yes    yes          yes        -            -         -
dialogues.announce       yes    yes          -          -            -         -
dialogues.archive        yes    -            -          -            -         -
dialogues.change_roles   yes    -            -          -            -         -
dialogues.copy           yes    -            -          -            -         yes
dialogues.edit           yes    -            -          -            -         -
dialogues.export         yes    -            -          -            -         yes
dialogues.invite         yes    -            -          -            -         -
dialogues.readmit        yes    -            -          -            -         -
dialogues.remove_person  yes    yes          yes        -            -         -
dialogues.see            yes    yes          yes        yes          yes       yes
dialogues.unarchive      yes    -            -          -            -         yes
followup.export          yes    yes          yes        -            -         yes
followup.export_ideas    yes    yes          yes        -            -         yes
followup.make_ideas      yes    yes          yes        -            -         -
followup.pin             yes    yes          yes        -            -         -
followup.see             yes    yes          yes        yes          yes       yes
followup.see_ideas       yes    yes          yes        yes          yes       yes
followup.stop_letters    yes    yes          yes        -            -         yes
followup.write           yes    yes          yes        yes          yes       -
followup.write_idea      yes    yes          yes        yes          -         -
harvest.export           yes    yes          yes        -            -         yes
harvest.lead             yes    yes          -          -            -         -
harvest.see              yes    yes          yes        yes          yes       yes
harvest.watch            yes    yes          yes        -            -         yes
harvest.write            yes    yes          yes        yes          -         -
help.answer              yes    yes          yes        -            -         -
help.call                yes    yes          yes        yes          yes       -
help.see                 yes    yes          yes        -            -         yes
moderation.ban           yes    yes          yes        -            -         -
moderation.hide          yes    yes          yes        -            -         -
moderation.lift_ban      yes    -            -          -            -         -
moderation.mute          yes    yes          yes        -            -         -
moderation.report        yes    yes          yes        yes          yes       -
moderation.resolve       yes    yes          yes        -            -         -
moderation.see           yes    yes          yes        -            -         yes
moderation.slow_mode     yes    yes          yes        -            -         -
notices.give             yes    yes          yes        -            -         -
polls.lead               yes    yes          yes        -            -         -
polls.see                yes    yes          yes        yes          yes       yes
polls.see_votes          yes    yes          yes        -            -         yes
polls.vote               yes    yes          yes        yes          -         -
promotions.promote       yes    yes          yes        yes          -         -
questions.answer         yes    yes          yes        -            -         -
questions.answer_own     yes    yes          yes        yes          -         -
questions.arrange        yes    yes          yes        -            -         -
questions.ask            yes    yes          yes        yes          -         -
questions.review         yes    yes          yes        -            -         -
questions.see_hidden     yes    yes          yes        -            -         yes
questions.take_up        yes    yes          yes        -            -         -
questions.vote           yes    yes          yes        yes          -         -
reactions.react          yes    yes          yes        yes          yes       -
reactions.see            yes    yes          yes        yes          yes       yes
reports.export           yes    -            -          -            -         yes
reports.introduce        yes    -            -          -            -         -
reports.met              yes    yes          yes        yes          yes       yes
reports.see              yes    yes          -          -            -         yes
rooms.arrange            yes    -            -          -            -         -
rooms.enter              yes    yes          yes        yes          yes       yes
rooms.lead_queue         yes    yes          -          -            -         -
rooms.raise_hand         yes    yes          yes        yes          -         -
scripts.choose           yes    yes          -          -            -         -
scripts.see              yes    yes          yes        -            -         yes
scripts.steer            yes    yes          yes        yes          -         -
scripts.write            yes    -            -          -            -         -
search.find              yes    yes          yes        yes          yes       yes
transcripts.take_own     yes    yes          yes        yes          yes       yes
"""
HEADER, *LINES = [line.split() for line in EXPECTED.strip().splitlines()]
MATRIX = {action: dict(zip(HEADER[1:], cells, strict=True)) for action, *cells in LINES}
EVERY = [(action, role) for action in MATRIX for role in Role.values]


def part(role, **fields):
    fields = {"admitted_at": "2026-03-02", **fields}
    archived_at = fields.pop("archived_at", None)
    return Participation(roles=[role], dialogue=Dialogue(archived_at=archived_at), **fields)


def answer(part, action):
    """What happens to somebody who does it: done, refused, or too late."""
    try:
        part.require(action)
    except NotAllowed:
        return "refused"
    except DialogueArchived:
        return "archived"
    return "done"


def test_every_action_has_its_row_here_and_every_row_its_action():
    assert sorted(policy.TABLE) == list(MATRIX)


def test_the_columns_are_the_roles():
    assert HEADER[1:] == [*Role.values, "archived"]


@pytest.mark.parametrize(("action", "role"), EVERY)
def test_a_role_may_do_what_the_table_says(action, role):
    expected = "done" if MATRIX[action][role] == "yes" else "refused"
    assert answer(part(role), action) == expected
    assert part(role).may(action) == (expected == "done")


@pytest.mark.parametrize(("action", "role"), EVERY)
def test_an_archive_is_only_read(action, role):
    allowed, kept = MATRIX[action][role] == "yes", MATRIX[action]["archived"] == "yes"
    expected = ("done" if kept else "archived") if allowed else "refused"
    assert answer(part(role, archived_at="2026-04-01"), action) == expected


@pytest.mark.parametrize(("action", "role"), EVERY)
def test_whoever_waits_may_do_nothing(action, role):
    assert answer(part(role, admitted_at=None), action) == "refused"


@pytest.mark.parametrize(("action", "role"), EVERY)
def test_whoever_was_removed_may_do_nothing(action, role):
    assert answer(part(role, ended_at="2026-03-03"), action) == "refused"


@pytest.mark.parametrize("role", Role.values)
def test_no_role_counts_in_another_dialogue(role, dialogue, eve):
    elsewhere = cast.dialogue(by=cast.person("zoe", is_staff=True))
    cast.enrol(dialogue, eve, role)
    for action in policy.TABLE:
        with pytest.raises(NotAllowed):
            intents.run_as(
                elsewhere,
                eve,
                lambda part, act=action: part.require(act),
                key=cast.new_key(),
                content=action,
            )


@pytest.mark.parametrize(("action", "role"), EVERY)
def test_looking_as_a_participant_gives_no_more_than_a_participant_has(action, role):
    assert answer(part(role).as_participant(), action) == answer(part("participant"), action)


def test_several_roles_add_up():
    both = part("observer")
    both.roles = ["observer", "facilitator"]
    assert both.may("dialogues.announce")
    assert not both.may("dialogues.edit")


def test_an_undeclared_action_is_a_fault_and_not_a_refusal():
    with pytest.raises(KeyError):
        part("staff").may("dialogues.no_such_thing")
