"""Quotes, links to a message, and what it said before."""

from __future__ import annotations

import pytest

from chat.models import Message
from polylogue.kit.refusals import NotFound
from polylogue.log import facts, reading
from rooms import feed
from tests.support import cast


def shown(room, seq):
    (item,) = reading.shown(reading.places(room.stream_id, [seq]))
    return item["data"]


def quote(room, by, seq, text="Well said"):
    return cast.do(room, by, "chat.post_message", text=text, quotes=seq).seq


def test_a_quote_shows_what_it_quotes_as_it_stands_now(plenary, cleo, dov):
    said = cast.post(plenary, cleo, "A  long\nday").seq
    seq = quote(plenary, dov, said)
    look = shown(plenary, seq)["quote"]
    assert look == {"seq": said, "by": cleo.pk, "name": "Cleo Marin", "text": "A long day"}

    cast.do(plenary, cleo, "chat.edit_message", message=said, text="A short day")
    assert shown(plenary, seq)["quote"]["text"] == "A short day"
    cast.do(plenary, cleo, "chat.delete_message", message=said)
    assert shown(plenary, seq)["quote"] == {
        "seq": said, "by": cleo.pk, "name": "Cleo Marin", "gone": "deleted"
    }  # fmt: skip


def test_what_is_kept_for_delivery_is_made_anew_with_what_it_quotes(plenary, cleo, dov):
    """Whoever comes back gets entries from the ring: a quote there must not tell what was deleted."""
    said = cast.post(plenary, cleo, "A secret").seq
    seq = quote(plenary, dov, said)
    kept = feed.Feed(plenary.stream_id, 0, "e", 0)
    kept.extend(feed.items(reading.ranges({plenary.stream_id: (0, seq)}))[plenary.stream_id])
    cast.do(plenary, cleo, "chat.delete_message", message=said)

    new = feed.items(reading.ranges({plenary.stream_id: (seq, seq + 1)}))[plenary.stream_id]
    assert {said, seq} <= kept.touched_by(new)


def test_a_quote_needs_a_message_of_this_room(plenary, side_room, cleo):
    said = cast.post(side_room, cleo, "Elsewhere").seq
    with pytest.raises(NotFound):
        quote(plenary, cleo, said)
    assert not Message.objects.filter(stream=plenary.stream_id).exists()


def test_an_entry_without_a_quote_says_nothing_of_one(plenary, cleo):
    entry = reading.places(plenary.stream_id, [cast.post(plenary, cleo).seq])[0]
    assert set(entry.data) == {"key"}
    assert facts.changes_look_of(entry) is None


def test_a_link_leads_to_the_message_where_it_stands(sign_in, plenary, cleo, dov, eve):
    first = cast.post(plenary, dov, "First").seq
    reply = cast.do(plenary, dov, "chat.post_reply", thread=first, text="Reply").seq
    for number in range(60):
        cast.post(plenary, dov, f"Line {number}")
    url, client = plenary.get_absolute_url(), sign_in(cleo)

    answer = client.get(f"{url}messages/{first}")
    assert answer["Location"].endswith(f"#message-{first}")
    assert 'id="message-1"' in client.get(answer["Location"].split("#")[0]).content.decode()
    assert client.get(f"{url}messages/60")["Location"] == f"{url}#message-60"
    answer = client.get(f"{url}messages/{reply}")
    assert answer["Location"] == f"{url}threads/{first}#message-{reply}"
    assert client.get(f"{url}messages/999").status_code == 404
    assert sign_in(eve).get(f"{url}messages/{first}").status_code == 404


def test_the_crew_reads_what_a_message_said_before(sign_in, plenary, cleo, dov, mia):
    seq = cast.post(plenary, cleo, "Twenty <i>wells</i>").seq
    cast.do(plenary, cleo, "chat.edit_message", message=seq, text="Thirty wells")
    cast.do(plenary, cleo, "chat.delete_message", message=seq)
    url = f"{plenary.get_absolute_url()}messages/{seq}/versions"

    page = sign_in(mia).get(url).content.decode()
    assert "Twenty &lt;i&gt;wells" in page
    assert "Thirty wells" in page
    assert "Deleted by" in page
    assert sign_in(dov).get(url).status_code == 403
    assert "Twenty" not in sign_in(mia).get(plenary.get_absolute_url()).content.decode()
