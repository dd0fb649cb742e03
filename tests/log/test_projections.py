"""The log explains the state: replaying the streams gives the rows, and no table is forgotten."""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable, Generator
from typing import Any

from django.apps import apps
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from breakout import grouping, rounds, timing, undoing
from breakout.challenges import bringing, giving, programme, reminding
from breakout.challenges import writing as challenges
from breakout.challenges.models import Challenge
from breakout.challenges.particulars import Particulars
from breakout.models import Group, Round
from breakout.scripts import choice, shipping
from chat.models import Message, Revision
from chat.moderation.models import Mute, Report
from chat.polls.models import Poll
from chat.questions.models import Question
from polylogue.dialogues.intents import run_as
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.followup import answering, pinning, writing
from polylogue.followup.ideas import writing as planning
from polylogue.followup.models import Idea, Practice
from polylogue.kit.refusals import NotFound, Refusal
from polylogue.log.intents import Broken
from polylogue.log.models import Entry, Stream
from polylogue.people.models import User
from polylogue.texts.models import Text
from rooms import actions as room_actions
from rooms.models import Room
from tests.log.replaying import PROJECTIONS, Replay
from tests.support import cast, pads
from tests.whiteboard import scenes as boarding
from tests.whiteboard import taking, wishes
from whiteboard.models import Board, Piece
from whiteboard.patterns import SHIPPED

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
OURS = {"polylogue", "rooms", "chat", "breakout", "whiteboard"}

NO_PROJECTION = {
    "log.Stream": "the log itself; its head is held by the laws of the log",
    "log.Entry": "the log itself",
    "log.Command": "answers kept for retries; entries do not tell keys that appended nothing",
    "people.User": "accounts are not part of a dialogue; entries name them by number",
    "dialogues.Dialogue": "particulars: dialogue_edited names the fields, not what they said",
    "dialogues.Session": "particulars: programme_changed tells that, not what",
    "dialogues.JoinLink": "secrets and counts of use are not for the log",
    "whiteboard.OwnTemplate": "template_kept tells that there is one, not what it holds",
    "rooms.Lease": "who is connected: renewed every few seconds, never part of the record",
    "rooms.ReadPosition": "private to the person, written in batches beside the log",
    "chat.Mention": "follows from what a message says and who could read it then",
    "chat.ThreadPosition": "private to the person, written beside the log",
    "chat.InboxPosition": "private to the person, written beside the log",
    "search.Passage": "the index, made from the log; tests/search holds that it says the same",
    "search.Cursor": "how far the index has read the log",
    "attachments.File": "uploads wait for their message outside the log; what was posted has its seq",
    "reactions.Reaction": "who reacted is not in the log; the counts are, and are held by their test",
    "reactions.Untold": "what the log does not tell yet: none of it after the next second",
    "reactions.Pulse": "when the counts were last told, to keep the pace",
    "questions.Vote": "who voted is not in the log; the counts are, and are held by their test",
    "questions.Untold": "what the log does not tell yet: none of it after the next second",
    "questions.Pulse": "when the votes were last told, to keep the pace",
    "polls.Vote": "who voted what is not in the log",
    "polls.Roll": "who voted is not in the log; tests/chat/polls holds what may be kept of it",
    "polls.Urn": "what was voted anonymously is not in the log, so that no order can be read there",
    "polls.Ballot": "the same, shuffled when the poll was closed",
    "polls.Pulse": "when votes were last told, to keep the pace",
    "scripts.RoundScript": "a copy of a script; script_chosen tells which by its name",
    "scripts.OwnScript": "particulars: entries tell that somebody wrote or changed it, not what it says",
    "followup.Edition": "the text of a good practice; entries tell that there is one, not what it says",
    "followup.IdeaEdition": "the text of a project idea; entries tell that there is one, not what it says",
    "followup.Listing": "the index of the library; tests/followup/library holds that it says the same",
    "followup.Letter": "between two people: that it arrived is told to the one, not who wrote what",
    "followup.Reply": "between two people: that there is one is told to the sender",
    "followup.SenderBlock": "private to the person; the sender must not learn of it",
    "followup.Reachability": "a choice for each person; reachability_chosen tells it to them and the crew",
    "followup.ContactStop": "by the crew, for the crew: letters_stopped and letters_let_through",
    "followup.LibraryExport": "the register of files; checksums are known after the entry",
    "harvest.Pulse": "when changes of harvests are told next, to keep the pace",
    "breakout.Move": "who made each change, and how, stands in the entry of the change",
    "notices.Notice": "what it says; entries tell which groups got it",
    "challenges.Version": "the text of a challenge; entries tell that there is one, not what it says",
    "challenges.Draft": "what somebody types and has not saved, theirs alone, beside the log",
    "making.Expected": "addresses of people who have not come yet; entries tell how many, not who",
    "rooms.Stay": "what was seen of people: written every few seconds beside the log, for reports alone",
    "reports.ContactChoice": "contact_chosen tells it to the person alone",
    "reports.Introducing": "people_introduced says that the mails were ordered, and how many",
    "reports.Introduction": "who gets a mail, and whether it left: people_introduced gives the number",
    "jobs.Job": "work to do, of the servers and not of the dialogue",
    "promotions.Promotion": "places in rooms that not all readers of a board can follow; the board's "
    "entry tells its number alone",
    "whiteboard.Step": "ways back: what an entry replaced; tests/whiteboard holds that they lead there",
    "pictures.Picture": "uploads wait for their pieces outside the log; what was laid is named by its piece",
    "api.Token": "a secret's hash; token_made tells its label and scopes",
    "api.Use": "what was read by a program: counted beside the log",
    "api.Webhook": "an address and where its turns stand; webhook_added tells its host and kinds",
    "api.Position": "how far a webhook has read the log",
    "api.Delivery": "what a webhook was told, and how that went",
    "transcripts.Download": "the register of exports; checksums are known after the entry",
    "transcripts.Export": "files that are made; export_asked says that somebody had them made",
}


