"""Two moderators at the same moment, in threads with the real writer: one is done, the other is told.

On PostgreSQL the two are written by two connections, as by two servers; on SQLite by one writer.
"""

from __future__ import annotations

import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from chat.models import Message
from chat.moderation import removing
from chat.moderation.meanwhile import DoneMeanwhile
from chat.moderation.models import Mute, Removal, Report, SlowMode
from chat.moderation.muting import Muted
from chat.moderation.pacing import TooSoon
from chat.moderation.removing import Banned
from polylogue.dialogues import actions
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log import writer
from polylogue.log.models import Entry
from rooms.models import Attachment
from tests.chat.moderation.deeds import (
    as_staff,
    hide,
    lift,
    message,
    mute,
    remove,
    report,
    resolve,
    show,
)
from tests.log.replaying import PROJECTIONS, Replay
from tests.support import cast

ROUNDS = 6
PAIRS = 300 if os.environ.get("POLYLOGUE_LONG") == "1" else 40


@pytest.fixture(autouse=True)
def two_servers(transactional_db, settings, monkeypatch):
    """On PostgreSQL each command is written by the thread that gives it, on its own connection."""
    if connection.vendor == "postgresql":
        monkeypatch.setattr(writer, "submit", written_here)


def written_here(intent):
    from concurrent.futures import Future

    answer = Future()
    writer._write([(intent, answer)])
    return answer


def at_once(*acts):
    """Does these at the same moment; what each returned, or its refusal."""
    start = threading.Barrier(len(acts))

    def run(act):
        start.wait(5)
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(outcomes):
    return [one for one in outcomes if isinstance(one, Refusal)]


def kinds(stream):
    found = Entry.objects.filter(stream=stream).order_by("seq").values_list("kind", flat=True)
    return [kind for kind in found if kind.startswith("moderation.") or "deleted" in kind]


class Desk:
    """What a moderator may think of doing at any moment, to one of two people and their messages."""

    def __init__(self, room, dialogue, staff, people):
        self.room, self.dialogue, self.staff, self.people = room, dialogue, staff, people
        self.seqs = [cast.post(room, person).seq for person in people for _ in range(2)]

    def deeds(self, by, chance):
        room, person, seq = self.room, chance.choice(self.people), chance.choice(self.seqs)
        return [
            lambda: hide(room, by, seq, "Rude"),
            lambda: show(room, by, seq),
            lambda: cast.do(room, by, "chat.delete_message", message=seq),
            lambda: report(room, by, seq),
            lambda: resolve(
                room, by, self.reports(seq), chance.choice(["hide", "mute", "dismiss", "ban"])
            ),
            lambda: mute(room, by, person, minutes=5),
            lambda: mute(room, by, person, everywhere=True),
            lambda: lift(room, by, Mute.objects.filter(person=person).last() or Mute(pk=1)),
            lambda: remove(room, by, person, ban=chance.random() < 0.5),
            lambda: self.staff_lets_in(person),
            lambda: cast.post(room, person, "Still here"),
        ]

    def reports(self, seq):
        waiting = Report.objects.filter(seq=seq, resolved_at=None).values_list("pk", flat=True)
        return list(waiting) or [1]

    def staff_lets_in(self, person):
        """Lifts the ban if there is one, then lets in again."""
        part = Participation.objects.get(dialogue=self.dialogue, person=person)
        if ban := removing.bans(self.dialogue, person).first():
            as_staff(self.dialogue, self.staff, lambda by: removing.lift_ban(by, removal=ban.pk))
        as_staff(self.dialogue, self.staff, lambda by: actions.readmit(part, by))


def test_whatever_two_do_at_once_the_log_explains_what_is_there(
    plenary, dialogue, ada, mia, ben, cleo, dov
):
    chance = random.Random(20261127)
    desk = Desk(plenary, dialogue, ada, [cleo, dov])
    for _ in range(PAIRS):
        pair = [chance.choice(desk.deeds(by, chance)) for by in (mia, ben)]
        for told in refusals(at_once(*pair)):
            assert isinstance(told, (DoneMeanwhile, NotFound, NotAllowed, Muted, Banned)), told
        is_sound(dialogue)


