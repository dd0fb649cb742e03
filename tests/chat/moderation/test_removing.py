"""Removing and banning: why is kept, no way leads back from a ban, and only staff lift one."""

from __future__ import annotations

import pytest

from chat.moderation.models import Removal
from chat.moderation.removing import Banned
from polylogue.dialogues import actions, guests, links, tokens
from polylogue.dialogues.actions import LastStaff, Removed
from polylogue.dialogues.intents import participant, run_for
from polylogue.dialogues.models import JoinLink, Participation
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.people.models import User
from tests.chat.moderation.deeds import CREW, as_staff, everything, remove, told
from tests.support import cast


@pytest.fixture
def link(dialogue, ada):
    made = as_staff(dialogue, ada, lambda by: links.make_link(by, role="participant"))
    return JoinLink.objects.get(pk=made.result)


@pytest.fixture
def guest(dialogue):
    made = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, made, "participant")
    return made


def part(dialogue, person):
    return Participation.objects.get(dialogue=dialogue, person=person)


def lift(dialogue, by, person):
    from chat.moderation import removing

    ban = Removal.objects.filter(person=person, is_ban=True).latest("pk")
    return as_staff(dialogue, by, lambda part: removing.lift_ban(part, removal=ban.pk))


def join(link, person):
    return run_for(
        [link.dialogue], person, lambda: bool(actions.join(link, person)), key=cast.new_key()
    )


def readmit(dialogue, by, person):
    other = part(dialogue, person)
    return as_staff(dialogue, by, lambda mine: actions.readmit(other, mine))


def test_the_part_ends_and_the_crew_is_told_why(plenary, dialogue, mia, cleo):
    remove(plenary, mia, cleo, because="Insults")
    assert part(dialogue, cleo).was_removed
    kept = Removal.objects.get()
    assert (kept.person, kept.by, kept.because, kept.is_ban) == (cleo, mia, "Insults", False)
    assert told(dialogue.stream) == [("person_removed", CREW, None)]
    with pytest.raises(NotAllowed):
        cast.post(plenary, cleo)


def test_whoever_leaves_by_themselves_was_not_removed(dialogue, cleo):
    cast.remove(dialogue, cleo, by=cleo)
    assert not Removal.objects.exists()


@pytest.mark.parametrize("ban", [False, True])
def test_nobody_but_staff_removes_the_crew_and_nobody_themselves(plenary, mia, ben, ada, ban):
    before = everything()
    for person in (ben, mia):
        with pytest.raises((NotAllowed, Invalid)):
            remove(plenary, mia, person, ban=ban)
    assert everything() == before
    remove(plenary, ada, ben, ban=ban)
    assert Removal.objects.get().is_ban == ban


def test_participants_remove_nobody(plenary, cleo, dov):
    with pytest.raises(NotAllowed):
        remove(plenary, cleo, dov, ban=True)
    assert not Removal.objects.exists()


def test_the_last_staff_cannot_be_sent_away_by_other_means(plenary, dialogue, ada, mia):
    cast.change_roles(dialogue, mia, ada, "staff")
    cast.change_roles(dialogue, ada, mia, "moderator")
    with pytest.raises(NotAllowed):
        remove(plenary, ada, mia, ban=True)
    assert not Removal.objects.exists()
    assert LastStaff.code == "last-staff"


def test_a_banned_person_does_not_come_back_by_a_link(plenary, mia, cleo, link):
    remove(plenary, mia, cleo, ban=True)
    with pytest.raises(Banned):
        join(link, cleo)


def test_whoever_was_removed_without_a_ban_is_told_that(plenary, mia, cleo, link):
    remove(plenary, mia, cleo)
    with pytest.raises(Removed):
        join(link, cleo)


def test_a_ban_keeps_out_the_account_that_a_guest_becomes_and_one_it_is_merged_into(
    plenary, dialogue, mia, eve, guest, link
):
    remove(plenary, mia, guest, ban=True)
    run_for([dialogue], guest, lambda: guests.merge(guest, eve), key=cast.new_key())
    with pytest.raises(Banned):
        join(link, eve)
    assert not Participation.objects.filter(dialogue=dialogue, person=eve).exists()


def test_a_guest_with_an_own_address_now_stays_banned(plenary, dialogue, mia, guest, link):
    remove(plenary, mia, guest, ban=True)
    act = lambda: guests.become_account(guest, "gil@example.org")  # noqa: E731
    run_for([dialogue], guest, act, key=cast.new_key())
    with pytest.raises(Banned):
        join(link, User.objects.get(pk=guest.pk))


def test_who_is_in_under_an_account_and_takes_over_a_banned_guest_is_out_too(
    plenary, dialogue, mia, dov, guest, link
):
    remove(plenary, mia, guest, because="Insults", ban=True)
    run_for([dialogue], guest, lambda: guests.merge(guest, dov), key=cast.new_key())
    assert part(dialogue, dov).ended_at
    assert [r.because for r in Removal.objects.filter(person=dov, is_ban=True)] == ["Insults"]
    with pytest.raises(Refusal):
        join(link, dov)


