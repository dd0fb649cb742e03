"""Staff make join links, show them and withdraw them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from polylogue.dialogues import links
from polylogue.dialogues.intents import run_as
from polylogue.dialogues.models import JoinLink
from polylogue.dialogues.tokens import join_token
from polylogue.kit.refusals import Invalid
from polylogue.log.models import Audience
from tests.dialogues.pages import at, last, send, told, words
from tests.support import cast


@pytest.fixture
def link(dialogue, ada, sign_in):
    send(sign_in(ada), at("dialogues:links", dialogue), role="participant", label="Cities")
    return JoinLink.objects.get(dialogue=dialogue)


def test_a_link_is_made_for_a_role(dialogue, link):
    assert (link.role, link.label, link.uses) == ("participant", "Cities", 0)
    assert last(dialogue).data == {"link": link.pk, "role": "participant", "label": "Cities"}


def test_the_log_tells_of_a_link_to_the_crew_and_not_its_token(dialogue, link):
    assert last(dialogue).audience == Audience.CREW
    assert join_token(link) not in str(last(dialogue).data)


def test_the_page_shows_address_and_uses(dialogue, link, ada, sign_in):
    page = sign_in(ada).get(at("dialogues:links", dialogue))
    assert f"http://testserver/join/{join_token(link)}/" in page.content.decode()
    assert "0 people joined" in words(page)


def test_the_code_page_draws_the_address(dialogue, link, ada, sign_in):
    page = sign_in(ada).get(at("dialogues:link_code", dialogue, link.pk)).content.decode()
    assert '<svg viewBox="' in page
    assert "style=" not in page


def test_a_link_works_to_the_end_of_its_last_day_where_the_hosts_are(ada, sign_in):
    dialogue = cast.dialogue(ada, time_zone="Europe/Berlin")
    day = (timezone.now() + timedelta(days=400)).date().replace(month=1, day=15)
    send(sign_in(ada), at("dialogues:links", dialogue), role="observer", until=day.isoformat())
    ends = datetime(day.year, 1, 15, 23, tzinfo=UTC)
    assert JoinLink.objects.get().expires_at == ends


def test_a_link_cannot_end_before_it_begins(dialogue, ada, sign_in):
    page = send(sign_in(ada), at("dialogues:links", dialogue), role="observer", until="2020-01-01")
    assert page.status_code == 422
    assert not JoinLink.objects.exists()


def test_an_unknown_role_is_refused_by_the_action_too(dialogue, ada):
    with pytest.raises(Invalid):
        run_as(
            dialogue,
            ada,
            lambda by: links.make_link(by, role="king"),
            key=cast.new_key(),
            content=None,
        )


def test_a_withdrawn_link_lets_nobody_in(dialogue, link, ada, sign_in, client):
    send(sign_in(ada), at("dialogues:revoke_link", dialogue, link.pk))
    assert last(dialogue).kind == "dialogues.link_revoked"
    assert client.get(f"/join/{join_token(link)}/").status_code == 410


def test_withdrawing_twice_is_told_once(dialogue, link, ada, sign_in):
    for _ in range(2):
        send(sign_in(ada), at("dialogues:revoke_link", dialogue, link.pk))
    assert told(dialogue).count("dialogues.link_revoked") == 1


@pytest.mark.parametrize("name", ["ben", "mia", "cleo"])
def test_only_staff_see_and_make_links(dialogue, link, name, request, sign_in):
    client = sign_in(request.getfixturevalue(name))
    assert client.get(at("dialogues:links", dialogue)).status_code == 403
    assert send(client, at("dialogues:links", dialogue), role="staff").status_code == 403
    assert send(client, at("dialogues:revoke_link", dialogue, link.pk)).status_code == 403
    assert JoinLink.objects.get().is_open


def test_staff_of_another_dialogue_cannot_withdraw_it(dialogue, link, sign_in):
    zoe = cast.person("zoe", is_staff=True)
    elsewhere = cast.dialogue(zoe)
    assert send(sign_in(zoe), at("dialogues:revoke_link", elsewhere, link.pk)).status_code == 404
    assert JoinLink.objects.get(pk=link.pk).is_open