def is_sound(dialogue):
    told = Replay(dialogue)
    for model, compare in PROJECTIONS.items():
        from_log, from_rows = compare(told, dialogue)
        assert from_log == from_rows, model._meta.label
    for part in dialogue.participations.active().select_related("person"):
        assert not removing.bans(dialogue, part.person).exists()
    for removal in Removal.objects.filter(is_ban=True, lifted_at=None):
        assert not Attachment.objects.filter(person=removal.person, until_seq=None).exists()


def test_two_hide_one_message(plenary, mia, ben, cleo):
    for _ in range(ROUNDS):
        seq = cast.post(plenary, cleo).seq
        outcomes = at_once(
            lambda seq=seq: hide(plenary, mia, seq, "Rude"),
            lambda seq=seq: hide(plenary, ben, seq, "Off"),
        )
        (told,) = refusals(outcomes)
        row = message(plenary, seq)
        assert isinstance(told, DoneMeanwhile)
        assert (
            str(told)
            == f"{row.hidden_by.display_name} hid this message already. Nothing was changed."
        )
        assert row.hidden_because == {mia: "Rude", ben: "Off"}[row.hidden_by]
    assert kinds(plenary.stream) == ["moderation.message_hidden"] * ROUNDS


def test_one_hides_what_another_deletes(plenary, mia, ben, cleo):
    for _ in range(ROUNDS):
        seq = cast.post(plenary, cleo).seq
        outcomes = at_once(
            lambda seq=seq: hide(plenary, mia, seq),
            lambda seq=seq: cast.do(plenary, ben, "chat.delete_message", message=seq),
        )
        row = message(plenary, seq)
        assert (row.text, row.deleted_by) == ("", ben)
        for told in refusals(outcomes):
            assert str(told).startswith("Ben Okoro deleted this message meanwhile.")
        assert bool(refusals(outcomes)) == (row.hidden_at is None)


def test_one_shows_again_what_another_shows_again(plenary, mia, ben, cleo):
    seq = cast.post(plenary, cleo).seq
    for _ in range(ROUNDS):
        hide(plenary, mia, seq)
        (told,) = refusals(
            at_once(lambda: show(plenary, mia, seq), lambda: show(plenary, ben, seq))
        )
        assert "shown to everybody already" in str(told)
        assert message(plenary, seq).hidden_at is None


def test_two_mute_one_person_for_different_times(plenary, mia, ben, cleo):
    for _ in range(ROUNDS):
        outcomes = at_once(
            lambda: mute(plenary, mia, cleo, minutes=5),
            lambda: mute(plenary, ben, cleo, minutes=60),
        )
        (told,) = refusals(outcomes)
        held = Mute.objects.get(ended_at=None)
        assert str(told).startswith(f"{held.by.display_name} muted this person already.")
        lift(plenary, mia, held)


def test_one_lifts_a_mute_while_another_lifts_it_and_a_third_mutes_anew(
    plenary, ada, mia, ben, cleo
):
    for _ in range(ROUNDS):
        held = mute(plenary, mia, cleo)
        outcomes = at_once(
            lambda held=held: lift(plenary, ada, held),
            lambda held=held: lift(plenary, ben, held),
            lambda: mute(plenary, mia, cleo, minutes=5),
        )
        held.refresh_from_db()
        assert held.ended_by in {ada, ben}
        one_too_many = [r for r in refusals(outcomes) if "let this person speak again" in str(r)]
        assert len(one_too_many) == 1
        open_ = list(Mute.objects.filter(ended_at=None))
        assert len(open_) == 1 - len(
            [r for r in refusals(outcomes) if "muted this person" in str(r)]
        )
        for one in open_:
            lift(plenary, mia, one)


def test_nothing_is_said_after_a_mute(plenary, mia, cleo):
    for _ in range(ROUNDS):
        posts = [lambda n=n: cast.post(plenary, cleo, f"Message {n}") for n in range(4)]
        outcomes = at_once(*posts, lambda: mute(plenary, mia, cleo))
        assert all(isinstance(one, Muted) for one in refusals(outcomes))
        held = Mute.objects.get(ended_at=None)
        assert not Message.objects.filter(author=cleo, posted_at__gt=held.at).exists()
        with pytest.raises(Muted):
            cast.post(plenary, cleo)
        lift(plenary, mia, held)


