"""Everybody opens every address there is, with everything that can be named in it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any, NamedTuple

from django.db import transaction
from django.template import Template
from django.test import Client
from django.test.utils import override_settings
from django.urls import NoReverseMatch, reverse

from polylogue.dialogues import viewing
from polylogue.kit.surfaces import SURFACES, Kind, Layer
from polylogue.people.models import User
from polylogue.search import kinds
from polylogue.transcripts.formats import FORMATS
from tests.confidentiality.rows import POSITIONS
from tests.confidentiality.seeing import Seen
from tests.confidentiality.world import COMMON, Circle, World
from tests.policy.doors import DOORS, KEPT_ELSEWHERE, Door
from tests.policy.test_doors import addresses
from tests.support import cast, opening

IN_A_ROOM = {"room", "stream", "said", "file", "side_room", "plenary", "board_number"} | {
    "source_place",
    "promotion",
    "idea",
    "idea_card",
}
OF_ITS_AUTHOR = {"challenge"}  # each circle has its own
MANY = {"said", "piece"}  # of which one circle has all looked at, the others two
QUERIES = {"chat:earlier": "before=9999", "rooms:entries": "after=0"}
QUERIES |= {"api:entries": "limit=500", "api:record": "limit=500"}
ONCE = {
    "private",
    "elsewhere",
}  # where the pages of a dialogue are asked for, and all forms are sent
# They name the board and load the rest by themselves, or lead on: one room says it for all.
SHELLS = {f"whiteboard:{name}" for name in ("lanes", "canvas", "files", "find_moment")}
FORMS_OF_ONE_DOOR = 2  # are sent; tests/policy sends all
HTMX = {"HX-Request": "true"}
AT_HOME = {"s": "elsewhere", "n": "elsewhere"} | dict.fromkeys("wrea", "nowhere")
FOREVER = 10**6
LONG = os.environ.get("POLYLOGUE_LONG") == "1"
# Who sends forms and asks for parts of pages in the short run: whoever may do all, and those with the fewest
# rights of their kind.
FEW = "SPhnew"


class Way(NamedTuple):
    """One thing to ask of an address. `also`: the surface within the page that it shows.

    Everybody asks what is `first` of its address; for the rest, who is at home in that dialogue.
    """

    name: str
    url: str
    form: dict[str, Any] | None = None
    headers: dict[str, str] | None = None
    also: tuple[Kind, str] | None = None
    home: str = ""
    is_first: bool = True
    token: bool = False

    def is_for(self, letter: str) -> bool:
        is_page = self.form is None and self.headers is None
        if not (LONG or is_page or self.also or letter in FEW):
            return False
        return self.is_first or self.home == AT_HOME.get(letter, "here")


def visit(world: World, seen: Seen, *, names: Iterable[str] = (), letters: str = "") -> None:
    """Asks the addresses (all, or these) as everybody (or these); nothing that forms do remains."""
    ways = [way for way in all_ways(world) if not names or way.name in names]
    with _plain_templates():
        _visit(world, seen, ways, letters)


def _visit(world: World, seen: Seen, ways: list[Way], letters: str) -> None:
    for letter, person in world.positions():
        if not letters or letter in letters:
            with override_settings(WRITER_MODE="inline"), transaction.atomic():
                client, program = signed_in(world, letter, person), holding(world, letter)
                for way in [way for way in ways if way.is_for(letter)]:
                    got = answer(program if way.token else client, way)
                    seen.policies.add(got.headers.get("Content-Security-Policy", ""))
                    body = body_of(got)
                    seen.note(Kind.PAGE, way.name, letter, body)
                    if way.also:
                        seen.note(*way.also, letter, body)
                transaction.set_rollback(True)


@contextmanager
def _plain_templates() -> Iterator[None]:
    """Django's tests keep a copy of all that each template was given, which nobody reads here."""
    instrumented = Template._render
    Template._render = lambda self, context: self.nodelist.render(context)
    try:
        yield
    finally:
        Template._render = instrumented


