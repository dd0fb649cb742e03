"""What nobody can see does not pass for a name or a message."""

import pytest

from polylogue.kit import wording
from polylogue.kit.fields import Name
from rooms.forms import NewRoomForm

PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        " ",
        "\u200b",
        "\u200d\u200c",
        "\u202e\u202c",
        "\u2066 \u2069",
        "\u3164",
        "\u2800",
        "\u0301",
    ],
)
def test_what_shows_nothing_is_no_name(nothing):
    assert wording.name(nothing) == ""
    assert not wording.is_seen(wording.text(nothing))


@pytest.mark.parametrize(
    "name", [PERSIAN, FAMILY, "Zo\u00eb O\u2019Neill", "\u05d0\u05d1\u200f (a)", "#1"]
)
def test_names_of_all_scripts_stay_as_they_are(name):
    assert wording.name(name) == name


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("\u202eneB\u202c", "neB"),
        ("Ben\u2066", "Ben"),
        (" Ben\u200b \u200d", "Ben"),
        ("Ben\t\n Okoro", "Ben Okoro"),
        ("Zoe\u0308", "Zo\u00eb"),
    ],
)
def test_nothing_in_a_name_reaches_beyond_it(written, kept):
    assert wording.name(written) == kept


def test_a_text_of_several_lines_keeps_them():
    assert wording.text(" one\r\ntwo\x07\rthree ") == "one\ntwo\nthree"


def test_a_form_says_that_nobody_would_see_the_name():
    form = NewRoomForm({"title": "\u200b\u3164"})
    assert form.errors["title"] == ["Nobody would see this. Please use letters or digits."]
    assert Name(required=False).clean("") == ""
