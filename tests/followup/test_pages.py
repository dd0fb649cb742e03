"""The pages of good practices, as people with and without an account, with and without a script see them."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from chat.attachments.models import File
from polylogue.followup.models import Edition, Practice
from tests.followup.practices import change, give, pin
from tests.support import cast


@pytest.fixture
def said(plenary, cleo):
    return cast.post(plenary, cleo, "We painted the street.\n\nResults: fewer crashes.").seq


@pytest.fixture
def file(plenary, cleo, said, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stored = default_storage.save("plan.pdf", ContentFile(b"%PDF-"))
    about = {"kind": "pdf", "media_type": "application/pdf", "name": "plan.pdf", "size": 5}
    here = {"stream": plenary.stream, "owner": cleo, "seq": said, "content": stored}
    return File.objects.create(**here, **about)


def pin_url(room, *seqs, more=""):
    url = reverse("followup:pin", args=[room.dialogue.slug, room.pk])
    return f"{url}?{'&'.join(f'message={seq}' for seq in seqs)}{more}"


def page(client, practice, name="practice", *more):
    return client.get(reverse(f"followup:{name}", args=[practice.pk, *more]))


def press(client, url, **fields):
    return client.post(url, {"key": cast.new_key(), **fields})


def answer(client, practice, **said):
    return press(client, reverse("followup:answer", args=[practice.pk]), **said)


def test_the_form_begins_with_the_message_and_becomes_a_practice(plenary, mia, said, file, sign_in):
    client = sign_in(mia)
    shown = client.get(pin_url(plenary, said))
    initial = shown.context["form"].initial
    assert (initial["city"], initial["results"]) == ("Lyon", "Results: fewer crashes.")
    assert (initial["attachments"], initial["visibility"]) == ([str(file.pk)], "room")
    fields = {name: value for name, value in initial.items() if isinstance(value, str)}
    sent = press(client, pin_url(plenary, said), **fields | {"topics": "Roads\nRoads", "seen": 0})
    practice = Practice.objects.get()
    assert sent.headers["Location"] == practice.get_absolute_url()
    edition = Edition.objects.get()
    assert (edition.city, edition.topics, edition.files) == ("Lyon", ["Roads"], [])


def test_the_panel_gets_the_form_alone_and_what_is_wrong_with_it(plenary, mia, said, sign_in):
    client, url = sign_in(mia), pin_url(plenary, said, more="&part")
    assert b"<html" not in client.get(url).content
    wrong = press(client, url, title="", visibility="room", seen=0, results="Kept.")
    assert wrong.status_code == 422 and b"Kept." in wrong.content
    right = press(client, url, title="Right", visibility="room", seen=0)
    assert right.status_code == 201 and b"<html" not in right.content


def test_a_message_is_added_to_a_practice_that_is_there(plenary, mia, dov, said, sign_in):
    practice = pin(plenary, mia, said, results="One.")
    further = cast.post(plenary, dov, "Results: two.").seq
    client, more = sign_in(mia), f"&practice={practice.pk}"
    form = client.get(pin_url(plenary, further, more=more)).context["form"]
    assert form.initial["results"] == "One.\n\nResults: two."
    fields = {"title": "Both", "visibility": "room", "seen": form.initial["seen"]}
    press(client, pin_url(plenary, further, more=more), **fields)
    assert list(practice.sources.values_list("seq", "since")) == [(said, 1), (further, 2)]


def test_a_practice_of_another_dialogue_is_not_added_to(plenary, ada, mia, said, sign_in):
    practice = pin(plenary, mia, said)
    elsewhere = cast.dialogue(by=ada, title="Elsewhere").rooms.get()
    seq = cast.post(elsewhere, ada).seq
    more = f"&practice={practice.pk}"
    assert sign_in(ada).get(pin_url(elsewhere, seq, more=more)).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "message=0", "message=x", "message=99", "message=1&practice=x"]
)
def test_nonsense_is_refused(plenary, mia, said, sign_in, query):
    url = reverse("followup:pin", args=[plenary.dialogue.slug, plenary.pk])
    assert sign_in(mia).get(f"{url}?{query}").status_code in {404, 422}


def test_of_two_who_edit_the_second_is_told_what_the_first_saved(plenary, ben, mia, said, sign_in):
    practice = pin(plenary, mia, said)
    url = reverse("followup:edit", args=[practice.pk])
    seen = sign_in(mia).get(url).context["form"].initial["seen"]
    change(practice, ben, results="What Ben saved.")
    fields = {"title": "Title", "results": "What Mia typed.", "visibility": "room"}
    answered = press(sign_in(mia), url, **fields, seen=seen)
    assert answered.status_code == 422
    text = answered.content.decode()
    assert "Ben Okoro changed" in text and "What Ben saved." in text and "What Mia typed." in text
    again = press(sign_in(mia), url, **fields, seen=answered.context["form"].data["seen"])
    assert again.status_code == 302
    assert list(practice.editions.values_list("results", flat=True)) == [
        "A third fewer crashes.", "What Ben saved.", "What Mia typed.",
    ]  # fmt: skip


def test_anybody_reads_what_is_public_and_only_what_its_author_shows(
    plenary, mia, cleo, dov, said, file, sign_in
):
    practice = pin(plenary, mia, said, visibility="public", files=[str(file.pk)])
    assert page(Client(), practice).status_code == 404
    assert page(Client(), practice, "file", file.pk).status_code == 404
    give(practice, cleo, naming="city")
    change(practice, mia, results="Not agreed to.")
    outside, inside = page(Client(), practice), page(sign_in(dov), practice)
    for hidden in ("roads office", "Not agreed to.", "We painted the street.\n", "Plenary", "Cleo"):
        assert hidden not in outside.content.decode()
    for shown in ("Lyon, France", "A third fewer crashes.", "plan.pdf"):
        assert shown in outside.content.decode()
    for shown in ("roads office", "Not agreed to.", "Plenary", "Cleo Marin"):
        assert shown in inside.content.decode()
    download = page(Client(), practice, "file", file.pk)
    assert (download.status_code, download.content) == (200, b"%PDF-")
    assert "sandbox" in download.headers["Content-Security-Policy"]
    assert page(Client(), practice, "editions").status_code == 302


def test_a_file_goes_with_its_message(plenary, mia, cleo, said, file, sign_in):
    practice = pin(plenary, mia, said, files=[str(file.pk)])
    assert page(sign_in(cleo), practice, "file", file.pk).status_code == 200
    cast.do(plenary, mia, "chat.delete_message", message=said)
    assert page(sign_in(cleo), practice, "file", file.pk).status_code == 404
    shown = page(sign_in(cleo), practice).content.decode()
    assert "This message was deleted." in shown and "plan.pdf" not in shown


def test_whoever_looks_as_a_participant_is_offered_no_more_than_they_are(
    dialogue, plenary, mia, said, sign_in
):
    practice = pin(plenary, mia, said)
    client = sign_in(mia)
    edit = reverse("followup:edit", args=[practice.pk])
    assert edit in page(client, practice).content.decode()
    client.post(reverse("dialogues:look", args=[dialogue.slug]), {"as": "participant"})
    assert edit not in page(client, practice).content.decode()
    assert client.get(edit).status_code == 403
    assert client.get(pin_url(plenary, said)).status_code == 403
    unpin = press(client, reverse("followup:unpin", args=[practice.pk]))
    assert unpin.status_code == 403


def test_an_author_is_asked_in_the_browser_and_answers_there(
    dialogue, plenary, mia, cleo, eve, said, sign_in
):
    practice = pin(plenary, mia, said, visibility="network")
    client, asked = sign_in(cleo), reverse("followup:asked")
    for place in (plenary.get_absolute_url(), reverse("chat:inbox", args=[dialogue.slug])):
        assert asked in client.get(place).content.decode()
    listed = client.get(asked).content.decode()
    assert "Please decide" in listed and "Read and decide" in listed
    said_yes = {"says": "give", "edition": 1, "visibility": "network", "naming": "named"}
    assert answer(client, practice, **said_yes).headers["Location"] == asked
    assert page(sign_in(eve), practice).status_code == 200
    assert "You agreed" in client.get(asked).content.decode()
    answer(client, practice, says="withdraw")
    assert page(sign_in(eve), practice).status_code == 404


@pytest.mark.parametrize(
    ("said_", "status"),
    [
        ({"says": "maybe"}, 422),
        ({"says": "give", "edition": 1, "visibility": "network"}, 422),
        ({"says": "give", "edition": 2, "visibility": "network", "naming": "named"}, 409),
        ({"says": "give", "edition": 1, "visibility": "public", "naming": "named"}, 409),
        ({"says": "give", "naming": "named"}, 409),
    ],
)
def test_an_answer_that_does_not_fit_opens_nothing(
    plenary, mia, cleo, said, sign_in, said_, status
):
    practice = pin(plenary, mia, said, visibility="network")
    assert answer(sign_in(cleo), practice, **said_).status_code == status
    practice.refresh_from_db()
    assert practice.open_to == "room"
    assert practice.consents.get().answer == "open"


def test_what_is_asked_holds_nothing_of_others(plenary, mia, cleo, dov, said, sign_in):
    pin(plenary, mia, said, visibility="network")
    shown = sign_in(dov).get(reverse("followup:asked")).content.decode()
    assert "30 km/h" not in shown and "Nothing is asked of you" in shown


def test_to_whom_a_practice_is_not_there_no_form_tells_that_it_is(plenary, mia, said, eve, sign_in):
    practice = pin(plenary, mia, said)
    client = sign_in(eve)
    for name in ("followup:answer", "library:reachable", "library:write"):
        for pk in (practice.pk, practice.pk + 1):
            assert client.post(reverse(name, args=[pk])).status_code == 404, name


def test_answers_are_given_no_faster_than_the_room_takes_commands(
    plenary, mia, cleo, said, sign_in, settings
):
    practice = pin(plenary, mia, said, visibility="network")
    settings.LIVE_COMMANDS_BURST, settings.LIVE_COMMANDS_PER_SECOND = 2, 0.001
    client = sign_in(cleo)
    answers = [answer(client, practice, says="withdraw").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
