"""Staff set up, edit, copy and archive dialogues."""

from datetime import UTC, date, datetime

import pytest

from polylogue.dialogues import particulars
from polylogue.dialogues.intents import run_as
from polylogue.dialogues.models import Dialogue, Participation, Session
from polylogue.dialogues.policy import DialogueArchived
from polylogue.kit.refusals import NotAllowed
from polylogue.log.models import Entry
from rooms.models import Room
from tests.dialogues.pages import at, last, send, told, words
from tests.support import cast

WATER = {
    "title": "Water and cities", "summary": "", "host": "Connective Cities", "starts_on": "2026-03-02",
    "ends_on": "2026-03-04", "time_zone": "UTC", "languages": "English, Spanish", "topics": "Rivers\nWells\n", "seen": "0",
}  # fmt: skip


def made(client, **changes):
    return send(client, "/dialogues/new", **(WATER | changes))


def fresh(dialogue):
    return Dialogue.objects.select_related("stream").get(pk=dialogue.pk)


@pytest.fixture
def opening(dialogue):
    begins, ends = datetime(2026, 3, 3, 9, tzinfo=UTC), datetime(2026, 3, 3, 10, tzinfo=UTC)
    return Session.objects.create(
        dialogue=dialogue, kind="plenary", title="Opening", starts_at=begins, ends_at=ends
    )


def test_staff_set_up_a_dialogue_with_its_plenary(ada, sign_in):
    page = made(sign_in(ada))
    dialogue = Dialogue.objects.get()
    assert page.headers["Location"] == at("dialogues:programme", dialogue)
    assert (dialogue.languages, dialogue.topics) == (["en", "es"], ["Rivers", "Wells"])
    assert Room.objects.get(dialogue=dialogue).kind == "plenary"
    assert told(dialogue)[0] == "dialogues.dialogue_created"


def test_sending_the_form_twice_sets_up_one(ada, sign_in):
    made(sign_in(ada), key="b" * 36)
    made(sign_in(ada), key="b" * 36)
    assert Dialogue.objects.count() == 1


