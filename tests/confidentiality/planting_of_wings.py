"""What the wings keep: questions, polls, reports and reasons, good practices and letters."""

from __future__ import annotations

from typing import Any

import breakout.grouping
from breakout.challenges.models import Challenge
from breakout.making.lists import applying as lists
from breakout.notices import actions as notices
from breakout.scripts import actions as scripts
from breakout.scripts.script import Role, Script, Step
from chat.moderation.models import Mute, Removal, Report
from chat.polls.models import Poll
from polylogue.dialogues.intents import run_for
from polylogue.followup import answering, pinning
from polylogue.followup.letters import actions as letters
from polylogue.followup.models import Letter, Practice
from polylogue.people.models import User
from tests.breakout import scenes as grouping
from tests.breakout.challenges import cases
from tests.confidentiality.world import COMMON, Circle, World, as_staff, plants
from tests.support import cast


def _owner(world: World, circle: Circle) -> str:
    return "A" if circle.author == world.people["author"] else ""


def _crew(world: World, circle: Circle) -> User:
    return world.people["neighbours' staff" if circle.is_elsewhere else "staff"]


@plants
def questions(world: World) -> None:
    """For everyone with an answer, for the hosts alone, one that waits, and one that is set aside."""
    for circle in world.circles.values():
        _arrange(world, circle, reviewed=False)
        asked = _ask(circle, world.said("question", circle))
        hosts = _ask(circle, _own(world, circle, "hosts"), for_crew=True)
        aside = _ask(circle, _own(world, circle, "aside"))
        reason, answer = _own(world, circle, "reason"), world.said("answer", circle)
        _lead(world, circle, "dismiss", question=aside, reason=reason)
        _lead(world, circle, "answer", question=asked, text=answer)
        _arrange(world, circle, reviewed=True)
        waits = _ask(circle, _own(world, circle, "waits"))
        circle.args |= {"asked": [asked, hosts, aside, waits], "asked_hidden": hosts}


def _own(world: World, circle: Circle, thing: str) -> str:
    """Words that the crew and whoever says them see."""
    owner = _owner(world, circle)
    return f"{world.word(thing, circle.name, circle.rule, owner=owner)} {COMMON}"


def _ask(circle: Circle, text: str, **how: bool) -> int:
    return cast.do(circle.room, circle.author, "questions.ask", text=text, **how).seq


def _arrange(world: World, circle: Circle, *, reviewed: bool) -> None:
    _lead(world, circle, "arrange", is_open=True, reviewed=reviewed)


def _lead(world: World, circle: Circle, what: str, **said) -> None:
    cast.do(circle.room, _crew(world, circle), f"questions.{what}", **said)


@plants
def polls(world: World) -> None:
    for circle in world.circles.values():
        poll, draft = (_poll(world, circle, thing) for thing in ("poll", "draft"))
        cast.do(circle.room, _crew(world, circle), "polls.open_poll", poll=poll)
        seq = Poll.objects.get(pk=poll).seq
        circle.args |= {"poll": poll, "poll_seq": seq, "draft": draft}


def _poll(world: World, circle: Circle, thing: str) -> int:
    said = {"question": world.said(thing, circle), "kind": "single", "options": ["Yes", "No"]}
    by = _crew(world, circle)
    return cast.do(circle.room, by, "polls.draft_poll", particulars=said).result


@plants
def consultation_scripts(world: World) -> None:
    """One of each dialogue, in every place where its authors write something."""
    for name, dialogue in world.dialogues.items():
        word = lambda: world.word("scripttext", name)  # noqa: E731, B023
        step = Step(word(), says=word(), asks={"all": word()})
        script = Script(
            world.word("scriptname", name),
            what_for=word(),
            roles=(Role("all", word(), cast="rest"),),
            steps=(step,),
        )
        written = as_staff(dialogue, lambda by, said=script: scripts.write_script(by, script=said))
        for circle in world.circles.values():
            if circle.room.dialogue_id == dialogue.pk:
                circle.args |= {"script": written, "shipped_script": "troika"}


