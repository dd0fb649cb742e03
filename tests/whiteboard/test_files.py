"""Boards as documents: taken along, brought in, copied, kept as templates; whole or refused in words."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageColor

from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log.models import Entry
from rooms.models import Room
from tests.support import cast, opening
from tests.support.doors import press
from tests.whiteboard import scenes
from tests.whiteboard.test_forgetting import forget
from tests.whiteboard.test_pages import send, url
from whiteboard.files import keeping, shapes, writing
from whiteboard.models import Board, OwnTemplate, Piece


def filled(board, cleo, dov, ben):
    """One of everything."""
    group = scenes.put(board, ben, "group", fields={"title": "Mobility", "x": 0, "y": 0, "w": 600})
    card = {"title": "Trams", "goal": "Fewer cars", "x": 20, "y": 30, "colour": "red"}
    one = scenes.put(board, cleo, "card", fields=card, lane="lane-1", group=group)
    other = scenes.note(board, dov, "=2+2 שלום 😀", lane="lane-1", after="")
    scenes.put(board, dov, "text", fields={"text": "Here", "x": -5, "y": 900})
    scenes.put(board, dov, "stroke", fields={"points": [0, 0, 9, 9], "x": 3, "y": 4, "width": 6})
    line = scenes.name("line")
    scenes.do(board, cleo, "connect_pieces", piece=line, start=one, end=other, label="pays")
    scenes.do(board, cleo, "set_fields", piece=line, fields={"colour": "blue"}, base=0)
    scenes.do(board, ben, "lock_pieces", pieces=[one])
    return one, other


def fetched(client, board, form):
    answer = client.get(url(board, "export", form))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    return answer.content


def read(client, board, form):
    return opening.words(f"board.{form}", fetched(client, board, form))


def brought(client, board, content, **more):
    where = reverse("whiteboard:bring", args=[board.room.dialogue.slug])
    file = SimpleUploadedFile("board.json", content)
    return client.post(where, {"key": cast.new_key(), "room": "dialogue", "file": file, **more})


def look(board):
    """All that a document tells of a board, lane by lane in order."""
    rows = Piece.objects.filter(board=board, deleted_by=None, private_to=None)
    lanes = list(rows.filter(kind="lane").order_by("order").values_list("name", flat=True))
    stands = {
        lane: list(
            rows.filter(lane=lane)
            .exclude(kind="lane")
            .exclude(order="")
            .order_by("order")
            .values_list("name")
        )
        for lane in ["", *lanes]
    }
    pieces = {
        r.name: (r.kind, r.fields, r.lane, r.group, r.ends, r.locked_by_id is not None)
        for r in rows
    }
    return lanes, sorted(map(str, stands.items())), pieces, board.card, board.phase


# ---- along and back ----------------------------------------------------------------------------


def test_a_board_that_is_taken_along_and_brought_in_is_the_same_board(
    planned, sign_in, ben, cleo, dov
):
    filled(planned, cleo, dov, ben)
    client = sign_in(ben)
    content = fetched(client, planned, "json")
    again = Board.objects.get(pk=brought(client, planned, content).url.split("/")[-2])
    planned.refresh_from_db()
    assert look(again) == look(planned)
    assert again.title == planned.title and again.live == planned.live
    assert json.loads(fetched(client, again, "json"))["pieces"] == [
        {**piece, "by": ""} if "by" in piece else piece for piece in json.loads(content)["pieces"]
    ]


def test_a_closed_board_and_one_in_private_mode_come_back_too(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    scenes.do(planned, ben, "set_rules", is_private=True, budget=9)
    scenes.note(planned, cleo, "Onlymine")
    scenes.do(planned, ben, "set_phase", phase="closed")
    content = fetched(sign_in(ben), planned, "json")
    assert b"Onlymine" not in content
    again = Board.objects.get(pk=brought(sign_in(ben), planned, content).url.split("/")[-2])
    assert (again.phase, again.rules["budget"], again.rules["is_private"]) == ("closed", 9, False)
    assert not Piece.objects.filter(board=again, private_to__isnull=False).exists()


HOSTILE = [
    (lambda d: d.update(format="tar"), "format"),
    (lambda d: d.update(edition=2), "edition"),
    (lambda d: d.update(extra=1), "extra"),
    (lambda d: d["rules"].update(is_locked=True), "is_locked"),
    (lambda d: d["rules"].update(budget=0), "budget"),
    (lambda d: d.update(title="x" * 121), "title"),
    (lambda d: d["pieces"].extend([d["pieces"][0]] * 2), "two things"),
    (lambda d: d["pieces"].extend({**d["pieces"][0], "name": f"copy-{n}"} for n in range(5001)), "5000"),
    (lambda d: d["pieces"][0].update(name="<b>"), "name"),
    (lambda d: d["pieces"][0].update(type="castle"), "castle"),
    (lambda d: d["pieces"][0].update(private_to=1), "private_to"),
    (lambda d: d["pieces"][0]["fields"].update(goal="x"), "goal"),
    (lambda d: d["pieces"][0]["fields"].update(title="x" * 121), "title"),
    (lambda d: d["pieces"][0]["fields"].update(title="\x00"), "title"),
    (lambda d: d["pieces"][0]["fields"].update(colour="url(x)"), "colour"),
    (lambda d: d["pieces"][0]["fields"].update(title={"a": [[[[]]]]}), "fields"),
    (lambda d: d["pieces"][0].update(lane="lane-2"), "lane"),
    (lambda d: d["pieces"][0].update(group="lane-2"), "group"),
    (lambda d: d["pieces"][0].update(start="lane-2"), "no line"),
    (lambda d: d["pieces"].append({"name": "line-9", "type": "connector", "start": "lane-1"}), "line"),
    (lambda d: d["card"].append({"name": "x", "most": 9}), "cards"),
    (lambda d: d["card"].append(d["card"][0]), "cards"),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_file_that_makes_no_sense_is_refused_whole_and_in_words(planned, sign_in, ben, number):
    spoil, named = HOSTILE[number]
    client = sign_in(ben)
    document = json.loads(fetched(client, planned, "json"))
    spoil(document)
    answer = brought(client, planned, json.dumps(document).encode())
    assert answer.status_code == 422 and Board.objects.count() == 1
    said = answer.content.decode()
    assert "not a board as Polylogue writes them" in said and named in said


@pytest.mark.parametrize(
    "content", [b"", b"[", b"\xff\xfe", b"[" * 100_000, b'"\\ud800"', b" " * (4 * 1024 * 1024 + 1)]
)
def test_a_file_that_is_none_is_refused(planned, sign_in, ben, content):
    answer = brought(sign_in(ben), planned, content)
    assert answer.status_code == 422 and Board.objects.count() == 1


def test_a_large_board_is_brought_in_as_one(planned, sign_in, ben):
    client = sign_in(ben)
    document = json.loads(fetched(client, planned, "json"))
    document["pieces"] += [
        {"name": f"note-{n}", "type": "note", "fields": {"text": f"N {n}"}, "lane": "lane-1"}
        for n in range(1500)
    ]
    made = brought(client, planned, json.dumps(document).encode())
    board = Board.objects.get(pk=made.url.split("/")[-2])
    notes = Piece.objects.filter(board=board, kind="note").order_by("order")
    assert [note.fields["text"] for note in notes] == [f"N {n}" for n in range(1500)]
    assert max(len(note.order) for note in notes) <= 32 and board.live == 1505


# ---- tables, texts, pictures -------------------------------------------------------------------


def test_the_table_has_a_line_for_each_entry_and_no_formula(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    text = fetched(sign_in(cleo), planned, "csv").decode()
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(line["Lane"], line["Title"] or line["Text"]) for line in lines] == [
        ("Ideas", "'=2+2 שלום 😀"),
        ("Ideas", "Trams"),
        ("In no lane", "Mobility"),
        ("In no lane", "Here"),
    ]
    assert lines[1]["Goal"] == "Fewer cars" and lines[1]["Group"] == "Mobility"


def test_the_text_has_lanes_cards_and_connections(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    scenes.note(planned, dov, "# no <b>heading</b>", lane="lane-2")
    said = fetched(sign_in(cleo), planned, "md").decode()
    assert "## Ideas" in said and "### Trams" in said and "> Fewer cars" in said
    assert "- Trams → =2+2 שלום 😀 (pays)" in said
    assert "<b>" not in said and "\n# no" not in said


def test_the_picture_is_one_and_nothing_in_it_is_markup(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    scenes.note(planned, dov, '</text><script>alert(1)</script> & "' + "long" * 90 + "\ufffe")
    drawn = fetched(sign_in(cleo), planned, "svg").decode()
    root = ElementTree.fromstring(drawn)
    kinds = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert kinds == {"svg", "title", "rect", "text", "tspan", "line", "polygon", "polyline"}
    words = " ".join("".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text"))
    assert "Trams" in words and "Fewer cars" in words and "alert(1)" in words and "pays" in words


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "md", "svg"])
def test_private_entries_and_hidden_votes_are_in_no_file(planned, sign_in, ben, cleo, form):
    one = scenes.note(planned, cleo, "Public")
    scenes.do(planned, ben, "set_phase", phase="vote")
    scenes.do(planned, cleo, "vote", piece=one, dots=3)
    hidden = read(sign_in(cleo), planned, form)
    scenes.do(planned, ben, "set_phase", phase="plan")
    shown = read(sign_in(cleo), planned, form)
    assert (hidden != shown) == (form != "svg")
    scenes.do(planned, ben, "set_rules", is_private=True)
    scenes.note(planned, cleo, "Onlymine")
    for person in (cleo, ben):
        assert "Onlymine" not in read(sign_in(person), planned, form)
    scenes.do(planned, ben, "set_rules", is_private=False)
    assert "Onlymine" in read(sign_in(ben), planned, form)


def test_authors_are_named_as_far_as_the_rule_of_the_room_lets_them_out(
    planned, sign_in, ben, cleo
):
    scenes.note(planned, cleo, "Trams")
    assert b"Cleo Marin" not in fetched(sign_in(ben), planned, "md")
    Room.objects.filter(pk=planned.room_id).update(rule="public")
    planned.room.held_rules.update(rule="public")
    assert b"Cleo Marin" in fetched(sign_in(ben), planned, "md")


def test_eve_takes_nothing_along(planned, sign_in, eve, cleo):
    for where in (*(url(planned, "export", form) for form in ("json", "csv", "md", "svg")),
                  url(planned, "paper"), url(planned, "files")):  # fmt: skip
        assert sign_in(eve).get(where).status_code == 404
    assert sign_in(cleo).get(url(planned, "export", "exe")).status_code == 404


def test_the_page_to_print_has_it_lane_by_lane(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    said = sign_in(cleo).get(url(planned, "paper")).content.decode()
    assert said.index("Ideas") < said.index("Trams") < said.index("Fewer cars")
    assert "keep_template" not in said


# ---- templates, copies, names ------------------------------------------------------------------


def opened_as(client, board, template, **more):
    where = reverse("whiteboard:open", args=[board.room.dialogue.slug])
    return press(client, where, room="dialogue", template=template, **more)


def test_the_crew_keeps_a_board_as_a_template_and_opens_others_from_it(
    planned, sign_in, ben, cleo, dov
):
    filled(planned, cleo, dov, ben)
    assert press(sign_in(cleo), url(planned, "keep_template"), title="Mine").status_code == 403
    client = sign_in(ben)
    press(client, url(planned, "keep_template"), title="Our plan", says="For day 3")
    press(client, url(planned, "keep_template"), title="With cards", with_cards="1")
    short, whole = OwnTemplate.objects.order_by("pk")
    listed = client.get(reverse("whiteboard:list", args=[planned.room.dialogue.slug]))
    assert "Our plan" in listed.content.decode() and "For day 3" in listed.content.decode()
    board = Board.objects.get(pk=opened_as(client, planned, short.sign).url.split("/")[-2])
    assert set(Piece.objects.filter(board=board).values_list("kind", flat=True)) == {
        "lane",
        "group",
    }
    board = Board.objects.get(pk=opened_as(client, planned, whole.sign).url.split("/")[-2])
    assert look(board)[2].keys() == look(planned)[2].keys()


def test_a_template_of_one_dialogue_is_none_of_another_and_staff_keep_those_of_the_site(
    planned, sign_in, ada, ben, cleo
):
    scenes.note(planned, cleo, "Spoken here")
    client = sign_in(ben)
    assert (
        press(client, url(planned, "keep_template"), title="All", everywhere="1").status_code == 403
    )
    staff = sign_in(ada)
    press(staff, url(planned, "keep_template"), title="All", everywhere="1", with_cards="1")
    kept = OwnTemplate.objects.get()
    assert kept.dialogue is None and "Spoken here" not in json.dumps(kept.content)
    press(client, url(planned, "keep_template"), title="Here")
    elsewhere = cast.dialogue(ada, "Elsewhere")
    there = Participation.objects.get(dialogue=elsewhere, person=ada)
    assert [one.name for one in keeping.usable(there)] == ["All"]
    with pytest.raises(NotFound):
        keeping.find(there, OwnTemplate.objects.get(name="Here").sign)
    where = reverse("whiteboard:remove_template", args=[planned.room.dialogue.slug])
    assert press(client, where, template=kept.sign).status_code == 403


def test_a_template_that_was_removed_or_does_not_fit_is_refused_in_words(planned, sign_in, ben):
    client = sign_in(ben)
    press(client, url(planned, "keep_template"), title="Here")
    kept = OwnTemplate.objects.get()
    OwnTemplate.objects.update(content={**kept.content, "pieces": [{"name": "x"}]})
    answer = opened_as(client, planned, kept.sign)
    assert answer.status_code == 422 and "does not fit any more" in answer.content.decode()
    where = reverse("whiteboard:remove_template", args=[planned.room.dialogue.slug])
    press(client, where, template=kept.sign)
    assert opened_as(client, planned, kept.sign).status_code == 404
    for odd in ("own-", "own-x", f"own-{10**20}", "nothing", ""):
        assert opened_as(client, planned, odd).status_code in {400, 404, 422}
    assert Board.objects.count() == 1


def test_a_board_is_copied_with_or_without_what_lies_on_it(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    assert press(sign_in(cleo), url(planned, "copy"), room="dialogue").status_code == 403
    client, key = sign_in(ben), cast.new_key()
    for _ in range(2):
        answer = press(client, url(planned, "copy"), key, room="dialogue", with_cards="1")
    whole = Board.objects.get(pk=answer.url.split("/")[-2])
    assert whole.title == "Copy of Action plan" and Board.objects.count() == 2
    assert look(whole)[2] == look(planned)[2]
    answer = press(client, url(planned, "copy"), room="dialogue", title="Anew")
    bare = Board.objects.get(title="Anew")
    assert set(Piece.objects.filter(board=bare).values_list("kind", flat=True)) == {"lane", "group"}
    assert press(client, url(planned, "copy"), room=planned.room_id).status_code == 409


def test_what_lies_on_a_groups_board_stays_there(planned, side_room):
    Room.objects.filter(pk=planned.room_id).update(kind="group")
    planned.refresh_from_db()
    with pytest.raises(writing.StaysThere):
        writing.require_leaves(Board.objects.select_related("room").get(), side_room)
    writing.require_leaves(Board.objects.get(), planned.room)


def test_a_board_is_called_otherwise_and_the_past_keeps_its_name(planned, sign_in, ben, cleo):
    assert send(sign_in(cleo), planned, "rename", title="Mine").status_code == 403
    send(sign_in(ben), planned, "version", label="First")
    send(sign_in(ben), planned, "rename", title="Our plan")
    planned.refresh_from_db()
    assert planned.title == "Our plan"
    assert planned.versions.get().content["title"] == "Action plan"
    told = Entry.objects.get(stream=planned.stream_id, kind="board.board_renamed")
    assert told.data["title"] == "Our plan"
    for odd in ("", " \u200b ", "x" * 121):
        assert send(sign_in(ben), planned, "rename", title=odd).status_code == 422


# ---- a moment of the past, tables and pixels -----------------------------------------------------


def pixels(content):
    return Image.open(io.BytesIO(content)).convert("RGB")


def of_moment(client, board, form, seq):
    return client.get(f"{url(board, 'export', form)}?at={seq}")


def test_the_picture_as_pixels_has_the_colours_of_its_cards(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    drawn = pixels(fetched(sign_in(dov), planned, "png"))
    assert drawn.width >= 2 * 600
    colours = {colour for _count, colour in drawn.getcolors(1 << 24)}
    assert ImageColor.getrgb(shapes.COLOURS["red"]) in colours


def test_a_board_that_reaches_far_is_still_a_picture_that_can_be_opened(planned, sign_in, ben):
    for x, y in ((-900_000, 0), (900_000, 40)):
        scenes.put(planned, ben, "note", fields={"text": "Far away", "x": x, "y": y})
    drawn = pixels(fetched(sign_in(ben), planned, "png"))
    assert 8_000 < drawn.width <= 16_000
    scenes.put(planned, ben, "note", fields={"text": "Far down", "x": 0, "y": 900_000})
    drawn = pixels(fetched(sign_in(ben), planned, "png"))
    assert drawn.width * drawn.height < 17_000_000


def test_a_workbook_has_a_line_for_each_entry_and_no_formula(planned, sign_in, ben, cleo, dov):
    filled(planned, cleo, dov, ben)
    scenes.note(planned, dov, "+1-1\ufffe \u202eback")
    content = fetched(sign_in(ben), planned, "xlsx")
    ((_title, rows),) = opening.sheets(content).items()
    in_csv = list(csv.reader(io.StringIO(fetched(sign_in(ben), planned, "csv").decode()[1:])))
    assert len(rows) == len(in_csv)
    assert opening.formulas(content) == 0
    said = {str(cell) for row in rows for cell in row}
    assert "=2+2 שלום 😀" in said and "+1-1‹U+FFFE› ‹U+202E›back" in said


@pytest.mark.parametrize("form", ["csv", "xlsx", "md", "svg", "json"])
def test_every_form_shows_a_moment_as_it_was(planned, sign_in, ben, cleo, form):
    one = scenes.put(planned, cleo, "note", fields={"text": "Trams first", "x": 0, "y": 0})
    then = scenes.head(planned)
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    scenes.put(planned, cleo, "note", fields={"text": "Buses after all"})
    answer = of_moment(sign_in(ben), planned, form, then)
    read = opening.words(f"board.{form}", answer.content)
    assert "Trams first" in read and "Buses" not in read
    assert f"-{then}.{form}" in answer["Content-Disposition"]
    now = opening.words(f"board.{form}", fetched(sign_in(ben), planned, form))
    assert "Buses after all" in now and "Trams" not in now


def test_a_moment_hides_what_was_private_then_and_has_no_words_that_were_removed(
    planned, sign_in, ben, cleo, dov
):
    scenes.put(planned, cleo, "note", fields={"text": "Iris pays"})
    made = scenes.head(planned)
    scenes.do(planned, ben, "set_rules", is_private=True)
    shy = scenes.put(planned, cleo, "note", fields={"text": "Only mine"})
    then = scenes.head(planned)
    scenes.do(planned, cleo, "reveal_pieces", pieces=[shy])
    scenes.do(planned, ben, "set_rules", is_private=False)
    assert "Iris pays" in of_moment(sign_in(dov), planned, "md", then).content.decode()
    assert "Only mine" in fetched(sign_in(dov), planned, "md").decode()
    forget(planned, made, ben)
    for person in (ben, cleo, dov):
        read = of_moment(sign_in(person), planned, "md", then).content.decode()
        assert "Only mine" not in read and "Iris" not in read


def test_a_moment_that_never_was_is_not_found_and_eve_finds_none(planned, sign_in, ben, eve):
    head = scenes.head(planned)
    for seq, status in ((1, 200), (head, 200), (0, 404), (head + 1, 404), ("x", 422)):
        assert of_moment(sign_in(ben), planned, "csv", seq).status_code == status
    assert of_moment(sign_in(eve), planned, "csv", 1).status_code == 404


def test_the_page_of_a_moment_leads_to_its_files(planned, sign_in, ben, cleo):
    scenes.note(planned, cleo, "Trams")
    moment = sign_in(ben).get(url(planned, "moment", 2)).content.decode()
    assert f"{url(planned, 'files')}?at=2" in moment
    page = sign_in(ben).get(f"{url(planned, 'files')}?at=2").content.decode()
    for form in ("png", "svg", "csv", "xlsx", "md", "json"):
        assert f"{url(planned, 'export', form)}?at=2" in page
    assert "Keep as a template" not in page
