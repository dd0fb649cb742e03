"""How entries are put into frames: no frame is larger than a server may send."""

from __future__ import annotations

import json

from rooms import presence
from rooms.feed import DETACHED, Encoder, Feed, Item, slices
from rooms.protocol import OUT_BYTES

CARD = json.dumps(
    {"name": "張" * 40, "place": "新北市", "roles": ["participant"]}, ensure_ascii=False
)


def entries(count: int, *, size: int, people: int, kind: str = "rooms.hand_raised") -> list[Item]:
    return [
        Item(
            seq=n + 1,
            text=json.dumps({"seq": n + 1, "data": "x" * size}),
            size=size + 30,
            people=(n % people + 1,),
            audience="everyone",
            person=None,
            about=None,
            kind=kind,
            data={},
        )
        for n in range(count)
    ]


def frames(items: list[Item], people: int) -> list[str]:
    cards = dict.fromkeys(range(1, people + 1), CARD)
    encoder = Encoder(Feed(stream=1, dialogue=1, epoch="e", head=0), cards)
    runs = slices(items, cards)
    return [encoder.text(run, run[0].seq - 1, run[-1].seq) for run in runs]


def test_entries_of_many_people_fit_into_a_frame_with_their_cards():
    made = frames(entries(500, size=60, people=500), 500)
    assert all(len(text.encode()) <= OUT_BYTES for text in made)


def test_entries_of_few_people_fill_a_frame():
    made = frames(entries(500, size=60, people=3), 3)
    assert len(made) == 2


def test_frames_follow_one_another_without_a_hole():
    made = [json.loads(text) for text in frames(entries(500, size=300, people=40), 40)]
    ends = [0, *(frame["to"] for frame in made)]
    assert [frame["from"] for frame in made] == [end + 1 for end in ends[:-1]]
    assert sum(len(frame["items"]) for frame in made) == ends[-1] == 500


def test_a_frame_ends_where_somebody_is_detached():
    items = entries(5, size=10, people=1)
    items[2].kind = DETACHED
    assert [len(run) for run in slices(items, {})] == [3, 2]


def test_a_list_of_many_people_fits_into_a_frame():
    cards = dict.fromkeys(range(1, 201), CARD * 3)
    listed = presence._that_fit([(person, None) for person in cards], cards)
    size = sum(len(cards[person].encode()) for person, _ in listed)
    assert 0 < len(listed) < 200
    assert size <= OUT_BYTES