def test_somebody_of_the_crew_is_not_banned_by_taking_over_a_guest(
    plenary, dialogue, ada, ben, guest
):
    remove(plenary, ada, guest, ban=True)
    run_for([dialogue], guest, lambda: guests.merge(guest, ben), key=cast.new_key())
    assert part(dialogue, ben).is_active


def test_a_banned_account_gains_nothing_by_coming_as_a_guest_and_taking_that_over(
    plenary, dialogue, mia, cleo, guest
):
    remove(plenary, mia, cleo, ban=True)
    run_for([dialogue], guest, lambda: guests.merge(guest, cleo), key=cast.new_key())
    assert not dialogue.participations.active().filter(person__in=[cleo, guest]).exists()


def test_a_re_entry_code_of_a_banned_guest_opens_nothing(plenary, dialogue, mia, guest, client):
    code = tokens.new_reentry_code()
    guests.keep_reentry_digest(part(dialogue, guest), tokens.reentry_digest(code))
    remove(plenary, mia, guest, ban=True)
    answer = client.post("/return/", {"code": code, "key": cast.new_key()})
    assert "We do not know this code." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_staff_let_nobody_in_again_who_is_banned_until_the_ban_is_lifted(
    plenary, dialogue, ada, mia, cleo, link
):
    remove(plenary, mia, cleo, ban=True)
    with pytest.raises(Banned):
        readmit(dialogue, ada, cleo)
    with pytest.raises(NotAllowed):
        lift(dialogue, mia, cleo)
    lift(dialogue, ada, cleo)
    assert told(dialogue.stream)[-1] == ("ban_lifted", CREW, None)
    with pytest.raises(Removed):
        join(link, cleo)
    readmit(dialogue, ada, cleo)
    cast.post(plenary, cleo, "Back again")


def test_lifting_a_ban_lets_in_under_both_names(plenary, dialogue, ada, mia, dov, guest):
    remove(plenary, mia, guest, ban=True)
    run_for([dialogue], guest, lambda: guests.merge(guest, dov), key=cast.new_key())
    lift(dialogue, ada, dov)
    readmit(dialogue, ada, dov)
    assert part(dialogue, dov).is_active


def test_somebody_who_was_removed_is_banned_from_the_page_people(
    plenary, dialogue, ada, mia, cleo, sign_in
):
    remove(plenary, mia, cleo)
    url = f"/d/{dialogue.slug}/people/{part(dialogue, cleo).pk}/send-away"
    page = sign_in(ada).get(url).content.decode()
    assert "Ban Cleo Marin?" in page
    form = {"because": "Again", "ban": "on", "seen": head(dialogue), "key": cast.new_key()}
    sign_in(ada).post(url, form)
    assert Removal.objects.filter(is_ban=True).get().because == "Again"
    people = sign_in(ada).get(f"/d/{dialogue.slug}/people/").content.decode()
    assert "Banned" in people and "Lift the ban of Cleo Marin" in people
    ban = Removal.objects.get(is_ban=True)
    sign_in(ada).post(f"/d/{dialogue.slug}/moderation/bans/{ban.pk}/lift", {"key": cast.new_key()})
    people = sign_in(ada).get(f"/d/{dialogue.slug}/people/").content.decode()
    assert "Let Cleo Marin in again" in people


def head(dialogue):
    dialogue.stream.refresh_from_db()
    return dialogue.stream.head


def test_the_page_people_removes_with_a_reason(dialogue, mia, cleo, sign_in):
    url = f"/d/{dialogue.slug}/people/{part(dialogue, cleo).pk}/send-away"
    form = {"because": "Insults", "seen": head(dialogue), "key": cast.new_key()}
    assert sign_in(mia).post(url, form).status_code == 302
    assert (part(dialogue, cleo).was_removed, Removal.objects.get().because) == (True, "Insults")


def test_a_banned_person_sees_a_clear_page_and_nothing_else(
    plenary, dialogue, mia, cleo, link, sign_in
):
    remove(plenary, mia, cleo, ban=True)
    browser = sign_in(cleo)
    join_url = f"/join/{tokens.join_token(link)}/"
    for url in (dialogue.get_absolute_url(), plenary.get_absolute_url(), join_url):
        answer = browser.get(url)
        assert answer.status_code == 403
        assert "You were banned from this dialogue." in answer.content.decode()
        assert dialogue.title not in answer.content.decode()
    assert browser.get(f"/d/{dialogue.slug}/people/").status_code == 404
    assert browser.get(f"/live/{dialogue.slug}/state").status_code == 404


def test_strangers_still_learn_nothing(plenary, dialogue, eve, sign_in):
    for url in (dialogue.get_absolute_url(), plenary.get_absolute_url()):
        assert sign_in(eve).get(url).status_code == 404


def test_nobody_is_removed_twice(plenary, dialogue, mia, ben, cleo):
    remove(plenary, mia, cleo)
    with pytest.raises(NotFound, match="does not take part any more"):
        remove(plenary, ben, cleo)
    assert Removal.objects.count() == 1
    assert participant(dialogue.pk, mia.pk)