@plants
def what_moderators_know(world: World) -> None:
    """Who reported what and why, why somebody is muted, and why somebody was banned."""
    for circle in world.circles.values():
        room, crew, dialogue = circle.room, _crew(world, circle), circle.room.dialogue
        names = [f"{what}-{circle.name}" for what in ("reporter", "muted", "banned")]
        reporter, muted, banned = (cast.person(name) for name in names)
        for somebody in (reporter, muted, banned):
            cast.enrol(dialogue, somebody, "participant")
        why = {
            thing: world.word(thing, circle.name, circle.rule)
            for thing in ("report", "mutereason", "banreason")
        }
        said = {"message": circle.args["said"][0], "because": why["report"]}
        cast.do(room, reporter, "moderation.report_message", **said)
        mute = {"person": muted.pk, "everywhere": True, "because": why["mutereason"]}
        cast.do(room, crew, "moderation.mute_person", **mute)
        ban = {"person": banned.pk, "ban": True, "because": why["banreason"]}
        cast.do(room, crew, "moderation.remove_person", **ban)
        circle.args |= {
            "report": Report.objects.get(by=reporter).pk,
            "mute": Mute.objects.get(person=muted).pk,
            "ban": Removal.objects.get(person=banned).pk,
        }


@plants
def good_practices(world: World) -> None:
    """One that its room alone sees, and one that its author opened to all who are signed in, unnamed."""
    for circle in world.circles.values():
        owner = _owner(world, circle)
        kept = _pin(world, circle, "practice", circle.args["said"][0], owner=owner)
        circle.args |= {"practice": [kept], "source": _first_source(kept), "reply": 1}
        if not circle.is_elsewhere:
            opened = _pin(
                world, circle, "network", circle.args["said"][-1], owner=owner, visibility="network"
            )
            said = {"edition": 1, "visibility": "network", "naming": "hidden"}
            _as(circle, circle.author, lambda: answering.give(opened, circle.author, **said))  # noqa: B023
            circle.add("practice", opened)


def _pin(world: World, circle: Circle, thing: str, seq: int, *, owner: str, **how: str) -> int:
    word = lambda what: world.word(what, circle.name, circle.rule, owner=owner)  # noqa: E731
    fields = {"title": f"{word(thing)} {COMMON}", "contact": word(f"{thing}contact")}
    place = [(circle.room.stream_id, seq)]
    act = lambda by: pinning.pin(by, place, fields=fields, **how)  # noqa: E731
    return int(as_staff(circle.room.dialogue, act))


def _first_source(practice: int) -> int:
    return Practice.objects.get(pk=practice).sources.first().pk


def _as(circle: Circle, person: User, act):
    return run_for([circle.room.dialogue], person, act, key=cast.new_key()).result


@plants
def letters_between_two(world: World) -> None:
    """A participant writes to the author of the private room, and gets an answer."""
    circle, sender = world.circles["private"], world.people["participant"]
    practice, author = circle.args["practice"][-1], circle.author
    text, answer = (world.word("letter", circle.name, circle.rule, owner="PA") for _ in range(2))
    _as(circle, author, lambda: letters.choose(practice, author, is_reachable=True))
    about = {"text": text, "shares_email": False}
    letter = _as(circle, sender, lambda: letters.write(practice, sender, **about))
    reply = Letter.objects.get(pk=letter).replies.get().pk
    said = {"text": answer, "shares_email": False}
    _as(circle, author, lambda: letters.answer(reply, author, **said))
    circle.args["reply"] = reply


