"""What is planted, from the dialogues down to a file's bytes; a wing adds a function for what it keeps."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from chat.models import Message
from polylogue.dialogues import actions, links, programme
from polylogue.dialogues.models import JoinLink, Participation
from polylogue.dialogues.tokens import join_token
from polylogue.log import redaction, writer
from polylogue.log.intents import Intent
from polylogue.people.models import User
from rooms import actions as room_actions
from rooms.models import Room
from tests.chat.attachments.test_intake import picture
from tests.confidentiality.world import COMMON, Circle, World, as_staff, lead_out, plants
from tests.support import cast

ROLES = {
    "facilitator": "facilitator",
    "moderator": "moderator",
    "participant": "participant",
    "observer": "observer",
    "apart": "participant",
    "disguised": "staff",
}
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)


@plants
def dialogues(world: World) -> None:
    """The one with everybody in it, and another one."""
    for name, staff in (("here", "staff"), ("elsewhere", "neighbours' staff")):
        by = cast.person(staff.replace("' ", "-"), is_staff=True)
        particulars = {part: world.word(part, name) for part in ("title", "host", "summary")}
        topics = [world.word("topic", name)]
        world.dialogues[name] = cast.dialogue(by=by, topics=topics, **particulars)
        world.people[staff] = by


@plants
def people(world: World) -> None:
    here = world.dialogues["here"]
    for position, role in ROLES.items():
        world.people[position] = cast.person(position, is_staff=role == "staff")
        cast.enrol(here, world.people[position], role)
    world.people["outsider"], world.people["anonymous"] = cast.person("outsider"), None
    world.people["neighbour"] = cast.person("neighbour")
    cast.enrol(world.dialogues["elsewhere"], world.people["neighbour"], "participant")
    waiting = world.word("waiting", "here", owner="w")
    world.people["waiting"] = User.objects.create_user(None, display_name=waiting)
    cast.enrol(here, world.people["waiting"], "participant", waits=True)
    removed = world.word("removed", "here", owner="r")
    world.people["removed"] = cast.person("removed", display_name=removed)
    cast.enrol(here, world.people["removed"], "participant")
    cast.remove(here, world.people["removed"], by=world.people["staff"])


@plants
def circles(world: World) -> None:
    """A room for each rule, one that somebody cannot follow, one whose rule changed, and one elsewhere."""
    for rule in Room.Rule.values:
        _circle(world, rule, rule)
    _circle(world, "apart", "public")
    lead_out(world.people["apart"], world.circles["apart"].room)
    _circle(world, "elsewhere", "public", dialogue="elsewhere")
    world.people["author"] = world.circles["private"].author


def _circle(world: World, name: str, rule: str, dialogue: str = "here", names: str = "") -> None:
    """`names`: under which rule its author is named outside, if not that of the room."""
    title, purpose = world.word("roomtitle", dialogue, rule), world.word("purpose", name, rule)
    here = world.dialogues[dialogue]
    room = as_staff(
        here, lambda by: room_actions.add_room(by, title=title, purpose=purpose, rule=rule).pk
    )
    room = Room.objects.select_related("dialogue").get(pk=room)
    author = _author(world, name, names or rule)
    cast.enrol(here, author, "participant")
    world.circles[name] = Circle(name, room, author, rule, is_elsewhere=dialogue == "elsewhere")


def _author(world: World, circle: str, rule: str) -> User:
    """Somebody of whom everything is a canary, what nobody may ever see too."""
    owner = "A" if circle == "private" else ""
    word = lambda thing: world.word(thing, circle, rule, owner=owner)  # noqa: E731
    shown = {part: word(part) for part in ("city", "organisation", "pronouns")}
    email = f"{word('email')}@example.org"
    author = User.objects.create_user(email, display_name=word("name"), country="FR", **shown)
    User.objects.filter(pk=author.pk).update(password=f"!{world.word('secret', circle)}")
    return User.objects.get(pk=author.pk)


@plants
def messages(world: World) -> None:
    for circle in world.circles.values():
        said = cast.post(circle.room, circle.author, world.said("message", circle)).seq
        reply = {"thread": said, "text": world.said("reply", circle)}
        replied = cast.do(circle.room, circle.author, "chat.post_reply", **reply).seq
        quoting = {"quotes": said, "text": world.said("quoting", circle)}
        cast.do(circle.room, circle.author, "chat.post_message", **quoting)
        cast.do(circle.room, circle.author, "reactions.set", message=said, emoji="clap", on=True)
        for seq in (said, replied):
            circle.add("said", seq)


@plants
def what_is_not_shown_any_more(world: World) -> None:
    for circle in world.circles.values():
        room, author = circle.room, circle.author
        corrected, deleted, hidden, redacted = (
            cast.post(room, author, world.said(thing, circle)).seq
            for thing in ("earlier", "deleted", "hidden", "redacted")
        )
        text = world.said("corrected", circle)
        cast.do(room, author, "chat.edit_message", message=corrected, text=text)
        cast.do(room, author, "chat.delete_message", message=deleted)
        _hide(hidden, circle, because=world.word("because", circle.name, circle.rule))
        _redact(redacted, circle)
        for seq in (corrected, deleted, hidden, redacted):
            circle.add("said", seq)


def _hide(seq: int, circle: Circle, *, because: str) -> None:
    found = Message.objects.filter(stream=circle.room.stream_id, seq=seq)
    found.update(hidden_at=timezone.now(), hidden_by=circle.author, hidden_because=because)


def _redact(seq: int, circle: Circle) -> None:
    stream, by = circle.room.stream_id, circle.author.pk
    act = lambda: redaction.redact(stream, seq, by=by)  # noqa: E731
    lane = circle.room.dialogue.stream_id
    writer.run(Intent(act=act, actor=by, streams=(stream,), lane=lane))


@plants
def people_spoken_to(world: World) -> None:
    """Under each rule somebody is named who wrote nothing there, and by all crews of the dialogue."""
    for circle in world.circles.values():
        name = world.word("name", circle.name, circle.rule)
        spoken = User.objects.create_user(None, display_name=name)
        cast.enrol(circle.room.dialogue, spoken, "participant")
        text = f"@{name} @moderators {world.said('speaking', circle)}"
        circle.add("said", cast.post(circle.room, circle.author, text).seq)


@plants
def files(world: World) -> None:
    """A PDF and a picture with a message, and one that its owner has not posted."""
    for circle in world.circles.values():
        alt = world.word("alt", circle.name, circle.rule)
        posted = [_upload(world, circle, "filename", "bytes"), _upload(world, circle, "filename")]
        carried = [{"id": posted[0]}, {"id": posted[1], "alt": alt}]
        picture = {"text": world.said("filed", circle), "files": carried}
        circle.add("said", cast.do(circle.room, circle.author, "attachments.post", **picture).seq)
        for file in (*posted, _upload(world, circle, "upload", "upload")):
            circle.add("file", file)


def _upload(world: World, circle: Circle, called: str, inside: str = "") -> str:
    """Uploads a PDF with a canary inside, or a picture; who has not posted it is its only reader."""
    is_own = called == "upload" and circle.author == world.people["author"]
    word = lambda thing: world.word(thing, circle.name, circle.rule, owner="A" * is_own)  # noqa: E731
    content = pdf(word(inside)) if inside else picture(size=(4, 3))
    file = SimpleUploadedFile(f"{word(called)}.{'pdf' if inside else 'png'}", content)
    client = Client()
    client.force_login(circle.author, "django.contrib.auth.backends.ModelBackend")
    url = f"{circle.room.get_absolute_url()}files/"
    return client.post(url, {"key": cast.new_key(), "file": file}).json()["id"]


def pdf(inside: str) -> bytes:
    return f"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%{inside}\ntrailer\n<<>>\n%%EOF\n".encode()


@plants
def a_rule_that_changed(world: World) -> None:
    """What was said in confidence is quoted once the room is public, and some of it is corrected then."""
    _circle(world, "turning", "private", names="public")
    circle, staff = world.circles["turning"], world.people["staff"]
    room, author = circle.room, circle.author
    kept = cast.post(room, author, world.said("message", circle)).seq
    corrected = cast.post(room, author, world.said("earlier", circle)).seq
    cast.set_rule(room, staff, "public")
    text = world.said("corrected", circle)
    cast.do(room, author, "chat.edit_message", message=corrected, text=text)
    circle.args |= {"said": [kept, corrected], "file": []}
    quoting = f"{world.word('quoting', 'turning', 'public')} {COMMON}"
    other = world.circles["public"].author
    cast.do(room, other, "chat.post_message", text=quoting, quotes=kept)
    circle.rule = "public"


@plants
def programmes_and_links(world: World) -> None:
    for name, dialogue in world.dialogues.items():
        particulars = {part: world.word(word, name) for part, word in SESSION.items()}
        starts, ends = MORNING
        times = {"kind": "plenary", "starts_at": starts, "ends_at": ends}
        session = as_staff(
            dialogue, lambda by, said=particulars | times: programme.add_session(by, **said)
        )
        label = world.word("linklabel", name)
        quiet = as_staff(
            dialogue, lambda by, label=label: links.make_link(by, role="observer", label=label)
        )
        JoinLink.objects.filter(pk=quiet).update(nonce=world.word("secret", name))
        world.note(join_token(JoinLink.objects.get(pk=quiet)), "token", name)
        said = world.word("announcement", name)
        as_staff(dialogue, lambda by, text=said: actions.announce(by, text=text))
        for circle in world.circles.values():
            if circle.room.dialogue_id == dialogue.pk:
                circle.args |= {"session": session, "link": quiet}


SESSION = {"title": "session", "description": "description"}


@plants
def re_entry_codes(world: World) -> None:
    """Of a code only the digest is kept, which no page needs."""
    for name in ("observer", "waiting", "participant"):
        part = Participation.objects.filter(person=world.people[name])
        part.update(reentry_digest=world.word("secret", "here"))


@plants
def addresses(world: World) -> None:
    """What leads to everything: the arguments of doors, for each circle."""
    for circle in world.circles.values():
        dialogue, room = circle.room.dialogue, circle.room
        open_link = as_staff(dialogue, lambda by: links.make_link(by, role="participant"))
        parts = {part.person_id: part.pk for part in dialogue.participations.all()}
        part_of = lambda who: parts.get(getattr(world.people.get(who), "pk", 0), 1)  # noqa: E731, B023
        circle.args |= {
            "slug": dialogue.slug,
            "plenary": room,
            "room": room.pk,
            "side_room": room.pk,
            "stream": room.stream_id,
            "seq": 1,
            "token": join_token(JoinLink.objects.get(pk=open_link)),
            "code": "00000-00000-00000-00000-00000-0",
            "waiting_part": part_of("waiting"),
            "other_part": parts[circle.author.pk],
            "crew_part": part_of("moderator"),
            "removed_part": part_of("removed"),
            "speaker": circle.author.pk,
        }
