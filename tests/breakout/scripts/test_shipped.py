"""The scripts that come with Polylogue make sense, and take the minutes that their method says."""

import pytest

from breakout.scripts import checking, msgids, shipping
from breakout.scripts.shipping import FOLDER, FREE, NAMES


def test_each_file_is_shipped():
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name != FREE])
def test_a_shipped_script_makes_sense(name):
    script = shipping.named(name)
    assert checking.problems(script) == []
    assert checking.cleaned(script) == script


def test_free_talk_has_no_steps_and_no_roles():
    script = shipping.named(FREE)
    assert script.is_free
    assert not script.roles


@pytest.mark.parametrize(
    ("name", "people", "steps"),
    [
        ("peer_consultation", 6, [5, 10, 5, 5, 10, 5]),
        ("troika", 3, [1, 2, 2, 4, 1] * 3),
        ("one_two_four_all", 8, [1, 2, 4, 5]),
        ("world_cafe", 5, [3, 15, 2] * 3),
        ("free_talk", 5, []),
    ],
)
def test_a_shipped_script_takes_the_minutes_of_its_method(name, people, steps):
    script = shipping.named(name)
    order = script.order(script.turns_of(people))
    assert [script.steps[step].minutes for step, _turn in order] == steps
    assert script.minutes(people) == sum(steps)


def test_each_word_of_the_shipped_scripts_can_be_translated():
    words = {word for name in NAMES for word in shipping.words(shipping.named(name)) if word}
    assert set(msgids.WORDS) == words


def test_a_shipped_script_is_shown_in_the_readers_language(monkeypatch):
    monkeypatch.setattr(shipping, "gettext", str.upper)
    shown = shipping.translated(shipping.named("troika"))
    assert shown.name == "TROIKA CONSULTING"
    assert shown.roles[0].title == "CLIENT"
    assert shown.steps[1].asks["consultant"] == "LISTEN."
    assert shown.steps[1].writes == ("client",)


def test_a_script_of_another_name_is_not_shipped():
    assert shipping.named("../apps") is None
