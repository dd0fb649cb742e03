"""Loads the demo event: real actions through the real writer, dated as if it had happened.

Each step has a key of its own, so that a load that was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.utils import timezone

from chat import actions as chat
from polylogue.config.demo import source
from polylogue.config.demo.source import Line, Person
from polylogue.config.demo.timetable import Placed, placed
from polylogue.dialogues import actions, intents, links, programme
from polylogue.dialogues.models import Dialogue, JoinLink, Participation
from polylogue.log import journal, writer
from polylogue.log.intents import Intent, Receipt
from polylogue.log.models import Command
from polylogue.people.models import User
from rooms import actions as rooms
from rooms import positions
from rooms.models import Room

PREPARED = timedelta(days=21)
UNREAD = {"participant": 24, "moderator": 7, "facilitator": 3}
Say = Callable[[str], None]


def latest() -> int:
    """The number of the newest demo event that was begun; 0 if there is none."""
    begun = Command.objects.filter(key__startswith="demo:", key__endswith=":begin")
    return max((int(key.split(":")[1]) for key in begun.values_list("key", flat=True)), default=0)


def is_complete(edition: int) -> bool:
    return Command.objects.filter(key=f"demo:{edition}:end").exists()


def dialogue_of(edition: int) -> Dialogue:
    begun = Command.objects.get(key=f"demo:{edition}:begin")
    return Dialogue.objects.get(pk=begun.result["result"][0])


def load(edition: int, say: Say) -> Dialogue:
    """Makes the `edition`-th demo event, or goes on with it; `say` tells how far it is."""
    event = source.event()
    people = [(one, _account(one)) for one in source.people()]
    say(f"{len(people)} people")
    host = next(account for one, account in people if one.cast == "staff")
    dialogue, sessions = _begin(edition, event, host)
    demo = Demo(edition, dialogue, {one.key: account for one, account in people}, host)
    demo.prepare(sessions, [one for one, _ in people])
    for session in sessions:
        if done := demo.happen(session):
            say(f"{session.plan.title}: {done} contributions")
    demo.read([one for one, _ in people])
    demo.once("end", host, sessions[-1].starts_at, lambda by: None)
    return dialogue


def _account(one: Person) -> User:
    person = User.objects.filter(email=one.email).first()
    if person is None:
        person = User.objects.create_user(
            one.email,
            display_name=one.name,
            organisation=one.organisation,
            city=one.city,
            country=one.country,
            sector=one.sector,
            languages=one.languages,
            pronouns=one.pronouns,
            is_staff="staff" in one.roles,
        )
        EmailAddress.objects.create(user=person, email=one.email, primary=True, verified=True)
    return person


def _begin(edition: int, event: source.Event, host: User) -> tuple[Dialogue, list[Placed]]:
    """The dialogue, and its sessions as they were placed when it was begun."""
    now = timezone.now()
    sessions = placed(event, now)

    def act() -> list[Any]:
        zone = ZoneInfo(event.time_zone)
        first, last = sessions[0].starts_at, sessions[-1].ends_at
        with journal.dated(first - PREPARED):
            dialogue = actions.create_dialogue(
                host,
                title=event.title,
                summary=event.summary,
                host=event.host,
                starts_on=first.astimezone(zone).date(),
                ends_on=last.astimezone(zone).date(),
                time_zone=event.time_zone,
                languages=event.languages,
                topics=event.topics,
            )
        return [dialogue.pk, now.isoformat()]

    key = f"demo:{edition}:begin"
    begun = writer.run(Intent(act=act, actor=host.pk, streams=(), lane=0, key=key))
    pk, moment = begun.result
    return Dialogue.objects.get(pk=pk), placed(event, datetime.fromisoformat(moment))


class Demo:
    """One demo event while it is loaded."""

    def __init__(
        self, edition: int, dialogue: Dialogue, people: dict[str, User], host: User
    ) -> None:
        self.edition = edition
        self.dialogue = dialogue
        self.people = people
        self.host = host
        self.plenary = Room.objects.get(dialogue=dialogue, kind=Room.Kind.PLENARY)
        self.places: dict[str, int] = {}

    def once(
        self, name: str, who: User, at: datetime, act: Callable[[Participation], Any]
    ) -> Receipt:
        """Does something as a person of the dialogue, at a moment of the past; never twice."""
        return self._write(
            name, who, at, lambda: act(intents.participant(self.dialogue.pk, who.pk))
        )

    def _write(self, name: str, who: User, at: datetime, act: Callable[[], Any]) -> Receipt:
        def then() -> Any:
            with journal.dated(at):
                return act()

        return writer.run(
            Intent(
                act=then,
                actor=who.pk,
                streams=(self.dialogue.stream_id, self.plenary.stream_id),
                lane=self.dialogue.stream_id,
                key=f"demo:{self.edition}:{name}",
            )
        )

    def prepare(self, sessions: list[Placed], people: list[Person]) -> None:
        """Staff lay out the programme and make the links by which everybody joins."""
        before = sessions[0].starts_at - PREPARED
        for session in sessions:
            self._plan(session, before)
        roles = {role for one in people for role in one.roles}
        doors = {role: self._link(role, before) for role in sorted(roles)}
        for number, one in enumerate(people):
            arrives = sessions[0].starts_at - timedelta(minutes=7 * (len(people) - number))
            self._join(one, doors[one.roles[0]], arrives)

    def _plan(self, session: Placed, at: datetime) -> None:
        plan = session.plan
        particulars = {
            "kind": plan.kind,
            "title": plan.title,
            "description": plan.description,
            "starts_at": session.starts_at,
            "ends_at": session.ends_at,
        }
        self.once(f"plan-{plan.key}", self.host, at, lambda by: _add(by, particulars))

    def _link(self, role: str, at: datetime) -> JoinLink:
        receipt = self.once(
            f"link-{role}", self.host, at, lambda by: links.make_link(by, role=role)
        )
        return JoinLink.objects.get(pk=receipt.result)

    def _join(self, one: Person, link: JoinLink, at: datetime) -> None:
        person = self.people[one.key]
        join = self._write(f"join-{one.key}", person, at, lambda: actions.join(link, person).pk)
        if len(one.roles) > 1:
            part = Participation.objects.get(pk=join.result)
            change = lambda by: actions.change_roles(part, by, roles=one.roles)  # noqa: E731
            self.once(f"roles-{one.key}", self.host, at, change)

    def happen(self, session: Placed) -> int:
        """Everything that was said and done in a session; returns how much."""
        lines = source.lines(session.plan)
        for number, line in enumerate(lines):
            at = session.starts_at + timedelta(seconds=line.at)
            name = line.id or f"{session.plan.key}-{number}"
            receipt = self.once(name, self.people[line.by], at, self._deed(line, name))
            if line.id and receipt.seq:
                self.places[line.id] = receipt.seq
        return len(lines)

    def _deed(self, line: Line, name: str) -> Callable[[Participation], Any]:
        room = self.plenary
        if line.announces:
            return lambda by: actions.announce(by, text=line.announces or "")
        if line.raises_hand:
            return lambda by: rooms.raise_hand(room, by)
        if line.lowers_hand:
            return lambda by: rooms.lower_hand(room, by)
        if line.calls:
            speaker = self.people[line.calls].pk
            return lambda by: rooms.call_speaker(room, by, person=speaker)
        if line.deletes:
            place = self.places[line.deletes]
            return lambda by: chat.delete_message(room, by, message=place)
        if line.edits:
            place = self.places[line.edits]
            return lambda by: chat.edit_message(room, by, message=place, text=line.text)
        key = f"demo:{self.edition}:{name}"
        return lambda by: chat.post_message(room, by, text=line.text, key=key)

    def read(self, people: list[Person]) -> None:
        """Everybody has read everything, except the cast, for whom something is new."""
        self.plenary.stream.refresh_from_db()
        head, stream = self.plenary.stream.head, self.plenary.stream_id
        positions.keep(
            {
                (self.people[one.key].pk, stream): max(0, head - UNREAD.get(one.cast or "", 0))
                for one in people
            }
        )


def _add(by: Participation, particulars: dict[str, Any]) -> int:
    return programme.add_session(by, **particulars)
