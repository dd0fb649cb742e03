"""What was taken back since an export was made is handed out by nobody; and no export harms the site."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.worker import do
from polylogue.transcripts import actions, making
from polylogue.transcripts.models import Export
from tests.followup import practices
from tests.support import cast, opening
from tests.transcripts import test_exports as exporting

_files, ask, fetch = exporting._files, exporting.ask, exporting.fetch
body, made = exporting.body, exporting.made


def stored(tmp_path):
    return [file for file in tmp_path.rglob("*") if file.is_file()]


def test_what_was_removed_for_good_since_is_in_no_file_that_is_fetched(
    ask, fetch, sign_in, plenary, ada, cleo, tmp_path
):
    seq = cast.post(plenary, cleo, "A name that had to go").seq
    export = made(ask(ada, kept="on"))
    assert fetch(ada, export).status_code == 200
    practices.redact(plenary, ada, seq)
    assert fetch(ada, export).status_code == 404
    assert "Have it made anew" in sign_in(ada).get(export.get_absolute_url()).content.decode()
    making.RemoveExports().run(Job())
    assert stored(tmp_path) == []


@pytest.mark.parametrize("purpose", ["record", "outside"])
def test_what_was_hidden_or_deleted_since_is_in_no_file_that_is_fetched(
    ask, fetch, plenary, ada, mia, cleo, purpose
):
    cast.set_rule(plenary, ada, "public")
    for command, by in (("moderation.hide_message", mia), ("chat.delete_message", cleo)):
        seq = cast.post(plenary, cleo, "Said in anger").seq
        export = made(ask(ada, purpose=purpose))
        assert fetch(ada, export).status_code == 200
        cast.do(plenary, by, command, message=seq)
        assert fetch(ada, export).status_code == 404


def test_what_was_said_and_taken_back_after_it_keeps_nobody_from_it(ask, fetch, plenary, ada, cleo):
    early = cast.post(plenary, cleo, "Said early").seq
    export = ask(ada)
    cast.do(plenary, cleo, "chat.delete_message", message=early)
    made(export)
    late = cast.post(plenary, cleo, "Said late").seq
    cast.do(plenary, cleo, "chat.delete_message", message=late)
    text = opening.unpacked(body(fetch(ada, export)))["transcript.md"]
    assert b"Said early" not in text and b"Said late" not in text


def test_of_ones_own_only_what_was_taken_back_of_oneself_counts(ask, fetch, plenary, cleo, dov):
    mine, his = (cast.post(plenary, person).seq for person in (cleo, dov))
    export = made(ask(cleo, "exports/", purpose="own"))
    cast.do(plenary, dov, "chat.delete_message", message=his)
    assert fetch(cleo, export).status_code == 200
    cast.do(plenary, cleo, "chat.delete_message", message=mine)
    assert fetch(cleo, export).status_code == 404


def test_whoever_left_a_room_since_does_not_fetch_what_was_said_there(
    ask, fetch, dialogue, plenary, ada, ben
):
    export = made(ask(ben, "exports/", purpose="view"))
    assert fetch(ben, export).status_code == 200
    plenary.stream.attachments.filter(person=ben).update(until_seq=plenary.stream.head)
    assert fetch(ben, export).status_code == 404


def test_a_form_is_made_once_however_often_it_was_sent(ask, fetch, ada):
    export = made(ask(ada, formats=["markdown"] * 50))
    names = zipfile.ZipFile(io.BytesIO(body(fetch(ada, export)))).namelist()
    assert names == ["transcript.md", "manifest.json"]


def test_one_that_kills_its_worker_each_time_is_given_up(ask, ada):
    export = ask(ada)
    for _ in range(making.WriteExport.tries):
        assert queue.take(slow=True)
        Job.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    do(queue.take(slow=True))
    export.refresh_from_db()
    assert export.state == "failed"
    assert queue.take(slow=True) is None
    assert "the worker died each time" in Job.objects.get(kind="transcripts.write_export").problem


def test_a_worker_that_was_thought_dead_does_not_fail_what_another_one_has(ask, ada, monkeypatch):
    monkeypatch.setattr(making, "SECONDS_BETWEEN", 0)
    export = ask(ada)
    Job.objects.update(tries=making.WriteExport.tries - 1)
    slow = queue.take(slow=True)
    Job.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    Job.objects.update(tries=slow.tries - 1)
    do(slow)
    export.refresh_from_db()
    assert export.state == "working"


def test_files_that_no_export_knows_are_removed(ask, fetch, ada, tmp_path, monkeypatch):
    export = ask(ada)
    monkeypatch.setattr(making, "_finish", lambda *_: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        do(queue.take(slow=True))
    monkeypatch.undo()
    (left,) = stored(tmp_path)
    Job.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    made(export)
    making.RemoveExports().run(Job())
    assert left.exists()  # it could be one that is being made
    for file in stored(tmp_path):
        os.utime(file, (0, 0))
    making.RemoveExports().run(Job())
    assert not left.exists() and fetch(ada, export).status_code == 200


def test_nobody_fills_the_disk_with_exports(ask, cleo, monkeypatch):
    monkeypatch.setattr(actions, "MOST_KEPT", 2)
    for _ in range(2):
        made(ask(cleo, "exports/", purpose="own"))
    answer = ask(cleo, "exports/", purpose="own")
    assert answer.status_code == 422 and "are ready" in answer.content.decode()
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert made(ask(cleo, "exports/", purpose="own")).state == "ready"


@pytest.mark.parametrize("text", ["https://example.org/{}", "[this](https://example.org/{})"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_an_address_of_any_length_keeps_nobody_from_a_file(dialogue, plenary, cleo, form, text):
    cast.post(plenary, cleo, text.format("a" * 9000))
    (content,) = opening.of(dialogue, form).values()
    assert content
