"""Writing, offering and withdrawing a challenge: who may, what the log says, and that nothing is overwritten."""

import pytest

from breakout.challenges.limits import MOST_CHALLENGES, TooMany
from breakout.challenges.models import Challenge, State, Step
from polylogue.dialogues.policy import DialogueArchived
from polylogue.dialogues.revisions import ChangedMeanwhile
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from tests.breakout.challenges.cases import as_, offer, text, told, withdraw, write
from tests.support import cast


def test_a_draft_is_told_to_its_author_and_the_crew_alone(dialogue, cleo):
    challenge = write(dialogue, cleo)
    assert (challenge.state, challenge.version, challenge.offered_seq) == ("draft", 1, None)
    ((kind, audience, data),) = told(dialogue)
    assert (kind, audience) == ("challenge_drafted", "crew")
    assert data == {"challenge": challenge.pk, "person": cleo.pk, "version": 1}


def test_what_is_offered_to_the_group_is_told_to_author_and_crew_with_its_question(dialogue, cleo):
    challenge = offer(dialogue, cleo)
    ((kind, audience, data),) = told(dialogue)
    assert (kind, audience, data["question"]) == (
        "challenge_offered", "crew", "How do we keep rents bearable?"
    )  # fmt: skip
    assert challenge.is_offered and not challenge.is_for_everyone


def test_what_is_offered_to_everyone_is_told_to_everyone(dialogue, cleo):
    challenge = offer(dialogue, cleo, scope="everyone")
    ((_kind, audience, data),) = told(dialogue)
    assert (audience, data["title"], data["scope"]) == ("everyone", "Rents that rise", "everyone")
    assert challenge.is_for_everyone


def test_each_change_of_state_is_a_row_with_who_and_when(dialogue, ben, cleo):
    challenge = write(dialogue, cleo)
    write(dialogue, cleo, challenge=challenge, title="Rents")
    offer(dialogue, cleo, challenge=challenge)
    withdraw(challenge, ben)
    offer(dialogue, cleo, challenge=challenge)
    steps = Step.objects.filter(challenge=challenge).values_list("state", "by")
    assert list(steps) == [
        ("draft", cleo.pk), ("offered", cleo.pk), ("withdrawn", ben.pk), ("offered", cleo.pk),
    ]  # fmt: skip


def test_to_be_offered_it_needs_a_title_and_a_question(dialogue, cleo):
    for missing in ({"title": " "}, {"question": ""}):
        with pytest.raises(Invalid):
            offer(dialogue, cleo, **missing)
    blank = dict.fromkeys(
        ("title", "context", "tried", "obstacle", "question", "help_wanted"), "\u200b"
    )
    with pytest.raises(Invalid, match="Nothing is written"):
        write(
            dialogue,
            cleo,
            **blank | {"context": " ", "tried": "", "obstacle": "", "help_wanted": ""},
        )
    assert write(dialogue, cleo, title="").state == "draft"
    assert Challenge.objects.count() == 1


@pytest.mark.parametrize("name", ["title", "context", "question"])
def test_a_text_that_is_too_long_is_refused_by_name(dialogue, cleo, name):
    with pytest.raises(Invalid, match="up to"):
        write(dialogue, cleo, **{name: "x" * 4001})


def test_an_offered_one_stays_offered_when_it_is_changed(dialogue, cleo):
    challenge = offer(dialogue, cleo)
    first = challenge.offered_seq
    changed = write(dialogue, cleo, challenge=challenge, obstacle="Still no land.")
    assert (changed.state, changed.version) == ("offered", 2)
    (_, _, before), (kind, _, now) = told(dialogue)
    assert (kind, now["before"], now["version"]) == ("challenge_offered", first, 2)
    assert "title" not in before and now["title"]


def test_the_same_text_again_says_nothing(dialogue, cleo):
    challenge = offer(dialogue, cleo)
    offer(dialogue, cleo, challenge=challenge)
    assert len(told(dialogue)) == 1 and text(challenge).number == 1


def test_opening_and_closing_it_to_everyone_is_told_to_whom_it_is_open_now(dialogue, cleo):
    challenge = offer(dialogue, cleo)
    offer(dialogue, cleo, challenge=challenge, scope="everyone")
    offer(dialogue, cleo, challenge=challenge, scope="group")
    told_to = [(audience, "title" in data) for _, audience, data in told(dialogue)]
    assert told_to == [("crew", False), ("everyone", False), ("crew", True)]
    assert text(challenge).number == 1


