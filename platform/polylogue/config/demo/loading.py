"""Loads the demo event: real actions through the real writer, dated as if it had happened.

Each step has a key of its own, so that a load that was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.utils import timezone

from chat import actions as chat
from chat.models import Message
from polylogue.config.demo import (
    action_plan,
    asked,
    attended,
    contributions,
    group_work,
    harvest,
    source,
)
from polylogue.config.demo.past import Past
from polylogue.config.demo.source import Line, Person
from polylogue.config.demo.timetable import Placed, placed
from polylogue.dialogues import actions, links, programme
from polylogue.dialogues.models import Dialogue, JoinLink, Participation
from polylogue.log import journal, writer
from polylogue.log.intents import Intent, Receipt
from polylogue.log.models import Command
from polylogue.people.models import User
from rooms import actions as rooms
from rooms import positions, reach

PREPARED = timedelta(days=21)
UNREAD = {"participant": 24, "moderator": 7, "facilitator": 3}
MODERATOR = "amelie"
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
    contributions.happen(demo, sessions[0].starts_at)
    for session in sessions:
        if done := demo.happen(session):
            say(f"{session.plan.title}: {done} contributions")
    attended.happen(demo, sessions)
    demo.read([one for one, _ in people])
    demo.once("end", host, sessions[-1].starts_at, lambda by: None).result()
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


class Demo(Past):
    """One demo event while it is loaded."""

    def __init__(
        self, edition: int, dialogue: Dialogue, people: dict[str, User], host: User
    ) -> None:
        super().__init__(edition, dialogue, people)
        self.host = host
        self.messages: dict[str, Future[Receipt]] = {}

    def prepare(self, sessions: list[Placed], people: list[Person]) -> None:
        """Staff lay out the programme and make the links by which everybody joins."""
        before = sessions[0].starts_at - PREPARED
        done = [self._plan(session, before) for session in sessions]
        roles = {role for one in people for role in one.roles}
        doors = {role: self._link(role, before) for role in sorted(roles)}
        for number, one in enumerate(people):
            arrives = sessions[0].starts_at - timedelta(minutes=7 * (len(people) - number))
            done += self._join(one, doors[one.roles[0]], arrives)
        _wait(done)

    def _plan(self, session: Placed, at: datetime) -> Future[Receipt]:
        plan = session.plan
        particulars = {
            "kind": plan.kind,
            "title": plan.title,
            "description": plan.description,
            "starts_at": session.starts_at,
            "ends_at": session.ends_at,
        }
        add = lambda by: programme.add_session(by, **particulars)  # noqa: E731
        return self.once(f"plan-{plan.key}", self.host, at, add)

    def _link(self, role: str, at: datetime) -> JoinLink:
        make = lambda by: links.make_link(by, role=role)  # noqa: E731
        made = self.once(f"link-{role}", self.host, at, make).result()
        return JoinLink.objects.get(pk=made.result)

    def _join(self, one: Person, link: JoinLink, at: datetime) -> list[Future[Receipt]]:
        person = self.people[one.key]
        join = lambda: actions.join(link, person).pk  # noqa: E731
        joined = self.submit(f"join-{one.key}", person, at, join)
        if len(one.roles) == 1:
            return [joined]
        part = Participation.objects.get(pk=joined.result().result)
        change = lambda by: actions.change_roles(part, by, roles=one.roles)  # noqa: E731
        return [joined, self.once(f"roles-{one.key}", self.host, at, change)]

    def happen(self, session: Placed) -> int:
        """Everything that was said and done in a session; returns how much."""
        action_plan.begin(self, session)
        done, at = [], session.starts_at
        for number, line in enumerate(source.lines(session.plan)):
            at = session.starts_at + timedelta(seconds=line.at)
            name = line.id or f"{session.plan.key}-{number}"
            done.append(self.once(name, self.people[line.by], at, self._deed(line, name)))
            self.messages[name] = done[-1]
        _wait(done)
        if session.plan.key == harvest.IN:
            asked.happen(self, MODERATOR, at)
            harvest.pin(self, MODERATOR, at + asked.LASTS)
        group_work.happen(self, session)
        action_plan.happen(self, session)
        return len(done)

    def place(self, message: str) -> int:
        return self.messages[message].result().seq or 0

    def author(self, message: str) -> str:
        """The key of the person who wrote it."""
        stands = Message.objects.get(stream=self.plenary.stream_id, seq=self.place(message))
        return stands.author.email.partition("@")[0] if stands.author.email else ""

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
            place = self.place(line.deletes)
            return lambda by: chat.delete_message(room, by, message=place)
        if line.edits:
            place = self.place(line.edits)
            return lambda by: chat.edit_message(room, by, message=place, text=line.text)
        key = f"demo:{self.edition}:{name}"
        return lambda by: chat.post_message(room, by, text=line.text, key=key)

    def read(self, people: list[Person]) -> None:
        """Everybody has read everything, except the cast, for whom something is new."""
        new = {self.people[one.key].pk: UNREAD.get(one.cast or "", 0) for one in people}
        heads = dict(self.dialogue.rooms.values_list("stream", "stream__head"))
        unread = {(pk, self.plenary.stream_id): number for pk, number in new.items()}
        followed = reach.held(heads, new)
        positions.keep(
            {
                (person, stream): max(0, heads[stream] - unread.get((person, stream), 0))
                for stream, person in followed
            }
        )


def _wait(done: list[Future[Receipt]]) -> None:
    """Until all of it is written; raises the first refusal."""
    for one in done:
        one.result()
