"""What the log says of the tables: each projection told from entries alone, and from its rows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from breakout.challenges.models import (
    Advice,
    Challenge,
    Experience,
    FirstStep,
    GroupCase,
    Reminder,
    Step,
)
from chat.models import Message, Revision
from chat.moderation.models import Mute, Removal, Report, SlowMode
from chat.polls.models import Poll
from chat.questions.models import Answer, Desk, Question
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.policy import CREW
from polylogue.followup.models import Consent, Practice, Source
from polylogue.log.models import Audience, Entry
from polylogue.texts import reading
from polylogue.texts.models import Change, Text
from rooms.models import Attachment, Hand, HeldRule, Room
from tests.log import (
    replaying_boards,
    replaying_harvests,
    replaying_ideas,
    replaying_rounds,
    replaying_scripts,
)
from tests.log.replaying_boards import BoardsReplay
from tests.log.replaying_harvests import HarvestsReplay
from tests.log.replaying_ideas import IdeasReplay
from tests.log.replaying_rounds import RoundsReplay
from tests.log.replaying_scripts import ScriptsReplay

Told = Any


class Replay(RoundsReplay, HarvestsReplay, ScriptsReplay, BoardsReplay, IdeasReplay):
    """Goes through the streams of a dialogue once, in order; knows nothing but entries.

    The dialogue's stream comes first: who takes part and which rooms there are stands there.
    """

    def __init__(self, dialogue: Dialogue) -> None:
        super().__init__()
        self.lane = dialogue.stream_id
        self.roles: dict[int, tuple[list[str], bool]] = {}
        self.rooms: dict[int, tuple[str, bool]] = {}
        self.messages: dict[tuple[int, int], list[Any]] = {}
        self.kept: set[tuple[int, int, int]] = set()
        self.hands: dict[int, list[list[Any]]] = defaultdict(list)
        self.detached: dict[tuple[int, int], int] = {}
        self.polls: dict[int, list[Any]] = {}
        self.practices: dict[int, list[Any]] = {}
        self.pinned: set[tuple[int, int, int]] = set()
        self.consents: dict[tuple[int, int, int, str], str] = {}
        self.challenges: dict[int, list[Any]] = {}
        self.steps: list[tuple[int, str, int]] = []
        self.programme: list[int] = []
        self.experiences: dict[int, list[int]] = {}
        self.reminders: list[tuple[int, int]] = []
        self.cases: dict[int, int | None] = {}
        self.advice: dict[tuple[int, int], list[Any]] = {}
        self.first_steps: dict[tuple[int, int], int] = {}
        self.rules: set[tuple[int, int, str]] = set()
        self.questions: dict[tuple[int, int], dict[str, Any]] = {}
        self.answers: set[tuple[int, int, int, int]] = set()
        self.desks: dict[int, list[Any]] = {}
        self.mutes: dict[int, list[Any]] = {}
        self.removals: dict[int, list[Any]] = {}
        self.reports: dict[int, list[Any]] = {}
        self.paces: dict[int, int] = {}
        self.texts: dict[tuple[int, str], int] = {}
        self.changes: set[tuple[int, int, str, int, int, str]] = set()
        for stream in (self.lane, *dialogue.stream.branches.values_list("pk", flat=True)):
            for entry in Entry.objects.filter(stream=stream).order_by("seq"):
                self.take(entry)

    def take(self, entry: Entry) -> None:
        area, what = entry.kind.split(".")
        if area == "board":
            self.take_board(entry)
        elif handler := getattr(self, f"on_{area}_{what}", getattr(self, f"on_{what}", None)):
            handler(entry, entry.data)

    # ---- the dialogue --------------------------------------------------------------------------

    def on_person_joined(self, entry: Entry, data: dict[str, Any]) -> None:
        self.roles[data["person"]] = (data["roles"], True)

    def on_roles_changed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.roles[data["person"]] = (data["roles"], True)

    def on_person_left(self, entry: Entry, data: dict[str, Any]) -> None:
        self.roles[data["person"]] = (self.roles[data["person"]][0], False)

    def on_room_opened(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rooms[data["room"]] = (data["title"], True)

    def on_room_changed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rooms[data["room"]] = (data["title"], self.rooms[data["room"]][1])

    def on_room_closed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rooms[data["room"]] = (data["title"], False)

    def on_groups_made(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rooms |= {room: (title, True) for room, title in data["rooms"]}

    def on_groups_closed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rooms |= {room: (self.rooms[room][0], False) for room in data["rooms"]}

    def on_groups_reopened(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rooms |= {room: (self.rooms[room][0], True) for room in data["rooms"]}

    def on_group_renamed(self, entry: Entry, data: dict[str, Any]) -> None:
        super().on_group_renamed(entry, data)
        if data["room"]:
            self.rooms[data["room"]] = (data["title"], self.rooms[data["room"]][1])

    def on_person_detached(self, entry: Entry, data: dict[str, Any]) -> None:
        self._let_go(entry, [data["person"]])

    def on_people_left(self, entry: Entry, data: dict[str, Any]) -> None:
        self._let_go(entry, data["people"])

    def on_people_came(self, entry: Entry, data: dict[str, Any]) -> None:
        self.came |= {(entry.stream_id, person) for person in data["people"]}

    def _let_go(self, entry: Entry, people: list[int]) -> None:
        for person in people:
            self.detached[entry.stream_id, person] = entry.seq
            self.came.discard((entry.stream_id, person))

    # ---- rooms ---------------------------------------------------------------------------------

    def on_rule_changed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.rules.add((entry.stream_id, entry.seq, data["rule"]))

    def on_hand_raised(self, entry: Entry, data: dict[str, Any]) -> None:
        self.hands[entry.stream_id].append([entry.actor_id, "up"])

    def on_hand_lowered(self, entry: Entry, data: dict[str, Any]) -> None:
        self._hand(entry)[1] = "lowered"

    def on_speaker_called(self, entry: Entry, data: dict[str, Any]) -> None:
        self._hand(entry)[1] = "called"

    def _hand(self, entry: Entry) -> list[Any]:
        person = entry.data["person"]
        return next(h for h in self.hands[entry.stream_id] if h == [person, "up"])

    # ---- conversation --------------------------------------------------------------------------

    def on_message_posted(self, entry: Entry, data: dict[str, Any]) -> None:
        self.messages[entry.stream_id, entry.seq] = [entry.actor_id, entry.at, 1, "shown", None, 0]

    def on_reply_posted(self, entry: Entry, data: dict[str, Any]) -> None:
        thread = data["thread"]
        self.messages[entry.stream_id, entry.seq] = [
            entry.actor_id, entry.at, 1, "shown", thread, 0
        ]  # fmt: skip
        self.messages[entry.stream_id, thread][5] += 1

    def on_message_edited(self, entry: Entry, data: dict[str, Any]) -> None:
        message = self.messages[entry.stream_id, data["message"]]
        self.kept.add((entry.stream_id, data["message"], message[2]))
        message[2] = data["revision"]

    def on_message_deleted(self, entry: Entry, data: dict[str, Any]) -> None:
        message = self.messages[entry.stream_id, data["message"]]
        self.kept.add((entry.stream_id, data["message"], message[2]))
        was, message[3] = message[3], "deleted"
        if message[4] and was == "shown":
            self.messages[entry.stream_id, message[4]][5] -= 1

    # ---- questions -----------------------------------------------------------------------------

    def on_arranged(self, entry: Entry, data: dict[str, Any]) -> None:
        desk = self.desks.setdefault(entry.stream_id, [False, False, None])
        desk[:2] = data["is_open"], data["reviewed"]

    def on_asked(self, entry: Entry, data: dict[str, Any]) -> None:
        hidden = data.get("for_crew", False)
        waits = entry.audience == Audience.CREW and not hidden
        self.questions[entry.stream_id, entry.seq] = {
            "author": entry.actor_id,
            "at": entry.at,
            "for_crew": hidden,
            "state": "waiting" if waits else "open",
            "approved": not waits,
            "answer": None,
            "votes": 0,
        }

    def _question(self, entry: Entry, **becomes: Any) -> None:
        self.questions[entry.stream_id, entry.data["question"]].update(becomes)

    def on_approved(self, entry: Entry, data: dict[str, Any]) -> None:
        self._question(entry, state="open", approved=True)

    def on_withdrawn(self, entry: Entry, data: dict[str, Any]) -> None:
        self._question(entry, state="withdrawn")

    def on_dismissed(self, entry: Entry, data: dict[str, Any]) -> None:
        self._question(entry, state="dismissed")

    def on_answered(self, entry: Entry, data: dict[str, Any]) -> None:
        self._question(entry, state="answered", answer=entry.seq)
        self.answers.add((entry.stream_id, entry.seq, data["question"], entry.actor_id))

    def on_answered_aloud(self, entry: Entry, data: dict[str, Any]) -> None:
        self._question(entry, state="answered")

    def on_reopened(self, entry: Entry, data: dict[str, Any]) -> None:
        question = self.questions[entry.stream_id, data["question"]]
        state = "open" if question["approved"] else "waiting"
        self._question(entry, state=state, answer=None)

    def on_votes_counted(self, entry: Entry, data: dict[str, Any]) -> None:
        for seq, votes in data["questions"].items():
            self.questions[entry.stream_id, int(seq)]["votes"] = votes

    def on_taken_up(self, entry: Entry, data: dict[str, Any]) -> None:
        self.desks[entry.stream_id][2] = data["question"]

    def on_put_down(self, entry: Entry, data: dict[str, Any]) -> None:
        self.desks[entry.stream_id][2] = None

    # ---- polls ---------------------------------------------------------------------------------

    def on_poll_drafted(self, entry: Entry, data: dict[str, Any]) -> None:
        self.polls[data["poll"]] = [entry.actor_id, "draft", None, None]

    def on_draft_dropped(self, entry: Entry, data: dict[str, Any]) -> None:
        del self.polls[data["poll"]]

    def on_poll_opened(self, entry: Entry, data: dict[str, Any]) -> None:
        self.polls[data["poll"]][1:3] = ["open", entry.seq]

    def on_poll_extended(self, entry: Entry, data: dict[str, Any]) -> None:
        self.polls[data["poll"]][3] = data["ends_at"]

    def on_poll_closed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.polls[data["poll"]][1] = "closed"

    # ---- moderation ----------------------------------------------------------------------------

    def on_message_hidden(self, entry: Entry, data: dict[str, Any]) -> None:
        self._turn(entry.stream_id, data["message"], "hidden", -1)

    def on_message_shown(self, entry: Entry, data: dict[str, Any]) -> None:
        self._turn(entry.stream_id, data["message"], "shown", 1)

    def _turn(self, stream: int, seq: int, state: str, counts: int) -> None:
        message = self.messages[stream, seq]
        message[3] = state
        if message[4]:
            self.messages[stream, message[4]][5] += counts

    def on_person_muted(self, entry: Entry, data: dict[str, Any]) -> None:
        """Told twice, to the person and to the crew; one that is over makes room for another."""
        place = [data["person"], data["room"]]
        for number, mute in self.mutes.items():
            if mute[:2] == place and number != data["mute"]:
                mute[2] = "ended"
        self.mutes[data["mute"]] = [*place, "open"]

    def on_mute_lifted(self, entry: Entry, data: dict[str, Any]) -> None:
        self.mutes[data["mute"]][2] = "ended"

    def on_slow_mode_set(self, entry: Entry, data: dict[str, Any]) -> None:
        self.paces[data["room"]] = data["seconds"]

    def on_message_reported(self, entry: Entry, data: dict[str, Any]) -> None:
        self.reports[data["report"]] = [entry.actor_id, data["message"], ""]

    def on_reports_resolved(self, entry: Entry, data: dict[str, Any]) -> None:
        for number in data["reports"]:
            self.reports[number][2] = data["outcome"]

    def on_person_removed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.removals[data["removal"]] = [data["person"], data["banned"], False]

    def on_ban_lifted(self, entry: Entry, data: dict[str, Any]) -> None:
        self.removals[data["removal"]][2] = True

    # ---- texts ---------------------------------------------------------------------------------

    def on_changed(self, entry: Entry, data: dict[str, Any]) -> None:
        if "text" not in data:  # a harvest that was handed in
            return
        place = entry.stream_id, data["text"]
        assert data["revision"] == self.texts.get(place, 0) + 1
        self.texts[place] = data["revision"]
        by = entry.actor_id
        self.changes.add(
            (entry.stream_id, entry.seq, *place[1:], data["revision"], by, data["key"])
        )

    # ---- good practices ------------------------------------------------------------------------

    def on_practice_changed(self, entry: Entry, data: dict[str, Any]) -> None:
        practice = self.practices.setdefault(data["practice"], [0, "", "room", None])
        practice[:2] = data["edition"], data["visibility"]

    def on_practice_opened(self, entry: Entry, data: dict[str, Any]) -> None:
        self.practices[data["practice"]][2:] = data["to"], data["edition"]

    def on_practice_closed(self, entry: Entry, data: dict[str, Any]) -> None:
        self.practices[data["practice"]][2:] = "room", None

    def on_practice_pinned(self, entry: Entry, data: dict[str, Any]) -> None:
        self.pinned.add((data["practice"], entry.stream_id, data["message"]))

    def on_practice_unpinned(self, entry: Entry, data: dict[str, Any]) -> None:
        self.pinned.discard((data["practice"], entry.stream_id, data["message"]))

    def on_consent_asked(self, entry: Entry, data: dict[str, Any]) -> None:
        self._consent(data, "open")

    def on_consent_given(self, entry: Entry, data: dict[str, Any]) -> None:
        self._consent(data, "given")

    def on_consent_refused(self, entry: Entry, data: dict[str, Any]) -> None:
        self._consent(data, "refused")

    def on_consent_withdrawn(self, entry: Entry, data: dict[str, Any]) -> None:
        for place, answer in self.consents.items():
            if place[:2] == (data["practice"], data["person"]) and answer != "refused":
                self.consents[place] = "withdrawn"

    def _consent(self, data: dict[str, Any], answer: str) -> None:
        place = data["practice"], data["person"], data["edition"], data["visibility"]
        self.consents[place] = answer

    # ---- challenges, and what people bring -----------------------------------------------------

    def on_challenge_drafted(self, entry: Entry, data: dict[str, Any]) -> None:
        self._challenge(entry, data["challenge"], "draft", data["person"], data["version"])

    def on_challenge_offered(self, entry: Entry, data: dict[str, Any]) -> None:
        self._challenge(entry, data["challenge"], "offered", data["person"], data["version"])
        self.challenges[data["challenge"]][3:] = data["scope"], entry.seq

    def on_challenge_withdrawn(self, entry: Entry, data: dict[str, Any]) -> None:
        person, _state, version, *_ = self.challenges[data["challenge"]]
        self._challenge(entry, data["challenge"], "withdrawn", person, version)
        self.programme = [one for one in self.programme if one != data["challenge"]]

    def on_programme_chosen(self, entry: Entry, data: dict[str, Any]) -> None:
        self.programme = data["challenges"]

    def on_experience_told(self, entry: Entry, data: dict[str, Any]) -> None:
        self.experiences[data["person"]] = [data["revision"], entry.seq]

    def on_people_reminded(self, entry: Entry, data: dict[str, Any]) -> None:
        self.reminders += [(person, entry.actor_id) for person in data["people"]]

    def on_case_given(self, entry: Entry, data: dict[str, Any]) -> None:
        self.cases[data["group"]] = data["challenge"]

    def on_advice_noted(self, entry: Entry, data: dict[str, Any]) -> None:
        noted = [data["challenge"], data["person"], entry.actor_id, "shown", False]
        self.advice[entry.stream_id, entry.seq] = noted

    def on_advice_withdrawn(self, entry: Entry, data: dict[str, Any]) -> None:
        self.advice[entry.stream_id, data["advice"]][3] = "withdrawn"

    def on_advice_marked(self, entry: Entry, data: dict[str, Any]) -> None:
        self.advice[entry.stream_id, data["advice"]][4] = data["useful"]

    def on_first_step_written(self, entry: Entry, data: dict[str, Any]) -> None:
        self.first_steps[entry.stream_id, data["challenge"]] = entry.seq

    def _challenge(self, entry: Entry, pk: int, state: str, person: int, version: int) -> None:
        before = self.challenges.get(pk, [person, "", 0])
        self.challenges[pk] = [person, state, version, None, None]
        if before[1] != state:
            self.steps.append((pk, state, entry.actor_id))


def participations(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = dialogue.participations.filter(admitted_at__isnull=False)
    return told.roles, {p.person_id: (p.roles, p.ended_at is None) for p in rows}


def rooms(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    return told.rooms, {room.pk: (room.title, room.is_open) for room in dialogue.rooms.all()}


def held_rules(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """What may leave a room, over time; the room itself has the last of these."""
    rows = HeldRule.objects.filter(room__dialogue=dialogue).select_related("room")
    last = {one.room_id: one.rule for one in rows}
    for room in dialogue.rooms.all():
        assert room.rule == last.get(room.pk, Room.Rule.PRIVATE)
    return told.rules, {(one.room.stream_id, one.from_seq, one.rule) for one in rows}


def attachments(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """Whoever takes part can follow every open room, and the crew every group; the others where they
    came, up to their marker."""
    groups = list(dialogue.rooms.filter(kind="group").values_list("stream_id", flat=True))
    groups += [stream for stream, (room, _) in told.annexes.items() if room in groups]
    rooms = dialogue.rooms.values_list("stream_id", flat=True)
    streams = [dialogue.stream_id, *rooms, *told.annexes]
    active = {p: bool(CREW & set(roles)) for p, (roles, active) in told.roles.items() if active}
    here = {(s, p) for s in streams for p, crew in active.items() if crew or s not in groups}
    here |= told.came
    rows = Attachment.objects.filter(stream__in=streams).order_by("pk")
    ended = {(a.stream_id, a.person_id): a.until_seq for a in rows if a.until_seq}
    open_ = {(a.stream_id, a.person_id) for a in rows if a.until_seq is None}
    return (here, told.detached), (open_, ended)


def hands(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows: dict[int, list[list[Any]]] = defaultdict(list)
    for hand in Hand.objects.filter(room__dialogue=dialogue).select_related("room"):
        state = "called" if hand.called_at else "lowered" if hand.lowered_at else "up"
        rows[hand.room.stream_id].append([hand.person_id, state])
    return dict(told.hands), dict(rows)


def messages(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """All but the text, which is in the row and, for earlier revisions, in theirs."""
    rows = Message.objects.filter(stream__room__dialogue=dialogue)
    return told.messages, {
        (m.stream_id, m.seq): [
            m.author_id,
            m.posted_at,
            m.revision,
            "deleted" if m.deleted_at else "hidden" if m.hidden_at else "shown",
            m.thread,
            m.replies,
        ]
        for m in rows
    }


def revisions(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Revision.objects.filter(stream__room__dialogue=dialogue)
    return told.kept, {(r.stream_id, r.seq, r.number) for r in rows}


def questions(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """All but the words and the reason, which are in the row."""
    rows = Question.objects.filter(stream__room__dialogue=dialogue)
    return told.questions, {
        (q.stream_id, q.seq): {
            "author": q.author_id,
            "at": q.asked_at,
            "for_crew": q.for_crew,
            "state": q.state,
            "approved": q.approved_at is not None,
            "answer": q.answer,
            "votes": q.votes,
        }
        for q in rows
    }


def answers(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Answer.objects.filter(stream__room__dialogue=dialogue)
    return told.answers, {(a.stream_id, a.seq, a.question, a.author_id) for a in rows}


def desks(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Desk.objects.filter(stream__room__dialogue=dialogue)
    return told.desks, {d.stream_id: [d.is_open, d.is_reviewed, d.current] for d in rows}


def polls(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """Who made it and how far it is; not what it asks, which is in the row, nor how people voted."""

    def state(poll: Poll) -> str:
        return "draft" if poll.is_draft else "open" if poll.is_open else "closed"

    def ends(poll: Poll) -> str | None:
        return poll.ends_at.isoformat(timespec="seconds") if poll.ends_at else None

    rows = Poll.objects.filter(stream__room__dialogue=dialogue)
    return told.polls, {p.pk: [p.author_id, state(p), p.seq, ends(p)] for p in rows}


def mutes(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """Whether a mute that nobody lifted still holds is for the clock to say."""
    rows = Mute.objects.filter(dialogue=dialogue)
    return told.mutes, {
        m.pk: [m.person_id, m.room_id, "ended" if m.ended_at else "open"] for m in rows
    }


def removals(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Removal.objects.filter(dialogue=dialogue)
    return told.removals, {r.pk: [r.person_id, r.is_ban, r.lifted_at is not None] for r in rows}


def reports(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """All but the reasons, which are in the rows alone."""
    rows = Report.objects.filter(stream__room__dialogue=dialogue)
    return told.reports, {r.pk: [r.by_id, r.seq, r.outcome] for r in rows}


def paces(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = SlowMode.objects.filter(room__dialogue=dialogue)
    return told.paces, {row.room_id: row.seconds for row in rows}


def practices(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """What is wished and what is open; the text is in the editions."""
    rows = Practice.objects.filter(dialogue=dialogue)
    return told.practices, {
        p.pk: [p.edition, p.visibility, p.open_to, p.open_edition] for p in rows
    }


def sources(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """The pins that stand; those of a practice that was unpinned keep their rows."""
    rows = Source.objects.filter(practice__dialogue=dialogue, practice__unpinned_at=None)
    return told.pinned, {(s.practice_id, s.stream_id, s.seq) for s in rows}


def consents(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Consent.objects.filter(practice__dialogue=dialogue)
    return told.consents, {
        (c.practice_id, c.person_id, c.edition, c.visibility): c.answer for c in rows
    }


def texts(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """How often each was changed; its words are what the changes make of nothing."""
    rows = list(Text.objects.filter(stream__room__dialogue=dialogue))
    for text in rows:
        assert reading.words_at(text, text.revision) == text.words
    return told.texts, {(t.stream_id, t.name): t.revision for t in rows}


def changes(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """All but the operation, which is in the row."""
    rows = Change.objects.filter(text__stream__room__dialogue=dialogue).select_related("text")
    return told.changes, {
        (c.text.stream_id, c.seq, c.text.name, c.revision, c.author_id, c.key) for c in rows
    }


def challenges(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """Whose it is and how it stands; to whom it is open only while it is offered. Not what it says."""
    rows = Challenge.objects.filter(dialogue=dialogue)
    on = [c.pk for c in rows.exclude(place=None).order_by("place")]
    return (told.challenges, told.programme), (
        {
            c.pk: [
                c.person_id,
                c.state,
                c.version,
                c.scope if c.is_offered else None,
                c.offered_seq,
            ]
            for c in rows
        },
        on,
    )


def steps(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Step.objects.filter(challenge__dialogue=dialogue).order_by("pk")
    return told.steps, [(s.challenge_id, s.state, s.by_id) for s in rows]


def experiences(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """How often somebody said what they bring, and where last; what it is stands in the row."""
    rows = Experience.objects.filter(dialogue=dialogue)
    return told.experiences, {e.person_id: [e.revision, e.told_seq] for e in rows}


def reminders(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = Reminder.objects.filter(dialogue=dialogue).order_by("pk")
    return sorted(told.reminders), sorted((r.person_id, r.by_id) for r in rows)


def advice(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """Who gave and who noted it, and what the case giver says to it; not its words."""

    def look(a: Advice) -> list[Any]:
        state = "withdrawn" if a.withdrawn_at else "shown"
        return [a.challenge_id, a.person_id, a.noted_by_id, state, a.useful_at is not None]

    rows = Advice.objects.filter(stream__room__dialogue=dialogue)
    return told.advice, {(a.stream_id, a.seq): look(a) for a in rows}


def cases(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    """Of the groups that there still are."""
    given = {g: c for g, c in told.cases.items() if c is not None and g in told.groups}
    rows = GroupCase.objects.filter(group__round__dialogue=dialogue)
    return given, dict(rows.values_list("group", "challenge"))


def first_steps(told: Replay, dialogue: Dialogue) -> tuple[Told, Told]:
    rows = FirstStep.objects.filter(stream__room__dialogue=dialogue)
    return told.first_steps, {(f.stream_id, f.challenge_id): f.seq for f in rows}


PROJECTIONS = {
    Text: texts,
    Change: changes,
    Participation: participations,
    Room: rooms,
    HeldRule: held_rules,
    Attachment: attachments,
    Hand: hands,
    Message: messages,
    Revision: revisions,
    Question: questions,
    Answer: answers,
    Desk: desks,
    Poll: polls,
    Mute: mutes,
    Removal: removals,
    Report: reports,
    SlowMode: paces,
    Practice: practices,
    Source: sources,
    Consent: consents,
    Challenge: challenges,
    Step: steps,
    Experience: experiences,
    Reminder: reminders,
    Advice: advice,
    FirstStep: first_steps,
    GroupCase: cases,
    **replaying_rounds.PROJECTIONS,
    **replaying_harvests.PROJECTIONS,
    **replaying_scripts.PROJECTIONS,
    **replaying_boards.PROJECTIONS,
    **replaying_ideas.PROJECTIONS,
}