def signed_in(world: World, letter: str, person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    if letter == "D":
        session = client.session
        session[viewing.DISGUISES] = [dialogue.slug for dialogue in world.dialogues.values()]
        session.save()
    return client


def holding(world: World, letter: str) -> Client:
    """A program with the person's token, or without one."""
    token = world.tokens.get(POSITIONS[letter])
    return Client(headers={"Authorization": f"Bearer {token}"} if token else None)


def answer(client: Client, way: Way) -> Any:
    if way.form is None:
        return client.get(way.url, headers=way.headers)
    with transaction.atomic():
        got = client.post(way.url, {"key": cast.new_key(), **way.form})
        if got.streaming:
            got.streaming_content = [b"".join(got.streaming_content)]
        transaction.set_rollback(True)
    return got


def body_of(got: Any) -> str:
    """All that the browser gets, its headers and cookies too."""
    assert got.status_code < 500, got
    content = b"".join(got.streaming_content) if got.streaming else got.content
    if content.startswith(b"PK"):
        content = b"\n".join(opening.unpacked(content).values())
    return f"{dict(got.headers)} {got.cookies} {content.decode(errors='replace')}"


def all_ways(world: World) -> list[Way]:
    ways = [way for door in _doors() for way in _ways(door, world)]
    more = (_searches, _exports, _moments, _dialogues_own)
    return [*ways, *(way for ways_of in more for way in ways_of(world)), *_accounts()]


def _doors() -> Iterator[Door]:
    sent: Counter[str] = Counter()
    for door in DOORS:
        sent[door.name] += door.form is not None
        if door.form is None or sent[door.name] <= FORMS_OF_ONE_DOOR:
            yield door


def _ways(door: Door, world: World) -> Iterator[Way]:
    """A form is sent in one room; a page of a dialogue is asked for once, one of a circle for each."""
    is_of_circle = bool((IN_A_ROOM | OF_ITS_AUTHOR) & set(door.args)) and door.form is None
    is_of_circle = is_of_circle and door.name not in SHELLS
    for circle in world.circles.values():
        is_needed = circle.name in ONCE if door.args else circle.name == "private"
        if (is_needed or is_of_circle) and not (circle.is_elsewhere and "token" in door.args):
            for number, url in enumerate(_urls(door, circle)):
                is_first = number == 0 and circle.name in ONCE
                yield Way(door.name, url, door.form, None, None, circle.home, is_first, door.token)
                if is_first and door.form is None and not door.token:
                    yield Way(door.name, url, headers=HTMX, home=circle.home, is_first=False)


def _urls(door: Door, circle: Circle) -> Iterator[str]:
    missing = set(door.args) - circle.args.keys()
    assert not missing, f"{door.name}: plant {missing} in tests/confidentiality/planting.py"
    for args in product(*(_values(door, circle, name) for name in door.args)):
        yield f"{reverse(door.name, args=args)}?{QUERIES.get(door.name, door.query)}"


def _values(door: Door, circle: Circle, name: str) -> list[Any]:
    """A few of several are enough, but in one room, and where what was taken back is kept."""
    value = circle.args[name]
    if not isinstance(value, list):
        return [value]
    is_looked_at = name not in MANY or circle.name == "private"
    shows_all = SURFACES[Kind.PAGE, door.name].shows is Layer.KEPT
    return value if shows_all or (is_looked_at and door.form is None) else value[:2]


def _searches(world: World) -> Iterator[Way]:
    """In each room, and for each kind of what can be found."""
    for circle in world.circles.values():
        url = reverse("search:find", args=[circle.args["slug"]])
        asked = f"{url}?q={COMMON}&room={circle.room.stream_id}"
        yield Way("search:find", asked, home=circle.home, is_first=circle.name in ONCE)
    for dialogue in world.dialogues.values():
        url = reverse("search:find", args=[dialogue.slug])
        for kind in kinds.KINDS:
            for headers in (None, HTMX):
                yield Way("search:find", f"{url}?kind={kind}", None, headers, (Kind.SEARCH, kind))


def _exports(world: World) -> Iterator[Way]:
    """Each form of the transcript, of a dialogue and of a room."""
    for circle in world.circles.values():
        url = reverse("transcripts:download", args=[circle.args["slug"]])
        rooms = [circle.room.pk, ""] if circle.name in ONCE else [circle.room.pk]
        for name, room in product(FORMATS, rooms):
            form, also = {"format": name, "room": room}, (Kind.EXPORT, name)
            yield Way("transcripts:download", url, form, None, also, circle.home, not room)


def _moments(world: World) -> Iterator[Way]:
    """The files of each board as it stood while something on it was its author's alone."""
    for circle in world.circles.values():
        args = [circle.args["slug"], circle.args["board_number"]]
        url = reverse("whiteboard:export", args=[*args, "md"])
        asked = f"{url}?at={circle.args['board_moment']}"
        yield Way("whiteboard:export", asked, home=circle.home, is_first=circle.name in ONCE)


def _dialogues_own(world: World) -> Iterator[Way]:
    """What was told to a whole dialogue, as frames over HTTP."""
    for dialogue in world.dialogues.values():
        url = reverse("rooms:entries", args=[dialogue.slug, dialogue.stream_id])
        yield Way("rooms:entries", f"{url}?after=0")
        for name in ("entries", "record"):
            url = reverse(f"api:{name}", args=[dialogue.slug, dialogue.stream_id])
            yield Way(f"api:{name}", f"{url}?limit=500", token=True)


def _accounts() -> Iterator[Way]:
    """The pages whose doors are tried elsewhere, as far as they need nothing to be named."""
    for name in addresses():
        if name.startswith(KEPT_ELSEWHERE):
            for args in ([], [FOREVER], [FOREVER, "x"]):
                try:
                    yield Way(name, reverse(name, args=args))
                except NoReverseMatch:
                    continue
