"""Pictures come onto a board: kept first, laid once, by whoever may put something there."""

import io
import re

import pytest
from PIL import Image

from polylogue.kit.refusals import Invalid, Refusal
from polylogue.kit.uploads import storing
from tests.chat.attachments.test_intake import HTML, PDF, SVG, picture
from tests.support import cast
from tests.whiteboard import scenes
from tests.whiteboard.pictures.showing import bring, kept, laid, url
from tests.whiteboard.test_pages import page
from whiteboard.models import Piece
from whiteboard.pictures.keeping import ClearUnused
from whiteboard.pictures.models import Picture
from whiteboard.refusals import NoPicture


def test_a_picture_is_drawn_anew_kept_and_laid(planned, sign_in, cleo):
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    content = picture("JPEG", (1600, 900), exif=exif)
    said = bring(sign_in(cleo), planned, content).json()
    assert (said["w"], said["h"]) == (360, 202)
    fields = {"file": said["id"], "alt": "A green roof", "x": 5, "y": 6, "w": 360, "h": 202}
    one = scenes.put(planned, cleo, "image", fields=fields)
    row = Picture.objects.get()
    assert scenes.row(planned, one).fields == fields
    assert (row.piece, row.owner, row.name) == (one, cleo, "roof.jpg")
    stored = storing.read(row.content)
    assert b"CANARY" in content and b"CANARY" not in stored
    assert Image.open(io.BytesIO(stored)).size == (1600, 900)


@pytest.mark.parametrize("content", [PDF, SVG, HTML, b"\x89PNG\r\n\x1a\nbroken", b""])
def test_what_is_no_whole_picture_is_refused_in_words(planned, sign_in, cleo, content):
    answer = bring(sign_in(cleo), planned, content)
    assert answer.status_code in {415, 422} and answer.json()["text"]
    assert not Picture.objects.exists()


def test_the_same_key_keeps_one_picture(planned, sign_in, cleo, tmp_path):
    key = cast.new_key()
    answers = [bring(sign_in(cleo), planned, picture(), key=key).json() for _ in range(2)]
    assert answers[0] == answers[1] and Picture.objects.count() == 1
    assert len([file for file in tmp_path.rglob("*.*") if file.is_file()]) == 2


def test_who_may_put_nothing_there_keeps_no_picture(planned, sign_in, ben, cleo, eve):
    scenes.do(planned, ben, "set_phase", phase="vote")
    assert bring(sign_in(cleo), planned, picture()).json()["code"] == "board-phase"
    assert bring(sign_in(eve), planned, picture()).status_code == 404
    assert not Picture.objects.exists()


def test_so_many_an_hour(planned, sign_in, cleo, settings):
    settings.ATTACHMENTS_PER_HOUR = 1
    kept(sign_in(cleo), planned)
    assert bring(sign_in(cleo), planned, picture()).status_code == 429


def test_only_ones_own_picture_of_this_board_is_laid_and_only_once(
    planned, plenary, sign_in, cleo, dov, ben
):
    file = kept(sign_in(cleo), planned)["id"]
    elsewhere = scenes.opened(plenary, ben, for_dialogue=True)
    for board, who in ((planned, dov), (elsewhere, cleo)):
        with pytest.raises(NoPicture):
            scenes.put(board, who, "image", fields={"file": file})
    with pytest.raises(NoPicture):
        scenes.put(planned, cleo, "image", fields={"alt": "Nothing"})
    scenes.put(planned, cleo, "image", fields={"file": file})
    with pytest.raises(NoPicture):
        scenes.put(planned, cleo, "image", fields={"file": file})


def test_a_file_is_named_by_pictures_alone_and_never_changed(planned, sign_in, cleo):
    one, file = laid(sign_in(cleo), planned, cleo)
    other = kept(sign_in(cleo), planned)["id"]
    for value in (other, None, "../../x"):
        with pytest.raises(Invalid):
            scenes.do(planned, cleo, "set_fields", piece=one, fields={"file": value}, base=0)
    with pytest.raises(Invalid):
        scenes.put(planned, cleo, "note", fields={"text": "T", "file": other})
    assert scenes.row(planned, one).fields["file"] == file


def test_a_picture_is_moved_resized_described_connected_and_voted_on(
    planned, sign_in, cleo, dov, ben
):
    one, _ = laid(sign_in(cleo), planned, cleo, lane="lane-1")
    note = scenes.note(planned, dov)
    scenes.do(planned, dov, "move_pieces", spots=[[one, 50, 60]])
    scenes.do(planned, dov, "set_fields", piece=one, fields={"w": 100, "h": 80}, base=0)
    scenes.write(planned, dov, one, 12, " with bees", field="alt")
    scenes.do(planned, dov, "connect_pieces", piece=scenes.name(), start=one, end=note)
    scenes.do(planned, ben, "set_phase", phase="vote")
    scenes.do(planned, dov, "vote", piece=one, dots=2)
    row = scenes.row(planned, one)
    assert {name: row.fields[name] for name in "xywh"} == {"x": 50, "y": 60, "w": 100, "h": 80}
    assert (row.fields["alt"], row.lane) == ("A green roof with bees", "lane-1")


def test_the_outline_takes_a_picture_by_a_plain_form(planned, sign_in, cleo, dov):
    answer = bring(sign_in(cleo), planned, picture(), alt="A green roof", lane="lane-1")
    one = Piece.objects.get(board=planned, kind="image")
    assert answer.status_code == 302 and answer["Location"].endswith(f"#{one.name}")
    seen = page(sign_in(dov), planned)
    file = one.fields["file"]
    assert f'src="{url(planned, "show", file)}/small"' in seen and "A green roof" in seen
    assert re.search(r'name="alt"', seen)
    again = bring(sign_in(cleo), planned, picture(), key="", alt="Two", lane="nowhere")
    assert again.status_code == 302


def test_a_form_that_is_refused_gives_back_what_the_picture_shows(planned, sign_in, cleo):
    answer = bring(sign_in(cleo), planned, PDF, alt="A plan of the square", lane="")
    assert answer.status_code == 415
    assert "A plan of the square" in answer.content.decode()
    assert not Piece.objects.filter(kind="image").exists()


def test_what_nobody_laid_within_a_day_is_cleared_away(planned, sign_in, cleo, tmp_path):
    _, used = laid(sign_in(cleo), planned, cleo)
    kept(sign_in(cleo), planned)
    Picture.objects.update(uploaded_at="2020-01-01T00:00Z")
    ClearUnused().run(None)
    assert [str(pk) for pk in Picture.objects.values_list("pk", flat=True)] == [used]
    assert len([file for file in tmp_path.rglob("*.*") if file.is_file()]) == 2


def test_who_is_muted_keeps_no_picture(planned, plenary, sign_in, mia, cleo):
    cast.do(plenary, mia, "moderation.mute_person", person=cleo.pk)
    assert bring(sign_in(cleo), planned, picture()).status_code == 403
    with pytest.raises(Refusal):
        scenes.put(planned, cleo, "image", fields={"file": cast.new_key()})
