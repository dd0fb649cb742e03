"""Reactions: who may, what is kept, and what everybody is told of it, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.models import Message
from chat.reactions.models import Pulse, Reaction, Untold
from polylogue.dialogues.policy import DialogueArchived
from polylogue.jobs import queue, worker
from polylogue.kit.refusals import NotAllowed, NotFound
from polylogue.log import reading, redaction
from polylogue.log.models import Entry
from rooms import feed
from rooms.actions import RoomIsClosed
from rooms.commands import Malformed
from tests.support import cast


def react(room, person, message, emoji="clap", on=True, key=None):
    return cast.do(room, person, "reactions.set", key, message=message, emoji=emoji, on=on)


def told(room):
    """What the log says of reactions, oldest first."""
    found = Entry.objects.filter(stream=room.stream_id, kind="reactions.counted").order_by("seq")
    return [entry.data["messages"] for entry in found]


def counts(room, message):
    return Message.objects.get(stream=room.stream_id, seq=message).marks.get("reactions", {})


@pytest.fixture
def said(plenary, cleo):
    return cast.post(plenary, cleo).seq


@pytest.fixture
def later(plenary):
    """Lets this many seconds pass for what is told in the plenary, and does what is due."""

    def pass_by(seconds=1.0):
        moved = Pulse.objects.get(stream=plenary.stream_id)
        moved.told_at -= timedelta(seconds=seconds)
        moved.save()
        queue.Job.objects.filter(kind="reactions.count").waiting().update(due_at=timezone.now())
        while job := queue.take():
            worker.do(job)

    return pass_by


def test_a_reaction_is_a_row_and_is_told_at_once(plenary, dov, said):
    react(plenary, dov, said)
    assert list(Reaction.objects.values_list("seq", "person", "emoji")) == [(said, dov.pk, "clap")]
    assert told(plenary) == [{str(said): {"clap": 1}}]
    assert counts(plenary, said) == {"clap": 1}
    assert counted(plenary)[-1].actor.is_system


def test_the_same_reaction_twice_is_one(plenary, dov, said):
    react(plenary, dov, said)
    react(plenary, dov, said)
    assert Reaction.objects.count() == 1
    assert len(told(plenary)) == 1


def test_a_reaction_is_taken_back(plenary, dov, said, later):
    react(plenary, dov, said)
    react(plenary, dov, said, on=False)
    later()
    assert not Reaction.objects.exists()
    assert told(plenary)[-1] == {str(said): {}}
    assert counts(plenary, said) == {}


def test_one_person_gives_several_reactions_and_several_people_the_same(
    plenary, dov, ben, said, later
):
    for person, emoji in ((dov, "clap"), (dov, "heart"), (ben, "clap")):
        react(plenary, person, said, emoji)
    later()
    assert counts(plenary, said) == {"clap": 2, "heart": 1}


def test_what_follows_within_a_second_is_told_together_when_it_is_over(
    plenary, people, said, later
):
    for person in people:
        react(plenary, person, said)
    assert told(plenary) == [{str(said): {"clap": 1}}]
    later()
    assert told(plenary)[1:] == [{str(said): {"clap": len(people)}}]
    later()
    assert len(told(plenary)) == 2


def test_a_crash_before_the_count_was_told_loses_nothing(plenary, dov, ben, said, later):
    """All that is left for later is in the database: the row, what is untold, and the job."""
    react(plenary, dov, said)
    react(plenary, ben, said)
    assert Untold.objects.filter(seq=said).exists()
    assert queue.Job.objects.filter(kind="reactions.count").waiting().count() == 1
    later()
    assert counts(plenary, said) == {"clap": 2}
    assert not Untold.objects.exists()


def test_a_job_that_comes_too_early_waits_for_its_second(plenary, dov, ben, said, later):
    react(plenary, dov, said)
    react(plenary, ben, said)
    later(0)
    assert len(told(plenary)) == 1
    assert queue.Job.objects.filter(kind="reactions.count").waiting().count() == 1


def test_counts_that_do_not_fit_into_one_entry_follow_a_second_later(plenary, dov, cleo, later):
    messages = [cast.post(plenary, cleo).seq for _ in range(120)]
    for message in messages:
        react(plenary, dov, message)
    for _second in range(20):
        later()
    assert not Untold.objects.exists()
    assert {int(seq) for entry in told(plenary) for seq in entry} == set(messages)
    assert max(size_of(entry) for entry in counted(plenary)) < 2000


def counted(room):
    return list(Entry.objects.filter(stream=room.stream_id, kind="reactions.counted"))


def size_of(entry):
    """Bytes of the entry as it is put into a frame."""
    return feed.item(entry, entry.data).size


# ---- who may, and where ------------------------------------------------------------------------


def test_observers_may_react(plenary, dialogue, ada, dov, said):
    cast.change_roles(dialogue, dov, ada, "observer")
    react(plenary, dov, said)
    assert Reaction.objects.count() == 1


@pytest.mark.parametrize("who", ["eve", "removed"])
def test_whoever_is_not_inside_changes_nothing(plenary, dialogue, ada, dov, eve, said, who):
    cast.remove(dialogue, dov, by=ada)
    with pytest.raises((NotAllowed, NotFound)):
        react(plenary, eve if who == "eve" else dov, said)
    assert not Reaction.objects.exists()
    assert told(plenary) == []


def test_a_closed_room_takes_no_reaction(side_room, ada, dov, cleo):
    said = cast.post(side_room, cleo).seq
    close(side_room, ada)
    with pytest.raises(RoomIsClosed):
        react(side_room, dov, said)


def close(room, by):
    from polylogue.dialogues.intents import run_as
    from rooms import actions

    run_as(
        room.dialogue,
        by,
        lambda part: actions.close_room(room, part),
        key=cast.new_key(),
        content=0,
        reach=True,
    )


def test_an_archived_dialogue_takes_no_reaction(plenary, dialogue, ada, dov, said):
    from polylogue.dialogues.intents import run_as
    from polylogue.dialogues.particulars import archive_dialogue

    run_as(dialogue, ada, archive_dialogue, key=cast.new_key(), content=0, reach=True)
    with pytest.raises(DialogueArchived):
        react(plenary, dov, said)


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_a_message_that_is_gone_takes_no_reaction(plenary, dov, said, gone):
    Message.objects.filter(seq=said).update(**{gone: timezone.now()})
    with pytest.raises(NotFound):
        react(plenary, dov, said)


def test_there_are_no_other_reactions_than_these(plenary, dov, said):
    with pytest.raises(Malformed):
        react(plenary, dov, said, "skull")


# ---- what is shown -----------------------------------------------------------------------------


def test_a_page_shows_counts_and_which_are_ones_own(plenary, dov, cleo, said, sign_in):
    react(plenary, dov, said)
    mine = sign_in(dov).get(plenary.get_absolute_url()).content.decode()
    others = sign_in(cleo).get(plenary.get_absolute_url()).content.decode()
    assert 'data-emoji="clap" aria-pressed="true"' in mine
    assert 'data-emoji="clap" aria-pressed="true"' not in others
    assert 'data-emoji="clap" aria-pressed="false"' in others


def test_whoever_follows_gets_counts_with_the_message_and_no_names(plenary, dov, said):
    react(plenary, dov, said)
    items = reading.shown(Entry.objects.filter(stream=plenary.stream_id).order_by("seq"))
    assert next(i for i in items if i["seq"] == said)["data"]["reactions"] == {"clap": 1}
    assert all(i["by"] != dov.pk for i in items if i["kind"] == "reactions.counted")


def test_who_reacted_is_shown_on_request(plenary, dov, cleo, said, sign_in):
    react(plenary, dov, said)
    url = f"{plenary.get_absolute_url()}messages/{said}/reactions"
    page = sign_in(cleo).get(url)
    fragment = sign_in(cleo).get(url, headers={"HX-Request": "true"})
    assert "Dov Peretz" in page.content.decode() and "Applause" in page.content.decode()
    assert "<html" not in fragment.content.decode()


def test_who_reacted_is_not_shown_outside_nor_of_a_message_that_is_gone(
    plenary, dov, cleo, eve, said, sign_in
):
    react(plenary, dov, said)
    url = f"{plenary.get_absolute_url()}messages/{said}/reactions"
    assert sign_in(eve).get(url).status_code == 404
    cast.do(plenary, cleo, "chat.delete_message", message=said)
    assert sign_in(dov).get(url).status_code == 404


def test_removing_a_message_for_good_removes_its_reactions(plenary, dov, ada, said):
    react(plenary, dov, said)
    from polylogue.dialogues.intents import run_as  # noqa: F401
    from polylogue.log import writer
    from polylogue.log.intents import Intent

    act = lambda: redaction.redact(plenary.stream_id, said, by=ada.pk)  # noqa: E731
    writer.run(Intent(act=act, actor=ada.pk, streams=(plenary.stream_id,), lane=0))
    assert not Reaction.objects.exists()


@pytest.fixture
def people(dialogue):
    return enrolled(dialogue, 5)


def enrolled(dialogue, count):
    """People who take part, made quickly: their coming in is not what is tested."""
    from polylogue.dialogues.models import Participation
    from polylogue.people.models import User
    from rooms.models import Attachment

    made = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", display_name=f"P {n}") for n in range(count)]
    )
    now = timezone.now()
    Participation.objects.bulk_create(
        [
            Participation(dialogue=dialogue, person=p, roles=["participant"], admitted_at=now)
            for p in made
        ]
    )
    rooms = list(dialogue.rooms.values_list("stream_id", flat=True))
    Attachment.objects.bulk_create([Attachment(stream_id=s, person=p) for s in rooms for p in made])
    return made