@plants
def challenges(world: World) -> None:
    """One for everyone that was changed, one for the group, a draft, one that was withdrawn, one half typed."""
    for circle in world.circles.values():
        dialogue, author = circle.room.dialogue, circle.author
        opened = cases.offer(dialogue, author, scope="everyone", **_case(world, circle, "earlier"))
        said = _case(world, circle, "")
        cases.offer(dialogue, author, challenge=opened, scope="everyone", **said)
        hidden = cases.offer(dialogue, author, **_case(world, circle, "group"))
        draft = cases.write(dialogue, author, **_case(world, circle, "draft"))
        gone = cases.offer(dialogue, author, scope="everyone", **_case(world, circle, "gone"))
        cases.withdraw(gone, author)
        typed = world.word("typedchallenge", circle.name, circle.rule, owner=_owner(world, circle))
        cases.keep(dialogue, author, f"{typed} {COMMON}")
        for one in (opened, hidden, draft, gone):
            circle.add("challenge", one.pk)
        circle.args["challenge_hidden"] = hidden.pk
        brings = [
            world.word("brings", circle.name, circle.rule, owner=_owner(world, circle))
            for _ in range(2)
        ]
        cases.bring(dialogue, author, brings[0], sentence=f"{brings[1]} {COMMON}")


def _case(world: World, circle: Circle, how: str) -> dict[str, Any]:
    """A canary in each part of a challenge."""
    owner = _owner(world, circle)
    word = lambda: world.word(f"{how}challenge", circle.name, circle.rule, owner=owner)  # noqa: E731
    parts = ("title", "context", "tried", "obstacle", "question", "help_wanted")
    return {part: f"{word()} {COMMON}" for part in parts} | {"topics": [word()]}


@plants
def advice(world: World) -> None:
    """A group around the author's case in each dialogue: its advice and the first step, which none but it hears."""
    for name in ("private", "elsewhere"):
        circle = world.circles[name]
        dialogue, staff = circle.room.dialogue, _crew(world, circle)
        adviser = cast.person(f"adviser-{name}")
        cast.enrol(dialogue, adviser, "participant")
        case = Challenge.objects.get(pk=circle.args["challenge_hidden"])
        room = cases.group_with(dialogue, staff, case, circle.author, adviser)
        said = _own(world, circle, "advice")
        note = cast.do(room, adviser, "challenges.note_advice", text=said)
        cast.do(room, circle.author, "challenges.mark_useful", advice=note.seq, useful=True)
        step = _own(world, circle, "firststep")
        cast.do(room, circle.author, "challenges.write_first_step", text=step)
        circle.add("group_room", room.pk)
        grouping.back(room.group.round, staff)


@plants
def group_work(world: World) -> None:
    """A round in preparation, and one at work: a group of all who take part, and one of nobody."""
    for name, dialogue in world.dialogues.items():
        crew = world.people["neighbours' staff" if name == "elsewhere" else "staff"]
        word = lambda thing: world.word(thing, name)  # noqa: B023, E731
        draft = grouping.drafted(dialogue, crew, title=word("drafttitle"), people_choose=True)
        round = grouping.drafted(dialogue, crew, groups=1, title=word("roundtitle"))
        title = word("grouptitle")
        grouping.do(round, crew, breakout.grouping.add_groups, titles=[title])
        parts = dialogue.participations.active().select_related("person")
        grouping.move(round, crew, *[p.person for p in parts if not p.is_crew], to=0)
        grouping.open_now(round, crew)
        one, other = (grouping.room(round, place) for place in (0, 1))
        member = next(p.person for p in parts if p.roles == ["participant"])
        caller = next(letter for letter, who in world.positions() if who == member)
        words = world.word("helpwords", name, owner=caller)  # who may take their own words along
        cast.do(one, member, "help.call", words=words)
        for room, thing in ((one, "notice"), (other, "othernotice")):
            text, to = word(thing), [room.group.pk]
            grouping.do(round, crew, notices.give, text=text, groups=to)
        expected = f"{word('expected')};1"
        grouping.do(draft, crew, lists.apply, text=expected, seen=None)
        for circle in world.circles.values():
            if circle.home == name:
                circle.args |= {
                    "round": [round.pk, *circle.args.get("round", [])],
                    "draft_round": draft.pk,
                    "group_room": [one.pk, other.pk, *circle.args.get("group_room", [])],
                }
