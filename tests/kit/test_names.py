"""Names are found in texts however they are spelled."""

from __future__ import annotations

import re
import unicodedata

import pytest

from polylogue.kit import names


def without(name, text):
    return re.sub(names.anywhere([name]), "…", text, flags=re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jörg Weiß", "wrote jörg weiß, and JÖRG WEISS"),
        ("İbrahim Kaya", "wrote İbrahim Kaya"),
        ("José Peña", unicodedata.normalize("NFD", "wrote José Peña")),
        ("Cleo Marin", "wrote _Cleo Marin_ and __cleo\u00a0marin__ and Cleo\nMarin's"),
    ],
)
def test_a_name_is_found_in_each_of_its_spellings(name, text):
    left = without(name, text)
    assert "…" in left
    assert not any(part.casefold() in names.key(left) for part in names.key(name).split())


def test_a_name_within_a_word_is_none():
    assert without("Ben", "Benefits of a Ben2 and Big Ben") == "Benefits of a Ben2 and Big …"


def test_the_longer_of_two_names_is_found_first():
    found = re.sub(
        names.spoken_to(["Ann", "Ann Lee"]), "…", "@ann Lee and @Ann, not Ann", flags=re.I
    )
    assert found == "@… and @…, not Ann"


def test_all_spellings_have_one_key():
    assert names.key("JÖRG  WEISS") == names.key("Jo\u0308rg\u00a0Weiß")
