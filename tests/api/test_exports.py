"""Programs read which exports staff had made, and take their files along."""

from __future__ import annotations

import hashlib
import io
import zipfile

from polylogue.jobs import queue
from polylogue.jobs.worker import do
from polylogue.log.models import Entry
from polylogue.transcripts import actions
from polylogue.transcripts.choices import Choices, Purpose
from polylogue.transcripts.models import Download, Export
from tests.api.conftest import act, elsewhere, make


def file_of(export):
    return f"/exports/{export}/file"


def test_an_export_is_told_while_it_is_made_and_when_it_is_ready(program, asked):
    (waiting,) = program.read("/exports")["items"]
    assert (waiting["id"], waiting["state"], waiting["by"]) == (asked, "waiting", "Ada Lind")
    assert program.get(file_of(asked)).status_code == 404
    while job := queue.take(slow=True):
        do(job)
    (ready,) = program.read("/exports")["items"]
    assert (ready["state"], ready["percent"], ready["forms"]) == ("ready", 100, ["jsonl"])


def test_its_file_is_given_as_it_was_made_and_registered(program, ready, dialogue, ada):
    answer = program.get(file_of(ready))
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == Export.objects.get(pk=ready).sha256
    assert "Trees cool streets." in unpacked(content)
    assert Download.objects.get().by == ada
    assert Entry.objects.filter(stream=dialogue.stream).last().kind == "transcripts.export_fetched"


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("transcript.jsonl").decode()


def test_what_somebody_had_made_for_themselves_is_no_programs(program, dialogue, ada, asked):
    own = Choices(purpose=Purpose.OWN)
    mine = act(dialogue, ada, lambda by: actions.ask_export(by, choices=own, forms=["jsonl"]))
    assert [one["id"] for one in program.read("/exports")["items"]] == [asked]
    assert program.get(file_of(mine)).status_code == 404


def test_a_token_for_anything_else_opens_no_export(dialogue, ada, ready):
    other = make(dialogue, ada, "dialogues", "record")
    assert other.get("/exports").status_code == other.get(file_of(ready)).status_code == 403
    assert not Download.objects.exists()


def test_an_export_of_another_dialogue_is_not_found(ready):
    staff, neighbours = elsewhere()
    assert make(neighbours, staff).get(file_of(ready)).status_code == 404
