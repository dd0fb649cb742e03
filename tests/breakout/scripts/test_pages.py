"""Staff write scripts: by plain forms, with each error at its step, and as files."""

import json

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from breakout.scripts import shipping
from breakout.scripts.models import OwnScript
from polylogue.log.models import Audience, Stream
from tests.breakout.scripts.scenes import script
from tests.dialogues.pages import at, last, send, told, words

SENT = {
    "seen": "0", "name": "Our way", "what_for": "To listen.", "least": "3", "most": "6", "turns": "1",
    "roles": "2", "role-0-key": "giver", "role-0-title": "Giver", "role-0-cast": "case", "role-0-count": "1",
    "role-1-key": "rest", "role-1-title": "Adviser", "role-1-cast": "rest", "role-1-count": "1",
    "steps": "2", "step-0-title": "Tell", "step-0-minutes": "4", "step-0-says": "Tell it.",
    "step-0-asks_giver": "In your own words.", "step-0-writes": ["giver"], "step-0-circle": "0",
    "step-1-title": "Think", "step-1-minutes": "2", "step-1-writes": ["nobody"], "step-1-circle": "1",
}  # fmt: skip


@pytest.fixture
def own(dialogue, ada, sign_in):
    send(sign_in(ada), at("scripts:create", dialogue), **SENT)
    return OwnScript.objects.get(dialogue=dialogue)


def typed(**says):
    return {**SENT, **says}


def values(page, name):
    """What stands in the fields of this name, in order."""
    return [form[name].value() for form in page.context["sheet"].steps]


def test_staff_write_a_script(dialogue, own, ada):
    written = own.script
    assert (written.name, written.least, written.most) == ("Our way", 3, 6)
    tell, think = written.steps
    assert (tell.writes, tell.asks) == (("giver",), {"giver": "In your own words."})
    assert (think.writes, think.silent, think.circle) == ((), True, 1)
    entry = last(dialogue)
    assert entry.data == {"script": own.pk, "name": "Our way"}
    assert (entry.kind, entry.audience) == ("scripts.script_written", Audience.CREW)


def test_sending_the_form_twice_writes_one(dialogue, ada, sign_in):
    for _ in range(2):
        send(sign_in(ada), at("scripts:create", dialogue), key="a" * 36, **SENT)
    assert OwnScript.objects.count() == 1


def test_what_was_written_stands_in_the_form_again(dialogue, own, ada, sign_in):
    client, address = sign_in(ada), at("scripts:change", dialogue, own.pk)
    page = client.get(address)
    assert values(page, "writes") == [["giver"], ["nobody"]]
    head = Stream.objects.get(pk=dialogue.stream_id).head
    again = typed(seen=str(head), name="Another way")
    assert send(client, address, **again).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.script.name) == ("Another way", "Another way")
    assert last(dialogue).kind == "scripts.script_changed"


def test_saving_what_was_not_changed_tells_nothing(dialogue, own, ada, sign_in):
    head = Stream.objects.get(pk=dialogue.stream_id).head
    send(sign_in(ada), at("scripts:change", dialogue, own.pk), **typed(seen=str(head)))
    assert "scripts.script_changed" not in told(dialogue)


def test_the_later_of_two_is_told_what_changed(dialogue, own, ada, sign_in):
    client, address = sign_in(ada), at("scripts:change", dialogue, own.pk)
    seen = str(Stream.objects.get(pk=dialogue.stream_id).head)
    send(client, address, **typed(seen=seen, name="First"))
    page = send(client, address, **typed(seen=seen, name="Second"))
    assert page.status_code == 422
    assert "changed the script “First”, after you opened this page" in words(page)
    assert page.context["sheet"].head["name"].value() == "Second"
    again = page.context["sheet"].head["seen"].value()
    assert send(client, address, **typed(seen=str(again), name="Second")).status_code == 302


def test_staff_remove_a_script(dialogue, own, ada, sign_in):
    seen = str(Stream.objects.get(pk=dialogue.stream_id).head)
    send(sign_in(ada), at("scripts:remove", dialogue, own.pk), seen=seen)
    assert not OwnScript.objects.exists()
    assert last(dialogue).kind == "scripts.script_removed"


@pytest.mark.parametrize(
    ("says", "part", "place", "field", "problem"),
    [
        ({"name": " "}, "head", None, "name", "This field is required."),
        ({"least": "7"}, "head", None, "most", "A group has from 1 to 30 people"),
        ({"step-1-minutes": "0"}, "steps", 1, "minutes", "greater than or equal to 1"),
        ({"step-1-writes": []}, "steps", 1, "writes", "Nobody may write."),
        ({"step-0-writes": ["nobody", "giver"]}, "steps", 0, "writes", "Somebody may write"),
        ({"step-0-in_turn": "on"}, "steps", 0, "in_turn", "the script runs once"),
        ({"step-1-travels": "on"}, "steps", 1, "travels", "After the last step"),
        ({"step-0-writes": ["gone"]}, "steps", 0, "writes", "gone is not one of"),
        ({"role-1-title": "giver"}, "roles", 0, "title", "Two roles have the same name."),
        ({"role-1-stays": "on"}, "roles", 1, "stays", "drawn by lot or chosen"),
        ({"role-1-key": "Not a key"}, "roles", 1, "key", "Enter a valid value."),
    ],
)
def test_an_error_stands_at_its_step(dialogue, ada, sign_in, says, part, place, field, problem):
    page = send(sign_in(ada), at("scripts:create", dialogue), **typed(**says))
    assert page.status_code == 422
    found = getattr(page.context["sheet"], part)
    form = found if place is None else found[place]
    assert problem in str(form.errors[field])
    assert problem in words(page)
    assert not OwnScript.objects.exists()


