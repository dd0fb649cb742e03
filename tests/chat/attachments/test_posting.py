"""Messages with files: who posts them, who gets them, and when they are gone."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chat.attachments import keeping
from chat.attachments.models import File
from chat.models import Message
from polylogue.jobs import queue, worker
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound
from polylogue.log import reading, redaction, writer
from polylogue.log.intents import Intent
from polylogue.log.models import Entry
from polylogue.transcripts.export import markdown, transcript_of
from tests.chat.attachments.test_intake import HTML, PDF, picture
from tests.support import cast


@pytest.fixture(autouse=True)
def _storage(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def upload(plenary, sign_in):
    """`upload(cleo)`: what the server says of an upload."""

    def send(person, content=None, name="roof.png", key=None, room=plenary):
        file = SimpleUploadedFile(name, content or picture(), content_type="image/png")
        form = {"key": key or cast.new_key(), "file": file}
        return sign_in(person).post(f"{room.get_absolute_url()}files/", form)

    return send


@pytest.fixture
def attach(plenary, upload):
    """`attach(cleo)`: posts a message with a picture and a PDF; its seq."""

    def post(person, text="Two files.", alt="A green roof"):
        ids = [upload(person).json()["id"], upload(person, PDF, "plan.pdf").json()["id"]]
        files = [{"id": ids[0], "alt": alt}, {"id": ids[1]}]
        return cast.do(plenary, person, "attachments.post", text=text, files=files).seq

    return post


def url_of(room, file, rest=""):
    return f"{room.get_absolute_url()}files/{file}{rest}"


def shown(room, seq):
    entries = Entry.objects.filter(stream=room.stream_id, seq=seq)
    return reading.shown(entries)[0]["data"]


def redact(room, seq, by):
    act = lambda: redaction.redact(room.stream_id, seq, by=by.pk)  # noqa: E731
    writer.run(Intent(act=act, actor=by.pk, streams=(room.stream_id,), lane=0))


def test_files_stand_beside_the_words_that_they_came_with(attach, plenary, cleo, dov, sign_in):
    seq = attach(cleo)
    cast.do(plenary, dov, "chat.post_reply", text="How green it is", thread=seq)
    page = sign_in(dov).get(plenary.get_absolute_url()).content.decode()
    message = page[page.index(f'id="message-{seq}"') :]
    assert re.findall(r'data-look="(\w+)"', message)[:2] == ["attachments", "replies"]
    assert "0.1 kB" in message


# ---- uploading ---------------------------------------------------------------------------------


def test_an_upload_waits_for_its_message_and_only_its_owner_sees_it(
    plenary, cleo, dov, upload, sign_in
):
    kept = upload(cleo)
    assert kept.status_code == 201
    assert (kept.json()["kind"], kept.json()["width"], kept.json()["height"]) == ("image", 60, 40)
    url = url_of(plenary, kept.json()["id"])
    assert [sign_in(person).get(url).status_code for person in (cleo, dov)] == [200, 404]


def test_an_upload_that_is_tried_again_is_one_file(cleo, upload, tmp_path):
    key = cast.new_key()
    first, second = upload(cleo, key=key), upload(cleo, key=key)
    assert first.json() == second.json()
    assert File.objects.count() == 1
    assert len(list(tmp_path.rglob("*.*"))) == 2


def test_whatever_is_refused_is_said_in_words_and_leaves_nothing(cleo, upload, tmp_path):
    answer = upload(cleo, HTML, "page.png")
    assert answer.status_code == 415
    assert "Only pictures" in answer.json()["text"]
    assert not File.objects.exists() and not list(tmp_path.rglob("*.*"))


def test_somebody_who_uploads_too_much_is_asked_to_wait(cleo, dov, upload, settings, tmp_path):
    settings.ATTACHMENTS_PER_HOUR = 2
    answers = [upload(cleo).status_code for _ in range(3)]
    assert answers == [201, 201, 429]
    assert upload(dov).status_code == 201
    assert len(list(tmp_path.rglob("*.*"))) == 6


def test_observers_and_strangers_upload_nothing(dialogue, ada, dov, eve, upload):
    cast.change_roles(dialogue, dov, ada, "observer")
    assert (upload(dov).status_code, upload(eve).status_code) == (403, 404)
    assert not File.objects.exists()


def test_a_file_that_is_not_wanted_any_more_is_given_up(
    plenary, cleo, dov, upload, sign_in, tmp_path
):
    file = upload(cleo).json()["id"]
    assert sign_in(dov).post(url_of(plenary, file, "/drop")).status_code == 204
    assert File.objects.count() == 1
    assert sign_in(cleo).post(url_of(plenary, file, "/drop")).status_code == 204
    assert not File.objects.exists() and not list(tmp_path.rglob("*.*"))


# ---- posting -----------------------------------------------------------------------------------


def test_a_message_carries_files(plenary, cleo, attach):
    data = shown(plenary, attach(cleo))
    roof, plan = data["attachments"]
    assert data["text"] == "Two files."
    assert (roof["kind"], roof["alt"], roof["name"]) == ("image", "A green roof", "roof.png")
    assert (plan["kind"], plan["name"], plan["size"]) == ("pdf", "plan.pdf", len(PDF))


def test_a_message_with_files_need_not_say_anything(plenary, cleo, attach):
    assert shown(plenary, attach(cleo, text=" "))["text"] == ""


def test_files_stand_in_the_log_by_reference_alone(plenary, cleo, attach):
    entry = Entry.objects.get(stream=plenary.stream_id, seq=attach(cleo))
    assert entry.kind == "chat.message_posted"
    assert set(entry.data) == {"key"}


def test_a_reply_carries_files(plenary, cleo, dov, upload):
    asked = cast.post(plenary, dov).seq
    files = [{"id": upload(cleo).json()["id"]}]
    seq = cast.do(plenary, cleo, "attachments.post", text="", files=files, thread=asked).seq
    assert Message.objects.get(stream=plenary.stream_id, seq=seq).thread == asked


def test_a_command_that_is_sent_again_posts_once(plenary, cleo, upload):
    key, files = cast.new_key(), [{"id": upload(cleo).json()["id"]}]
    for _ in range(2):
        cast.do(plenary, cleo, "attachments.post", key, text="Once.", files=files)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("how", ["of somebody else", "posted before", "of another room", "unknown"])
def test_only_ones_own_waiting_files_of_this_room_are_posted(
    plenary, side_room, cleo, dov, upload, attach, how
):
    if how == "posted before":
        file = File.objects.get(seq=attach(cleo), number=0).pk
    elif how == "of somebody else":
        file = upload(dov).json()["id"]
    elif how == "of another room":
        file = upload(cleo, room=side_room).json()["id"]
    else:
        file = uuid.uuid4()
    before = Message.objects.count()
    with pytest.raises(NotFound):
        cast.do(plenary, cleo, "attachments.post", text="Mine.", files=[{"id": str(file)}])
    assert Message.objects.count() == before


def test_the_same_file_twice_is_refused(plenary, cleo, upload):
    file = {"id": upload(cleo).json()["id"]}
    with pytest.raises(Invalid):
        cast.do(plenary, cleo, "attachments.post", text="", files=[file, file])


def test_whoever_was_removed_posts_no_file_that_they_uploaded(plenary, dialogue, ada, cleo, upload):
    file = {"id": upload(cleo).json()["id"]}
    cast.remove(dialogue, cleo, by=ada)
    with pytest.raises((NotAllowed, NotFound)):
        cast.do(plenary, cleo, "attachments.post", text="", files=[file])


# ---- downloading -------------------------------------------------------------------------------


def test_files_are_served_sealed(plenary, cleo, dov, attach, sign_in):
    roof, plan = shown(plenary, attach(cleo))["attachments"]
    picture_, document = (sign_in(dov).get(url_of(plenary, f["id"])) for f in (roof, plan))
    assert picture_["Content-Type"] == "image/png"
    assert picture_["Content-Disposition"] == 'inline; filename="roof.png"'
    assert document["Content-Type"] == "application/pdf"
    assert document["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert document.content == PDF
    for answer in (picture_, document):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "private, no-store"


def test_each_download_asks_who_may_see_the_message_now(
    plenary, side_room, dialogue, ada, cleo, dov, eve, attach, sign_in, client
):
    file = File.objects.get(seq=attach(cleo), number=0)
    small = url_of(plenary, file.pk, "/small")
    assert sign_in(dov).get(small)["Content-Type"] == "image/webp"
    assert sign_in(eve).get(small).status_code == 404
    assert client.get(small).status_code == 302
    assert sign_in(dov).get(url_of(side_room, file.pk)).status_code == 404
    removed = sign_in(dov)
    cast.remove(dialogue, dov, by=ada)
    assert removed.get(small).status_code == 404


@pytest.mark.parametrize("gone", ["deleted", "hidden", "redacted"])
def test_files_of_a_message_that_is_gone_are_not_served(
    plenary, ada, cleo, dov, attach, sign_in, gone
):
    seq = attach(cleo)
    ids = list(File.objects.filter(seq=seq).values_list("pk", flat=True))
    if gone == "deleted":
        cast.do(plenary, cleo, "chat.delete_message", message=seq)
    elif gone == "hidden":
        Message.objects.filter(seq=seq).update(hidden_at=timezone.now())
    else:
        redact(plenary, seq, ada)
    assert "attachments" not in shown(plenary, seq)
    for person in (dov, cleo, ada):
        sees = gone == "hidden" and person == ada  # the crew looks at what was hidden
        answers = {sign_in(person).get(url_of(plenary, pk)).status_code for pk in ids}
        assert answers == {200 if sees else 404}


# ---- forgetting --------------------------------------------------------------------------------


def work():
    while job := queue.take():
        worker.do(job)


def test_removing_a_message_for_good_removes_its_files(plenary, ada, cleo, attach, tmp_path):
    seq = attach(cleo)
    redact(plenary, seq, ada)
    work()
    assert not File.objects.exists() and not list(tmp_path.rglob("*.*"))


def test_files_that_nobody_posted_are_cleared_away_after_a_day(
    plenary, cleo, upload, attach, tmp_path
):
    attach(cleo)
    waiting, old = upload(cleo).json()["id"], upload(cleo).json()["id"]
    File.objects.filter(pk=old).update(uploaded_at=timezone.now() - timedelta(days=1, minutes=1))
    keeping.ClearUnused().run(queue.enqueue(keeping.ClearUnused()))
    assert set(File.objects.filter(seq=None).values_list("pk", flat=True)) == {uuid.UUID(waiting)}
    assert len(list(tmp_path.rglob("*.*"))) == 5


def test_bytes_that_never_got_a_row_are_cleared_away(plenary, cleo, upload, tmp_path):
    yesterday = timezone.now() - timedelta(days=1)
    folder = tmp_path / "attachments" / f"{yesterday:%Y-%m-%d}"
    folder.mkdir(parents=True)
    (folder / "stray.jpg").write_bytes(b"left by a killed server")
    upload(cleo)
    keeping.ClearUnused().run(queue.enqueue(keeping.ClearUnused()))
    assert not (folder / "stray.jpg").exists()
    assert File.objects.count() == 1


def test_a_file_that_the_storage_lost_is_not_found(plenary, cleo, attach, sign_in):
    file = File.objects.get(seq=attach(cleo), number=1)
    default_storage.delete(file.content)
    assert sign_in(cleo).get(url_of(plenary, file.pk)).status_code == 404


# ---- telling -----------------------------------------------------------------------------------


def test_a_page_shows_files_with_room_for_them(plenary, cleo, dov, attach, sign_in):
    attach(cleo)
    page = sign_in(dov).get(plenary.get_absolute_url()).content.decode()
    assert 'alt="A green roof" width="60" height="40"' in page
    assert "plan.pdf" in page


def test_names_and_words_of_files_are_text_wherever_they_are_shown(
    plenary, cleo, dov, upload, sign_in
):
    hostile = '"><img src=x onerror=alert(1)>\r\nX-Bad: 1'
    file = upload(cleo, name=f"{hostile}.png").json()["id"]
    files = [{"id": file, "alt": hostile}]
    cast.do(plenary, cleo, "attachments.post", text="", files=files)
    page = sign_in(dov).get(plenary.get_absolute_url()).content.decode()
    answer = sign_in(dov).get(url_of(plenary, file))
    assert "<img src=x" not in page and "&lt;img src=x" in page
    assert "X-Bad" not in answer.headers


def test_a_transcript_names_files_and_counts_reactions(plenary, dialogue, cleo, dov, attach):
    seq = attach(cleo)
    cast.do(plenary, dov, "reactions.set", message=seq, emoji="clap", on=True)
    told = "".join(markdown(transcript_of(dialogue)))
    roof = File.objects.get(seq=seq, number=0)
    assert "roof.png" in told and url_of(plenary, roof.pk) in told and "A green roof" in told
    assert "👏 1" in told
