"""Challenges of the tests, by the real actions through the real writer."""

from __future__ import annotations

from typing import Any

from breakout.challenges import bringing, drafting, giving, programme, reading, sight, writing
from breakout.challenges.models import Challenge
from breakout.challenges.particulars import Particulars
from polylogue.dialogues.intents import participant, run_as
from polylogue.log import reading as log
from polylogue.log.models import Entry
from tests.breakout import scenes
from tests.support import cast

SAID: dict[str, Any] = {
    "title": "Rents that rise",
    "context": "A settlement between lake and railway.",
    "tried": "A pledge that six owners signed.",
    "obstacle": "No land and no cash.",
    "question": "How do we keep rents bearable?",
    "help_wanted": "What made owners sign.",
    "topics": ["Affordable housing"],
    "languages": ["en"],
}


def said(**more: Any) -> Particulars:
    return Particulars(**SAID | more)


def as_(dialogue, by, act, *, disguised=False) -> Any:
    seen = lambda part: act(part.seen(disguised=disguised))  # noqa: E731
    return run_as(dialogue, by, seen, key=cast.new_key(), content=None).result


def write(dialogue, by, *, offers=False, challenge=None, owner=None, seen=None, **more: Any):
    """Saves a challenge as a draft; returns it as it is now."""
    pk = challenge.pk if challenge else None
    act = lambda part: writing.write(  # noqa: E731
        part, said(**more), offers=offers, challenge=pk, owner=owner and owner.pk, seen=seen
    )
    return Challenge.objects.select_related("dialogue").get(pk=as_(dialogue, by, act))


def offer(dialogue, by, **more: Any):
    return write(dialogue, by, offers=True, **more)


def withdraw(challenge, by) -> None:
    as_(challenge.dialogue, by, lambda part: writing.withdraw(part, challenge=challenge.pk))
    challenge.refresh_from_db()


def keep(dialogue, by, text="Half a", *, challenge=None, owner=None, page="one", after="", **more):
    """What an open form has the server keep."""
    about = {"challenge": challenge and challenge.pk, "owner": owner and owner.pk, "seen": 7}
    typed = Particulars(**({"title": text} | more))
    act = lambda part: drafting.keep(part, typed, page=page, after=after, **about)  # noqa: E731
    as_(dialogue, by, act)


def bring(dialogue, by, *topics, sentence="") -> None:
    as_(dialogue, by, lambda part: bringing.say(part, topics=topics, sentence=sentence))


def put_on(challenge, by) -> None:
    as_(challenge.dialogue, by, lambda part: programme.put_on(part, challenge=challenge.pk))


def sees(challenge, person, group=(), *, disguised=False) -> bool:
    part = participant(challenge.dialogue_id, person.pk).seen(disguised=disguised)
    challenge.refresh_from_db()
    here = Challenge.objects.visible_to(part).filter(pk=challenge.pk).exists()
    may = sight.may_see(challenge, part, [one.pk for one in group])
    assert here is may or group
    return may


def told(dialogue, kind="challenges.") -> list[tuple[str, str, dict[str, Any]]]:
    """What the log says of challenges and to whom, oldest first, as it is shown now."""
    found = Entry.objects.filter(stream=dialogue.stream_id, kind__startswith=kind).order_by("seq")
    shown = [item["data"] for item in log.shown(found)]
    return [(e.kind[11:], e.audience, data) for e, data in zip(found, shown, strict=True)]


def text(challenge):
    challenge.refresh_from_db()
    return reading.card(challenge).text


def give(round, by, challenge, *, to=0) -> None:
    """Gives a group of the round (0 is the first) a case, or none."""
    group = list(round.groups.all())[to].pk
    scenes.do(round, by, giving.give, group=group, challenge=challenge and challenge.pk)


def group_with(dialogue, by, challenge, *people):
    """An open round whose first group has the case and these people; returns the room of the group."""
    round = scenes.drafted(dialogue, by)
    scenes.move(round, by, *people, to=0)
    give(round, by, challenge)
    scenes.open_now(round, by)
    return round.groups.select_related("room__dialogue", "room__stream")[0].room
