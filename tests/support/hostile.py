"""Fills a database with the corpus, in every field that people write and pages show.

python -m tests.support.hostile fill <slug> <offset>     where there is one field only, it holds `offset`
python -m tests.support.hostile speak <slug>             all of it again, while people look on
python -m tests.support.hostile invite <slug>            prints the address of a join link

Rows are written as they are, past forms and actions: what these would take out is tried as well.
"""

from __future__ import annotations

import itertools
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")

from tests.support import hostile_groups, hostile_programs, hostile_wings
from tests.support.payloads import CORPUS, Payload

ROOMS = 8  # each with as much as a page shows; one more is for quotes
LIVE = "All was said."
NAME, PRONOUNS, ROOM_TITLE = 80, 40, 120


def fitting(length: int) -> list[Payload]:
    return [payload for payload in CORPUS if len(payload.text) <= length]


class Streams:
    """Appends entries to streams without the writer; `kept` sets the heads."""

    def __init__(self) -> None:
        from polylogue.log.models import Stream

        self.heads = dict(Stream.objects.values_list("pk", "head"))
        self.entries: list[Any] = []

    def append(
        self, stream: int, kind: str, actor: int, told: dict[str, Any] | None = None, **data: Any
    ) -> int:
        """`told`: whom, if not everybody."""
        from polylogue.log.models import Entry

        self.heads[stream] = seq = self.heads[stream] + 1
        place = {"stream_id": stream, "seq": seq} | (told or {})
        self.entries.append(Entry(kind=kind, actor_id=actor, data=data, **place))
        return seq

    def keep(self) -> None:
        from polylogue.log.models import Entry, Stream

        Entry.objects.bulk_create(self.entries)
        for stream in {entry.stream_id for entry in self.entries}:
            Stream.objects.filter(pk=stream).update(head=self.heads[stream])


class Filling:
    def __init__(self, slug: str, offset: int = 0) -> None:
        from polylogue.dialogues.models import Dialogue
        from polylogue.people.models import User

        self.dialogue = Dialogue.objects.get(slug=slug)
        self.offset = offset
        self.streams = Streams()
        self.messages: list[Any] = []
        self.first: dict[int, int] = {}
        """Of each stream the first message that is said in it."""
        self.by = {name: User.objects.get(email=f"{name}@example.org") for name in ("ada", "cleo")}

    def one(self, length: int = 400, further: int = 0) -> str:
        """The payload whose turn it is in a field that there is once."""
        fits = fitting(length)
        return fits[(self.offset + further) % len(fits)].text

    def say(
        self, stream: int, actor: int, text: str, kind: str = "message_posted", **row: Any
    ) -> int:
        from chat.models import Message

        data = {"thread": row["thread"]} if "thread" in row else {}
        data |= {"quotes": row["quotes"]} if "quotes" in row else {}
        seq = self.streams.append(
            stream, f"chat.{kind}", actor, key=f"h{len(self.messages):07d}", **data
        )
        self.messages.append(Message(stream_id=stream, seq=seq, author_id=actor, text=text, **row))
        self.first.setdefault(stream, seq)
        return seq

    def keep(self) -> None:
        from chat.models import Message

        self.streams.keep()
        Message.objects.bulk_create(self.messages)


