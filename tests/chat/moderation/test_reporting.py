"""Reports: one of each person, seen by the crew alone, dealt with once."""

from __future__ import annotations

import pytest

from chat.moderation import queue
from chat.moderation.meanwhile import DoneMeanwhile
from chat.moderation.models import Mute, Removal, Report
from chat.moderation.muting import Muted
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log.models import Entry
from tests.chat.moderation.deeds import (
    CREW,
    everything,
    hide,
    message,
    mute,
    report,
    resolve,
    told,
)
from tests.support import cast


@pytest.fixture
def said(plenary, cleo):
    return cast.post(plenary, cleo, "Something rude").seq


@pytest.fixture
def reported(plenary, dov, said):
    report(plenary, dov, said, "This is rude")
    return [Report.objects.get().pk]


def test_a_report_waits_for_the_crew_who_alone_learn_of_it(plenary, dialogue, dov, reported):
    assert queue.count(dialogue) == 1
    (one,) = queue.reported(dialogue)
    assert (one.card["name"], one.room, one.reports[0][1]) == ("Cleo Marin", plenary, "Dov Peretz")
    assert told(dialogue.stream) == [("message_reported", CREW, None)]
    assert told(plenary.stream) == []
    entry = Entry.objects.get(kind="moderation.message_reported")
    assert "rude" not in str(entry.data)


def test_participants_find_no_trace_of_a_report(plenary, dialogue, dov, cleo, reported, sign_in):
    page = sign_in(cleo).get(plenary.get_absolute_url()).content.decode()
    assert "This is rude" not in page
    answer = sign_in(cleo).get(f"/live/{dialogue.slug}/streams/{dialogue.stream_id}?after=0")
    assert "message_reported" not in answer.content.decode()


def test_each_person_reports_a_message_once_and_several_may(
    plenary, dialogue, dov, ben, said, reported
):
    before = everything()
    with pytest.raises(DoneMeanwhile, match="reported this message already"):
        report(plenary, dov, said, "Again")
    assert everything() == before
    report(plenary, ben, said)
    assert (queue.count(dialogue), Report.objects.count()) == (1, 2)


def test_observers_and_the_muted_may_report_and_nobody_outside(
    plenary, dialogue, ada, mia, dov, eve, said
):
    cast.change_roles(dialogue, dov, ada, "observer")
    mute(plenary, mia, dov)
    with pytest.raises(NotAllowed):
        report(plenary, eve, said)
    report(plenary, dov, said)
    assert Report.objects.get().by == dov


def test_what_is_ones_own_or_gone_is_not_reported(plenary, mia, cleo, dov, said):
    with pytest.raises(Invalid, match="your own message"):
        report(plenary, cleo, said)
    hide(plenary, mia, said)
    with pytest.raises(NotFound):
        report(plenary, dov, said)
    with pytest.raises(NotFound):
        report(plenary, dov, said + 100)
    assert not Report.objects.exists()


def test_hiding_resolves_a_report(plenary, dialogue, mia, said, reported):
    resolve(plenary, mia, reported, "hide", because="Rude")
    assert message(plenary, said).hidden_because == "Rude"
    closed = Report.objects.get()
    assert (closed.outcome, closed.resolved_by) == ("hide", mia)
    assert queue.count(dialogue) == 0
    assert told(dialogue.stream)[-1] == ("reports_resolved", CREW, None)


def test_muting_removing_and_dismissing_resolve_one_too(plenary, side_room, mia, ben, cleo, dov):
    for outcome in ("mute", "dismiss", "ban"):
        seq = cast.post(side_room, cleo, outcome).seq
        report(side_room, dov, seq)
        open_ = [Report.objects.get(resolved_at=None).pk]
        resolve(plenary, mia, open_, outcome, minutes=5, because="Rude")
        assert Report.objects.latest("pk").outcome == outcome
        if outcome == "mute":
            with pytest.raises(Muted):
                cast.post(side_room, cleo)
            assert Mute.objects.get().room == side_room
            cast.do(plenary, ben, "moderation.lift_mute", mute=Mute.objects.get().pk)
    assert Removal.objects.get().is_ban


def test_hiding_by_the_menu_closes_the_reports_of_that_message(
    plenary, dialogue, mia, said, reported
):
    hide(plenary, mia, said)
    assert (queue.count(dialogue), Report.objects.get().outcome) == (0, "hide")


def test_a_second_moderator_is_told_who_has_dealt_with_it(plenary, mia, ben, said, reported):
    resolve(plenary, mia, reported, "dismiss")
    before = everything()
    with pytest.raises(DoneMeanwhile, match="Mia Kovač has dealt with this already: it was left"):
        resolve(plenary, ben, reported, "hide")
    assert everything() == before
    assert message(plenary, said).hidden_at is None