def test_a_script_without_steps_is_refused_and_not_lost(dialogue, ada, sign_in):
    page = send(sign_in(ada), at("scripts:create", dialogue), **typed(steps="0"))
    assert "without one it is free talk" in words(page)


@pytest.mark.parametrize(
    ("button", "titles"),
    [
        ("up-step-1", ["Think", "Tell"]),
        ("down-step-0", ["Think", "Tell"]),
        ("up-step-0", ["Tell", "Think"]),
        ("down-step-1", ["Tell", "Think"]),
        ("remove-step-0", ["Think"]),
        ("add-step-0", ["Tell", None, "Think"]),
        ("add-step", ["Tell", "Think", None]),
        ("remove-step", ["Tell", "Think"]),
        ("remove-step-9", ["Tell", "Think"]),
        ("blow-up-step-1", ["Tell", "Think"]),
    ],
)
def test_a_button_moves_a_step_and_saves_nothing(dialogue, ada, sign_in, button, titles):
    page = send(sign_in(ada), at("scripts:create", dialogue), do=button, **SENT)
    assert page.status_code == 200
    assert values(page, "title") == titles
    assert page.context["sheet"].head["name"].value() == "Our way"
    assert not OwnScript.objects.exists()


def test_all_that_a_step_says_moves_with_it(dialogue, ada, sign_in):
    page = send(sign_in(ada), at("scripts:create", dialogue), do="up-step-1", **SENT)
    assert values(page, "writes") == [["nobody"], ["giver"]]
    assert values(page, "minutes") == ["2", "4"]
    assert values(page, "asks_giver") == [None, "In your own words."]


def test_the_focus_stays_with_what_was_moved(dialogue, ada, sign_in):
    page = send(sign_in(ada), at("scripts:create", dialogue), do="up-step-1", **SENT)
    text = page.content.decode()
    assert text.count("autofocus") == 1
    assert (
        'value="down-step-0" formnovalidate'
        in text[: text.index("autofocus")].rsplit("<button", 1)[1]
    )


def test_a_new_role_gets_a_key_and_can_be_chosen_in_steps(dialogue, ada, sign_in):
    page = send(sign_in(ada), at("scripts:create", dialogue), do="add-role", **SENT)
    keys = [form["key"].value() for form in page.context["sheet"].roles]
    assert keys == ["giver", "rest", "role_1"]
    assert "role_1" in dict(page.context["sheet"].steps[0].fields["writes"].choices)


def test_htmx_gets_the_form_alone(dialogue, ada):
    client = Client(headers={"HX-Request": "true"})
    client.force_login(ada, "django.contrib.auth.backends.ModelBackend")
    page = send(client, at("scripts:create", dialogue), do="up-step-1", **SENT)
    assert page.content.decode().lstrip().startswith('<form class="form script-form"')


@pytest.mark.parametrize(
    ("says", "takes"),
    [
        ({}, "6 minutes"),
        ({"step-0-minutes": "x"}, "2 minutes"),
        (
            {"turns": "0", "step-0-in_turn": "on"},
            "14 to 26 minutes, by how many people there are",
        ),
        ({"turns": "3", "step-1-in_turn": "on"}, "10 minutes"),
        ({"steps": "0"}, "As long as the round lasts"),
        ({"steps": "99999999"}, "As long as the round lasts"),
    ],
)
def test_the_total_time_is_shown_while_one_types(dialogue, ada, sign_in, says, takes):
    page = send(sign_in(ada), at("scripts:total", dialogue), **typed(**says))
    assert words(page) == f"Takes {takes}"


@pytest.mark.parametrize("name", shipping.NAMES)
def test_a_shipped_script_can_be_read_and_copied(dialogue, ada, sign_in, name):
    client, known = sign_in(ada), shipping.named(name)
    assert known.name in words(client.get(at("scripts:show_shipped", dialogue, name)))
    page = client.get(at("scripts:create", dialogue) + f"?of={name}")
    assert page.context["sheet"].head["name"].value() == f"{known.name}, our way"
    assert values(page, "title") == [step.title for step in known.steps]


