"""Pictures go out to whoever may see their pieces, sealed; and along with what is made of a board."""

import json

import pytest

from tests.jobs.test_queue import work
from tests.support import cast
from tests.whiteboard import scenes
from tests.whiteboard.pictures.showing import kept, laid, opened, shows_teal, url
from tests.whiteboard.test_files import brought, fetched
from tests.whiteboard.test_forgetting import everything, forget
from tests.whiteboard.test_pages import page
from tests.whiteboard.test_pages import url as board_url
from whiteboard.history import past
from whiteboard.models import Board, OwnTemplate, Piece
from whiteboard.pictures.models import Picture


@pytest.fixture(autouse=True)
def system(db):
    from polylogue.people.models import User

    User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})


def status(client, board, file, name="show"):
    return client.get(url(board, name, file)).status_code


def test_a_picture_goes_out_sealed(planned, sign_in, cleo, dov):
    _, file = laid(sign_in(cleo), planned, cleo)
    for name, kind in (("show", "image/png"), ("thumbnail", "image/webp")):
        answer = sign_in(dov).get(url(planned, name, file))
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"


def test_until_it_is_laid_only_its_owner_sees_it(planned, sign_in, cleo, dov):
    file = kept(sign_in(cleo), planned)["id"]
    assert [status(sign_in(one), planned, file) for one in (cleo, dov)] == [200, 404]


def test_eve_and_another_board_get_nothing(planned, plenary, sign_in, ben, cleo, eve):
    _, file = laid(sign_in(cleo), planned, cleo)
    other = scenes.opened(plenary, ben, for_dialogue=True)
    assert status(sign_in(cleo), planned, file) == 200
    assert status(sign_in(eve), planned, file) == status(sign_in(cleo), other, file) == 404


def test_a_picture_made_in_private_is_its_authors_until_it_is_shown(
    planned, sign_in, ben, cleo, dov
):
    scenes.do(planned, ben, "set_rules", is_private=True)
    one, file = laid(sign_in(cleo), planned, cleo, alt="Only mine")
    assert [status(sign_in(p), planned, file) for p in (cleo, dov, ben)] == [200, 404, 404]
    assert "Only mine" not in page(sign_in(dov), planned)
    scenes.do(planned, cleo, "reveal_pieces", pieces=[one])
    assert status(sign_in(dov), planned, file) == 200


def test_a_deleted_picture_is_in_the_past_and_comes_back(planned, sign_in, cleo, dov):
    one, file = laid(sign_in(cleo), planned, cleo)
    there = scenes.head(planned)
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    moment = sign_in(dov).get(board_url(planned, "moment", there)).content.decode()
    assert file in moment and "A green roof" in moment
    assert status(sign_in(dov), planned, file) == 200
    scenes.do(planned, cleo, "restore_pieces", pieces=[one])
    assert file in page(sign_in(dov), planned)


def test_forgetting_removes_the_bytes_everywhere_and_the_words(
    planned, plenary, sign_in, ben, cleo, tmp_path
):
    one, file = laid(sign_in(cleo), planned, cleo, alt="Iris pays")
    made = scenes.head(planned)
    scenes.do(planned, ben, "name_version", label="Before")
    copy = _copied(sign_in(ben), planned)
    (copied,) = Picture.objects.filter(board=copy)
    forget(planned, made, ben)
    work()
    assert not Picture.objects.exists()
    assert [file for file in tmp_path.rglob("*.*") if file.is_file()] == []
    assert "file" not in scenes.row(planned, one).fields
    assert "Iris" not in everything(planned) and file not in everything(planned)
    assert status(sign_in(cleo), planned, file) == status(sign_in(ben), copy, copied.pk) == 404
    seen = page(sign_in(cleo), planned)
    assert "The picture was removed for good." in seen
    assert past.at(planned, made).state.pieces[one].fields["file"] is None


def test_a_board_is_put_back_also_where_a_picture_was_forgotten(planned, sign_in, ben, cleo):
    one, _ = laid(sign_in(cleo), planned, cleo)
    made = scenes.head(planned)
    scenes.do(planned, cleo, "move_pieces", spots=[[one, 9, 9]])
    forget(planned, made, ben)
    scenes.do(planned, ben, "return_board", to=made)
    assert "file" not in scenes.row(planned, one).fields


