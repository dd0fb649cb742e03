"""The pages of contributions: for whom they open, and that they work without a script."""

import pytest
from django.urls import reverse

from breakout.challenges.models import Challenge, Draft, Experience
from tests.breakout.challenges.cases import SAID, bring, keep, offer, put_on, text, withdraw, write
from tests.support import cast


def url(dialogue, name, *args):
    return reverse(f"challenges:{name}", args=[dialogue.slug, *args])


def press(client, address, **fields):
    return client.post(address, {"key": cast.new_key(), **fields})


def filled(**more):
    fields = {name: value for name, value in SAID.items() if isinstance(value, str)}
    return fields | {"more_topics": "Housing\nRents", "scope": "group", "seen": 0} | more


def test_a_challenge_is_written_and_offered_with_plain_forms(dialogue, cleo, sign_in):
    client = sign_in(cleo)
    assert url(dialogue, "write") in client.get(url(dialogue, "mine")).content.decode()
    saved = press(client, url(dialogue, "write"), **filled(do="draft", as_city="on"))
    challenge = Challenge.objects.get()
    assert saved.headers["Location"] == challenge.get_absolute_url()
    assert challenge.state == "draft" and text(challenge).topics == ["Housing", "Rents"]
    form = client.get(url(dialogue, "edit", challenge.pk)).context["form"]
    assert form.initial["question"] == SAID["question"]
    seen = form.initial["seen"]
    press(client, url(dialogue, "edit", challenge.pk), **filled(do="offer", seen=seen))
    challenge.refresh_from_db()
    assert challenge.is_offered and not text(challenge).as_city


def test_what_is_missing_is_said_and_what_was_typed_stands(dialogue, cleo, sign_in):
    answered = press(sign_in(cleo), url(dialogue, "write"), **filled(do="offer", question=""))
    page = answered.content.decode()
    assert (
        answered.status_code == 422 and "ask one key question" in page and SAID["context"] in page
    )
    assert not Challenge.objects.exists()


def test_of_two_who_edit_the_second_sees_what_the_first_saved_and_keeps_their_ticks(
    ada, cleo, sign_in
):
    dialogue = cast.dialogue(by=ada, topics=["Streets", "Trees"])
    cast.enrol(dialogue, cleo, "participant")
    challenge = write(dialogue, cleo)
    client, edit = sign_in(cleo), url(dialogue, "edit", challenge.pk)
    seen = client.get(edit).context["form"].initial["seen"]
    write(dialogue, ada, challenge=challenge, obstacle="What Ada saved.")
    fields = filled(do="draft", seen=seen, topics=["Streets", "Trees"], more_topics="")
    answered = press(client, edit, **fields)
    page = answered.content.decode()
    assert answered.status_code == 422 and "What Ada saved." in page and page.count(" checked") >= 3
    again = press(client, edit, **fields | {"seen": answered.context["form"].data["seen"]})
    assert again.status_code == 302
    assert text(challenge).topics == ["Streets", "Trees"]


def test_what_was_typed_is_there_again_and_can_be_thrown_away(dialogue, cleo, sign_in):
    client = sign_in(cleo)
    keep(dialogue, cleo, "Half a title")
    assert "Half a title" in client.get(url(dialogue, "mine")).content.decode()
    page = client.get(url(dialogue, "write"))
    assert page.context["form"].initial["title"] == "Half a title"
    assert "have not saved yet" in page.content.decode()
    press(client, url(dialogue, "discard"))
    assert not Draft.objects.exists()


def test_a_draft_of_a_change_leads_back_to_the_form(dialogue, cleo, sign_in):
    challenge = offer(dialogue, cleo)
    keep(dialogue, cleo, "Better title", challenge=challenge)
    client, edit = sign_in(cleo), url(dialogue, "edit", challenge.pk)
    assert client.get(edit).context["form"].initial["title"] == "Better title"
    thrown = press(client, url(dialogue, "discard"), challenge=challenge.pk)
    assert thrown.headers["Location"] == edit
    assert client.get(edit).context["form"].initial["title"] == SAID["title"]


@pytest.mark.parametrize(
    "sent", [{"page": "x"}, {"challenge": "x"}, {"owner": "1e9"}, {"seen": "-1"}]
)
def test_nonsense_is_not_kept(dialogue, cleo, sign_in, sent):
    answered = press(sign_in(cleo), url(dialogue, "keep"), title="T", scope="group", **sent)
    assert answered.status_code == 422 and not Draft.objects.exists()


def test_what_somebody_brings_is_said_with_a_plain_form(ada, cleo, sign_in):
    dialogue = cast.dialogue(by=ada, topics=["Streets", "Trees"])
    cast.enrol(dialogue, cleo, "participant")
    client = sign_in(cleo)
    said = {"topics": ["Trees"], "more_topics": "Rain\n", "sentence": "We planted 400."}
    assert press(client, url(dialogue, "bring"), **said).status_code == 302
    assert Experience.objects.get().topics == ["Trees", "Rain"]
    form = client.get(url(dialogue, "mine")).context["form"]
    assert (form.initial["topics"], form.initial["more_topics"]) == (["Trees"], ["Rain"])
    wrong = press(client, url(dialogue, "bring"), **said | {"more_topics": "x" * 61})
    assert wrong.status_code == 422 and "We planted 400." in wrong.content.decode()