@pytest.mark.parametrize("name", [n for n in shipping.NAMES if n != shipping.FREE])
def test_a_copy_that_is_sent_as_it_is_says_the_same(dialogue, ada, sign_in, name):
    client, address = sign_in(ada), at("scripts:create", dialogue) + f"?of={name}"
    sheet = client.get(address).context["sheet"]
    fields = {"roles": len(sheet.roles), "steps": len(sheet.steps)}
    for form in (sheet.head, *sheet.roles, *sheet.steps):
        fields |= {
            f.html_name: f.value() for f in form if f.value() is not None and f.value() is not False
        }
    assert send(client, address, **fields).status_code == 302
    kept = OwnScript.objects.get().script
    assert kept == msgspec.structs.replace(shipping.named(name), name=kept.name)


def test_an_own_script_can_be_copied(dialogue, own, ada, sign_in):
    page = sign_in(ada).get(at("scripts:create", dialogue) + f"?of={own.pk}")
    assert page.context["sheet"].head["name"].value() == "Our way, our way"


@pytest.mark.parametrize("sign", ["nothing", "999999", "١", "-1"])
def test_what_is_not_there_cannot_be_copied(dialogue, ada, sign_in, sign):
    assert sign_in(ada).get(at("scripts:create", dialogue), {"of": sign}).status_code == 404


def test_a_script_goes_out_as_a_file_and_comes_in_again(dialogue, own, ada, sign_in):
    client = sign_in(ada)
    file = client.get(at("scripts:download", dialogue, own.pk))
    assert file.headers["Content-Disposition"] == 'attachment; filename="our-way.json"'
    assert json.loads(file.content)["steps"][0]["title"] == "Tell"
    sent = SimpleUploadedFile("our-way.json", file.content)
    assert send(client, at("scripts:bring", dialogue), file=sent).status_code == 302
    first, second = OwnScript.objects.order_by("pk")
    assert first.content == second.content


def test_a_shipped_script_goes_out_as_a_file(dialogue, ada, sign_in):
    file = sign_in(ada).get(at("scripts:download_shipped", dialogue, "troika"))
    assert msgspec.json.decode(file.content, type=type(script())) == shipping.named("troika")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "This is not a script as Polylogue writes them"),
        (b"[" * 99_999, "This is not a script"),
        (b'{"name": "\xff"}', "This is not a script"),
        (b'{"name": "A", "colour": "red"}', "unknown field `colour`"),
        (b'{"name": "A", "steps": [{"title": "B", "minutes": 999}]}', "<= 120"),
        (b'{"name": "A", "steps": [{"title": "B", "writes": []}]}', "Step 1: Nobody may write."),
        (b'{"name": "A"}', "A script needs a step"),
        (b" " * 300_000, "the file is too large"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_in_words(dialogue, ada, sign_in, content, problem):
    sent = SimpleUploadedFile("script.json", content)
    page = send(sign_in(ada), at("scripts:bring", dialogue), file=sent)
    assert page.status_code == 422
    assert problem in words(page)
    assert not OwnScript.objects.exists()


def test_without_a_file_nothing_is_brought(dialogue, ada, sign_in):
    assert "Choose the file" in words(send(sign_in(ada), at("scripts:bring", dialogue)))


def test_others_of_the_crew_read_scripts_and_are_offered_nothing_else(dialogue, own, mia, sign_in):
    page = sign_in(mia).get(at("scripts:show", dialogue, own.pk))
    assert "Download" in words(page)
    assert "Edit" not in words(page)
    assert "Write a script" not in words(sign_in(mia).get(at("scripts:list", dialogue)))


def test_a_script_of_another_dialogue_is_not_there(dialogue, own, ada, sign_in):
    from tests.support import cast

    other = cast.dialogue(ada, "Another")
    for name in ("scripts:show", "scripts:change", "scripts:download"):
        assert sign_in(ada).get(at(name, other, own.pk)).status_code == 404


def test_nothing_is_written_in_an_archive(dialogue, own, ada, sign_in):
    client = sign_in(ada)
    send(client, at("dialogues:archive", dialogue))
    assert send(client, at("scripts:create", dialogue), **SENT).status_code == 409
    assert client.get(at("scripts:show", dialogue, own.pk)).status_code == 200
    assert OwnScript.objects.count() == 1


def test_what_people_write_is_shown_as_they_wrote_it(dialogue, ada, sign_in):
    evil = "<script>alert(1)</script>"
    says = {"name": evil, "what_for": evil, "role-0-title": evil, "step-0-title": evil}
    says |= {"step-0-says": evil, "step-0-asks_giver": evil}
    client = sign_in(ada)
    send(client, at("scripts:create", dialogue), **typed(**says))
    own = OwnScript.objects.get()
    for address in (at("scripts:list", dialogue), own.get_absolute_url()):
        text = client.get(address).content.decode()
        assert evil not in text
        assert "&lt;script&gt;alert(1)" in text


def test_scripts_are_found_from_the_groups_by_the_crew_alone(dialogue, sign_in, ben, cleo):
    link = f'href="{at("scripts:list", dialogue)}"'
    assert sign_in(ben).get(at("breakout:list", dialogue)).content.decode().count(link) == 1
    assert link not in sign_in(cleo).get(at("breakout:list", dialogue)).content.decode()
    assert link not in sign_in(ben).get(dialogue.get_absolute_url()).content.decode()
