"""Exports are made in the background, once, for those who asked, and prove what they are."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from polylogue.jobs import queue
from polylogue.jobs.models import Job
from polylogue.jobs.worker import do
from polylogue.log.models import Entry
from polylogue.transcripts import checking, making
from polylogue.transcripts.checking import NotProven
from polylogue.transcripts.models import Download, Export
from tests.chat.questions import asked
from tests.support import cast, opening


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ask(sign_in, dialogue):
    """`ask(ada, formats=["html"])`: the export that somebody asked for through the form."""

    def asked(person, page="transcripts/choose", **said):
        form = {
            "key": cast.new_key(),
            "purpose": "record",
            "formats": ["markdown"],
            "naming": "names",
        }
        if page == "transcripts/choose":
            form["time_zone"] = dialogue.time_zone
        answer = sign_in(person).post(f"/d/{dialogue.slug}/{page}", form | said)
        return (
            Export.objects.get(pk=answer.url.split("/")[-2])
            if answer.status_code == 302
            else answer
        )

    return asked


@pytest.fixture
def fetch(sign_in, dialogue):
    def fetched(person, export):
        return sign_in(person).get(f"/d/{dialogue.slug}/exports/{export.pk}/files")

    return fetched


def work():
    while job := queue.take(slow=True):
        do(job)


def made(export):
    work()
    export.refresh_from_db()
    return export


def body(answer):
    return b"".join(answer.streaming_content)


def saved(content, tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(content)
    return path


def test_it_is_made_in_the_background_and_fetched(ask, fetch, ada, plenary, cleo):
    cast.post(plenary, cleo, "On the record")
    export = ask(ada, formats=["markdown", "html", "jsonl"])
    assert export.state == "waiting"
    assert fetch(ada, export).status_code == 404
    export = made(export)
    assert (export.state, export.percent) == ("ready", 100)
    content = body(fetch(ada, export))
    assert hashlib.sha256(content).hexdigest() == export.sha256
    files = opening.unpacked(content)
    assert sorted(files) == [
        "manifest.json",
        "transcript.html",
        "transcript.jsonl",
        "transcript.md",
    ]
    assert b"On the record" in files["transcript.md"]


def test_it_holds_what_stood_when_it_was_asked_for(ask, fetch, ada, plenary, cleo):
    cast.post(plenary, cleo, "Said in time")
    export = ask(ada)
    cast.post(plenary, cleo, "Said too late")
    text = opening.unpacked(body(fetch(ada, made(export))))["transcript.md"]
    assert b"Said in time" in text and b"Said too late" not in text


def test_asking_and_fetching_are_in_the_log_and_the_register(ask, fetch, dialogue, ada):
    export = made(ask(ada, kept="on"))
    body(fetch(ada, export))
    told = Entry.objects.filter(stream=dialogue.stream_id, kind__startswith="transcripts.")
    assert [entry.kind.split(".")[1] for entry in told.order_by("seq")] == [
        "export_asked",
        "export_fetched",
    ]
    assert told.first().data["kept"] is True
    assert {entry.audience for entry in told} == {"crew"}
    kept = Download.objects.get()
    assert (kept.export, kept.by, kept.sha256) == (export, ada, export.sha256)


def test_a_job_that_is_run_again_changes_nothing(ask, ada):
    export = made(ask(ada))
    job = Job.objects.get(kind="transcripts.write_export")
    Job.objects.update(done_at=None, held_until=None)
    making.WriteExport(export=str(export.pk)).run(job)
    again = Export.objects.get()
    assert (again.sha256, again.stored) == (export.sha256, export.stored)


def test_one_whose_worker_died_is_made_by_the_next(ask, fetch, ada, plenary, cleo, monkeypatch):
    cast.post(plenary, cleo, "Still here")
    export = ask(ada)
    job = queue.take(slow=True)
    monkeypatch.setattr(making, "_finish", lambda *_: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        do(job)
    monkeypatch.undo()
    assert queue.take(slow=True) is None
    Job.objects.filter(pk=job.pk).update(held_until=timezone.now() - timedelta(seconds=1))
    assert b"Still here" in opening.unpacked(body(fetch(ada, made(export))))["transcript.md"]


def test_one_that_is_cancelled_stops_and_leaves_no_file(
    ask, fetch, sign_in, dialogue, ada, plenary, cleo, tmp_path, monkeypatch
):
    monkeypatch.setattr(making, "SECONDS_BETWEEN", 0)
    cast.post(plenary, cleo)
    export = ask(ada)
    answer = sign_in(ada).post(
        f"/d/{dialogue.slug}/exports/{export.pk}/cancel", {"key": cast.new_key()}
    )
    assert answer.status_code == 302
    assert made(export).state == "cancelled"
    assert fetch(ada, export).status_code == 404
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_one_that_is_cancelled_while_it_is_made_stops(
    ask, ada, plenary, cleo, tmp_path, monkeypatch
):
    monkeypatch.setattr(making, "SECONDS_BETWEEN", 0)
    cast.post(plenary, cleo)
    export = ask(ada)
    say = making.Progress.say

    def cancelled_meanwhile(self):
        Export.objects.filter(pk=export.pk).update(cancelled_at=timezone.now())
        say(self)

    monkeypatch.setattr(making.Progress, "say", cancelled_meanwhile)
    assert made(export).state == "cancelled"
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_one_that_cannot_be_made_says_so_in_the_end(ask, ada, monkeypatch):
    export = ask(ada)
    monkeypatch.setattr(making, "_write", lambda *_: 1 / 0)
    for _ in range(making.WriteExport.tries):
        Job.objects.update(due_at=timezone.now(), held_until=None)
        work()
    export.refresh_from_db()
    assert export.state == "failed"


def test_the_page_shows_how_far_it_is(ask, sign_in, ada, dialogue):
    export = ask(ada)
    Export.objects.update(begun_at=timezone.now(), done=export.total // 2)
    url = f"/d/{dialogue.slug}/exports/{export.pk}/"
    part = sign_in(ada).get(url, headers={"HX-Request": "true"}).content.decode()
    assert re.search(r'<progress max="100" value="(4\d|50)">', part)
    assert "data-under-way" in part and "<html" not in part
    made(export)
    assert f"{url}files" in sign_in(ada).get(url).content.decode()


def test_exports_are_told_apart_by_what_was_chosen(ask, fetch, sign_in, ada, dialogue, side_room):
    days = {"first_day": "2026-03-02", "last_day": "2026-03-03"}
    ask(ada, rooms=side_room.pk, naming="initials", formats=["xlsx", "jsonl"], **days)
    body(fetch(ada, made(ask(ada, purpose="outside", kinds="polls"))))
    page = sign_in(ada).get(f"/d/{dialogue.slug}/transcripts/")
    passed_on, record = page.context["exports"]
    assert passed_on.about == ["To pass on", "Polls and their results"]
    assert record.about == [
        "The record",
        "from 2 March 2026",
        "to 3 March 2026",
        "“Side room”",
        "Initials",
    ]
    assert record.files == "XLSX, JSON Lines"
    assert [told.about for _, told in page.context["register"]] == [passed_on.about]


@pytest.mark.parametrize(("purpose", "says"), [("record", "-record-"), ("outside", "-to-pass-on-")])
def test_the_name_of_the_file_says_for_whom_it_is(ask, fetch, ada, purpose, says):
    answer = fetch(ada, made(ask(ada, purpose=purpose)))
    assert says in answer["Content-Disposition"]


def test_nobody_has_a_fourth_made_at_once(ask, ada):
    for _ in range(3):
        ask(ada)
    answer = ask(ada)
    assert answer.status_code == 422
    assert "still being made" in answer.content.decode()


def test_an_expired_one_is_gone_and_its_file_removed(ask, fetch, ada, tmp_path):
    export = made(ask(ada))
    assert fetch(ada, export).status_code == 200
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert fetch(ada, export).status_code == 404
    making.RemoveExports().run(Job())
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
    assert Export.objects.get().state == "expired"


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 404), ("mia", 404), ("cleo", 404), ("eve", 404)]
)
def test_a_foreign_link_leads_nowhere(ask, fetch, ada, request, who, status):
    export = made(ask(ada))
    assert fetch(request.getfixturevalue(who), export).status_code == status
    assert not Download.objects.exists()


def test_a_link_of_another_dialogue_leads_nowhere(ask, sign_in, ada):
    export = made(ask(ada))
    other = cast.dialogue(by=ada, title="Another")
    assert sign_in(ada).get(f"/d/{other.slug}/exports/{export.pk}/files").status_code == 404


def test_former_staff_fetch_nothing_any_more(ask, fetch, dialogue, ada, ben):
    cast.change_roles(dialogue, ben, ada, "staff")
    export = made(ask(ben))
    cast.change_roles(dialogue, ben, ada, "facilitator")
    assert fetch(ben, export).status_code == 404


def test_people_take_what_they_said_and_nothing_of_others(
    ask, fetch, plenary, side_room, cleo, dov
):
    cast.post(plenary, cleo, "Mine")
    cast.post(plenary, dov, "His")
    export = made(ask(cleo, "exports/", purpose="own", formats=["markdown", "csv", "jsonl"]))
    files = opening.unpacked(body(fetch(cleo, export)))
    for name in ("transcript.md", "messages.csv", "transcript.jsonl"):
        assert b"Mine" in files[name] and b"His" not in files[name] and b"Dov" not in files[name]


def test_staff_do_not_see_who_took_their_own(ask, fetch, sign_in, dialogue, plenary, ada, cleo):
    cast.post(plenary, cleo, "Mine")
    body(fetch(cleo, made(ask(cleo, "exports/", purpose="own"))))
    page = sign_in(ada).get(f"/d/{dialogue.slug}/transcripts/")
    assert page.context["register"] == [] == page.context["exports"]


def test_people_take_what_they_can_follow_and_no_more(
    ask, fetch, dialogue, plenary, ada, cleo, dov, mia
):
    cast.post(plenary, dov, "For all of us")
    hidden = cast.post(plenary, dov, "Unkind").seq
    cast.do(plenary, mia, "moderation.hide_message", message=hidden)
    ask(ada)  # which the crew alone reads of
    export = made(ask(cleo, "exports/", purpose="view", formats=["markdown"]))
    text = opening.unpacked(body(fetch(cleo, export)))["transcript.md"].decode()
    assert "For all of us" in text and "Unkind" not in text
    assert "for the crew of the dialogue alone" in text
    assert fetch(dov, export).status_code == 404 and fetch(ada, export).status_code == 404


def test_participants_cannot_have_the_record_made(ask, cleo):
    for purpose in ("record", "outside"):
        assert ask(cleo, "exports/", purpose=purpose).status_code == 422
    assert ask(cleo).status_code == 403
    assert not Export.objects.exists()


def test_personal_data_is_ones_own(sign_in, dialogue, plenary, cleo, dov, ben):
    cast.post(plenary, cleo, "Mine")
    cast.post(plenary, dov, "His")
    asked.arrange(plenary, ben)
    cast.do(plenary, cleo, "questions.ask", text="What does it cost?")
    answer = sign_in(cleo).post(f"/d/{dialogue.slug}/exports/personal")
    told = json.loads(body(answer))
    said = [(one["kind"], one["text"]) for one in told["contributions"]]
    assert said == [("questions.asked", "What does it cost?")]
    assert told["account"]["email"] == cleo.email
    assert [message["text"] for message in told["messages"]] == ["Mine"]
    assert "His" not in str(told) and dov.email not in str(told)
    assert Download.objects.get().format == "personal"


def test_an_export_is_proven(ask, fetch, ada, plenary, cleo, tmp_path):
    cast.post(plenary, cleo, "On the record")
    export = made(ask(ada, formats=["markdown", "html", "jsonl", "csv"]))
    proven = list(checking.check(saved(body(fetch(ada, export)), tmp_path)))
    assert len([line for line in proven if "each once and in order" in line]) == 3


def changed(content, change):
    """The same archive, in which a function changed the files."""
    files = opening.unpacked(content)
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return out.getvalue()


def _cut(files):
    files["transcript.md"] = files["transcript.md"][:-100]


def _added(files):
    files["more.txt"] = b"x"


def _taken(files):
    del files["transcript.md"]


def _resigned(files):
    told = json.loads(files["manifest.json"])
    told["streams"] = told["streams"][1:]
    files["manifest.json"] = json.dumps(told).encode()


@pytest.mark.parametrize("change", [_cut, _added, _taken, _resigned])
def test_one_that_was_changed_is_not(ask, fetch, ada, plenary, cleo, tmp_path, change):
    cast.post(plenary, cleo)
    content = body(fetch(ada, made(ask(ada))))
    with pytest.raises(NotProven):
        list(checking.check(saved(changed(content, change), tmp_path)))


def test_one_is_not_proven_against_a_log_that_lacks_an_entry(
    ask, fetch, ada, plenary, cleo, tmp_path
):
    seq = cast.post(plenary, cleo).seq
    cast.post(plenary, cleo)
    path = saved(body(fetch(ada, made(ask(ada)))), tmp_path)
    Entry.objects.filter(stream=plenary.stream_id, seq=seq).delete()
    with pytest.raises(NotProven, match="other entries"):
        list(checking.check(path))


def test_what_is_no_export_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK nothing")
    with pytest.raises(NotProven, match="no export"):
        list(checking.check(path))
