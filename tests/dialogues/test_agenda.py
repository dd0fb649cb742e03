"""What is on now and what is next, by the reader's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from polylogue.dialogues.agenda import agenda
from polylogue.dialogues.models import Dialogue, Session
from tests.dialogues.pages import at, words
from tests.support import cast

BERLIN = ZoneInfo("Europe/Berlin")


def held(dialogue, title, starts, minutes=60):
    return Session.objects.create(
        dialogue=dialogue,
        kind="plenary",
        title=title,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
    )


@pytest.fixture
def morning(dialogue):
    nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for number, title in enumerate(["Opening", "Exchange", "Closing"]):
        held(dialogue, title, nine + timedelta(hours=number))
    return nine


def states(dialogue, now):
    shown = agenda(dialogue, zone=BERLIN, now=now)
    return {item.session.title: item.state for day in shown.days for item in day.items}


def test_before_the_first_session_it_is_next(dialogue, morning):
    assert states(dialogue, morning - timedelta(hours=1)) == {
        "Opening": "next", "Exchange": "later", "Closing": "later",
    }  # fmt: skip


def test_at_the_minute_it_begins_a_session_is_on(dialogue, morning):
    assert states(dialogue, morning + timedelta(hours=1)) == {
        "Opening": "past", "Exchange": "now", "Closing": "next",
    }  # fmt: skip


def test_the_page_knows_when_it_changes(dialogue, morning):
    now = morning + timedelta(minutes=59, seconds=30)
    assert agenda(dialogue, zone=BERLIN, now=now).changes_in == 30
    assert agenda(dialogue, zone=BERLIN, now=morning + timedelta(days=1)).changes_in is None


def test_days_are_the_readers_and_numbers_the_dialogues(dialogue):
    held(dialogue, "Late in Berlin", datetime(2026, 3, 3, 20, tzinfo=UTC))
    shown = agenda(dialogue, zone=ZoneInfo("Asia/Tokyo"), now=timezone.now())
    [day] = shown.days
    assert (day.number, f"{day.date}") == (2, "2026-03-04")
    assert f"{day.items[0].starts:%H:%M}" == "05:00"


def test_the_page_shows_the_programme_in_the_zone_of_the_profile(dialogue, morning, cleo, sign_in):
    cleo.time_zone = "America/Bogota"
    cleo.save()
    said = words(sign_in(cleo).get(at("dialogues:show", dialogue)))
    assert "04:00 – 05:00 Opening" in said
    assert "Times are shown in the zone America/Bogota." in said


def test_without_a_known_zone_it_is_the_dialogues(dialogue, morning, cleo, sign_in):
    Dialogue.objects.filter(pk=dialogue.pk).update(time_zone="Europe/Berlin")
    assert "10:00 – 11:00 Opening" in words(sign_in(cleo).get(at("dialogues:show", dialogue)))


def test_the_browsers_zone_counts_when_the_profile_has_none(dialogue, morning, cleo, sign_in):
    client = sign_in(cleo)
    client.cookies["time_zone"] = "Asia/Tokyo"
    assert "18:00 – 19:00 Opening" in words(client.get(at("dialogues:show", dialogue)))


def test_what_is_on_now_leads_into_the_plenary(dialogue, plenary, cleo, sign_in):
    held(dialogue, "Right now", timezone.now() - timedelta(minutes=1))
    page = sign_in(cleo).get(at("dialogues:show", dialogue)).content.decode()
    assert 'data-state="now" aria-current="true"' in page
    assert f'href="{plenary.get_absolute_url()}">Enter' in page


def test_the_programme_alone_is_given_to_its_own_script(dialogue, morning, cleo, sign_in):
    page = (
        sign_in(cleo)
        .get(at("dialogues:show", dialogue), headers={"HX-Request": "true"})
        .content.decode()
    )
    assert page.lstrip().startswith("<live-programme")


def test_the_page_lists_only_who_takes_part(dialogue, ada, cleo, dov, eve, sign_in):
    cast.enrol(dialogue, eve, "participant", waits=True)
    cast.remove(dialogue, dov, by=ada)
    said = words(sign_in(cleo).get(at("dialogues:show", dialogue)))
    assert "Mia Kovač" in said
    assert "Dov Peretz" not in said
    assert "Eve Stone" not in said
