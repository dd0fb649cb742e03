"""The conversation by plain pages: reading, going back, writing."""

from __future__ import annotations

import re

import pytest

from chat.models import Message
from rooms.models import ReadPosition
from tests.support import cast


@pytest.fixture
def write(sign_in, plenary):
    """`write(cleo, "Hello")`: posts the plain form."""

    def write(person, text, key=None):
        form = {"text": text, "key": key or cast.new_key()}
        return sign_in(person).post(f"{plenary.get_absolute_url()}messages", form)

    return write


def bodies(answer) -> list[str]:
    found = re.findall(r'message__body" dir="auto">(.*?)</div>', answer.content.decode(), re.DOTALL)
    return [re.sub("<[^>]+>", "", body) for body in found if body]


def test_the_form_posts_and_leads_back_to_the_message(write, plenary, cleo):
    answer = write(cleo, "Hello")

    message = Message.objects.get()
    assert (message.author, message.text) == (cleo, "Hello")
    assert answer["Location"] == f"{plenary.get_absolute_url()}#message-{message.seq}"


def test_the_same_form_sent_twice_is_one_message(write, cleo):
    key = cast.new_key()

    write(cleo, "Once", key)
    write(cleo, "Once", key)

    assert Message.objects.count() == 1


def test_nothing_is_no_message(write, cleo):
    assert write(cleo, "").status_code == 422
    assert write(cleo, " \n ").status_code == 422
    assert not Message.objects.exists()


def test_whoever_is_outside_cannot_write(write, eve):
    assert write(eve, "Hello").status_code == 404
    assert not Message.objects.exists()


def test_an_observer_reads_but_has_no_place_to_write(sign_in, write, dialogue, plenary, eve, cleo):
    cast.enrol(dialogue, eve, "observer")
    cast.post(plenary, cleo, "For all to read")

    page = sign_in(eve).get(plenary.get_absolute_url())

    assert bodies(page)[0] == "For all to read"
    assert "You are here as an observer" in page.content.decode()
    assert write(eve, "Hello").status_code == 403


def test_pages_of_history_join_without_gap_or_doublet(sign_in, plenary, cleo, dov):
    for number in range(120):
        cast.post(plenary, dov, f"Line {number}")
    client, seen = sign_in(cleo), []
    url = f"{plenary.get_absolute_url()}earlier?before=999999"

    while url:
        page = client.get(url)
        seen = bodies(page) + seen
        more = re.search(r'data-before="(\d+)"', page.content.decode())
        url = more and f"{plenary.get_absolute_url()}earlier?before={more[1]}"

    assert seen == [f"Line {number}" for number in range(120)]


def test_history_is_for_those_inside(sign_in, plenary, eve, cleo):
    url = f"{plenary.get_absolute_url()}earlier?before=10"

    assert sign_in(eve).get(url).status_code == 404
    assert sign_in(cleo).get(url).status_code == 200


def test_what_was_deleted_is_in_no_page(sign_in, plenary, cleo, dov):
    receipt = cast.post(plenary, cleo, "A secret")
    cast.do(plenary, cleo, "chat.delete_message", message=receipt.seq)

    for reader in (cleo, dov):
        page = sign_in(reader).get(plenary.get_absolute_url())
        assert "A secret" not in page.content.decode()
        assert bodies(page)[0] == "This message was deleted."


def test_only_authors_and_the_crew_are_offered_to_change_a_message(
    sign_in, plenary, ada, ben, mia, cleo, dov
):
    cast.post(plenary, cleo, "Mine")

    def offered(person) -> dict[str, str]:
        response = sign_in(person).get(plenary.get_absolute_url())
        (panel,) = [p for p in response.context["stage"] if p["template"].startswith("chat/")]
        whose = {offer["choice"].name: offer["whose"] for offer in panel["choices"]}
        return {name: whose[name] for name in ("edit", "delete")}

    for person in (ada, ben, mia):
        assert offered(person) == {"edit": "own", "delete": "any"}
    for person in (cleo, dov):
        assert offered(person) == {"edit": "own", "delete": "own"}


def test_what_destroys_stands_last_in_the_menu_of_a_message(sign_in, plenary, mia):
    response = sign_in(mia).get(plenary.get_absolute_url())
    (panel,) = [p for p in response.context["stage"] if p["template"].startswith("chat/")]
    dangers = [offer["choice"].is_danger for offer in panel["choices"]]
    assert True in dangers and dangers == sorted(dangers)


def test_a_latecomer_is_told_what_was_missed(sign_in, plenary, ben, cleo, dov):
    cast.post(plenary, cleo, "Before")
    ReadPosition.objects.create(person=cleo, stream=plenary.stream, seq=1)
    for number in range(6):
        cast.post(plenary, dov, f"Later {number}")
    cast.do(plenary, dov, "rooms.raise_hand")
    cast.do(plenary, ben, "rooms.call_speaker", person=dov.pk)

    page = " ".join(sign_in(cleo).get(plenary.get_absolute_url()).content.decode().split())

    assert "6 messages since you were last here. The floor went to Dov Peretz." in page
    assert page.count('class="unread-marker"') == 2
    assert re.search(
        r'unread-marker"><span>New</span></li>\s*<li class="message" id="message-2"', page
    )


def test_a_change_of_what_may_leave_the_room_stands_among_the_messages(plenary, ada, cleo, sign_in):
    cast.post(plenary, cleo, "Between us")
    cast.set_rule(plenary, ada, "public")
    cast.post(plenary, cleo, "For all")
    page = sign_in(cleo).get(plenary.get_absolute_url()).content.decode()
    log = page.partition('class="log__list"')[2].partition("</ol>")[0]
    before, told, after = (log.find(text) for text in ("Between us", "From here on:", "For all"))
    assert 0 < before < told < after
    assert "What is said here is public, with names." in log[told:after]