def test_a_ban_and_letting_in_again_never_leave_somebody_banned_and_inside(
    plenary, dialogue, ada, mia, cleo
):
    part = Participation.objects.get(dialogue=dialogue, person=cleo)
    for _ in range(ROUNDS):
        remove(plenary, mia, cleo)
        at_once(
            lambda: as_staff(dialogue, ada, lambda by: actions.readmit(part, by)),
            lambda: as_staff(dialogue, mia, lambda by: removing.ban_removed(by, person=cleo.pk)),
        )
        part.refresh_from_db()
        is_banned = removing.bans(dialogue, cleo).exists()
        assert part.is_active != is_banned
        if is_banned:
            ban = Removal.objects.get(is_ban=True, lifted_at=None)
            as_staff(dialogue, ada, lambda by, ban=ban: removing.lift_ban(by, removal=ban.pk))
            as_staff(dialogue, ada, lambda by: actions.readmit(part, by))


def test_two_ban_one_person_and_one_ban_is_kept(plenary, dialogue, mia, ben, cleo):
    outcomes = at_once(
        lambda: remove(plenary, mia, cleo, ban=True), lambda: remove(plenary, ben, cleo, ban=True)
    )
    (told,) = refusals(outcomes)
    assert isinstance(told, NotFound)
    assert Removal.objects.get().is_ban


def test_two_staff_lift_one_ban(plenary, dialogue, ada, mia, cleo):
    cast.change_roles(dialogue, mia, ada, "staff")
    remove(plenary, ada, cleo, ban=True)
    ban = Removal.objects.get()
    (told,) = refusals(
        at_once(
            lambda: as_staff(dialogue, ada, lambda by: removing.lift_ban(by, removal=ban.pk)),
            lambda: as_staff(dialogue, mia, lambda by: removing.lift_ban(by, removal=ban.pk)),
        )
    )
    assert "lifted this ban already" in str(told)


def test_two_resolve_one_report_in_different_ways(plenary, mia, ben, cleo, dov):
    for _ in range(ROUNDS):
        seq = cast.post(plenary, cleo).seq
        report(plenary, dov, seq)
        number = [Report.objects.latest("pk").pk]
        outcomes = at_once(
            lambda number=number: resolve(plenary, mia, number, "hide"),
            lambda number=number: resolve(plenary, ben, number, "dismiss"),
        )
        (told,) = refusals(outcomes)
        closed = Report.objects.latest("pk")
        assert closed.resolved_by.display_name in str(told)
        assert bool(message(plenary, seq).hidden_at) == (closed.outcome == "hide")


def test_one_person_reports_once_from_two_tabs(plenary, cleo, dov):
    seq = cast.post(plenary, cleo).seq
    (told,) = refusals(at_once(*[lambda: report(plenary, dov, seq)] * 2))
    assert isinstance(told, DoneMeanwhile)
    assert Report.objects.count() == 1


def test_slow_mode_holds_from_several_tabs_at_once(plenary, mia, cleo):
    cast.do(plenary, mia, "moderation.set_slow_mode", seconds=300)
    tabs = [lambda n=n: cast.post(plenary, cleo, f"Tab {n}") for n in range(5)]
    outcomes = at_once(*tabs)
    assert len([one for one in refusals(outcomes) if isinstance(one, TooSoon)]) == 4
    assert Message.objects.count() == 1


def test_two_set_slow_mode_and_the_log_says_what_holds(plenary, dialogue, mia, ben):
    at_once(
        lambda: cast.do(plenary, mia, "moderation.set_slow_mode", seconds=10),
        lambda: cast.do(plenary, ben, "moderation.set_slow_mode", seconds=60),
    )
    last = Entry.objects.filter(kind="moderation.slow_mode_set").latest("seq")
    assert SlowMode.objects.get().seconds == last.data["seconds"]


def test_a_moderator_who_lost_the_role_at_that_moment_does_nothing_more(
    plenary, dialogue, ada, mia, cleo
):
    seq = cast.post(plenary, cleo).seq
    outcomes = at_once(
        lambda: cast.change_roles(dialogue, mia, ada, "participant"),
        lambda: hide(plenary, mia, seq),
    )
    hidden = message(plenary, seq).hidden_at
    assert bool(hidden) != bool(refusals(outcomes))
    assert all(isinstance(one, NotAllowed) for one in refusals(outcomes))
