"""The action plan of the demo event: project ideas with owners and first steps, and a past to look at."""

from polylogue.followup.models import Idea
from polylogue.log.models import Entry
from rooms.promotions.models import Promotion
from whiteboard.models import Board, Piece


def test_the_project_ideas_are_on_a_board(demo):
    board = Board.objects.get(room__dialogue=demo)
    cards = Piece.objects.filter(board=board, kind="card", lane="lane-2")
    assert len(cards) == 5 and all(card.fields["who"] and card.fields["steps"] for card in cards)
    assert "45,000 euros" in cards.get(name="rooms-first").fields["funding"]
    assert Piece.objects.filter(board=board, kind="connector").count() == 8


def test_its_past_is_dated_by_those_who_made_it_and_has_a_version(demo):
    board = Board.objects.get(room__dialogue=demo)
    entries = list(Entry.objects.filter(stream=board.stream_id).order_by("seq"))
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert len({entry.actor_id for entry in entries}) > 4
    assert board.versions.get().label == "At the end of day 3"


def test_what_somebody_said_was_taken_up_and_a_card_has_a_page_of_its_own(demo):
    taken = Promotion.objects.get(dialogue=demo)
    card = Piece.objects.get(board__stream=taken.stream, name=taken.piece)
    assert (card.lane, card.fields["title"]) == ("lane-1", "Closed: one app for all of us")
    idea = Idea.objects.get(dialogue=demo)
    assert (idea.piece, idea.made_by.display_name) == ("rooms-first", "Mercy Olwande")
