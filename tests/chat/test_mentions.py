"""Whom a message speaks to, how it shows, and what stands in the inbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import mentions, unread
from chat.inbox import PAGE, Inbox
from chat.markup import render
from chat.models import Mention, Message
from polylogue.dialogues.intents import participant
from polylogue.log import journal, reading
from rooms.models import ReadPosition
from tests.support import cast


def spoken_to(seq):
    rows = Mention.objects.filter(seq=seq).values_list("person", "role")
    return {person or role for person, role in rows}


def marks(text, known, by, chosen=()):
    return [
        mark.get("person") or mark["role"]
        for mark in mentions.found(text, mentions.names(known), by=by, chosen=chosen)
    ]


def inbox(room, person):
    return Inbox(participant(room.dialogue_id, person.pk))


def whys(room, person):
    return [(item.why, item.is_new) for item in inbox(room, person).items()]


KNOWN = [(-1, "Ana"), (-2, "Ana Lima"), (-3, "José*Ñ"), (-4, "Ana Lima"), (-5, "المدينة")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Ana, hello", [-1]),
        ("@ana lima!", [-4, -2]),
        ("@Anabel and me@ana", []),
        ("(@José*Ñ)", [-3]),
        ("@المدينة، أهلا", [-5]),
        ("@Ana Lima-Silva", [-4, -2]),
        ("@moderators and @Staff", ["moderator", "staff"]),
        ("@Ana @Ana @Ana", [-1]),
        ("@", []),
    ],
)
def test_names_are_found_in_a_text_the_longest_first(text, expected, dialogue, cleo):
    assert marks(text, KNOWN, participant(dialogue.pk, cleo.pk)) == expected


def test_of_two_with_one_name_the_chosen_one_is_meant(dialogue, cleo):
    by = participant(dialogue.pk, cleo.pk)
    assert marks("@Ana Lima", KNOWN, by, chosen=[-4]) == [-4]
    assert marks("@Ana Lima", KNOWN, by, chosen=[-1]) == [-4, -2]


def test_only_the_crew_speaks_to_everyone(plenary, cleo, mia):
    assert spoken_to(cast.post(plenary, cleo, "@everyone listen").seq) == set()
    assert spoken_to(cast.post(plenary, mia, "@everyone listen").seq) == {"everyone"}


def test_a_text_of_nothing_but_signs_holds_nobody_up(dialogue, cleo):
    many = [(n, f"Person Number {n}") for n in range(1000)]
    by = participant(dialogue.pk, cleo.pk)
    assert marks("@Person " * 1000, many, by) == []


def test_a_name_is_marked_as_it_was_written_and_never_as_markup(plenary, cleo, dov, ada):
    dov.display_name = "Dov*<img src=x onerror=alert(1)>*"
    dov.save()
    seq = cast.post(plenary, cleo, f"*Ask* @{dov.display_name} or `@Ada Lind`").seq
    (item,) = reading.shown(reading.places(plenary.stream_id, [seq]))

    assert item["data"]["html"] == (
        f'<p><em>Ask</em> <span class="mention" data-mention="{dov.pk}">'
        "@Dov*&lt;img src=x onerror=alert(1)&gt;*</span> or <code>@Ada Lind</code></p>\n"
    )


def test_nobody_writes_a_mention_by_hand():
    html = '<span class="mention evil" data-mention="1" onclick="x">@You</span>'
    assert "<span" not in render(html)


def test_a_correction_keeps_mentions_in_step(plenary, cleo, dov, ben):
    seq = cast.post(plenary, cleo, "@Dov Peretz and @Mia Kovač").seq
    before = Mention.objects.get(person=dov).at
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="@Dov Peretz and @Ben Okoro")

    assert spoken_to(seq) == {dov.pk, ben.pk}
    assert Mention.objects.get(person=dov).at == before
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="Nobody")
    assert spoken_to(seq) == set()


def test_whoever_cannot_follow_the_room_is_not_spoken_to(plenary, cleo, eve):
    assert spoken_to(cast.post(plenary, cleo, "@Eve Stone").seq) == set()


def test_the_inbox_holds_mentions_and_replies_and_no_word_of_ones_own(plenary, cleo, dov, ben, mia):
    root = cast.post(plenary, cleo, "Question").seq
    cast.do(plenary, mia, "chat.post_reply", thread=root, text="Before dov")
    cast.do(plenary, dov, "chat.post_reply", thread=root, text="An answer")
    cast.do(plenary, ben, "chat.post_reply", thread=root, text="Another, @Cleo Marin")
    cast.post(plenary, dov, "For the @moderators")

    assert whys(plenary, cleo) == [("mention", True), ("reply", True), ("reply", True)]
    assert whys(plenary, dov) == [("thread", True)]
    assert whys(plenary, mia) == [("mention", True), ("thread", True), ("thread", True)]
    assert whys(plenary, ben) == []


def test_what_was_read_is_not_new_and_what_is_gone_concerns_nobody(plenary, cleo, dov):
    one, two = (cast.post(plenary, cleo, f"@Dov Peretz {n}").seq for n in range(2))
    ReadPosition.objects.create(person=dov, stream_id=plenary.stream_id, seq=one)
    assert whys(plenary, dov) == [("mention", True), ("mention", False)]
    assert inbox(plenary, dov).unread() == 1

    inbox(plenary, dov).look(timezone.now())
    assert inbox(plenary, dov).unread() == 0
    inbox(plenary, dov).look(timezone.now() - timedelta(hours=1))
    Message.objects.filter(seq=one).update(hidden_at=timezone.now(), hidden_by=cleo)
    cast.do(plenary, cleo, "chat.delete_message", message=two)
    assert whys(plenary, dov) == []


def test_whoever_was_removed_finds_nothing_of_it_any_more(
    sign_in, dialogue, plenary, cleo, dov, ada
):
    cast.post(plenary, cleo, "@Dov Peretz canary")
    url = f"/d/{dialogue.slug}/inbox"
    assert "canary" in sign_in(dov).get(url).content.decode()

    cast.remove(dialogue, dov, by=ada)
    assert sign_in(dov).get(url).status_code == 404


def test_the_inbox_page_marks_what_is_new_once(sign_in, dialogue, plenary, cleo, dov):
    cast.post(plenary, cleo, "@Dov Peretz <b>look</b>")
    url = f"/d/{dialogue.slug}/inbox"

    first, second = (sign_in(dov).get(url).content.decode() for _ in range(2))
    assert "data-new" in first
    assert "&lt;b&gt;look" in first
    assert "data-new" not in second


def test_unread_messages_are_counted_by_room(sign_in, dialogue, plenary, side_room, cleo, dov):
    seq = cast.post(plenary, cleo, "One").seq
    cast.post(plenary, dov, "My own")
    cast.do(plenary, cleo, "chat.post_reply", thread=seq, text="No message of the room")
    cast.post(side_room, cleo, "Two")

    by = participant(dialogue.pk, dov.pk)
    assert unread.by_room(by) == {plenary.pk: 1, side_room.pk: 1}
    ReadPosition.objects.create(person=dov, stream_id=plenary.stream_id, seq=seq)
    assert unread.by_room(by) == {side_room.pk: 1}
    answer = sign_in(dov).get(f"/d/{dialogue.slug}/unread").json()
    assert answer == {"rooms": {str(side_room.pk): 1}, "inbox": 0}


def test_messages_that_are_gone_do_not_end_the_inbox_before_those_below_them(
    sign_in, dialogue, plenary, cleo, dov
):
    kept = cast.post(plenary, cleo, "@Dov Peretz first").seq
    cast.post(plenary, cleo, "@Dov Peretz second")
    gone = [cast.post(plenary, cleo, f"@Dov Peretz {n}").seq for n in range(PAGE + 1)]
    Message.objects.filter(seq__in=gone).update(hidden_at=timezone.now(), hidden_by=cleo)
    assert [item.place[1] for item in inbox(plenary, dov).items(limit=2)][-1] == kept
    assert "first" in sign_in(dov).get(f"/d/{dialogue.slug}/inbox").content.decode()


def test_pages_of_the_inbox_lose_nothing_that_was_written_at_one_moment(
    sign_in, dialogue, plenary, cleo, dov
):
    with journal.dated(timezone.now()):
        cast.post(plenary, cleo, "@Dov Peretz below")
        cast.post(plenary, cleo, "@Dov Peretz beside")
    for n in range(PAGE - 1):
        cast.post(plenary, cleo, f"@Dov Peretz {n}")
    client, url = sign_in(dov), f"/d/{dialogue.slug}/inbox"
    first = client.get(url)
    second = client.get(f"{url}?before={first.context['earlier']}")
    seen = [shown.item.place for page in (first, second) for shown in page.context["items"]]
    assert len(seen) == len(set(seen)) == PAGE + 1
