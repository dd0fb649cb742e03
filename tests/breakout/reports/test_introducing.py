"""People I met, what I share with them, and the one mail that brings people together."""

from __future__ import annotations

import pytest
from django.core import mail

from breakout.reports import introducing, mailing, meeting, sharing
from breakout.reports.introducing import Introduce, IntroducedAlready
from breakout.reports.models import ContactChoice, Introduction
from polylogue.jobs.models import Job
from polylogue.kit.refusals import Invalid, NotAllowed
from polylogue.log.models import Entry
from polylogue.people.models import User
from tests.breakout import scenes
from tests.breakout.reports.groups import MINUTE, choose, held
from tests.support import cast


@pytest.fixture
def round(dialogue, ben, cleo, dov):
    """Cleo and dov were in one group; gil, a guest, too; hana was alone."""
    gil = User.objects.create_user(None, display_name="Gil")
    hana = cast.person("hana")
    for person in (gil, hana):
        cast.enrol(dialogue, person, "participant")
    made = held(dialogue, ben, [cleo, dov, gil], [hana])
    mail.outbox.clear()
    return made


def emails(dialogue, person):
    return {one.card["name"]: one.email for one in sharing.acquaintances(dialogue, person.pk)}


def send(dialogue, by):
    return scenes.act(dialogue, by, introducing.send).result


def run_jobs():
    for job in Job.objects.waiting().filter(kind="reports.introduce"):
        Introduce(**job.args).run(job)


def test_whom_one_met_is_named_and_no_address_is_shared_by_default(round, dialogue, cleo):
    assert emails(dialogue, cleo) == {"Dov Peretz": "", "Gil": ""}
    (first, *_) = meeting.of_person(dialogue, cleo.pk)
    assert (first.rounds, first.time) == (1, 30 * MINUTE)


def test_an_address_is_shared_with_those_one_met_and_with_nobody_else(round, dialogue, cleo, dov):
    choose(dialogue, dov)
    assert emails(dialogue, cleo)["Dov Peretz"] == "dov@example.org"
    assert emails(dialogue, User.objects.get(email="hana@example.org")) == {}
    choose(dialogue, dov, shared=False)
    assert emails(dialogue, cleo)["Dov Peretz"] == ""
    told = Entry.objects.filter(kind="reports.contact_chosen")
    assert {(one.audience, one.person_id) for one in told} == {("person", dov.pk)}


def test_who_was_removed_is_not_among_those_one_met(round, dialogue, ada, cleo, dov):
    choose(dialogue, dov)
    cast.remove(dialogue, dov, by=ada)
    assert emails(dialogue, cleo) == {"Gil": ""}


def test_a_guest_has_nothing_to_share(round, dialogue):
    with pytest.raises(Invalid):
        choose(dialogue, User.objects.get(display_name="Gil"))


def test_the_plan_says_who_gets_a_mail_and_counts_who_does_not(round, dialogue, cleo, dov):
    choose(dialogue, dov)
    plan = introducing.plan(dialogue)
    assert plan.people == [cleo.pk]
    assert (plan.without_address, plan.nobody_agreed, plan.unwanted) == (1, 1, 0)
    choose(dialogue, cleo, shared=True, mail=False)
    plan = introducing.plan(dialogue)
    assert plan.people == [dov.pk] and plan.unwanted == 1


def test_each_gets_one_mail_with_those_who_agreed(round, dialogue, ada, cleo, dov):
    choose(dialogue, dov)
    assert send(dialogue, ada) == 1
    run_jobs()
    run_jobs()
    (sent,) = mail.outbox
    assert sent.to == ["cleo@example.org"]
    assert "Dov Peretz, Haifa, Israel: dov@example.org" in sent.body and "Gil" not in sent.body
    assert f"/d/{dialogue.slug}/met/" in sent.body
    assert Introduction.objects.get().mailed_at
    entry = Entry.objects.get(kind="reports.people_introduced")
    assert (entry.audience, entry.data) == ("crew", {"people": 1})


def test_it_goes_out_once(round, dialogue, ada, dov):
    choose(dialogue, dov)
    send(dialogue, ada)
    with pytest.raises(IntroducedAlready):
        send(dialogue, ada)
    assert Job.objects.filter(kind="reports.introduce").count() == 1


def test_whoever_changes_their_mind_before_it_leaves_is_heard(round, dialogue, ada, cleo, dov):
    choose(dialogue, dov)
    send(dialogue, ada)
    choose(dialogue, dov, shared=False)
    run_jobs()
    assert mail.outbox == []


def test_nothing_is_sent_while_a_round_is_open_or_to_nobody(round, dialogue, ada, ben, dov):
    with pytest.raises(Invalid, match="nobody"):
        send(dialogue, ada)
    choose(dialogue, dov)
    scenes.open_now(scenes.drafted(dialogue, ben), ben)
    with pytest.raises(Invalid, match="still open"):
        send(dialogue, ada)


@pytest.mark.parametrize("who", ["ben", "mia", "cleo", "eve"])
def test_only_staff_send_it(round, dialogue, dov, request, who):
    choose(dialogue, dov)
    with pytest.raises(NotAllowed):
        send(dialogue, request.getfixturevalue(who))


def form(client, address, **fields):
    return client.post(address, {"key": cast.new_key()} | fields)


def test_people_choose_on_their_page(round, dialogue, sign_in, cleo, eve):
    address = f"/d/{dialogue.slug}/met/"
    page = sign_in(cleo).get(address).content.decode()
    assert "Dov Peretz" in page and "dov@example.org" not in page
    answer = form(sign_in(cleo), f"{address}choose", is_shared="on")
    assert answer.status_code == 302
    chosen = ContactChoice.objects.get(person=cleo)
    assert chosen.is_shared and not chosen.wants_mail
    assert sign_in(eve).get(address).status_code == 404
    assert form(sign_in(eve), f"{address}choose").status_code == 404


def test_staff_see_the_mail_before_it_is_sent(round, dialogue, sign_in, ada, ben, dov):
    choose(dialogue, dov)
    address = f"/d/{dialogue.slug}/reports/"
    page = sign_in(ada).get(address).content.decode()
    assert "1 person gets a mail" in page and "dov@example.org" in page
    assert "dov@example.org" not in sign_in(ben).get(address).content.decode()
    assert form(sign_in(ada), f"{address}introduce").status_code == 302
    assert "They go out once" in sign_in(ada).get(address).content.decode()


def test_a_mail_says_what_it_says_whatever_people_are_called(dialogue, cleo):
    cleo.display_name = "<b>Cleo</b> & co"
    one = sharing.Acquaintance(1, {"name": "<i>D</i>", "place": ""}, 1, MINUTE, "d@example.org")
    assert mailing.introduce(dialogue, cleo, [one])
    assert "<i>D</i>: d@example.org" in mail.outbox[-1].body
    assert "Hello <b>Cleo</b> & co" in mail.outbox[-1].body
