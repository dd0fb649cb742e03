"""The people and places of the tests, made by the real actions through the real writer."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import msgspec

from polylogue.dialogues import actions
from polylogue.dialogues.intents import every_stream, participant, run_as
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.log import writer
from polylogue.log.intents import Intent, Receipt
from polylogue.people.models import User
from rooms import actions as room_actions
from rooms import commands
from rooms.models import Room

PEOPLE: dict[str, dict[str, Any]] = {
    "ada": {"display_name": "Ada Lind", "city": "Uppsala", "country": "SE", "is_staff": True},
    "ben": {"display_name": "Ben Okoro", "city": "Lagos", "country": "NG"},
    "mia": {"display_name": "Mia Kovač", "city": "Zagreb", "country": "HR"},
    "cleo": {"display_name": "Cleo Marin", "city": "Lyon", "country": "FR"},
    "dov": {"display_name": "Dov Peretz", "city": "Haifa", "country": "IL"},
    "eve": {"display_name": "Eve Stone", "city": "Leeds", "country": "GB"},
}
ROLES = {"ben": "facilitator", "mia": "moderator", "cleo": "participant", "dov": "participant"}


def person(name: str, **fields: Any) -> User:
    """Somebody of the cast, or anybody else; ada may create dialogues."""
    known = PEOPLE.get(name, {"display_name": name.title()})
    return User.objects.create_user(f"{name}@example.org", **(known | fields))


def dialogue(by: User, title: str = "Water and cities", **fields: Any) -> Dialogue:
    """A dialogue with its plenary, whose staff is `by`."""
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 4)}
    made: list[Dialogue] = []
    act = lambda: made.append(actions.create_dialogue(by, title=title, **(days | fields)))  # noqa: E731
    writer.run(Intent(act=act, actor=by.pk, streams=(), lane=0))
    return made[0]


def enrol(dialogue: Dialogue, person: User, *roles: str, waits: bool = False) -> Participation:
    """The person takes part from now on."""
    act = lambda: actions.enrol(dialogue, person, roles=list(roles), waits=waits).pk  # noqa: E731
    streams = every_stream(dialogue)
    intent = Intent(act=act, actor=person.pk, streams=streams, lane=dialogue.stream_id)
    return Participation.objects.get(pk=writer.run(intent).result)


def enrol_all(dialogue: Dialogue, people: list[User]) -> None:
    """Many participants in one transaction."""

    def act() -> None:
        for person in people:
            actions.enrol(dialogue, person, roles=["participant"])

    lane = dialogue.stream_id
    writer.run(Intent(act=act, actor=people[0].pk, streams=every_stream(dialogue), lane=lane))


def add_room(dialogue: Dialogue, by: User, title: str) -> Room:
    act = lambda part: room_actions.add_room(part, title=title).pk  # noqa: E731
    receipt = run_as(dialogue, by, act, key=new_key(), content=title, reach=True)
    return Room.objects.get(pk=receipt.result)


def set_rule(room: Room, by: User, rule: str) -> None:
    """What may leave the room from now on."""
    fields = {"title": room.title, "purpose": room.purpose, "rule": rule}
    act = lambda part: room_actions.change_room(room, part, **fields)  # noqa: E731
    run_as(room.dialogue, by, act, key=new_key(), content=rule, reach=True)


def remove(dialogue: Dialogue, person: User, by: User) -> None:
    """Ends the person's part, as staff, or as themselves if `by` is the same."""
    act = lambda part: actions.end_participation(participant(dialogue.pk, person.pk), part)  # noqa: E731
    run_as(dialogue, by, act, key=new_key(), content=person.pk, reach=True)


def change_roles(dialogue: Dialogue, person: User, by: User, *roles: str) -> None:
    other = participant(dialogue.pk, person.pk)
    act = lambda part: actions.change_roles(other, part, roles=list(roles))  # noqa: E731
    run_as(dialogue, by, act, key=new_key(), content=[person.pk, roles], reach=True)


def do(room: Room, by: User, name: str, key: str | None = None, **args: Any) -> Receipt:
    """A command by its name, as socket and HTTP give it to the writer."""
    encoded = msgspec.json.encode({"stream": room.stream_id, **args})
    command = commands.parse(name, encoded)
    lane = room.dialogue.stream_id
    return writer.run(
        commands.intent(
            command, key=key or new_key(), person=by.pk, dialogue=room.dialogue_id, lane=lane
        )
    )


def post(room: Room, by: User, text: str = "Good morning.", key: str | None = None) -> Receipt:
    return do(room, by, "chat.post_message", key, text=text)


def new_key() -> str:
    return str(uuid.uuid4())
