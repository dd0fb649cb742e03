"""Groups from a list: read as people write it, looked at line by line, applied once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from breakout import ledger
from breakout.making.lists import applying, limits, reading
from breakout.making.lists.finding import find
from breakout.making.models import Expected
from breakout.models import Move
from polylogue.dialogues import actions, guests
from polylogue.dialogues.intents import participant, run_as
from polylogue.dialogues.tokens import new_reentry_code, reentry_digest
from polylogue.jobs import queue
from polylogue.jobs.worker import do
from polylogue.kit.refusals import Invalid, NotAllowed
from polylogue.log.models import Entry
from polylogue.people.models import User
from rooms.models import Place
from tests.breakout import scenes
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    return scenes.drafted(dialogue, ben)


def said(text):
    return [(line.who, line.group) for line in reading.lines(text)]


def verdicts(round, text):
    return [str(one.verdict) for one in find(round, reading.lines(text))]


def apply(round, by, text, seen=None):
    done = []

    def doing(round, part):
        done.append(applying.apply(round, part, text=text, seen=seen))

    scenes.do(round, by, doing)
    return done[0]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_commas_semicolons_and_tabs_are_read(sign, end):
    text = f"cleo@example.org{sign}1{end}{end}Dov Peretz{sign}Water{end}"
    assert said(text) == [("cleo@example.org", "1"), ("Dov Peretz", "Water")]


@pytest.mark.parametrize(
    "head",
    ["Name;E-mail;Group", "Name;E-Mail;Gruppe", "Nom;Courriel;Groupe", "Nombre;Correo;Grupo"],
)
def test_heads_are_known_and_an_address_says_more_than_a_name(head):
    assert said(f"{head}\nCleo;cleo@example.org;Trees\nDov Peretz;;Water") == [
        ("cleo@example.org", "Trees"),
        ("Dov Peretz", "Water"),
    ]


def test_columns_can_stand_the_other_way_round_under_heads():
    assert said("Group,Name\nTrees,Cleo Marin") == [("Cleo Marin", "Trees")]


def test_quotes_hold_what_separates_and_empty_cells_at_the_end_are_nothing():
    assert said('"Marin, Cleo";1;;\nDov;2') == [("Marin, Cleo", "1"), ("Dov", "2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_as_spreadsheets_write_it(encoding):
    assert reading.decoded("Zoë Müller;1".encode(encoding)) == "Zoë Müller;1"


def test_the_guard_of_our_own_tables_is_taken_off_and_no_more():
    assert said("'=Ann;1\n'Til;2") == [("=Ann", "1"), ("'Til", "2")]


def test_what_is_too_long_or_no_list_is_refused():
    for text in ("x;1\n" * (limits.LINES + 1), "x" * (limits.BYTES + 1)):
        with pytest.raises(Invalid):
            reading.lines(text)
    with pytest.raises(Invalid):
        reading.decoded(b"x" * (limits.BYTES + 1))


def test_each_line_says_what_would_come_of_it(round, dialogue, ben, cleo):
    cast.enrol(dialogue, cast.person("twin1", display_name="Ann Twin"), "participant")
    cast.enrol(dialogue, cast.person("twin2", display_name="Ann Twin"), "participant")
    scenes.move(round, ben, cleo, to=0)
    text = "CLEO@example.org;Group 1\ndov peretz;2\nAnn Twin;1\nnew@example.org;Trees\n"
    text += "Dov Peretz;1\n;1\nBen Okoro;"
    before = Entry.objects.count()
    assert verdicts(round, text) == [
        "stays", "by_name", "several", "expected", "twice", "no_person", "no_group",
    ]  # fmt: skip
    assert Entry.objects.count() == before


def test_a_group_takes_no_more_than_its_size(dialogue, ben, cleo, dov):
    round = scenes.drafted(dialogue, ben, most_people=2)
    scenes.move(round, ben, cleo, to=0)
    text = "dov@example.org;1\nnew@example.org;1\ncleo@example.org;2\nlast@example.org;1"
    assert verdicts(round, text) == ["found", "expected", "found", "full"]


def test_it_is_applied_as_a_move_that_can_be_taken_back(round, ben, cleo, dov):
    done = apply(round, ben, "cleo@example.org;Trees\nDov Peretz;1\nnobody;")
    assert (done.seated, done.expected, done.left_out) == (2, 0, 1)
    assert scenes.sitting(round) == {"cleo": "Trees", "dov": "Group 1"}
    assert Move.objects.get(round=round).how == Move.How.LIST
    assert all(seat.pinned for seat in ledger.seats(round).values())
    again = apply(round, ben, "cleo@example.org;Trees\nDov Peretz;1")
    assert (again.seated, again.stay) == (0, 2)
    scenes.undo(round, ben)
    assert scenes.sitting(round) == {}


def test_the_later_facilitator_is_told(round, ben, cleo):
    seen = round.version
    scenes.move(round, ben, cleo, to=0)
    with pytest.raises(ledger.MovedMeanwhile):
        apply(round, ben, "cleo@example.org;2", seen=seen)


def test_only_those_who_lead_apply_lists(round, mia, cleo):
    for person in (mia, cleo):
        with pytest.raises(NotAllowed):
            apply(round, person, "cleo@example.org;1")


def test_a_guest_is_found_by_the_personal_code(round, dialogue, ben):
    guest = User.objects.create_user(None, display_name="Guest")
    part = cast.enrol(dialogue, guest, "participant")
    code = new_reentry_code()
    guests.keep_reentry_digest(part, reentry_digest(code))
    assert verdicts(round, f"{code.lower()};1") == ["found"]
    apply(round, ben, f"{code};1")
    assert scenes.sitting(round) == {"guest": "Group 1"}


def test_who_joins_later_finds_their_seat_in_the_draft(round, dialogue, ben):
    done = apply(round, ben, "New@Example.org;Trees\nAnn Other;2")
    assert done.expected == 2
    assert "example" not in str(Entry.objects.last().data)
    cast.enrol(dialogue, cast.person("new"), "participant")
    cast.enrol(dialogue, User.objects.create_user(None, display_name="ann  OTHER"), "participant")
    assert scenes.sitting(round) == {"new": "Trees", "ann": "Group 2"}
    assert not Expected.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_joins_while_groups_are_at_work_is_taken_to_the_group_of_the_list(dialogue, ben):
    round = scenes.drafted(dialogue, ben)
    apply(round, ben, "new@example.org;2")
    scenes.open_now(round, ben)
    new = cast.person("new")
    cast.enrol(dialogue, new, "participant")
    while job := queue.take():
        do(job)
    assert scenes.sitting(round) == {"new": "Group 2"}
    assert Place.objects.get(person=new).room.title == "Group 2"


def test_a_guest_who_waits_is_expected_and_seated_when_let_in(round, dialogue, ben):
    guest = User.objects.create_user(None, display_name="Guest")
    part = cast.enrol(dialogue, guest, "participant", waits=True)
    code = new_reentry_code()
    guests.keep_reentry_digest(part, reentry_digest(code))
    assert apply(round, ben, f"{code};2").expected == 1
    part.refresh_from_db()
    admit = lambda by: actions.admit(part, by)  # noqa: E731
    run_as(dialogue, ben, admit, key=cast.new_key(), content=None, reach=True)
    assert participant(dialogue.pk, guest.pk) and scenes.sitting(round) == {"guest": "Group 2"}


def test_addresses_of_who_did_not_come_are_forgotten_with_the_round(round, ben):
    apply(round, ben, "new@example.org;1")
    scenes.back(scenes.open_now(round, ben), ben)
    assert not Expected.objects.exists()


def test_the_same_address_on_two_lists_is_expected_once(round, ben):
    apply(round, ben, "new@example.org;1")
    apply(round, ben, "new@example.org;2")
    assert [one.group.title for one in Expected.objects.all()] == ["Group 2"]


def address(round):
    return f"/d/{round.dialogue.slug}/groups/{round.pk}/fill/list"


def test_the_page_reports_a_file_and_applies_it_once(client, round, ben):
    client.force_login(ben)
    file = SimpleUploadedFile("list.csv", "Dov Peretz;1\nzoë@example.org;Bäume".encode("cp1252"))
    shown = client.post(address(round), {"file": file}).content.decode()
    assert "found by name" in shown and scenes.sitting(round) == {}
    form = {"text": "Dov Peretz;1", "seen": round.version, "apply": "yes", "key": cast.new_key()}
    for _ in range(2):
        assert client.post(address(round), form).status_code == 302
    assert scenes.sitting(round) == {"dov": "Group 1"} and Move.objects.count() == 1


def test_the_page_keeps_what_was_typed_when_it_is_refused(client, round, ben, dov):
    client.force_login(ben)
    scenes.move(round, ben, dov, to=0)
    form = {"text": "Dov Peretz;2", "seen": 0, "apply": "yes", "key": cast.new_key()}
    refused = client.post(address(round), form)
    assert refused.status_code == 409 and "Dov Peretz;2" in refused.content.decode()
    assert client.post(address(round), {"text": ""}).status_code == 422


def test_a_line_that_names_nobody_is_no_success_and_asks_who_was_meant(client, round, ben):
    client.force_login(ben)
    shown = client.post(address(round), {"text": "Dov Peretz;1\nDov Perets;2\nNobody;Trees"})
    report = shown.context["report"]
    assert (report.seated, report.doubtful, report.new_groups) == (1, 2, ["Trees"])
    page = shown.content.decode()
    assert "1 person gets a seat" in page
    assert "2 lines name nobody who is here: look whether they are misspelt" in page
    assert page.count("Is it <bdi>Dov Peretz</bdi>?") == 1


def test_an_address_with_a_slip_names_whom_it_may_mean_and_not_their_address(client, round, ben):
    client.force_login(ben)
    page = client.post(address(round), {"text": "dov@exmaple.org;1"}).content.decode()
    assert "Is it <bdi>Dov Peretz</bdi>?" in page
    assert "dov@example.org" not in page


def test_who_waits_to_be_let_in_is_no_slip(client, round, dialogue, ben):
    cast.enrol(dialogue, cast.person("new"), "participant", waits=True)
    client.force_login(ben)
    shown = client.post(address(round), {"text": "new@example.org;1"})
    assert shown.context["report"].doubtful == 0
    assert "waits to be let in" in shown.content.decode()
