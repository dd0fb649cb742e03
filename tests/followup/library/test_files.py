"""Good practices as files: what one finds and may see, registered, and safe to open."""

import csv
import io
import json

import pytest
from django.urls import reverse

from polylogue.followup.handout.formats import _flat
from polylogue.followup.models import LibraryExport
from polylogue.kit.cells import guarded
from tests.dialogues.pages import told, words
from tests.followup import practices
from tests.followup.library import shelf
from tests.support import cast

EXPORT = reverse("library:export")


def read(answer):
    assert answer.status_code == 200, answer
    return b"".join(answer.streaming_content).decode()


def rows(text):
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_a_file_holds_what_the_filters_let_through_and_the_person_may_see(dialogue, eve, sign_in):
    shelf.put_all(dialogue)
    shelf.put(dialogue, title="Only here", open_to="dialogue", country="DE")
    answer = sign_in(eve).post(EXPORT, {"format": "json", "country": "de", "q": "straßen"})
    assert answer["Content-Disposition"].startswith('attachment; filename="library-')
    assert answer["Cache-Control"] == "private, no-store"
    file = json.loads(read(answer))
    assert file["filters"] == {"q": "straßen", "country": "DE"}
    assert [one["title"] for one in file["practices"]] == ["Kommunale Wärmeplanung in Köln"]
    all_of_them = json.loads(read(sign_in(eve).post(EXPORT, {"format": "json"})))["practices"]
    assert len(all_of_them) == len(shelf.CORPUS)
    (hidden,) = [one for one in all_of_them if one["title"].startswith("Composting at")]
    assert {hidden[name] for name in ("city", "country", "country_code", "region", "contact")} == {
        ""
    }
    (leipzig,) = [one for one in all_of_them if one["city"] == "Leipzig"]
    assert (leipzig["continent"], leipzig["region"]) == ("Europe", "Western Europe")
    assert leipzig["topics"] == ["Affordable housing", "Municipal finance"]


def test_the_table_opens_as_text_and_never_as_a_formula(dialogue, eve, sign_in):
    shelf.put(
        dialogue, title="=HYPERLINK(1)", city="Zürich", topics=["@a", "b"], results="-1 °C\nand"
    )
    (row,) = rows(read(sign_in(eve).post(EXPORT, {"format": "csv"})))
    assert row["title"] == "'=HYPERLINK(1)" and row["city"] == "Zürich"
    assert row["topics"] == "'@a; b" and row["results"] == "'-1 °C\nand"


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠A"]
)
def test_what_a_spreadsheet_would_reckon_is_guarded(text):
    assert guarded(text) == "'" + text


def test_other_cells_stay_as_they_are():
    assert [guarded(_flat(v)) for v in ("a=1", "Köln", "", None, 3, True)] == [
        "a=1",
        "Köln",
        "",
        "",
        "3",
        "yes",
    ]


def test_each_file_is_registered_with_what_was_in_it(dialogue, eve, sign_in, mia):
    one, two = shelf.put(dialogue, title="One"), shelf.put(dialogue, title="Two")
    read(sign_in(eve).post(EXPORT, {"format": "csv", "q": "two"}))
    (export,) = LibraryExport.objects.all()
    assert (export.by, export.format, export.wanted) == (eve, "csv", {"q": "two"})
    assert export.practices == [two.pk] and len(export.sha256) == 64 and export.finished_at
    page = words(sign_in(mia).get(reverse("library:files", args=[dialogue.slug])))
    assert "Eve Stone" in page and "the library" in page
    assert one.pk not in export.practices


def test_a_file_needs_an_account_and_a_format(dialogue, client, sign_in, eve):
    assert client.post(EXPORT, {"format": "csv"}).status_code == 302
    assert sign_in(eve).post(EXPORT, {"format": "exe"}).status_code == 422
    assert not LibraryExport.objects.exists()


def test_the_crews_file_says_who_agreed_to_what(dialogue, plenary, ada, mia, cleo, dov, sign_in):
    open_one = practices.pin(plenary, ada, cast.post(plenary, cleo).seq, visibility="network")
    practices.give(open_one, cleo, naming="city")
    asked = practices.pin(plenary, ada, cast.post(plenary, dov).seq, visibility="public")
    url = reverse("library:download", args=[dialogue.slug])
    answer = sign_in(mia).post(url, {"format": "json"})
    found = {one["id"]: one for one in json.loads(read(answer))["practices"]}
    assert found[open_one.pk]["open_to"] == "network" and found[open_one.pk]["shown_as"] == "city"
    assert found[open_one.pk]["contact"] == "Cleo Marin, roads office"
    (consent,) = found[open_one.pk]["consents"]
    assert (consent["person"], consent["answer"]) == ("Cleo Marin", "given")
    assert found[asked.pk]["open_to"] == "room"
    assert found[asked.pk]["consents"][0]["answer"] == "open"
    assert told(dialogue)[-1] == "followup.practices_exported"
    table = rows(read(sign_in(mia).post(url, {"format": "csv"})))
    assert (
        "Cleo Marin, 1, network, city, given"
        in {r["id"]: r for r in table}[str(open_one.pk)]["consents"]
    )


def test_the_crews_file_is_the_crews_alone(dialogue, cleo, eve, sign_in):
    for person, status in ((cleo, 403), (eve, 404)):
        for url in ("library:files", "library:download"):
            address = reverse(url, args=[dialogue.slug])
            client = sign_in(person)
            answer = (
                client.get(address)
                if url.endswith("files")
                else client.post(address, {"format": "csv"})
            )
            assert answer.status_code == status


def test_who_withdraws_while_a_file_is_read_is_not_in_the_rest(
    dialogue, plenary, ada, cleo, eve, sign_in
):
    shelf.put_all(dialogue)
    practice = practices.pin(plenary, ada, cast.post(plenary, cleo).seq, visibility="network")
    practices.give(practice, cleo)
    answer = sign_in(eve).post(EXPORT, {"format": "json"})
    practices.withdraw(practice, cleo)
    assert "30 km/h in the centre" not in read(answer)
