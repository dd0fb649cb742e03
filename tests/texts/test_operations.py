"""Operations on texts: what holds for any two that were made at once, and the vectors that browsers run too."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polylogue.texts import merging, ot, units
from polylogue.texts.differing import diff, reworded
from polylogue.texts.merging import Done, Part

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())
SIGNS = "ab é\n😀👩‍💻שלום\u0301"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=12)


@st.composite
def operations(draw: st.DrawFn, text: str) -> ot.Operation:
    """An operation on the text, in its one form, that halves no sign."""
    op: ot.Operation = []
    for sign in text:
        size = units.count(sign)
        match draw(st.sampled_from(["keep", "keep", "keep", "delete", "insert"])):
            case "keep":
                op = [*op, size]
            case "delete":
                op = [*op, -size]
            case _:
                op = [*op, draw(TEXTS) or "x", size]
    return ot.compose([], [*op, *([draw(TEXTS) or "y"] if draw(st.booleans()) else [])])


@st.composite
def two_at_once(draw: st.DrawFn) -> tuple[str, ot.Operation, ot.Operation]:
    text = draw(TEXTS)
    return text, draw(operations(text)), draw(operations(text))


@st.composite
def one_after_the_other(draw: st.DrawFn) -> tuple[str, ot.Operation, ot.Operation]:
    text = draw(TEXTS)
    first = draw(operations(text))
    return text, first, draw(operations(ot.apply(first, text)))


@given(two_at_once())
def test_both_orders_lead_to_one_text(case):
    text, a, b = case
    one = ot.apply(ot.transform(b, a, "right"), ot.apply(a, text))
    other = ot.apply(ot.transform(a, b, "left"), ot.apply(b, text))
    assert one == other


@given(two_at_once())
def test_the_whole_is_the_same_operation_on_both_ways(case):
    text, a, b = case
    one = ot.compose(a, ot.transform(b, a, "right"))
    other = ot.compose(b, ot.transform(a, b, "left"))
    assert ot.apply(one, text) == ot.apply(other, text)


@given(one_after_the_other())
def test_composed_is_one_after_the_other(case):
    text, a, b = case
    assert ot.apply(ot.compose(a, b), text) == ot.apply(b, ot.apply(a, text))


@given(two_at_once())
def test_inverted_takes_back(case):
    text, a, _ = case
    assert ot.apply(ot.invert(a, text), ot.apply(a, text)) == text


@given(TEXTS, TEXTS, st.integers(0, 30) | st.none())
def test_a_difference_leads_from_one_to_the_other_and_halves_nothing(old, new, caret):
    caret = caret if caret is None else min(caret, units.count(new))
    op = diff(old, new, caret)
    assert ot.apply(op, old) == new
    assert all(units.narrow(piece) for piece in op if isinstance(piece, str))
    assert len(op) <= 3


@given(TEXTS, TEXTS)
def test_a_text_that_was_reworded_in_several_places_is_told_word_by_word(old, new):
    assert ot.apply(reworded(old, new), old) == new
    assert reworded("one 😀 three", "One 😀 three four") == ["One", -3, 9, " four"]


def test_the_caret_tells_which_of_two_like_signs_is_new():
    assert diff("aa", "aaa", 1) == ["a"]
    assert diff("aa", "aaa", 2) == [1, "a"]
    assert diff("aa", "aaa", 3) == [2, "a"]


def test_signs_that_share_a_half_are_replaced_whole():
    assert diff("x😀", "x😁") == [1, "😁", -2]


@given(st.text(st.sampled_from("a😀\u05d0"), max_size=8), st.data())
def test_what_halves_a_sign_is_noticed(text, data):
    at = data.draw(st.integers(0, units.count(text)))
    wide = units.wide(text)
    is_inside = 0 < at < len(wide) and "\udc00" <= wide[at] <= "\udfff"
    if is_inside:
        with pytest.raises(units.Misfit):
            ot.apply([at, "x"], text)
    else:
        assert units.count(ot.apply([at, "x"], text)) == units.count(text) + 1


def test_what_goes_beyond_the_text_is_noticed():
    with pytest.raises(units.Misfit):
        ot.apply([4, "x"], "abc")


@pytest.mark.parametrize("case", VECTORS["operations"], ids=lambda case: case["name"])
def test_the_vectors(case):
    text, a, b = case["text"], case["a"], case["b"]
    assert ot.transform(a, b, "left") == case["a after b, left"]
    assert ot.transform(a, b, "right") == case["a after b, right"]
    assert ot.transform(b, a, "right") == case["b after a, right"]
    assert ot.compose(a, ot.transform(b, a, "right")) == case["both"]
    assert ot.apply(case["both"], text) == case["said"]
    assert ot.invert(a, text) == case["a taken back"]


@pytest.mark.parametrize("case", VECTORS["differences"], ids=lambda case: case["name"])
def test_the_vectors_of_differences(case):
    assert diff(case["was"], case["now"], case["caret"]) == case["op"]


class Writer:
    """Somebody at a browser: one command in flight, what is typed meanwhile waits."""

    def __init__(self, server: Server, chance: random.Random, name: str) -> None:
        self.server, self.chance, self.name = server, chance, name
        self.words, self.revision = "", 0
        self.parts: list[Part] = []
        self.made = 0

    def types(self) -> None:
        new = _scribbled(self.words, self.chance)
        if op := diff(self.words, new):
            self.made += 1
            self.parts.append(Part(f"{self.name}-{self.made:06d}", op))
            self.words = new

    def sends(self) -> None:
        """All that is not in order yet, as it stands; half of the answers are lost."""
        if self.parts:
            self.server.take(self.revision, list(self.parts))

    def hears(self) -> None:
        """Some of what the server has put in order since."""
        for change in self.server.changes[self.revision :][: self.chance.randrange(4)]:
            self.revision += 1
            if self.parts and self.parts[0].key == change.key:
                self.parts.pop(0)
                continue
            op, moved = change.op, []
            for part in self.parts:
                moved.append(Part(part.key, ot.transform(part.op, op, "right")))
                op = ot.transform(op, part.op, "left")
            self.parts, self.words = moved, ot.apply(op, self.words)


class Server:
    def __init__(self) -> None:
        self.words = ""
        self.changes: list[Done] = []

    def take(self, base: int, parts: list[Part]) -> None:
        for part in merging.rebase(parts, self.changes[base:]):
            self.words = ot.apply(part.op, self.words)
            self.changes.append(part)


def _scribbled(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    gone = chance.randrange(4) if chance.random() < 0.4 else 0
    new = "".join(chance.choices(SIGNS, k=chance.randrange(4)))
    return text[:at] + new + text[at + gone :]


@given(st.integers(0, 2**32), st.integers(2, 6))
def test_all_who_write_at_once_end_with_one_text_and_nothing_is_done_twice(seed, people):
    """Commands are sent again and again, late and with more in them: each part counts once."""
    chance, server = random.Random(seed), Server()
    writers = [Writer(server, chance, f"writer{n}") for n in range(people)]
    for _ in range(60):
        writer = chance.choice(writers)
        chance.choice([writer.types, writer.types, writer.sends, writer.hears])()
    for writer in writers * 2:
        writer.sends()
        while writer.revision < len(server.changes):
            writer.hears()
    for writer in writers:
        while writer.revision < len(server.changes):
            writer.hears()
    assert {writer.words for writer in writers} == {server.words}
    keys = [change.key for change in server.changes]
    assert len(keys) == len(set(keys)) == sum(writer.made for writer in writers)