def fill(slug: str, offset: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        filling = Filling(slug, offset)
        _particulars(filling)
        people = _people(filling)
        _programme_and_links(filling)
        _other_dialogues(filling)
        rooms = _rooms(filling)
        _conversations(filling, rooms, people)
        _plenary(filling, people)
        hostile_wings.fill(filling, rooms, people)
        hostile_groups.fill(filling, people)
        hostile_programs.fill(filling, CORPUS)
        filling.keep()


def _particulars(filling: Filling) -> None:
    dialogue = filling.dialogue
    dialogue.title, dialogue.host = filling.one(200), filling.one(120, 1)
    dialogue.summary = "\n".join(p.text for p in CORPUS[filling.offset % 300 :])[:4000]
    dialogue.topics = [p.text for p in CORPUS]
    dialogue.save()
    cleo = filling.by["cleo"]
    cleo.display_name, cleo.city = filling.one(NAME, 2), filling.one(NAME, 3)
    cleo.organisation, cleo.pronouns = filling.one(120, 4), filling.one(PRONOUNS, 5)
    cleo.languages = [filling.one(NAME, 6)]
    cleo.save()
    for payload in itertools.islice(CORPUS, filling.offset % 390, None, 130):
        filling.streams.append(
            dialogue.stream_id,
            "dialogues.announcement_made",
            filling.by["ada"].pk,
            text=payload.text,
        )


def _people(filling: Filling) -> list[int]:
    """Somebody for each payload, most of them in, some waiting and some removed."""
    from polylogue.dialogues.models import Participation
    from polylogue.people.models import User
    from rooms.models import Attachment, Hand, Room

    now = datetime.now(UTC)
    texts = [payload.text for payload in fitting(NAME)]
    turned = [*texts[1:], texts[0]]
    short = itertools.cycle(payload.text for payload in fitting(PRONOUNS))
    people = User.objects.bulk_create(
        User(
            email=hostile_wings.address(name),
            display_name=name,
            city=other,
            organisation=name,
            pronouns=next(short),
        )
        for name, other in zip(texts, turned, strict=True)
    )
    parts = [
        Participation(dialogue=filling.dialogue, person=one, roles=["participant"], admitted_at=now)
        for one in people
    ]
    for part in parts[:20]:
        part.admitted_at = None
    for part in parts[20:40]:
        part.ended_at, part.ended_by = now, filling.by["ada"]
    Participation.objects.bulk_create(parts)
    inside = [part.person_id for part in parts[40:]]
    plenary = Room.objects.get(dialogue=filling.dialogue, kind=Room.Kind.PLENARY)
    streams = (filling.dialogue.stream_id, plenary.stream_id)
    Attachment.objects.bulk_create(
        Attachment(stream_id=stream, person_id=pk) for pk in inside for stream in streams
    )
    Hand.objects.bulk_create(Hand(room=plenary, person_id=pk) for pk in inside[:30])
    return inside


def _programme_and_links(filling: Filling) -> None:
    from polylogue.dialogues.models import JoinLink, Session

    start = datetime(2026, 3, 2, tzinfo=UTC)
    times = [start + timedelta(minutes=3 * number) for number in range(len(CORPUS))]
    times += [start + timedelta(days=1, hours=hour) for hour in range(2)]
    Session.objects.bulk_create(
        Session(
            dialogue=filling.dialogue,
            kind="plenary",
            title=payload.text,
            description=payload.text,
            starts_at=starts,
            ends_at=ends,
        )
        for payload, (starts, ends) in zip(
            [*CORPUS, CORPUS[0]], itertools.pairwise(times), strict=True
        )
    )
    made = {"dialogue": filling.dialogue, "role": "participant", "created_by": filling.by["ada"]}
    JoinLink.objects.bulk_create(JoinLink(label=p.text, **made) for p in fitting(80))


def _other_dialogues(filling: Filling) -> None:
    """Each with a payload for its title, on the page of one's dialogues."""
    from polylogue.dialogues.models import Dialogue, Participation
    from polylogue.log.models import Stream

    days = {"starts_on": filling.dialogue.starts_on, "ends_on": filling.dialogue.ends_on}
    streams = Stream.objects.bulk_create(Stream(rank=Stream.Rank.DIALOGUE) for _ in CORPUS)
    made = Dialogue.objects.bulk_create(
        Dialogue(title=payload.text, host=payload.text[:120], stream=stream, **days)
        for payload, stream in zip(CORPUS, streams, strict=True)
    )
    part = {"person": filling.by["ada"], "roles": ["staff"], "admitted_at": datetime.now(UTC)}
    Participation.objects.bulk_create(Participation(dialogue=one, **part) for one in made)


def _rooms(filling: Filling) -> list[Any]:
    from polylogue.log.models import Stream
    from rooms.models import Attachment, Room

    streams = Stream.objects.bulk_create(
        Stream(rank=Stream.Rank.ROOM, root=filling.dialogue.stream) for _ in range(ROOMS + 1)
    )
    rooms = Room.objects.bulk_create(
        Room(
            dialogue=filling.dialogue,
            stream=stream,
            title=filling.one(ROOM_TITLE, 10 * number),
            purpose=filling.one(300, 10 * number + 5),
            position=number + 2,
        )
        for number, stream in enumerate(streams)
    )
    Attachment.objects.bulk_create(
        Attachment(stream=stream, person=filling.by[name])
        for stream in streams
        for name in ("ada", "cleo")
    )
    filling.streams.heads |= {stream.pk: 0 for stream in streams}
    return rooms


def _conversations(filling: Filling, rooms: list[Any], people: list[int]) -> None:
    """In each room a part of the corpus is said and replied to the first of it; in the last all is quoted."""
    from chat.models import Mention

    mentions = []
    authors = itertools.cycle(people)
    ada = filling.by["ada"]
    mark = {"name": "Ada Lind", "person": ada.pk}
    for number, room in enumerate(rooms[:ROOMS]):
        stream, payloads = room.stream_id, CORPUS[number::ROOMS]
        said = [filling.say(stream, next(authors), f"{p.text}\n\nharbour") for p in payloads]
        root = filling.messages[-len(said)]
        root.replies, root.last_reply_at = len(payloads), datetime.now(UTC)
        for payload in payloads:
            reply = {"thread": said[0], "marks": {"mentions": [mark]}}
            text = f"{payload.text}\n\n@Ada Lind"
            seq = filling.say(stream, next(authors), text, "reply_posted", **reply)
            mentions.append(Mention(stream_id=stream, seq=seq, number=0, person=ada))
    Mention.objects.bulk_create(mentions)
    stream = rooms[ROOMS].stream_id
    for seq in [filling.say(stream, next(authors), payload.text) for payload in CORPUS]:
        filling.say(stream, next(authors), "As was said.", quotes=seq)


def _plenary(filling: Filling, people: list[int]) -> None:
    """What a message can have: versions, a reason why it is hidden, files, people who react."""
    from chat.models import Revision
    from chat.reactions.models import Reaction
    from polylogue.transcripts.models import Download
    from rooms.models import Room

    room = Room.objects.get(dialogue=filling.dialogue, kind=Room.Kind.PLENARY)
    stream, ada = room.stream_id, filling.by["ada"]
    now = datetime.now(UTC)
    changed = filling.say(
        stream, people[0], filling.one(), edited_at=now, marks={"reactions": {"clap": len(people)}}
    )
    filling.messages[-1].replies, filling.messages[-1].last_reply_at = 1, now
    filling.say(stream, people[3], filling.one(), "reply_posted", thread=changed)
    Revision.objects.bulk_create(
        Revision(stream_id=stream, seq=changed, number=n, text=p.text, replaced_by=ada)
        for n, p in enumerate(CORPUS)
    )
    Reaction.objects.bulk_create(
        Reaction(stream_id=stream, seq=changed, person_id=pk, emoji="clap") for pk in people
    )
    files = [_file(number, payload) for number, payload in enumerate(CORPUS)]
    filling.say(stream, people[1], "", marks={"attachments": files})
    for number in range(20):
        because = filling.one(500, 17 * number)
        filling.say(stream, people[2], "x", hidden_at=now, hidden_by=ada, hidden_because=because)
    Download.objects.create(dialogue=filling.dialogue, room=room, format="markdown", by=ada)


def _file(number: int, payload: Payload) -> dict[str, Any]:
    """What a message shows of a file, a picture or a PDF in turn."""
    shown: dict[str, Any] = {"id": f"00000000-0000-4000-8000-{number:012d}", "size": 9}
    shown |= {"kind": "pdf" if number % 2 else "image", "name": payload.text}
    return shown | ({} if number % 2 else {"alt": payload.text, "width": 4, "height": 3})


def speak(slug: str) -> None:
    """The corpus once more as it comes in: messages, quotes, corrections, replies, files, names."""
    from django.db import transaction

    from chat.models import Message
    from rooms.models import Room

    with transaction.atomic():
        filling = Filling(slug)
        room = Room.objects.get(dialogue=filling.dialogue, kind=Room.Kind.PLENARY)
        people = [p.person_id for p in filling.dialogue.participations.active().order_by("-pk")]
        stream, authors = room.stream_id, itertools.cycle(people)
        root = Message.objects.filter(stream=stream).earliest("seq").seq
        for number, payload in enumerate(CORPUS):
            marks = {"attachments": [_file(number, payload)]} if number % 9 == 0 else {}
            seq = filling.say(stream, next(authors), payload.text, marks=marks)
            if number % 5 == 0:
                filling.say(stream, next(authors), "As was said.", quotes=seq)
                filling.streams.append(
                    stream, "chat.message_edited", next(authors), message=seq, revision=2
                )
            if number % 4 == 0:
                filling.say(stream, next(authors), payload.text, "reply_posted", thread=root)
        announced = {"text": filling.one(500, 33)}
        told = (filling.dialogue.stream_id, "dialogues.announcement_made", filling.by["ada"].pk)
        filling.streams.append(*told, **announced)
        filling.streams.append(stream, "rooms.hand_raised", people[0])
        filling.streams.append(stream, "rooms.speaker_called", people[1], person=people[2])
        hostile_wings.speak(filling, room, people)
        filling.say(stream, people[0], LIVE)
        filling.keep()


def turn(slug: str, offset: int) -> None:
    """Another payload in the fields that there are once."""
    from django.db import transaction

    from rooms.models import Room

    with transaction.atomic():
        filling = Filling(slug, offset)
        _particulars(filling)
        texts = {"summary": filling.one(), "topics": [filling.one()]}
        type(filling.dialogue).objects.filter(pk=filling.dialogue.pk).update(**texts)
        rooms = Room.objects.filter(dialogue=filling.dialogue)
        rooms.update(title=filling.one(ROOM_TITLE), purpose=filling.one(300))
        filling.keep()


def invite(slug: str) -> None:
    from django.urls import reverse

    from polylogue.dialogues.models import JoinLink
    from polylogue.dialogues.tokens import join_token

    link = JoinLink.objects.filter(dialogue__slug=slug).latest("pk")
    print(reverse("dialogues:join", args=[join_token(link)]))


def main(task: str, slug: str, offset: str = "0") -> None:
    import django

    django.setup()
    match task:
        case "fill":
            fill(slug, int(offset))
        case "speak":
            speak(slug)
        case "invite":
            invite(slug)


if __name__ == "__main__":
    main(*sys.argv[1:])
