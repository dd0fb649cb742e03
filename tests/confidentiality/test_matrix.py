"""Position by rule by surface: no canary is seen above its layer, and every one by those it is for."""

from __future__ import annotations

import logging

import pytest

from polylogue.kit.surfaces import SURFACES, Kind, Layer
from polylogue.transcripts.filing import FORMS
from rooms.models import Room
from tests.confidentiality.hearing import hear
from tests.confidentiality.rows import FREER, OPERATOR, POSITIONS, ROWS
from tests.confidentiality.seeing import Seen
from tests.confidentiality.sending import NOT_RUN, call_all, mail_all, print_all
from tests.confidentiality.taking import take_all
from tests.confidentiality.visiting import visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def seen(built):
    """Everybody has gone through everything."""
    logging.disable(logging.WARNING)  # of the thousand doors that stay shut
    found = Seen(built)
    hear(built, found)
    visit(built, found)
    print_all(built, found)
    mail_all(built, found)
    take_all(built, found)
    call_all(built, found)
    logging.disable(logging.NOTSET)
    return found


def test_no_canary_is_seen_above_its_layer(seen):
    assert seen.leaks() == []


def test_everybody_sees_somewhere_what_is_for_them(seen):
    readers = seen.readers()
    wrong = {
        f"{canary.thing} of {canary.circle} is for {canary.readers}": "".join(sorted(got))
        for text, canary in seen.world.canaries.items()
        if (got := readers[text] - {OPERATOR}) != set(canary.readers)
    }
    assert wrong == {}


def test_what_may_leave_a_room_and_no_more_is_in_what_is_passed_on(seen):
    here = [c for c in seen.world.canaries.values() if c.rule in ROWS[c.thing].leaves]
    assert seen.outside() == {canary.text for canary in here}


def test_every_form_of_an_export_holds_what_people_said_there(seen):
    """What is missing in one of them would be no leak, and yet be lost."""
    wrong = {}
    for which, forms in seen.taken.items():
        whole = {text for found in forms.values() for text in found if _is_said(seen, text)}
        for form, found in forms.items():
            if missing := {seen.world.canaries[text].thing for text in whole - found}:
                wrong[form, *which] = sorted(missing)
    assert wrong == {}
    assert {form for forms in seen.taken.values() for form in forms} == FORMS.keys()


def _is_said(seen, text):
    """Said in a room, by somebody; a table of entries has no room for what else stands around it."""
    return ROWS[seen.world.canaries[text].thing].leaves == {*FREER}


def test_every_surface_was_asked(seen):
    asked = {(surface.kind, surface.name) for surface in seen.asked}
    silent = {(Kind.FRAME, name) for name in NOT_SENT} | {(Kind.COMMAND, name) for name in NOT_RUN}
    assert asked | silent == SURFACES.keys()


def test_every_surface_that_shows_something_did(seen):
    """Else it would have kept every secret by being broken."""
    empty = {
        surface.name
        for surface in SURFACES.values()
        if surface.shows is not Layer.OWN
        and surface.name not in NOT_RUN
        and not seen.shown_on(surface)
    }
    assert empty == set()


def test_each_thing_was_planted_in_each_kind_of_room(seen):
    planted = {(canary.thing, canary.rule) for canary in seen.world.canaries.values()}
    everywhere = {
        (thing, rule) for thing, row in ROWS.items() if row.leaves == {*FREER} for rule in Room.Rule
    }
    assert planted >= everywhere
    assert {thing for thing, _ in planted} == set(ROWS)
    assert set(seen.world.people) == set(POSITIONS.values())


def test_every_answer_tells_browsers_to_run_nothing_that_people_wrote(seen):
    for policy in seen.policies:
        rules = {name: set(rest) for name, *rest in map(str.split, policy.split(";")) if rest}
        for kind in ("script-src", "style-src", "object-src"):
            assert rules.get(kind, rules["default-src"]) <= {"'self'", "'none'"}, policy
        assert "unsafe" not in policy


# Frames that say where streams stand, which nothing here makes the server send every time.
NOT_SENT = {"heads", "position", "resync", "detached", "bye"}
