"""`polylogue manage transcript`: the same file without a browser."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from polylogue.transcripts.export import jsonl, markdown, transcript_of
from tests.support import cast


def test_it_writes_the_whole_dialogue_or_one_room(dialogue, plenary, cleo, tmp_path, capfdbinary):
    cast.post(plenary, cleo, "Grüße")
    call_command("transcript", dialogue.slug, "--format", "jsonl", "--output", tmp_path / "all")
    assert (tmp_path / "all").read_bytes() == b"".join(jsonl(transcript_of(dialogue)))
    call_command("transcript", dialogue.slug, "--room", str(plenary.pk))
    expected = "".join(markdown(transcript_of(dialogue, plenary)))
    assert capfdbinary.readouterr().out.decode() == expected


def test_it_says_what_there_is_when_the_room_is_not(dialogue, plenary):
    with pytest.raises(CommandError, match=f"it has {plenary.pk} Plenary"):
        call_command("transcript", dialogue.slug, "--room", "999999")
    with pytest.raises(CommandError, match="no dialogue nowhere"):
        call_command("transcript", "nowhere")