def test_a_copy_of_a_board_has_its_pictures(planned, sign_in, ben, cleo):
    one, file = laid(sign_in(cleo), planned, cleo, lane="lane-1")
    copy = _copied(sign_in(ben), planned)
    (piece,) = Piece.objects.filter(board=copy, kind="image")
    assert (piece.fields["alt"], piece.lane) == ("A green roof", "lane-1")
    assert piece.fields["file"] != file
    assert status(sign_in(cleo), copy, piece.fields["file"]) == 200
    assert Picture.objects.get(board=copy).piece == one


def _copied(client, board):
    client.post(
        board_url(board, "copy"), {"key": cast.new_key(), "room": "dialogue", "with_cards": "1"}
    )
    return Board.objects.select_related("room__dialogue", "stream").latest("pk")


def test_files_and_templates_leave_pictures_out_and_say_so(planned, sign_in, ben, cleo):
    laid(sign_in(cleo), planned, cleo)
    content = fetched(sign_in(ben), planned, "json")
    assert "image" not in {one["type"] for one in json.loads(content)["pieces"]}
    assert brought(sign_in(ben), planned, content).status_code == 302
    sign_in(ben).post(
        board_url(planned, "keep_template"),
        {"key": cast.new_key(), "title": "Plan", "with_cards": "1"},
    )
    kept_one = OwnTemplate.objects.get()
    assert "image" not in {one["type"] for one in kept_one.content["pieces"]}
    assert sign_in(ben).get(board_url(planned, "files")).content.decode().count("left out") == 2


def test_a_file_that_speaks_of_pictures_is_refused_in_words(planned, sign_in, ben, cleo):
    _, file = laid(sign_in(cleo), planned, cleo)
    document = json.loads(fetched(sign_in(ben), planned, "json"))
    document["pieces"].append({"name": "stolen", "type": "image", "fields": {"file": file}})
    answer = brought(sign_in(ben), planned, json.dumps(document).encode())
    assert answer.status_code == 422 and "pictures" in answer.content.decode()


def test_the_drawing_has_the_picture_itself_and_the_lists_say_what_it_shows(
    planned, sign_in, ben, cleo
):
    one, file = laid(sign_in(cleo), planned, cleo)
    scenes.do(planned, cleo, "move_pieces", spots=[[one, 9, 9]])
    drawn = fetched(sign_in(ben), planned, "svg").decode()
    assert '<image x="9" y="9"' in drawn and "data:image/webp;base64," in drawn
    assert "<title>A green roof</title>" in drawn
    for form in ("csv", "md"):
        assert "A green roof" in fetched(sign_in(ben), planned, form).decode()
    paper = sign_in(ben).get(board_url(planned, "paper")).content.decode()
    assert url(planned, "show", file) in paper


def test_the_drawing_as_pixels_shows_the_picture(planned, sign_in, ben, cleo):
    one, _file = laid(sign_in(cleo), planned, cleo, lane="lane-1")
    assert shows_teal(opened(fetched(sign_in(ben), planned, "png")))
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    assert not shows_teal(opened(fetched(sign_in(ben), planned, "png")))
    then = sign_in(ben).get(f"{board_url(planned, 'export', 'png')}?at={scenes.head(planned) - 1}")
    assert shows_teal(opened(then.content))


def test_a_picture_made_in_private_is_in_no_drawing_until_it_is_shown(planned, sign_in, ben, cleo):
    scenes.do(planned, ben, "set_rules", is_private=True)
    one, _file = laid(sign_in(cleo), planned, cleo, lane="lane-1")
    for person in (cleo, ben):
        assert not shows_teal(opened(fetched(sign_in(person), planned, "png")))
    hidden = scenes.head(planned)
    scenes.do(planned, cleo, "reveal_pieces", pieces=[one])
    assert shows_teal(opened(fetched(sign_in(ben), planned, "png")))
    then = sign_in(ben).get(f"{board_url(planned, 'export', 'svg')}?at={hidden}").content
    assert b"data:image" not in then


def test_a_picture_in_a_lane_is_as_high_as_it_needs_to_be(planned, sign_in, ben, cleo):
    laid(sign_in(cleo), planned, cleo, lane="lane-1")
    drawn = fetched(sign_in(ben), planned, "svg").decode()
    assert 'width="240" height="161" href="data:' in drawn  # it measures 60 × 40
