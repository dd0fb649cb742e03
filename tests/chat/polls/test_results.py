"""Results: shown to whom they may be shown, when they may be, and nowhere earlier."""

import json

import pytest

from chat.polls.models import Poll
from polylogue.kit.refusals import Invalid, NotAllowed
from polylogue.log import reading
from polylogue.log.models import Entry
from polylogue.search.following import catch_up
from polylogue.transcripts.export import jsonl, markdown, transcript_of
from polylogue.transcripts.extract import extract
from tests.chat.polls import scenes
from tests.chat.reactions.test_reacting import enrolled
from tests.support import cast

# Three of these and one of those: the numbers that nobody may see before the end.
LEAKS = ("75 %", "75]", 'value="75"', "3 votes")


def leaks(content):
    return [leak for leak in LEAKS if leak in content]


@pytest.fixture
def voted(plenary, ada, ben, cleo, dov, mia):
    """A poll in which three chose blue and one green; its results are shown when it is closed."""

    def voted(**said):
        cast.set_rule(plenary, ada, "public")
        poll = scenes.opened(plenary, ben, results="closed", **said)
        for person, choice in ((cleo, 0), (dov, 0), (mia, 0), (ben, 1)):
            scenes.vote(plenary, person, poll, choice)
        scenes.later(plenary)
        return poll

    return voted


def surfaces(room, person, sign_in):
    """All that a person, or whoever reads on their behalf, gets to see of the room."""
    url, dialogue = room.get_absolute_url(), room.dialogue
    client = sign_in(person)
    seq = Poll.objects.get().seq
    catch_up([room.stream_id])
    yield "page", client.get(url).content.decode()
    yield "list", client.get(f"{url}polls/").content.decode()
    yield "poll", client.get(f"{url}polls/at/{seq}").content.decode()
    yield "search", client.get(f"/d/{dialogue.slug}/search?q=colour").content.decode()
    entries = client.get(f"/live/{dialogue.slug}/streams/{room.stream_id}?after=0").json()
    yield "entries", json.dumps([i for i in entries["items"] if "polls." in i["kind"]])


def records(dialogue):
    transcript = transcript_of(dialogue)
    yield "markdown", "".join(markdown(transcript))
    yield "extract", "".join(extract(transcript))
    lines = b"".join(jsonl(transcript)).decode().splitlines()
    yield "jsonl", "\n".join(line for line in lines if '"polls.' in line)


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_nothing_leaks_before_a_poll_is_closed(
    plenary, dialogue, ben, cleo, voted, sign_in, is_anonymous
):
    poll = voted(is_anonymous=is_anonymous)
    places = [*surfaces(plenary, cleo, sign_in), *surfaces(plenary, ben, sign_in)]
    for name, content in [*places, *records(dialogue)]:
        assert not leaks(content), name
    assert scenes.standing(plenary, poll) == {"voted": 4, "results": None}
    assert Poll.objects.get().told == {"voted": 4}
    assert scenes.kinds(plenary).count(("polls.counted", "crew")) == 0


def test_afterwards_they_are_on_every_surface(plenary, dialogue, ben, cleo, voted, sign_in):
    """The same places, to see that something could have leaked there."""
    scenes.close(plenary, ben, voted())
    for name, content in surfaces(plenary, cleo, sign_in):
        assert leaks(content), name
    for name, content in records(dialogue):
        assert leaks(content), name


def test_only_the_crew_sees_them_early_where_the_poll_says_so(plenary, ben, cleo, voted, sign_in):
    poll = voted(crew_sees_results=True)
    assert scenes.counts(plenary, poll, "crew") == [3, 1, 0]
    assert scenes.standing(plenary, poll)["results"] is None
    for name, content in surfaces(plenary, cleo, sign_in):
        assert not leaks(content), name
    assert leaks(dict(surfaces(plenary, ben, sign_in))["page"])


def test_the_crew_in_disguise_does_not_see_them_early(plenary, dialogue, ben, voted, sign_in):
    voted(crew_sees_results=True)
    client = sign_in(ben)
    client.post(f"/d/{dialogue.slug}/look", {"as": "participant"})
    page = client.get(plenary.get_absolute_url()).content.decode()
    entries = client.get(f"/live/{dialogue.slug}/streams/{plenary.stream_id}?after=0").json()
    assert not leaks(page) and not leaks(json.dumps(entries))
    assert any(i["kind"] == "polls.counted" for i in entries["items"])


async def test_a_socket_gets_no_count_early_and_all_at_the_end(plenary, ben, cleo, dov, join):
    from asgiref.sync import sync_to_async

    poll = await sync_to_async(scenes.opened)(plenary, ben, results="closed")
    socket = await join(plenary, as_=dov)
    await sync_to_async(scenes.vote)(plenary, cleo, poll, 2)
    (counted,) = await socket.items(1)
    assert counted["data"]["standing"] == {str(poll): {"voted": 1, "results": None}}
    await sync_to_async(scenes.close)(plenary, ben, poll)
    (closed,) = await socket.items(1)
    assert closed["data"]["look"]["results"] == [[0, 0], [0, 0], [1, 100]]