def test_every_model_is_a_projection_or_says_why_not():
    ours = {m._meta.label for m in apps.get_models() if m.__module__.split(".")[0] in OURS}
    assert ours == NO_PROJECTION.keys() | {model._meta.label for model in PROJECTIONS}


class Story:
    """People of a dialogue who do this and that; what they wrote is kept for comparison."""

    def __init__(self, dialogue: Dialogue, people: list[User], chance: random.Random) -> None:
        self.dialogue, self.people, self.chance = dialogue, people, chance
        self.written: dict[tuple[int, int], list[str]] = {}
        self.asked: list[tuple[Room, int]] = []

    def goes_on(self, steps: int) -> None:
        often = [self.post, self.reply, self.edit, self.hand, self.ask, self.question, self.write]
        often += [self.work_in_groups, self.harvest, self.work_on_a_board]
        seldom = [self.delete, self.arrange, self.move, self.poll, self.moderate, self.practise]
        seldom += [self.bring, self.take_up, self.plan]
        for _ in range(steps):
            deed = self.chance.choice(often * 3 + seldom)
            with no_is_an_answer():
                deed()

    def someone(self) -> User:
        return self.chance.choice(self.people)

    def room(self) -> Room:
        return self.chance.choice(list(self.dialogue.rooms.select_related("dialogue")))

    def post(self) -> None:
        text, room = f"Text {self.chance.random()}", self.room()
        receipt = cast.post(room, self.someone(), text)
        self.written[room.stream_id, receipt.seq] = [text]

    def reply(self) -> None:
        place, room = self.a_message()
        text = f"Reply {self.chance.random()}"
        receipt = cast.do(room, self.someone(), "chat.post_reply", thread=place[1], text=text)
        self.written[room.stream_id, receipt.seq] = [text]

    def edit(self) -> None:
        place, room = self.a_message()
        text = f"Edited {self.chance.random()}"
        author = User.objects.get(
            pk=Message.objects.get(stream=room.stream, seq=place[1]).author_id
        )
        cast.do(room, author, "chat.edit_message", message=place[1], text=text)
        self.written[place].append(text)

    def delete(self) -> None:
        place, room = self.a_message()
        cast.do(room, self.someone(), "chat.delete_message", message=place[1])

    def a_message(self) -> tuple[tuple[int, int], Room]:
        if not self.written:
            raise NotFound
        place = self.chance.choice(list(self.written))
        return place, Room.objects.select_related("dialogue").get(stream=place[0])

    def poll(self) -> None:
        """Somebody of the crew prepares a poll, or goes on with one."""
        room = self.room()
        known = list(Poll.objects.filter(stream=room.stream_id))
        if len(known) < 3:
            said = {"question": "Which?", "kind": "single", "options": ["This", "That"]}
            cast.do(room, self.someone(), "polls.draft_poll", particulars=said)
            return
        name = self.chance.choice(
            ["drop_draft", "open_poll", "open_poll", "extend_poll", "close_poll", "vote"]
        )
        args = {"extend_poll": {"minutes": 5}, "vote": {"choices": [1]}}.get(name, {})
        poll = self.chance.choice(known).pk
        cast.do(room, self.someone(), f"polls.{name}", poll=poll, **args)

    def pin(self) -> None:
        place, _room = self.a_message()
        wish = self.chance.choice(["room", "dialogue", "network"])
        act = lambda by: pinning.pin(by, [place], fields={"title": "Pinned"}, visibility=wish)  # noqa: E731
        self.as_staff(act)

    def practise(self) -> None:
        """Something happens to a good practice: it is pinned, written, agreed to, taken back or away."""
        there = list(Practice.objects.filter(dialogue=self.dialogue))
        if len(there) < 2:
            self.pin()
        else:
            self._happens_to(self.chance.choice(there))

    def _happens_to(self, practice: Practice) -> None:
        author, how = practice.sources.order_by("pk")[0].author, self.chance.randrange(5)
        asked = {"edition": practice.edition, "visibility": practice.visibility}
        title, wish = f"Written {self.chance.random()}", self.chance.choice(["dialogue", "public"])
        acts: list[Callable[[Participation], Any]] = [
            lambda by: writing.change(practice.pk, by, fields={"title": title}, visibility=wish),
            lambda by: answering.give(practice.pk, author, naming="city", **asked),
            lambda by: answering.refuse(practice.pk, author, **asked),
            lambda by: answering.withdraw(practice.pk, author),
            lambda by: pinning.unpin(practice.pk, by),
        ]
        self.as_staff(acts[how])

    def write(self) -> None:
        """Somebody writes in a text of a room, for the revision that they have seen."""
        room, sign = self.room(), self.chance.choice("ab😀")
        seen = Text.objects.filter(stream=room.stream, name=pads.PAD).first()
        base = self.chance.randrange(seen.revision + 1) if seen else 0
        part = {"key": cast.new_key(), "op": [sign]}
        cast.do(room, self.someone(), "texts.edit", text=pads.PAD, base=base, parts=[part])

    def hand(self) -> None:
        name = self.chance.choice(["raise_hand", "raise_hand", "lower_hand", "call_speaker"])
        args = {} if name == "raise_hand" else {"person": self.someone().pk}
        cast.do(self.room(), self.someone(), f"rooms.{name}", **args)

    def ask(self) -> None:
        room, by = self.room(), self.someone()
        if self.chance.random() < 0.4:
            ways = {"is_open": self.chance.random() < 0.9, "reviewed": self.chance.random() < 0.3}
            cast.do(room, self.people[0], "questions.arrange", **ways)
        hidden = self.chance.random() < 0.3
        seq = cast.do(room, by, "questions.ask", text="How?", for_crew=hidden).seq
        self.asked.append((room, seq))

    def question(self) -> None:
        """Somebody does something with a question that was asked before."""
        if not self.asked:
            raise NotFound
        room, seq = self.chance.choice(self.asked)
        acts: dict[str, dict[str, Any]] = {
            "vote": {"on": self.chance.random() < 0.7}, "correct": {"text": "How so?"},
            "withdraw": {}, "answer": {"text": "Thus."}, "answer_aloud": {}, "reopen": {},
            "approve": {}, "dismiss": {"reason": "No."}, "take_up": {}, "put_down": {},
        }  # fmt: skip
        name = self.chance.choice(list(acts))
        author = Question.objects.get(stream=room.stream, seq=seq).author
        by = author if name in {"correct", "withdraw"} else self.someone()
        cast.do(room, by, f"questions.{name}", question=seq, **acts[name])

    def bring(self) -> None:
        """Somebody writes a challenge, offers or withdraws one, says what they bring; a lead chooses."""
        by, chance = self.someone(), self.chance
        known = list(Challenge.objects.filter(dialogue=self.dialogue).values_list("pk", flat=True))
        one = chance.choice([*known, None, None])
        scope = chance.choice(["group", "everyone"])
        said = Particulars(title=f"Case {chance.random()}", question="How?", scope=scope)
        offers = chance.random() < 0.7
        acts: list[Callable[[Participation], Any]] = [
            lambda by: challenges.write(by, said, offers=offers, challenge=one),
            lambda by: challenges.write(by, said, offers=offers, challenge=one),
            lambda by: challenges.withdraw(by, challenge=one or 0),
            lambda by: bringing.say(by, topics=[scope], sentence=said.title),
            lambda by: programme.put_on(by, challenge=one or 0),
            lambda by: programme.take_off(by, challenge=one or 0),
            lambda by: programme.move(by, challenge=one or 0, places=-1),
            reminding.remind,
            lambda by: self.give_case(by, one),
        ]
        self.done_by(by, chance.choice(acts))

    def give_case(self, by: Participation, challenge: int | None) -> None:
        round = self.chance.choice(list(Round.objects.filter(dialogue=self.dialogue)) or [None])
        if round is None or not round.groups.exists():
            raise NotFound
        group = self.chance.choice(list(round.groups.all())).pk
        giving.give(rounds.find(self.dialogue, round.pk), by, group=group, challenge=challenge)

    def arrange(self) -> None:
        room, how = self.room(), self.chance.randrange(4)
        title = f"Room {self.chance.random()}"
        acts = [
            lambda by: room_actions.add_room(by, title=title).pk,
            lambda by: room_actions.change_room(
                room, by, title=title, purpose="", rule=self.chance.choice(Room.Rule.values)
            ),
            lambda by: room_actions.close_room(room, by),
            lambda by: room_actions.reopen_room(room, by),
        ]
        self.as_staff(acts[how])

    def move(self) -> None:
        """Somebody leaves, comes back or gets another role; the staff stays."""
        other = self.chance.choice(self.people[1:])
        role = self.chance.choice(["participant", "moderator", "facilitator", "observer"])
        if self.chance.random() < 0.3:
            cast.remove(self.dialogue, other, self.people[0])
        elif self.dialogue.participations.active().filter(person=other).exists():
            cast.change_roles(self.dialogue, other, self.people[0], role)
        else:
            cast.enrol(self.dialogue, other, role)

    def moderate(self) -> None:
        """Somebody reports, hides, mutes, slows down or bans; whoever may not is refused."""
        place, room = self.a_message()
        one = {"message": place[1]}
        other = {"person": self.chance.choice(self.people[1:]).pk}
        mutes = list(Mute.objects.filter(dialogue=self.dialogue).values_list("pk", flat=True))
        waiting = Report.objects.filter(stream=place[0], seq=place[1]).values_list("pk", flat=True)
        deeds: list[tuple[str, dict[str, Any]]] = [
            ("hide_message", one),
            ("show_message", one),
            ("report_message", one),
            ("mute_person", {**other, "everywhere": self.chance.random() < 0.5}),
            ("lift_mute", {"mute": self.chance.choice(mutes or [1])}),
            ("set_slow_mode", {"seconds": self.chance.choice([0, 10])}),
            ("resolve_reports", {"reports": list(waiting) or [1], "outcome": "dismiss"}),
            ("remove_person", {**other, "ban": self.chance.random() < 0.3}),
        ]
        name, args = self.chance.choice(deeds)
        cast.do(room, self.someone(), f"moderation.{name}", **args)

    def work_in_groups(self) -> None:
        """Somebody drafts a round, seats people, opens it, changes it or brings everybody back."""
        going_on = Round.objects.filter(dialogue=self.dialogue, closed_at=None).first()
        if going_on is None:
            self.as_staff(lambda by: self._drafted(by))
            return
        groups = list(going_on.groups.all())
        one, other = self.chance.choice(groups).pk, self.chance.choice(groups).pk
        people = [person.pk for person in self.chance.sample(self.people, 2)]
        if going_on.is_open and self.chance.random() < 0.4:
            self.steer(going_on)
            return
        deeds: list[Callable[[Round, Participation], Any]] = [
            lambda r, by: grouping.move(r, by, people=people, to=one, seen=None),
            lambda r, by: grouping.move(r, by, people=people[:1], to=None, seen=None),
            lambda r, by: rounds.announce(r, by, seconds=self.chance.choice([0, 0, 10])),
            lambda r, by: grouping.merge(r, by, group=one, into=other, seen=None),
            lambda r, by: grouping.split(r, by, people=people[:1], title="Apart", seen=None),
            lambda r, by: grouping.close(r, by, group=one, seen=None),
            lambda r, by: grouping.rename(r, by, group=one, title=f"G {self.chance.random()}"),
            lambda r, by: undoing.undo(r, by, version=r.version),
            lambda r, by: timing.end_in(r, by, seconds=self.chance.choice([0, 30])),
            lambda r, by: rounds.drop(r, by, seen=None),
        ]
        if self.chance.random() < 0.2 and (rooms := [g.room for g in groups if g.room]):
            self.call_for_help(self.chance.choice(rooms))
            return
        deed = self.chance.choice(deeds)
        self.as_staff(lambda by: deed(rounds.find(self.dialogue, going_on.pk), by))

    def harvest(self) -> None:
        """A group writes down what it brings home, hands it in or takes it back, and reports."""
        groups = list(Group.objects.filter(round__dialogue=self.dialogue, room__isnull=False))
        if not groups:
            raise NotFound
        group, by = self.chance.choice(groups), self.someone()
        room = Room.objects.select_related("dialogue").get(group=group)
        base = {"round": group.round_id}
        part = {"key": cast.new_key(), "op": ["Trams. "]}
        deeds: list[tuple[str, dict[str, Any]]] = [
            ("texts.edit", {"text": "harvest.advice", "base": 0, "parts": [part]}),
            ("texts.edit", {"text": "harvest.insight", "base": 0, "parts": [part]}),
            ("harvest.hand_in", {}),
            ("harvest.take_back", {}),
            ("harvest.report", {"on": self.chance.random() < 0.7}),
            ("harvest.arrange_turns", base | {"groups": [one.pk for one in groups[:3]]}),
            ("harvest.call_group", base | {"group": group.pk, "seconds": 60}),
            ("harvest.end_turn", base),
        ]
        name, args = self.chance.choice(deeds)
        cast.do(room, by if name.startswith("texts") else self.people[0], name, **args)

    def work_on_a_board(self) -> None:
        """Somebody of the crew opens a board, or somebody does something on one."""
        boards = list(Board.objects.filter(room__dialogue=self.dialogue))
        if len(boards) < 4 and self.chance.random() < 0.3:
            how = {"template": self.chance.choice(list(SHIPPED)), "for_dialogue": len(boards) > 2}
            cast.do(self.room(), self.someone(), "board.open_board", **how)
        elif boards:
            board = self.chance.choice(boards)
            names = list(board.pieces.values_list("name", flat=True))
            for _ in range(3):
                with no_is_an_answer():
                    wish = wishes.on(self.chance, names, seen=board.stream.head)
                    boarding.does(board, self.someone(), wish)

    def take_up(self) -> None:
        """A message is put on a board."""
        place, room = self.a_message()
        board = self.chance.choice(list(Board.objects.filter(room=room)) or [None])
        if board is not None:
            taking.put(board, self.someone(), "message", f"{place[0]}-{place[1]}", lane="")

    def plan(self) -> None:
        """A card becomes a project idea, or somebody goes on with one."""
        ideas = list(Idea.objects.filter(dialogue=self.dialogue))
        said = {"title": f"Idea {self.chance.random()}"}
        cards = list(Piece.objects.filter(board__room__dialogue=self.dialogue, kind="card"))
        if ideas and self.chance.random() < 0.5:
            idea = self.chance.choice(ideas)
            seen = Stream.objects.get(pk=self.dialogue.stream_id).head
            self.as_staff(lambda by: planning.change(idea.pk, by, fields=said, seen=seen))
        elif cards:
            card = self.chance.choice(cards)
            self.as_staff(lambda by: planning.make(by, card.board_id, card.name, fields=said))

    def call_for_help(self, room: Room) -> None:
        name = self.chance.choice(
            ["call", "call", "claim", "arrive", "let_go", "resolve", "take_back"]
        )
        cast.do(room, self.someone(), f"help.{name}")

    def _drafted(self, by: Participation) -> None:
        round = rounds.draft(by, title="Groups")
        grouping.add_numbered(round, by, count=3)
        choice.choose(round, by, sign=self.chance.choice(shipping.NAMES))

    def steer(self, round: Round) -> None:
        """Somebody does something with the time or a role of a group that works by a script."""
        room = self.chance.choice([group.room for group in round.groups.all() if group.room])
        deeds = {
            "hold": {}, "resume": {}, "skip": {"at": self.chance.randrange(9)},
            "add_minutes": {"minutes": 2},
            "hand_role": {"role": self.chance.choice(["moderator", "host", "case_giver"])},
        }  # fmt: skip
        name = self.chance.choice(list(deeds))
        args = deeds[name] | ({"person": self.someone().pk} if name == "hand_role" else {})
        cast.do(room, self.someone(), f"scripts.{name}", **args)

    def as_staff(self, act: Callable[[Participation], Any]) -> None:
        self.done_by(self.people[0], act)

    def done_by(self, person: User, act: Callable[[Participation], Any]) -> None:
        key = cast.new_key()
        run_as(self.dialogue, person, lambda by: quietly(act, by), key=key, content=key, reach=True)