def test_withdrawn_nobody_is_shown_it_and_everyone_who_was_is_told(dialogue, cleo):
    challenge = offer(dialogue, cleo, scope="everyone")
    seq = challenge.offered_seq
    withdraw(challenge, cleo)
    withdraw(challenge, cleo)
    offered, (kind, audience, data) = told(dialogue)
    assert (kind, audience, data["before"]) == ("challenge_withdrawn", "everyone", seq)
    assert "title" not in offered[2]
    assert (challenge.state, challenge.offered_seq) == (State.WITHDRAWN, None)


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_a_lead_writes_for_somebody_and_leaves_a_trace(dialogue, cleo, request, who):
    lead = request.getfixturevalue(who)
    challenge = write(dialogue, lead, owner=cleo)
    assert challenge.person == cleo and text(challenge).by == lead
    write(dialogue, cleo, challenge=challenge, title="My own words")
    offer(dialogue, lead, challenge=challenge, title="My own words")
    by = challenge.versions.values_list("number", "by")
    assert list(by) == [(1, lead.pk), (2, cleo.pk)]


def test_nobody_else_writes_for_others(dialogue, mia, cleo, dov):
    challenge = offer(dialogue, cleo, scope="everyone")
    for other in (mia, dov):
        with pytest.raises(NotAllowed):
            write(dialogue, other, challenge=challenge)
        with pytest.raises(NotAllowed):
            withdraw(challenge, other)
        with pytest.raises(NotAllowed):
            write(dialogue, other, owner=cleo)


def test_what_one_may_not_see_does_not_exist(dialogue, ada, cleo, dov):
    challenge = offer(dialogue, cleo)
    with pytest.raises(NotFound):
        write(dialogue, dov, challenge=challenge)
    elsewhere = cast.dialogue(by=ada, title="Elsewhere")
    with pytest.raises(NotFound):
        write(elsewhere, ada, challenge=challenge)


def test_nothing_is_written_for_who_does_not_take_part_or_only_looks_on(dialogue, ben, eve):
    looks = cast.person("olga")
    cast.enrol(dialogue, looks, "observer")
    for nobody in (eve, looks):
        with pytest.raises(NotFound):
            write(dialogue, ben, owner=nobody)
    with pytest.raises(NotAllowed):
        write(dialogue, looks)
    with pytest.raises(NotAllowed):
        write(dialogue, eve)


def test_of_two_who_edit_the_second_is_told(dialogue, ben, cleo):
    challenge = write(dialogue, cleo)
    dialogue.stream.refresh_from_db()
    seen = dialogue.stream.head
    write(dialogue, ben, challenge=challenge, title="Ben was quicker")
    with pytest.raises(ChangedMeanwhile, match="Ben Okoro"):
        write(dialogue, cleo, challenge=challenge, title="Cleo", seen=seen)
    write(dialogue, cleo, challenge=challenge, title="Cleo", seen=seen + 1)
    assert text(challenge).title == "Cleo"


def test_one_person_brings_only_so_many(dialogue, ben, cleo):
    made = [write(dialogue, cleo, title=f"No. {n}") for n in range(MOST_CHALLENGES)]
    with pytest.raises(TooMany):
        write(dialogue, cleo)
    with pytest.raises(TooMany):
        write(dialogue, ben, owner=cleo)
    withdraw(made[0], cleo)
    assert write(dialogue, cleo).pk


def test_whoever_is_muted_offers_nothing_and_goes_on_with_a_draft(dialogue, plenary, mia, cleo):
    cast.do(plenary, mia, "moderation.mute_person", person=cleo.pk, everywhere=True)
    with pytest.raises(Refusal) as refused:
        offer(dialogue, cleo, scope="everyone")
    assert refused.value.code == "muted"
    assert write(dialogue, cleo).state == "draft"


def test_in_an_archive_nothing_is_written(dialogue, ada, cleo):
    challenge = write(dialogue, cleo)
    from polylogue.dialogues.particulars import archive_dialogue

    as_(dialogue, ada, archive_dialogue)
    for act in (lambda: write(dialogue, cleo), lambda: withdraw(challenge, cleo)):
        with pytest.raises(DialogueArchived):
            act()


def test_a_lead_who_looks_as_a_participant_writes_for_nobody(dialogue, ben, cleo):
    from breakout.challenges import writing
    from tests.breakout.challenges.cases import said

    challenge = offer(dialogue, cleo, scope="everyone")
    act = lambda by: writing.write(by, said(), offers=True, challenge=challenge.pk)  # noqa: E731
    with pytest.raises(NotAllowed):
        as_(dialogue, ben, act, disguised=True)