def test_a_live_poll_shows_them_at_once(plenary, ben, cleo, sign_in):
    poll = scenes.opened(plenary, ben)
    scenes.vote(plenary, cleo, poll, 1)
    page = sign_in(cleo).get(plenary.get_absolute_url()).content.decode()
    assert 'value="100"' in page


def test_the_log_keeps_no_numbers(plenary, dialogue, ben, voted):
    """Entries point to the poll: no later reader finds how the counts stood at some moment."""
    poll = voted()
    scenes.close(plenary, ben, poll)
    kept = Entry.objects.filter(stream=plenary.stream_id, kind__startswith="polls.")
    assert {name for entry in kept for name in entry.data} == {"poll", "polls", "opened"}


# ---- anonymous polls with few votes --------------------------------------------------------------


def test_anonymous_votes_are_told_from_five_on_and_then_three_together(plenary, dialogue, ben):
    poll = scenes.opened(plenary, ben, is_anonymous=True)
    told = []
    for person in enrolled(dialogue, 9):
        scenes.vote(plenary, person, poll, 0)
        scenes.later(plenary)
        stands = scenes.standing(plenary, poll)
        told.append((stands["voted"], stands.get("of")))
    assert told == [
        (1, None), (2, None), (3, None), (4, None), (5, 5), (6, 5), (7, 5), (8, 8), (9, 8),
    ]  # fmt: skip
    scenes.close(plenary, ben, poll)
    assert scenes.result(plenary)["of"] == 9


def test_few_anonymous_votes_are_shown_when_the_crew_says_so(plenary, ben, voted, sign_in, cleo):
    poll = voted(is_anonymous=True)
    scenes.close(plenary, ben, poll)
    shown = scenes.result(plenary)
    assert (shown["voted"], shown["results"], shown["few"]) == (4, None, True)
    assert "Too few people voted" in sign_in(cleo).get(plenary.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed):
        cast.do(plenary, cleo, "polls.show_results", poll=poll)
    for _ in range(2):
        cast.do(plenary, ben, "polls.show_results", poll=poll)
    (look,) = [entry["look"] for entry in scenes.shown(plenary, "polls.results_shown")]
    assert look["results"][0] == [3, 75] and "few" not in look


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_there_is_nothing_to_show_of_others(plenary, ben, cleo, is_anonymous):
    poll = scenes.opened(plenary, ben, is_anonymous=is_anonymous)
    with pytest.raises(Invalid):
        cast.do(plenary, ben, "polls.show_results", poll=poll)
    scenes.close(plenary, ben, poll)
    with pytest.raises(Invalid):
        cast.do(plenary, ben, "polls.show_results", poll=poll)


# ---- who voted what ------------------------------------------------------------------------------


def seen_by(room, person, poll, sign_in):
    url = room.get_absolute_url()
    seq = Poll.objects.get(pk=poll).seq
    page = sign_in(person).get(f"{url}polls/at/{seq}").content.decode()
    return page, sign_in(person).get(f"{url}polls/{poll}/results.csv")


def test_the_crew_sees_who_voted_what_where_the_poll_says_so(plenary, ben, cleo, dov, sign_in):
    poll = scenes.opened(plenary, ben, crew_sees_names=True)
    scenes.vote(plenary, cleo, poll, 1)
    page, table = seen_by(plenary, ben, poll, sign_in)
    assert "Cleo Marin" in page
    assert "Cleo Marin,Lyon,Green" in table.content.decode()
    page, table = seen_by(plenary, dov, poll, sign_in)
    assert "Cleo Marin" not in page and table.status_code == 403


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_nobody_sees_who_voted_what_elsewhere(plenary, ben, cleo, sign_in, is_anonymous):
    poll = scenes.opened(plenary, ben, is_anonymous=is_anonymous, crew_sees_names=is_anonymous)
    scenes.vote(plenary, cleo, poll, 1)
    scenes.close(plenary, ben, poll)
    page, table = seen_by(plenary, ben, poll, sign_in)
    assert "Cleo" not in page and "Cleo" not in table.content.decode()
    items = reading.shown(Entry.objects.filter(stream=plenary.stream_id))
    assert all(i["by"] != cleo.pk for i in items if i["kind"].startswith("polls."))


def test_a_table_holds_no_formula(plenary, ben, cleo, sign_in):
    poll = scenes.opened(plenary, ben, question="=1+1", options=["@SUM(A1)", "No"])
    scenes.close(plenary, ben, poll)
    table = seen_by(plenary, ben, poll, sign_in)[1].content.decode()
    assert "'=1+1" in table and "'@SUM(A1)" in table