@contextlib.contextmanager
def no_is_an_answer() -> Generator[None]:
    """To somebody who may not; a fault of ours is none."""
    try:
        yield
    except Broken:
        raise
    except Refusal:
        pass


def quietly(act: Callable[[Participation], Any], by: Participation) -> None:
    """What an act gives back is for its own wing; a command keeps its answer."""
    act(by)


def test_no_two_wings_replay_under_one_name():
    names = [name for part in Replay.__mro__[1:] for name in vars(part) if name.startswith("on_")]
    assert sorted(names) == sorted(set(names))


def test_replaying_the_streams_gives_the_rows(ada, ben, mia, cleo, dov, monkeypatch):
    pads.put_up(monkeypatch)

    @settings(
        max_examples=100 if LONG else 15,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.integers(0, 2**32))
    def run(seed: int) -> None:
        dialogue = cast.dialogue(by=ada)
        people = [ada, ben, mia, cleo, dov]
        for someone, role in zip(people[1:], cast.ROLES.values(), strict=True):
            cast.enrol(dialogue, someone, role)
        story = Story(dialogue, people, random.Random(seed))
        story.goes_on(80)
        told = Replay(dialogue)
        for model, compare in PROJECTIONS.items():
            from_log, from_rows = compare(told, dialogue)
            assert from_log == from_rows, f"{model._meta.label}, seed {seed}"
        for place, texts in story.written.items():
            assert history(*place) == texts

    run()


def history(stream: int, seq: int) -> list[str]:
    """Every text a message had: those of its revisions, then its own if it is still shown."""
    kept = Revision.objects.filter(stream=stream, seq=seq).order_by("number")
    now = Message.objects.get(stream=stream, seq=seq)
    return [r.text for r in kept] + ([] if now.deleted_at else [now.text])


def test_a_forgotten_entry_would_be_noticed(dialogue, plenary, ben):
    """The comparison can fail: without its entry a message is not explained."""
    seq = cast.post(plenary, ben).seq
    Entry.objects.filter(stream=plenary.stream, seq=seq).delete()
    from_log, from_rows = PROJECTIONS[Message](Replay(dialogue), dialogue)
    assert (len(from_log), len(from_rows)) == (0, 1)
