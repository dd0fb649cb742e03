"""What can be found of boards: as they are now, by those who may see it; and what transcripts say of them."""

import re

from django.urls import reverse

from polylogue.transcripts.cut import transcript_of
from polylogue.transcripts.markdown import markdown
from tests.whiteboard import scenes
from tests.whiteboard.test_pages import url


def found(client, board, words):
    """The addresses that a search leads to."""
    where = reverse("search:find", args=[board.room.dialogue.slug])
    page = client.get(where, {"q": words}).content.decode()
    return re.findall(r'class="found__link" href="([^"]+)"', page)


def test_a_card_is_found_by_what_it_says_now(planned, sign_in, cleo, dov):
    one = scenes.put(planned, cleo, "card", fields={"title": "Trams"}, lane="lane-1")
    client = sign_in(dov)
    assert found(client, planned, "trams") == [url(planned, "piece", one)]
    scenes.write(planned, dov, one, "Solar buses", field="goal")
    scenes.write(planned, dov, one, -5, "Ferries", field="title")
    assert found(client, planned, "solar ferries") == [url(planned, "piece", one)]
    assert found(client, planned, "trams") == []
    scenes.do(planned, cleo, "delete_pieces", pieces=[one])
    assert found(client, planned, "ferries") == []
    scenes.do(planned, cleo, "restore_pieces", pieces=[one])
    assert found(client, planned, "ferries") == [url(planned, "piece", one)]


def test_what_is_private_is_found_by_its_author_alone_until_it_is_shown(
    planned, sign_in, ben, cleo, dov
):
    scenes.do(planned, ben, "set_rules", is_private=True)
    one = scenes.note(planned, cleo, "Hydrofoil")
    assert found(sign_in(cleo), planned, "hydrofoil") == [url(planned, "piece", one)]
    for other in (ben, dov):
        assert found(sign_in(other), planned, "hydrofoil") == []
    scenes.do(planned, cleo, "reveal_pieces", pieces=[one])
    assert found(sign_in(dov), planned, "hydrofoil") == [url(planned, "piece", one)]


def test_a_board_is_found_by_what_it_is_called_and_by_nobody_outside(
    planned, sign_in, ben, cleo, eve
):
    client = sign_in(cleo)
    scenes.do(planned, ben, "rename_board", title="Harbour plan")
    assert found(client, planned, "harbour") == [url(planned)]
    where = reverse("search:find", args=[planned.room.dialogue.slug])
    assert sign_in(eve).get(where, {"q": "harbour"}).status_code == 404


def test_the_transcript_of_the_room_has_the_board_as_everybody_sees_it(planned, ben, cleo):
    scenes.put(planned, cleo, "card", fields={"title": "Trams", "goal": "Fewer"}, lane="lane-2")
    scenes.do(planned, ben, "set_rules", is_private=True)
    scenes.note(planned, cleo, "Onlymine")
    said = "".join(markdown(transcript_of(planned.room.dialogue, planned.room)))
    assert "opened a board" in said and "Trams" in said and "Fewer" in said
    assert "Onlymine" not in said
