"""Who was where: by the ledger, and by what was seen; as a page and as a table."""

from __future__ import annotations

import csv
import io
from zoneinfo import ZoneInfo

import pytest

from breakout.reports import attendance
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms.models import Room
from tests.breakout.reports.groups import MINUTE, held, room_of, seen
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    return held(dialogue, ben, [cleo, dov], [])


def row_of(rows, person, room):
    (row,) = [row for row in rows if (row.person, row.room) == (person.pk, room)]
    return row


def table(client, dialogue, name="attendance", **form):
    answer = client.post(f"/d/{dialogue.slug}/reports/{name}.csv", form)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_ledger_says_who_was_to_be_there_and_presence_who_was(round, cleo, dov):
    room = room_of(round, 0)
    seen(room, cleo, round.opened_at + MINUTE, 10)
    seen(room, cleo, round.opened_at + 15 * MINUTE, 5)
    rows = attendance.of_round(round)
    here = row_of(rows, cleo, room)
    assert (here.seated_for, here.present_for) == (30 * MINUTE, 15 * MINUTE)
    assert (here.joined, here.left) == (round.opened_at, round.closed_at)
    assert here.first_seen == round.opened_at + MINUTE
    absent = row_of(rows, dov, room)
    assert absent.seated_for == 30 * MINUTE and absent.first_seen is None


def test_two_tabs_on_two_servers_count_once(round, cleo):
    room = room_of(round, 0)
    seen(room, cleo, round.opened_at, 10)
    seen(room, cleo, round.opened_at + 5 * MINUTE, 10)
    assert row_of(attendance.of_round(round), cleo, room).present_for == 15 * MINUTE


def test_who_was_in_the_plenary_or_visited_while_the_round_was_open_is_there_too(
    round, plenary, ben, dov
):
    seen(plenary, dov, round.opened_at - 20 * MINUTE, 25)
    seen(room_of(round, 1), ben, round.opened_at, 3)
    rows = attendance.of_round(round)
    assert row_of(rows, dov, plenary).present_for == 5 * MINUTE
    visit = row_of(rows, ben, room_of(round, 1))
    assert visit.present_for == 3 * MINUTE and visit.joined is None
    whole = attendance.of_dialogue(round.dialogue)
    assert row_of(whole, dov, plenary).present_for == 25 * MINUTE


def test_what_was_seen_of_a_guest_is_the_account_s_that_they_took(round, cleo):
    guest = User.objects.create_user(None, display_name="Gil", merged_into=cleo)
    room = room_of(round, 0)
    seen(room, guest, round.opened_at, 4)
    assert row_of(attendance.of_round(round), cleo, room).present_for == 4 * MINUTE


def test_staff_download_it_with_rooms_times_and_their_zone(round, sign_in, ada, cleo):
    Dialogue.objects.update(time_zone="Asia/Tokyo")
    room = room_of(round, 0)
    seen(room, cleo, round.opened_at, 12)
    rows = table(sign_in(ada), round.dialogue, round=round.pk)
    (row,) = [row for row in rows if row["person"] == "Cleo Marin"]
    assert (row["round"], row["room"], row["kind"]) == ("Peer exchange", "Group 1", "group")
    assert (row["minutes_seated"], row["minutes_present"]) == ("30.0", "12.0")
    assert row["time_zone"] == "Asia/Tokyo"
    local = round.opened_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert row["joined"] == f"{local:%Y-%m-%d %H:%M:%S}"
    entry = Entry.objects.get(kind="reports.report_exported")
    assert (entry.audience, entry.data) == ("crew", {"report": "attendance", "round": round.pk})


def test_names_that_look_like_formulas_are_none(round, sign_in, ada, cleo):
    cleo.display_name = "=HYPERLINK(1)"
    cleo.save()
    Room.objects.filter(group__round=round).update(title="+1")
    names = {(row["person"], row["room"]) for row in table(sign_in(ada), round.dialogue)}
    assert ("'=HYPERLINK(1)", "'+1") in names


@pytest.mark.parametrize(("who", "page", "file"), [
    ("ada", 200, 200), ("ben", 200, 403), ("mia", 403, 403), ("cleo", 403, 403), ("eve", 404, 404),
])  # fmt: skip
def test_leads_see_reports_and_staff_download_them(round, sign_in, request, who, page, file):
    client = sign_in(request.getfixturevalue(who))
    address = f"/d/{round.dialogue.slug}/reports/"
    assert client.get(address).status_code == page
    assert client.get(address, {"round": round.pk}).status_code == page
    for name in ("attendance", "meetings"):
        assert client.post(f"{address}{name}.csv").status_code == file


def test_a_round_of_another_dialogue_is_not_found(round, sign_in, ada):
    other = cast.dialogue(by=ada, title="Another")
    client = sign_in(ada)
    assert client.get(f"/d/{other.slug}/reports/", {"round": round.pk}).status_code == 404
    address = f"/d/{other.slug}/reports/attendance.csv"
    assert client.post(address, {"round": round.pk}).status_code == 404
    assert client.post(address, {"round": "x"}).status_code == 422


def test_a_time_that_ends_on_another_day_says_which(round, plenary, dov, ben, sign_in):
    seen(plenary, dov, round.opened_at - 24 * 60 * MINUTE, 5)
    seen(plenary, dov, round.opened_at, 5)
    page = sign_in(ben).get(f"/d/{round.dialogue.slug}/reports/").content.decode()
    last = (round.opened_at + 5 * MINUTE).astimezone(round.dialogue.zone)
    assert f"–{last:%-d %b, %H:%M}" in page
