"""Sets the stage for fault tests in a database of its own, and works on it behind the servers' backs.

python -m tests.support.stage set <people> <dialogues>       prints the stage as JSON
python -m tests.support.stage hand <slug>        does what it is told, line by line, and says "done"

A hand knows `remove <name>`, `tell <file without suffix>` (the transcript), `tell_in_every_form <folder>`, `shelve` (good practices for
the library), `consult` (a group with a case), `offer <names>` (a challenge of each, on the programme), `new_epochs`,
`turn <number>` (tests/support/hostile.py), `groups …` (groups.py) and `group <script> <names>`: opens a round with one group;
`tell_of <kind> <url>`: a webhook of ada's. `go_to <slug>`: what follows is for that dialogue.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")


def set_stage(people: int, dialogues: int = 1) -> dict[str, Any]:
    """Dialogues of the cast (eve outside) and of many participants; what is said of the first is on top."""
    from django.core.management import call_command

    from tests.support import cast
    from tests.support.sockets import session

    call_command("migrate", verbosity=0)
    crowd = {name: cast.person(name) for name in cast.PEOPLE}
    crowd |= {name: cast.person(name) for name in [f"p{n}" for n in range(1, people + 1)]}
    places = [_dialogue(crowd) for _ in range(dialogues)]
    return {
        **places[0],
        "places": places,
        "people": {name: person.pk for name, person in crowd.items()},
        "sessions": {name: session(person) for name, person in crowd.items()},
    }


def _dialogue(crowd: dict[str, Any]) -> dict[str, Any]:
    """With a plenary and a side room."""
    from rooms.models import Room
    from tests.support import cast

    dialogue = cast.dialogue(by=crowd["ada"], title="Faults", languages=["en"])
    for name, role in cast.ROLES.items():
        cast.enrol(dialogue, crowd[name], role)
    cast.enrol_all(dialogue, [crowd[name] for name in crowd if name not in cast.PEOPLE])
    side = cast.add_room(dialogue, crowd["ada"], "Side room")
    plenary = Room.objects.get(dialogue=dialogue, kind=Room.Kind.PLENARY)
    return {
        "slug": dialogue.slug,
        "dialogue": dialogue.stream_id,
        "plenary": plenary.stream_id,
        "side": side.stream_id,
    }


def tell(slug: str, target: Path) -> None:
    from polylogue.dialogues.models import Dialogue
    from polylogue.transcripts.export import jsonl, markdown, transcript_of

    transcript = transcript_of(Dialogue.objects.get(slug=slug))
    target.with_suffix(".jsonl").write_bytes(b"".join(jsonl(transcript)))
    target.with_suffix(".md").write_text("".join(markdown(transcript)))


def tell_in_every_form(slug: str, folder: Path) -> None:
    from polylogue.dialogues.models import Dialogue
    from polylogue.transcripts.export import transcript_of
    from polylogue.transcripts.filing import FORMS
    from tests.support import opening

    folder.mkdir(exist_ok=True)
    transcript = transcript_of(Dialogue.objects.get(slug=slug))
    for form in FORMS:
        for name, content in opening.files(transcript, form).items():
            (folder / name).write_bytes(content)


def remove(slug: str, name: str) -> None:
    from polylogue.dialogues.models import Dialogue
    from polylogue.people.models import User
    from tests.support import cast

    ada, person = (User.objects.get(email=f"{who}@example.org") for who in ("ada", name))
    cast.remove(Dialogue.objects.get(slug=slug), person, by=ada)


def shelve(slug: str) -> None:
    """A library, with one good practice of cleo's own words, which everybody signed in may see."""
    from polylogue.dialogues.models import Dialogue
    from polylogue.people.models import User
    from tests.followup import practices
    from tests.followup.library import shelf
    from tests.support import cast

    mia, cleo = (User.objects.get(email=f"{who}@example.org") for who in ("mia", "cleo"))
    dialogue = Dialogue.objects.get(slug=slug)
    shelf.put_all(dialogue)
    plenary = dialogue.rooms.order_by("pk")[0]
    seq = cast.post(plenary, cleo, "We painted the street.").seq
    practices.give(practices.pin(plenary, mia, seq, visibility="network"), cleo)


def consult(slug: str) -> None:
    """A round with a group of cleo, whose case it has, and dov; it is open."""
    from polylogue.dialogues.models import Dialogue
    from polylogue.people.models import User
    from tests.breakout.challenges import cases

    ben, cleo, dov = (
        User.objects.get(email=f"{who}@example.org") for who in ("ben", "cleo", "dov")
    )
    dialogue = Dialogue.objects.get(slug=slug)
    cases.group_with(dialogue, ben, cases.offer(dialogue, cleo), cleo, dov)


def offer(slug: str, names: list[str]) -> None:
    """Each of them offers a challenge, which ben puts on the programme."""
    from polylogue.dialogues.models import Dialogue
    from polylogue.people.models import User
    from tests.breakout.challenges import cases

    dialogue = Dialogue.objects.get(slug=slug)
    ben, *people = (User.objects.get(email=f"{who}@example.org") for who in ("ben", *names))
    for person in people:
        title = f"What keeps {person.display_name} awake"
        cases.put_on(cases.offer(dialogue, person, title=title, scope="everyone"), ben)


def group(slug: str, sign: str, names: list[str]) -> None:
    """A group of these people, in a round of ben's that works by a script."""
    from polylogue.dialogues.models import Dialogue
    from polylogue.people.models import User
    from tests.breakout import scenes
    from tests.breakout.scripts import groups

    ben, *people = (User.objects.get(email=f"{who}@example.org") for who in ("ben", *names))
    round = groups.seated(Dialogue.objects.get(slug=slug), ben, people, sign=sign)
    scenes.open_now(round, ben)


def new_epochs() -> None:
    from django.core.management import call_command

    call_command("new_epochs", stdout=sys.stderr)


def lend_a_hand(slug: str) -> None:
    """Keeps no connection between two orders, so that the database may be replaced meanwhile."""
    from django.db import connection

    from tests.support import groups, hostile, programs

    for line in sys.stdin:
        match line.split():
            case ["go_to", other]:
                slug = other
            case ["remove", name]:
                remove(slug, name)
            case ["tell", target]:
                tell(slug, Path(target))
            case ["tell_in_every_form", folder]:
                tell_in_every_form(slug, Path(folder))
            case ["shelve"]:
                shelve(slug)
            case ["consult"]:
                consult(slug)
            case ["offer", *names]:
                offer(slug, names)
            case ["turn", offset]:
                hostile.turn(slug, int(offset))
            case ["groups", *order]:
                groups.do(slug, order)
            case ["group", sign, *names]:
                group(slug, sign, names)
            case ["tell_of", kind, url]:
                programs.add_webhook(slug, url, kind)
            case ["new_epochs"]:
                new_epochs()
        connection.close()
        print("done", flush=True)


def main(task: str, *arguments: str) -> None:
    import django

    django.setup()
    if task == "set":
        print(json.dumps(set_stage(*map(int, arguments))))
    else:
        lend_a_hand(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
