"""The crew writes to groups without entering them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from breakout.notices import actions
from breakout.notices.models import Notice
from polylogue.log.facts import parse, resolve
from polylogue.log.models import Entry
from tests.breakout import scenes
from tests.breakout.pages import LIVE, as_, text
from tests.support import cast

WORDS = "Ten minutes left: write your harvest"


@pytest.fixture
def round(dialogue, ben, cleo):
    made = scenes.drafted(dialogue, ben, groups=3)
    scenes.move(made, ben, cleo, to=0)
    return scenes.open_now(made, ben)


def give(round, by, *, live=False, **said):
    url = reverse("notices:give", args=[round.dialogue.slug, round.pk])
    said = {"key": cast.new_key(), "from": "cockpit", "text": WORDS, **said}
    return as_(by).post(url, said, headers=LIVE if live else {})


def given():
    """The titles of the rooms that got one."""
    entries = Entry.objects.filter(kind="notices.given").select_related("stream__room")
    return [entry.stream.room.title for entry in entries]


def test_what_nobody_can_see_is_not_kept_of_it(round, mia):
    give(round, mia, to="all", text="Ten\x00 minutes\r\nleft\x07 ")
    assert Notice.objects.get().text == "Ten minutes\nleft"


def test_all_groups_of_the_round_get_it_and_the_text_is_kept_once(round, mia):
    answer = give(round, mia, to="all")
    assert answer.headers["Location"].endswith("/groups/cockpit")
    assert given() == ["Group 1", "Group 2", "Group 3"]
    notice = Notice.objects.get()
    assert (notice.text, notice.by, notice.round) == (WORDS, mia, round)
    entry = Entry.objects.filter(kind="notices.given").first()
    assert entry.data == {"notice": notice.pk}
    shown = resolve([entry])[entry.stream_id, entry.seq]
    assert parse(entry).words(shown) == WORDS


def test_only_the_chosen_groups_get_it(round, ben):
    first, _, third = (group.pk for group in round.groups.all())
    give(round, ben, to="chosen", group=[first, third])
    assert given() == ["Group 1", "Group 3"]


def test_without_a_group_or_a_word_it_is_refused_in_the_cockpit(round, ben):
    nobody = give(round, ben, to="chosen", live=True)
    assert nobody.status_code == 404
    assert "Choose one of the groups that are at work." in text(nobody)
    assert give(round, ben, to="all", text=" ").status_code == 422
    assert give(round, ben, to="all", text="x" * 501).status_code == 422
    assert not Notice.objects.exists()


def test_the_group_sees_it_with_the_name_of_who_wrote(round, ben, cleo):
    give(round, ben, to="all")
    page = text(as_(cleo).get(scenes.room(round, 0).get_absolute_url()))
    assert f'<span class="announcement__words" dir="auto">{WORDS}</span>' in page
    assert "Ben Okoro" in page


def test_nothing_is_written_to_groups_of_a_round_that_is_over(round, ben):
    scenes.back(round, ben)
    assert give(round, ben, to="all").status_code == 409


def test_participants_and_outsiders_write_to_no_groups(round, cleo, eve):
    assert give(round, cleo, to="all").status_code == 403
    assert give(round, eve, to="all").status_code == 404


def test_a_notice_is_forgotten_in_all_groups(round, ben, cleo):
    give(round, ben, to="all")
    scenes.act(round.dialogue, ben, lambda by: actions.forget(Notice.objects.get(), by))
    assert Notice.objects.get().text == ""
    entries = list(Entry.objects.filter(kind="notices.given"))
    assert len(entries) == 3 and all(entry.redacted_at for entry in entries)
    assert WORDS not in text(as_(cleo).get(scenes.room(round, 0).get_absolute_url()))
