"""Every command says whether it speaks; whatever speaks is refused to whoever may not."""

from __future__ import annotations

import pytest

from polylogue.kit.refusals import Refusal
from rooms import guards
from rooms.commands import COMMANDS, RoomCommand, command
from tests.support import cast

SPEAKS = {
    "attachments.post",
    "chat.edit_message",
    "chat.post_message",
    "chat.post_reply",
    "rooms.raise_hand",
}


class Hush(Refusal):
    code = "hush"


@pytest.fixture
def hush(monkeypatch):
    def refuse(room, by):
        raise Hush

    monkeypatch.setattr(guards, "SPEECH", [refuse])


def test_every_command_says_whether_it_speaks():
    silent = [name for name, struct in COMMANDS.items() if struct.speaks is None]
    assert silent == [], "say speaks=True or speaks=False"
    assert {name for name, struct in COMMANDS.items() if struct.speaks} >= SPEAKS


def test_whatever_speaks_is_asked_for(plenary, cleo, hush):
    for name in SPEAKS - {"attachments.post"}:
        args = {"text": "Hello", "message": 1, "thread": 1}
        wanted = {field: args[field] for field in COMMANDS[name].__struct_fields__ if field in args}
        with pytest.raises(Hush):
            cast.do(plenary, cleo, name, **wanted)


def test_what_does_not_speak_is_not(plenary, cleo, hush):
    cast.do(plenary, cleo, "rooms.lower_hand")


def test_one_that_does_not_say_counts_as_speaking(plenary, cleo, hush, monkeypatch):
    monkeypatch.setattr("rooms.commands.COMMANDS", dict(COMMANDS))

    @command("tests.unclassified")
    class Unclassified(RoomCommand, frozen=True):
        """Says nothing of itself."""

        def act(self, room, by, key):
            raise AssertionError("it was done")

    with pytest.raises(Hush):
        cast.do(plenary, cleo, "tests.unclassified")