@pytest.mark.parametrize("name", ["ben", "mia", "cleo", "eve"])
def test_nobody_else_sets_up_dialogues(name, dialogue, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert made(client).status_code == 403
    assert "New dialogue" not in words(client.get("/dialogues/"))
    assert Dialogue.objects.count() == 1


def test_the_last_day_cannot_come_before_the_first(ada, sign_in):
    page = made(sign_in(ada), ends_on="2026-03-01")
    assert "The last day is before the first day." in words(page)
    assert not Dialogue.objects.exists()


def test_an_edit_is_saved_and_its_fields_are_told(dialogue, ada, sign_in):
    send(sign_in(ada), at("dialogues:edit", dialogue), **(WATER | {"title": "Rain", "seen": 99}))
    assert fresh(dialogue).title == "Rain"
    assert set(last(dialogue).data["fields"]) == {"title", "host", "languages", "topics"}


def test_nobody_overwrites_particulars_they_have_not_seen(dialogue, ada, sign_in):
    client, seen = sign_in(ada), fresh(dialogue).stream.head
    send(client, at("dialogues:edit", dialogue), **(WATER | {"title": "Rain", "seen": seen}))
    page = send(client, at("dialogues:edit", dialogue), **(WATER | {"title": "Snow", "seen": seen}))
    assert fresh(dialogue).title == "Rain"
    assert "Saved meanwhile: “Rain”" in words(page)
    assert 'value="Snow"' in page.content.decode()


def test_another_edit_does_not_stand_in_the_way_of_a_join(dialogue, ada, eve, sign_in):
    seen = fresh(dialogue).stream.head
    cast.enrol(dialogue, eve, "participant")
    send(sign_in(ada), at("dialogues:edit", dialogue), **(WATER | {"title": "Rain", "seen": seen}))
    assert fresh(dialogue).title == "Rain"


def test_the_days_cannot_leave_a_session_out(dialogue, opening, ada, sign_in):
    page = send(
        sign_in(ada),
        at("dialogues:edit", dialogue),
        **(WATER | {"ends_on": "2026-03-02", "seen": 99}),
    )
    assert "“Opening” is outside of the dialogue's days" in words(page)
    assert fresh(dialogue).ends_on == date(2026, 3, 4)


def test_in_another_zone_sessions_keep_their_time_on_the_clock(dialogue, opening, ada, sign_in):
    send(
        sign_in(ada),
        at("dialogues:edit", dialogue),
        **(WATER | {"time_zone": "Asia/Tokyo", "seen": 99}),
    )
    opening.refresh_from_db()
    assert opening.starts_at == datetime(2026, 3, 3, 0, tzinfo=UTC)


def test_a_copy_has_programme_and_rooms_and_nobody_but_the_copier(
    dialogue, opening, side_room, plenary, ada, sign_in
):
    cast.post(plenary, ada)
    send(sign_in(ada), at("dialogues:copy", dialogue), title="Again", starts_on="2027-05-10")
    copy = Dialogue.objects.get(title="Again")
    assert (copy.starts_on, copy.ends_on) == (date(2027, 5, 10), date(2027, 5, 12))
    assert [s.starts_at for s in copy.sessions.all()] == [datetime(2027, 5, 11, 9, tzinfo=UTC)]
    assert [room.title for room in copy.rooms.all()] == ["Plenary", "Side room"]
    assert [part.person for part in copy.participations.all()] == [ada]
    assert not Entry.objects.filter(stream__room__dialogue=copy).exists()
    assert "dialogues.dialogue_copied" in told(copy)


def test_a_copy_keeps_clock_times_across_a_change_of_clocks(dialogue, opening, ada, sign_in):
    Dialogue.objects.filter(pk=dialogue.pk).update(time_zone="Europe/Berlin")
    send(sign_in(ada), at("dialogues:copy", dialogue), title="Summer", starts_on="2026-07-06")
    assert Session.objects.get(dialogue__title="Summer").starts_at == datetime(
        2026, 7, 7, 8, tzinfo=UTC
    )


def test_staff_of_the_dialogue_who_may_not_create_cannot_copy(dialogue, eve, sign_in):
    cast.enrol(dialogue, eve, "staff")
    page = send(sign_in(eve), at("dialogues:copy", dialogue), title="Again", starts_on="2027-05-10")
    assert page.status_code == 403
    assert Dialogue.objects.count() == 1


def test_an_archived_dialogue_is_read_and_not_written(dialogue, plenary, ada, cleo, sign_in):
    send(sign_in(ada), at("dialogues:archive", dialogue))
    assert fresh(dialogue).is_archived
    assert last(dialogue).kind == "dialogues.dialogue_archived"
    assert sign_in(cleo).get(at("dialogues:show", dialogue)).status_code == 200
    with pytest.raises(DialogueArchived):
        cast.post(plenary, cleo)


def test_staff_take_a_dialogue_out_of_the_archive(dialogue, plenary, ada, cleo, sign_in):
    send(sign_in(ada), at("dialogues:archive", dialogue))
    send(sign_in(ada), at("dialogues:unarchive", dialogue))
    assert last(dialogue).kind == "dialogues.dialogue_unarchived"
    cast.post(plenary, cleo)


def test_staff_of_one_dialogue_see_nothing_of_another(dialogue, sign_in):
    zoe = cast.person("zoe", is_staff=True)
    cast.dialogue(zoe, "Elsewhere")
    client = sign_in(zoe)
    for name in ("show", "edit", "copy", "programme", "links", "people"):
        assert client.get(at(f"dialogues:{name}", dialogue)).status_code == 404
    assert "Water and cities" not in words(client.get("/dialogues/"))
    assert Participation.objects.filter(dialogue=dialogue, person=zoe).count() == 0


def test_an_action_of_a_facilitator_on_particulars_is_refused_below_the_page(dialogue, ben):
    with pytest.raises(NotAllowed):
        run_as(
            dialogue,
            ben,
            particulars.archive_dialogue,
            key=cast.new_key(),
            content=None,
            reach=True,
        )
