"""A feed's ring: what it can answer, and how it forgets what was changed."""

from __future__ import annotations

import pytest

from rooms.feed import RING_ENTRIES, Encoder, Feed, Item, slices
from rooms.line import Line


def item(seq: int, **fields: object) -> Item:
    plain = {"text": f'{{"seq":{seq}}}', "size": 10, "people": (1,), "audience": "everyone"}
    rest = {"person": None, "about": None, "kind": "rooms.hand_raised", "data": {}}
    return Item(seq=seq, **(plain | rest | fields))  # type: ignore[arg-type]


def feed(head: int = 0) -> Feed:
    return Feed(stream=1, dialogue=1, epoch="e", head=head)


def seqs(items: list[Item] | None) -> list[int] | None:
    return items if items is None else [one.seq for one in items]


def line(person: int = 1, *, crew: bool = False) -> Line:
    return Line(send=None, person=person, dialogue=1, lane=1, crew=crew)  # type: ignore[arg-type]


def test_a_ring_answers_from_any_place_it_holds():
    ring = feed(10)
    ring.extend([item(seq) for seq in range(11, 21)])
    assert seqs(ring.since(10)) == list(range(11, 21))
    assert seqs(ring.since(17)) == [18, 19, 20]
    assert seqs(ring.since(20)) == []
    assert seqs(ring.since(9)) is None


def test_a_full_ring_forgets_the_oldest():
    ring = feed()
    ring.extend([item(seq) for seq in range(1, RING_ENTRIES + 11)])
    assert seqs(ring.since(9)) is None
    assert seqs(ring.since(10)) == list(range(11, RING_ENTRIES + 11))


@pytest.mark.parametrize("seq", [10, 12, 1])
def test_entries_that_do_not_follow_are_a_fault(seq):
    with pytest.raises(ValueError):
        feed(10).extend([item(seq)])


def test_a_change_touches_what_it_is_about_and_every_earlier_change_of_it():
    ring = feed()
    ring.extend([item(1), item(2), item(3, about=1), item(4, about=2)])
    assert ring.touched_by([item(5, about=1)]) == {1, 3}
    assert ring.touched_by([item(5)]) == set()


def test_a_change_of_a_correction_touches_what_was_corrected_and_its_other_corrections():
    ring = feed()
    ring.extend([item(1), item(2), item(3, about=1), item(4, about=1)])
    assert ring.touched_by([item(5, about=3)]) == {1, 3, 4}


def test_what_was_changed_is_replaced_in_its_place():
    ring = feed()
    ring.extend([item(1, text="secret"), item(2)])
    ring.replace([item(1, text="gone"), item(9, text="not held")])
    assert [one.text for one in ring.ring] == ["gone", '{"seq":2}']


def test_each_audience_gets_its_own_text_and_all_the_same_range():
    run = [item(1), item(2, audience="crew"), item(3, audience="person", person=7)]
    lines = {"crew": line(crew=True), "seven": line(7), "other": line(8), "another": line(9)}
    frames = {who: text for who, text, _ in _framed(run, lines)}
    assert all('"from":1,"to":3' in text for text in frames.values())
    assert '{"seq":1},{"seq":2}]' in frames["crew"]
    assert '{"seq":1},{"seq":3}]' in frames["seven"]
    assert frames["other"] is frames["another"]


def _framed(run: list[Item], lines: dict[str, Line]) -> list[tuple[str, str, int]]:
    names = {one: name for name, one in lines.items()}
    made = Encoder(feed(), {}).frames(run, 0, lines.values())
    return [(names[one], text, size) for one, text, size in made]


@pytest.mark.parametrize("kind", ["rooms.person_detached", "dialogues.roles_changed"])
def test_a_frame_ends_where_somebody_sees_less_or_more(kind):
    items = [item(1), item(2, kind=kind), item(3)]
    assert [seqs(run) for run in slices(items, {})] == [[1, 2], [3]]
