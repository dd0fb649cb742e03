"""A guest makes an account, or turns out to have one."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from chat.models import Message
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.log.models import Entry
from polylogue.people import limits
from polylogue.people.models import User
from tests.support import cast, doors

KEEP, CODE = "/keep/", "/keep/code/"


def prove(client, email):
    doors.press(client, KEEP, email=email)
    return doors.press(client, CODE, code=doors.mailed_code())


def test_a_guest_becomes_an_account_and_stays_the_same_person(dialogue, plenary):
    gils, part, _code = doors.guest(doors.link(dialogue))
    cast.post(plenary, part.person, "Said as a guest.")
    prove(gils, "Gil@Example.org")
    gil = doors.who(gils)
    assert (gil, gil.email) == (part.person, "gil@example.org")
    assert EmailAddress.objects.get(user=gil).verified
    assert Message.objects.get(author=gil).text == "Said as a guest."
    assert Entry.objects.filter(kind="dialogues.person_changed", actor=gil).exists()


def test_an_account_is_not_opened_by_the_code_of_the_guest_it_was(dialogue):
    gils, _part, code = doors.guest(doors.link(dialogue))
    prove(gils, "gil@example.org")
    assert doors.press(Client(), "/return/", code=code).status_code == 422


def test_the_address_is_not_taken_before_its_code_is_entered(dialogue):
    gils, part, _code = doors.guest(doors.link(dialogue))
    doors.press(gils, KEEP, email="gil@example.org")
    assert doors.press(gils, CODE, code="AAAA-AAAA").status_code == 422
    part.person.refresh_from_db()
    assert part.person.is_guest


def test_three_wrong_codes_end_it(dialogue):
    gils, _part, _code = doors.guest(doors.link(dialogue))
    doors.press(gils, KEEP, email="gil@example.org")
    right = doors.mailed_code()
    answers = [doors.press(gils, CODE, code="AAAA-AAAA").status_code for _ in range(3)]
    assert answers == [422] * 3
    assert doors.press(gils, CODE, code=right).status_code == 410


def test_a_new_guest_has_no_new_attempts_at_the_same_address(dialogue, monkeypatch):
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "wrong_code_for_address", (2, 60))
    for wrong in (True, False):
        gils, _part, _code = doors.guest(doors.link(dialogue))
        doors.press(gils, KEEP, email="gil@example.org")
        codes = ["AAAA-AAAA"] * 2 if wrong else [doors.mailed_code()]
        answers = [doors.press(gils, CODE, code=code).status_code for code in codes]
    assert answers == [429]
    assert not User.objects.filter(email="gil@example.org").exists()


def test_the_answer_is_the_same_for_an_address_we_know(dialogue, cleo):
    gils, _part, _code = doors.guest(doors.link(dialogue))
    known = doors.press(gils, KEEP, email=cleo.email)
    unknown = doors.press(gils, KEEP, email="nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox[0].subject[10:] == mail.outbox[1].subject[10:]


def test_codes_are_not_mailed_to_an_address_over_and_over(dialogue):
    gils, _part, _code = doors.guest(doors.link(dialogue))
    answers = [doors.press(gils, KEEP, email="gil@example.org").status_code for _ in range(4)]
    assert answers == [302] * 3 + [429]


@pytest.fixture
def merged(dialogue, plenary, cleo):
    """Gil was a moderator as a guest, wrote, and is cleo."""
    gils, part, _code = doors.guest(doors.link(dialogue, "moderator"))
    other = Client()
    doors.press(
        other, "/return/", code=gils.post(f"/d/{dialogue.slug}/return-code").context["code"]
    )
    cast.post(plenary, part.person, "Said as a guest.")
    prove(gils, cleo.email)
    part.refresh_from_db()
    return gils, other, part


def test_a_guest_with_an_account_goes_on_as_the_account(merged, cleo):
    gils, _other, part = merged
    assert doors.who(gils) == cleo
    assert User.objects.get(pk=part.person_id).merged_into == cleo


def test_the_merged_guest_is_signed_out_everywhere(merged):
    _gils, other, _part = merged
    assert doors.who(other) is None


def test_the_account_has_the_roles_of_both(merged, dialogue, cleo):
    own = Participation.objects.get(dialogue=dialogue, person=cleo)
    assert own.roles == ["moderator", "participant"]
    assert Entry.objects.get(kind="dialogues.roles_changed").data["roles"] == own.roles


def test_the_guests_part_has_ended_and_the_log_says_why(merged, dialogue, cleo):
    _gils, _other, part = merged
    assert part.ended_at
    told = Entry.objects.get(kind="dialogues.person_merged")
    assert told.data == {"person": part.person_id, "into": cleo.pk}


def test_what_the_guest_wrote_is_shown_as_the_accounts(merged, dialogue, plenary, cleo):
    _gils, _other, part = merged
    assert Message.objects.get(stream=plenary.stream).author == part.person
    assert cards(dialogue.pk, [part.person_id])[part.person_id]["name"] == cleo.display_name


def test_the_account_may_correct_what_it_wrote_as_a_guest(merged, plenary, cleo):
    message = Message.objects.get(stream=plenary.stream)
    cast.do(plenary, cleo, "chat.edit_message", message=message.seq, text="Said better.")
    message.refresh_from_db()
    assert message.text == "Said better."


def test_an_account_comes_into_a_dialogue_where_it_only_was_as_a_guest(dialogue, eve):
    gils, _part, _code = doors.guest(doors.link(dialogue))
    prove(gils, eve.email)
    assert Participation.objects.get(dialogue=dialogue, person=eve).is_active


def test_merging_does_not_open_the_door_to_somebody_removed(dialogue, cleo, mia):
    cast.remove(dialogue, cleo, by=mia)
    gils, part, _code = doors.guest(doors.link(dialogue))
    prove(gils, cleo.email)
    assert not Participation.objects.get(dialogue=dialogue, person=cleo).is_active
    part.refresh_from_db()
    assert part.ended_at


def test_all_dialogues_are_taken_over_at_once(dialogue, ada, eve):
    gils, _part, _code = doors.guest(doors.link(dialogue))
    other = cast.dialogue(ada, "Another")
    doors.press(gils, doors.address(doors.link(other)))
    prove(gils, eve.email)
    assert eve.participations.active().count() == 2


def test_an_account_with_a_second_factor_is_not_entered_by_mail_alone(dialogue, cleo):
    Authenticator.objects.create(user=cleo, type=Authenticator.Type.TOTP, data={})
    gils, part, _code = doors.guest(doors.link(dialogue))
    assert prove(gils, cleo.email).status_code == 403
    assert doors.who(gils) == part.person


def test_a_signed_in_account_takes_over_a_guest_by_its_code(dialogue, sign_in, cleo):
    _gils, part, code = doors.guest(doors.link(dialogue, "moderator"))
    doors.press(sign_in(cleo), "/return/", code=code)
    assert User.objects.get(pk=part.person_id).merged_into == cleo
    assert "moderator" in Participation.objects.get(dialogue=dialogue, person=cleo).roles


def test_making_an_account_is_for_guests(client, sign_in, cleo):
    for url in (KEEP, CODE):
        assert client.get(url)["Location"].startswith(reverse("account_login"))
        assert sign_in(cleo).get(url).status_code == 302
    assert doors.press(sign_in(cleo), KEEP, email="x@example.org")["Location"] == "/profile/"


def test_the_page_of_the_account_knows_which_guest_it_was(merged, plenary, cleo, dov, sign_in):
    gil = Participation.objects.get(person__merged_into=cleo).person
    assert f'data-was="{gil.pk}"' in sign_in(cleo).get(plenary.get_absolute_url()).text
    assert 'data-was=""' in sign_in(dov).get(plenary.get_absolute_url()).text