def test_the_list_shows_each_what_they_may_see(dialogue, ben, cleo, dov, sign_in):
    offer(dialogue, cleo, title="For the group", topics=["Rents"])
    offer(dialogue, cleo, title="For everyone", topics=["Rain"], scope="everyone")
    write(dialogue, cleo, title="Not yet")
    pages = {
        person: sign_in(person).get(url(dialogue, "all")).content.decode()
        for person in (ben, cleo, dov)
    }
    assert "For everyone" in pages[dov] and "For the group" not in pages[dov]
    assert all("For the group" in pages[person] for person in (ben, cleo))
    assert all("Not yet" not in page for page in pages.values())
    some = sign_in(ben).get(url(dialogue, "all"), {"topic": "Rain"}).content.decode()
    assert "For everyone" in some and "For the group" not in some


def test_a_case_that_one_may_not_see_is_not_there(dialogue, cleo, dov, eve, sign_in):
    challenge = offer(dialogue, cleo)
    address = challenge.get_absolute_url()
    assert sign_in(cleo).get(address).status_code == 200
    for other in (dov, eve):
        assert sign_in(other).get(address).status_code == 404
    offer(dialogue, cleo, challenge=challenge, scope="everyone")
    assert sign_in(dov).get(address).status_code == 200
    assert sign_in(eve).get(address).status_code == 404


def test_who_wrote_for_somebody_else_is_seen_by_them_and_not_by_all(
    dialogue, ben, cleo, dov, sign_in
):
    challenge = offer(dialogue, cleo, scope="everyone")
    offer(dialogue, ben, challenge=challenge, scope="everyone", title="Shorter")
    page = sign_in(cleo).get(challenge.get_absolute_url()).content.decode()
    assert "for somebody else" in page and "Ben Okoro" in page and "Rents that rise" in page
    others = sign_in(dov).get(challenge.get_absolute_url()).content.decode()
    assert "Ben Okoro" not in others and "Rents that rise" not in others


def test_a_lead_writes_for_somebody_from_the_overview(dialogue, ben, cleo, sign_in):
    client = sign_in(ben)
    part = dialogue.participations.get(person=cleo).pk
    address = f"{url(dialogue, 'write')}?for={part}"
    assert address in client.get(url(dialogue, "overview")).content.decode()
    assert "Cleo Marin" in client.get(address).content.decode()
    press(client, address, **filled(do="draft"))
    assert Challenge.objects.get().person == cleo
    assert client.get(f"{url(dialogue, 'write')}?for=99999").status_code == 404


def test_leads_choose_the_programme_and_remind_with_plain_forms(dialogue, ben, cleo, sign_in):
    challenge, client = offer(dialogue, cleo), sign_in(ben)
    press(client, url(dialogue, "arrange", challenge.pk), do="put")
    challenge.refresh_from_db()
    assert challenge.place == 0
    press(client, url(dialogue, "arrange", challenge.pk), do="take")
    challenge.refresh_from_db()
    assert challenge.place is None
    assert press(client, url(dialogue, "arrange", challenge.pk), do="x").status_code == 422
    page = client.post(url(dialogue, "remind"), {"key": cast.new_key()}, follow=True)
    assert "A mail goes to 1 person." in page.content.decode()


def test_moderators_see_the_overview_and_change_nothing_there(dialogue, mia, cleo, sign_in):
    challenge, client = offer(dialogue, cleo), sign_in(mia)
    page = client.get(url(dialogue, "overview")).content.decode()
    assert "Rents that rise" in page and "Remind" not in page and "Put on" not in page
    assert press(client, url(dialogue, "arrange", challenge.pk), do="put").status_code == 403
    assert press(client, url(dialogue, "remind")).status_code == 403


def test_observers_have_the_list_and_no_contribution(dialogue, cleo, sign_in):
    looks = cast.person("olga")
    cast.enrol(dialogue, looks, "observer")
    offer(dialogue, cleo, scope="everyone")
    client = sign_in(looks)
    assert "Rents that rise" in client.get(url(dialogue, "all")).content.decode()
    for name in ("mine", "write", "overview"):
        assert client.get(url(dialogue, name)).status_code == 403


def test_whoever_looks_as_a_participant_is_offered_no_more(dialogue, ben, cleo, sign_in):
    challenge, client = offer(dialogue, cleo, scope="everyone"), sign_in(ben)
    client.post(reverse("dialogues:look", args=[dialogue.slug]), {"as": "participant"})
    page = client.get(challenge.get_absolute_url()).content.decode()
    assert url(dialogue, "edit", challenge.pk) not in page
    assert client.get(url(dialogue, "overview")).status_code == 403
    assert client.get(url(dialogue, "edit", challenge.pk)).status_code == 403


def test_withdrawing_leads_back_and_the_case_is_gone_for_others(dialogue, ben, cleo, dov, sign_in):
    challenge = offer(dialogue, cleo, scope="everyone")
    put_on(challenge, ben)
    answered = press(sign_in(cleo), url(dialogue, "withdraw", challenge.pk))
    assert answered.headers["Location"] == challenge.get_absolute_url()
    assert sign_in(dov).get(challenge.get_absolute_url()).status_code == 404
    assert "Edit and offer" in sign_in(cleo).get(challenge.get_absolute_url()).content.decode()


def test_in_an_archive_everything_can_be_read_and_nothing_written(dialogue, ada, cleo, sign_in):
    from polylogue.dialogues.particulars import archive_dialogue
    from tests.breakout.challenges.cases import as_

    challenge = offer(dialogue, cleo, scope="everyone")
    bring(dialogue, cleo, "Rain")
    as_(dialogue, ada, archive_dialogue)
    client = sign_in(cleo)
    page = client.get(url(dialogue, "mine")).content.decode()
    assert "Rain" in page and url(dialogue, "write") not in page
    assert "Edit" not in client.get(challenge.get_absolute_url()).content.decode().split("main")[1]
    assert client.get(url(dialogue, "edit", challenge.pk)).status_code == 409
    assert withdraw