def test_only_what_a_moderator_saw_is_closed(plenary, dialogue, mia, ben, said, reported):
    report(plenary, ben, said, "Came meanwhile")
    resolve(plenary, mia, reported, "dismiss")
    assert queue.count(dialogue) == 1


def test_reports_of_several_messages_or_of_elsewhere_are_not_one(
    plenary, ada, mia, dov, cleo, said, reported
):
    other = cast.post(plenary, cleo).seq
    report(plenary, dov, other)
    both = list(Report.objects.values_list("pk", flat=True))
    before = everything()
    for numbers in (both, [10**6]):
        with pytest.raises(NotFound):
            resolve(plenary, mia, numbers, "dismiss")
    elsewhere = cast.dialogue(by=ada)
    room = elsewhere.rooms.select_related("dialogue").get()
    with pytest.raises(NotFound):
        resolve(room, ada, reported, "hide")
    assert everything()[0] == before[0]


def test_what_cannot_be_done_leaves_the_report_open(plenary, dialogue, mia, ben, dov):
    seq = cast.post(plenary, ben, "By a facilitator").seq
    report(plenary, dov, seq)
    before = everything()
    with pytest.raises(NotAllowed):
        resolve(plenary, mia, [Report.objects.get().pk], "mute")
    assert everything() == before


def test_participants_resolve_nothing_and_see_no_queue(plenary, dialogue, dov, reported, sign_in):
    with pytest.raises(NotAllowed):
        resolve(plenary, dov, reported, "dismiss")
    assert sign_in(dov).get(f"/d/{dialogue.slug}/moderation/").status_code == 403
    assert sign_in(dov).get(f"{plenary.get_absolute_url()}moderation").status_code == 403


def test_a_message_deleted_meanwhile_is_still_dealt_with(
    plenary, dialogue, mia, cleo, said, reported
):
    cast.do(plenary, cleo, "chat.delete_message", message=said)
    with pytest.raises(DoneMeanwhile, match="Cleo Marin deleted this message meanwhile"):
        resolve(plenary, mia, reported, "hide")
    resolve(plenary, mia, reported, "mute", minutes=5)
    assert Mute.objects.get().person == cleo


def test_a_report_is_dealt_with_by_plain_pages(
    plenary, dialogue, mia, ben, said, reported, sign_in
):
    desk = sign_in(mia).get(f"/d/{dialogue.slug}/moderation/").content.decode()
    url = f"/d/{dialogue.slug}/moderation/reports/{reported[0]}"
    assert "Something rude" in desk and "Dov Peretz" in desk and url in desk
    assert "This is rude" in sign_in(mia).get(url).content.decode()
    form = {
        "outcome": "hide",
        "minutes": "15",
        "reports": reported,
        "because": "Rude",
        "key": cast.new_key(),
    }
    sign_in(mia).post(url, form)
    assert message(plenary, said).hidden_by == mia
    late = sign_in(ben).post(url, {**form, "key": cast.new_key()})
    assert late.status_code == 422
    assert "Mia Kovač has dealt with this already" in late.content.decode()
    assert sign_in(ben).get(url).status_code == 409


def test_reports_of_messages_with_one_number_in_two_rooms_are_not_dealt_with_together(
    plenary, side_room, dialogue, mia, dov, cleo, said, reported
):
    while (other := cast.post(side_room, cleo).seq) < said:
        pass
    assert other == said
    report(side_room, dov, other)
    both = list(Report.objects.values_list("pk", flat=True))
    with pytest.raises(NotFound):
        resolve(plenary, mia, both, "dismiss")
    assert queue.count(dialogue) == 2


@pytest.mark.parametrize("odd", ["9" * 5000, "9" * 30, "²", "٣", "-1"])
def test_numbers_of_reports_that_are_none_are_refused(dialogue, mia, reported, sign_in, odd):
    url = f"/d/{dialogue.slug}/moderation/reports/{reported[0]}"
    form = {"outcome": "dismiss", "minutes": "15", "reports": odd, "key": cast.new_key()}
    assert sign_in(mia).post(url, form).status_code == 422
    assert queue.count(dialogue) == 1


def test_the_panel_of_a_room_shows_reports_of_every_room(
    plenary, side_room, mia, dov, cleo, sign_in
):
    seq = cast.post(side_room, cleo, "In the side room").seq
    report(side_room, dov, seq)
    page = sign_in(mia).get(plenary.get_absolute_url()).content.decode()
    assert 'id="tab-reports"' in page and "In the side room" in page
    assert 'id="tab-reports"' not in sign_in(cleo).get(plenary.get_absolute_url()).content.decode()
