"""The corpus in what wings keep: questions, polls, moderation, good practices, letters and challenges."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tests.support import hostile_boards, hostile_harvests
from tests.support.payloads import CORPUS, Payload

OPTION, LABEL, TOPIC, LINE, NAME = 120, 60, 60, 80, 80
LONG_AGO = timedelta(hours=1)  # so that only the list of polls shows it
ASIDE = slice(1, None, 12)
LETTERS = 100  # as many as a page shows of each kind


def fill(filling: Any, rooms: list[Any], people: list[int]) -> None:
    """After the conversations; the last of `rooms` has quotes and no more."""
    for number, room in enumerate(rooms[:-1]):
        payloads = CORPUS[number :: len(rooms) - 1]
        _questions(filling, room, payloads, itertools.cycle(people))
        _polls(filling, room, payloads, itertools.cycle(people))
    _scripts(filling)
    _waiting_to_be_set_aside(filling, people)
    _moderation(filling, rooms, people)
    _letters(filling, _practices(filling, rooms, people), people)
    _challenges(filling, people)
    _advice(filling, people)
    hostile_harvests.fill(filling, people)
    hostile_boards.fill(filling, people)
    _group_work(filling, rooms, people)


def fitting(length: int, start: int = 0) -> Iterator[str]:
    """Those that are no longer, over and over."""
    fits = [payload.text for payload in CORPUS if len(payload.text) <= length]
    return itertools.cycle([*fits[start:], *fits[:start]])


def address(text: str) -> str | None:
    """The text as what stands before the @ of an address, if Django takes that for one."""
    quoted = "".join(f"\\{sign}" if sign in '"\\ \t' else sign for sign in text)
    try:
        validate_email(found := f'"{quoted}"@example.org')
    except ValidationError:
        return None
    return found


def _questions(filling: Any, room: Any, payloads: list[Payload], authors: Iterator[int]) -> None:
    """Each payload as a question with the same as its answer, and as one that was set aside for it."""
    from chat.questions.models import Answer, Desk, Question

    stream, ada, now = room.stream_id, filling.by["ada"].pk, datetime.now(UTC)
    questions, answers = [], []
    for state, payload in itertools.product(("answered", "dismissed"), payloads):
        asker = next(authors)
        seq = ask(filling, stream, asker)
        question = Question(
            stream_id=stream, seq=seq, author_id=asker, text=payload.text, state=state
        )
        question.approved_at = question.settled_at = now
        question.settled_by_id = ada
        if state == "answered":
            question.answer = filling.streams.append(
                stream, "questions.answered", ada, question=seq
            )
            answers.append(
                Answer(stream_id=stream, seq=question.answer, question=seq, author_id=ada, at=now)
            )
            answers[-1].text = payload.text
        else:
            question.reason = payload.text
        questions.append(question)
    seq = ask(filling, stream, asker := next(authors))
    text = filling.one(further=stream)
    questions.append(
        Question(stream_id=stream, seq=seq, author_id=asker, text=text, approved_at=now)
    )
    Question.objects.bulk_create(questions)
    Answer.objects.bulk_create(answers)
    Desk.objects.create(stream_id=stream, open_since=now, current=seq)


def _waiting_to_be_set_aside(filling: Any, people: list[int]) -> None:
    """Open questions in the plenary, which are set aside while people look on."""
    from chat.questions.models import Desk, Question

    stream, now = filling.dialogue.rooms.get(kind="plenary").stream_id, datetime.now(UTC)
    Desk.objects.create(stream_id=stream, open_since=now)
    for asker, payload in zip(people, CORPUS[ASIDE], strict=False):
        question = Question(stream_id=stream, seq=ask(filling, stream, asker), author_id=asker)
        question.text, question.approved_at = payload.text, now
        question.save(force_insert=True)


def ask(filling: Any, stream: int, asker: int) -> int:
    key = f"q{filling.streams.heads[stream]:07d}"
    seq: int = filling.streams.append(stream, "questions.asked", asker, key=key)
    return seq


def _polls(filling: Any, room: Any, payloads: list[Payload], voters: Iterator[int]) -> None:
    """Each payload asks something; answers and the ends of scales take turns. Some are drafts, some over."""
    from chat.polls.models import Poll, Vote

    stream, ada, now = room.stream_id, filling.by["ada"].pk, datetime.now(UTC)
    options, labels = fitting(OPTION, room.pk % 100), fitting(LABEL, room.pk % 100)
    polls = []
    for number, payload in enumerate(payloads):
        kind = ("single", "multiple", "scale")[number % 3]
        words = labels if kind == "scale" else options
        poll = Poll(stream_id=stream, author_id=ada, question=payload.text, kind=kind)
        poll.options = [next(words) for _ in range(2 if kind == "scale" else 6)]
        poll.least, poll.most = (1, 6) if kind != "single" else (1, 1)
        poll.crew_sees_names = True
        if number % 8:
            poll.opened_at = now
            poll.closed_at = now - LONG_AGO if number % 2 else None
            poll.seq = filling.streams.heads[stream] + len([p for p in polls if p.seq]) + 1
            poll.told = {"voted": 3, "of": 3, "counts": [3, 0, 0, 0, 0, 0]}
        polls.append(poll)
    opened = [poll for poll in Poll.objects.bulk_create(polls) if poll.seq]
    for poll in opened:
        filling.streams.append(stream, "polls.poll_opened", ada, poll=poll.pk)
    for poll in opened:
        if poll.closed_at:
            about = {"poll": poll.pk, "opened": poll.seq}
            filling.streams.append(stream, "polls.poll_closed", ada, **about)
    Vote.objects.bulk_create(
        Vote(poll=poll, person_id=next(voters), choices=[0]) for poll in opened for _ in range(3)
    )


def _scripts(filling: Any) -> None:
    """Each payload as the name of one, and, where it is short enough, in all else that it says."""
    from breakout.scripts.models import OwnScript

    short, texts = fitting(NAME), itertools.cycle(payload.text for payload in CORPUS)
    scripts = []
    for name in [payload.text for payload in CORPUS if len(payload.text) <= NAME]:
        role = {"key": "all", "title": next(short), "cast": "rest"}
        step = {"title": next(short), "says": next(texts), "asks": {"all": next(texts)}}
        said = {"name": name, "what_for": next(texts), "roles": [role], "steps": [step]}
        scripts.append(OwnScript(dialogue=filling.dialogue, author=filling.by["ada"], name=name))
        scripts[-1].content = said
    OwnScript.objects.bulk_create(scripts)


def _moderation(filling: Any, rooms: list[Any], people: list[int]) -> None:
    """Every payload as a reason to report, others to mute and remove; dov is one who is muted."""
    from chat.moderation.models import Mute, Removal, Report
    from polylogue.log.models import Audience
    from polylogue.people.models import User

    dialogue, ada = filling.dialogue, filling.by["ada"].pk
    dov = User.objects.get(email="dov@example.org").pk
    gone = dialogue.participations.exclude(ended_at=None).values_list("person", flat=True)
    said = [(room, filling.first[room.stream_id]) for room in rooms[:-1]]
    told = filling.streams
    crew = {"audience": Audience.CREW}
    reports = Report.objects.bulk_create(
        Report(stream=room.stream, seq=seq, by_id=person, because=payload.text)
        for payload, person, (room, seq) in zip(
            CORPUS, itertools.cycle(people), itertools.cycle(said)
        )
    )
    for report, (room, seq) in zip(reports, itertools.cycle(said)):
        about = {"report": report.pk, "room": room.pk, "message": seq, "person": report.by_id}
        told.append(dialogue.stream_id, "moderation.message_reported", report.by_id, crew, **about)
    mutes = [
        Mute(dialogue=dialogue, person_id=person, by_id=ada, because=payload.text)
        for person, payload in zip(
            [dov, *people[:30]], CORPUS[filling.offset % 300 :], strict=False
        )
    ]
    for mute in Mute.objects.bulk_create(mutes):
        about = {"mute": mute.pk, "person": mute.person_id, "room": None, "until": None}
        told.append(dialogue.stream_id, "moderation.person_muted", ada, crew, **about)
    removals = [
        Removal(dialogue=dialogue, person_id=person, by_id=ada, because=payload.text)
        for person, payload in zip(gone, CORPUS[filling.offset % 300 + 20 :], strict=False)
    ]
    for removal in Removal.objects.bulk_create(removals):
        about = {"removal": removal.pk, "person": removal.person_id, "banned": False}
        told.append(dialogue.stream_id, "moderation.person_removed", ada, crew, **about)


def _practices(filling: Any, rooms: list[Any], people: list[int]) -> list[Any]:
    """One for each payload, which is its title. In the first ones, of this dialogue, all others are
    told too: seven texts of two in each, and topics; those after them are of another dialogue.
    """
    from polylogue.dialogues.models import Dialogue
    from polylogue.followup.drafts import MOST_TOPICS, TEXTS
    from polylogue.followup.library import listing
    from polylogue.followup.models import Consent, Edition, Listing, Practice, Source

    other = Dialogue.objects.exclude(pk=filling.dialogue.pk).order_by("pk")[0]
    ada, cleo, now = filling.by["ada"], filling.by["cleo"], datetime.now(UTC)
    inside = 1 + len(CORPUS) // (2 * len(TEXTS))
    texts = itertools.cycle(payload.text for payload in CORPUS)
    topics, lines = fitting(TOPIC), fitting(LINE, 50)
    practices = Practice.objects.bulk_create(
        Practice(
            dialogue=filling.dialogue if number < inside else other,
            home=rooms[number % 8].stream if number < inside else other.stream,
            pinned_by=ada,
            visibility="public",
            open_to="public" if number % 4 else "room",
            open_edition=1 if number % 4 else None,
            open_naming="named",
            written_seq=1,
        )
        for number in range(len(CORPUS))
    )
    Edition.objects.bulk_create(
        Edition(
            practice=practice,
            number=1,
            written_by=ada,
            title=payload.text,
            city=next(lines),
            country="FR",
            contact=payload.text,
            topics=[next(topics) for _ in range(MOST_TOPICS)],
            **{name: f"{next(texts)}\n\nharbour\n\n{next(texts)}" for name in TEXTS},
            files=_files(filling, rooms[0].stream_id) if number == 0 else [],
        )
        for number, (practice, payload) in enumerate(zip(practices, CORPUS, strict=True))
    )
    authors = itertools.cycle([cleo.pk, *people[:3]])
    sources, consents = [], []
    for practice in practices:
        author, seq = next(authors), filling.first.get(practice.home_id, 1)
        place = {"stream_id": practice.home_id, "seq": seq, "author_id": author}
        sources.append(Source(practice=practice, pinned_by=ada, **place))
        answer = "given" if practice.open_edition else "open"
        about = {"edition": 1, "visibility": "public", "answer": answer, "naming": "named"}
        consents.append(Consent(practice=practice, person_id=author, answered_at=now, **about))
        if practice.dialogue_id == filling.dialogue.pk:
            about = {"practice": practice.pk, "edition": 1}
            filling.streams.append(practice.home_id, "followup.practice_written", ada.pk, **about)
    Source.objects.bulk_create(sources)
    Consent.objects.bulk_create(consents)
    Listing.objects.bulk_create(row for practice in practices for row in listing.rows(practice))
    return practices


def _challenges(filling: Any, people: list[int]) -> None:
    """Each payload is a title and a question; in every other one there is a later version of somebody
    else's. Cleo has typed one that she has not saved, and most people bring something.
    """
    from breakout.challenges.models import Challenge, Draft, Experience, Step, Version

    cleo, ada, now = filling.by["cleo"], filling.by["ada"], datetime.now(UTC)
    stream, told = filling.dialogue.stream_id, filling.streams
    texts, topics = itertools.cycle(payload.text for payload in CORPUS), fitting(TOPIC)
    authors = itertools.cycle([cleo.pk, *people[:5]])

    def words(payload: Payload) -> dict[str, Any]:
        parts = {part: next(texts) for part in ("context", "tried", "obstacle", "help_wanted")}
        said = {"title": payload.text, "question": payload.text, "as_city": True, **parts}
        return said | {"topics": [next(topics) for _ in range(3)], "languages": ["en"]}

    offered = Challenge.objects.bulk_create(
        Challenge(
            dialogue=filling.dialogue,
            person_id=next(authors),
            state="offered",
            scope="everyone",
            version=1 + number % 2,
            offered_seq=told.heads[stream] + 1 + number,
            place=number if number < 12 else None,
        )
        for number in range(len(CORPUS))
    )
    versions = []
    for number, (one, payload) in enumerate(zip(offered, CORPUS, strict=True)):
        versions += [
            Version(challenge=one, number=n + 1, by=(cleo, ada)[n], at=now, **words(payload))
            for n in range(one.version)
        ]
        about = {"challenge": one.pk, "person": one.person_id, "version": one.version}
        told.append(
            stream, "challenges.challenge_offered", one.person_id, **about, scope="everyone"
        )
        assert one.offered_seq == told.heads[stream], number
    Version.objects.bulk_create(versions)
    Step.objects.bulk_create(Step(challenge=o, state="offered", by=cleo, at=now) for o in offered)
    draft = words(CORPUS[filling.offset % len(CORPUS)])
    Draft.objects.create(dialogue=filling.dialogue, by=cleo, person=cleo, page="x", **draft)
    Experience.objects.bulk_create(
        Experience(
            dialogue=filling.dialogue,
            person_id=person,
            topics=[next(topics) for _ in range(12)],
            sentence=payload.text,
            revision=1,
        )
        for person, payload in zip({cleo.pk, *people}, itertools.cycle(CORPUS), strict=False)
    )


def _advice(filling: Any, people: list[int]) -> None:
    """A group's room of its own, in which each payload is advice; its case is one of them, too."""
    from breakout.challenges.models import Advice, Challenge, FirstStep, GroupCase
    from breakout.models import Group, Move, Round, Seat
    from polylogue.log.models import Stream
    from rooms.models import Attachment, Room

    cleo, now, told = filling.by["cleo"], datetime.now(UTC), filling.streams
    case = Challenge.objects.filter(dialogue=filling.dialogue, person=cleo).order_by("pk")[0]
    here = Stream.objects.create(rank=Stream.Rank.ROOM, root=filling.dialogue.stream)
    # Called as the one room is that the tests of rooms leave out.
    about = {"title": "Side room", "kind": "group", "position": 99}
    room = Room.objects.create(dialogue=filling.dialogue, stream=here, **about)
    for name in ("ada", "cleo"):
        Attachment.objects.create(stream=here, person=filling.by[name])
    told.heads[here.pk] = 0
    about = {"title": "Round", "opened_at": now, "closed_at": now}
    round = Round.objects.create(dialogue=filling.dialogue, **about)
    move = Move.objects.create(round=round, version=1, how="by_hand", by=cleo)
    group = Group.objects.create(round=round, title="Group", room=room)
    Seat.objects.bulk_create(
        Seat(round=round, group=group, person_id=person, move=move)
        for person in {cleo.pk, *people[:3]}
    )
    stream = here.pk
    seq = told.append(stream, "challenges.case_told", cleo.pk, challenge=case.pk)
    GroupCase.objects.create(group=group, challenge=case, by=cleo, told_seq=seq)
    rows = []
    for payload, adviser in zip(CORPUS, itertools.cycle(people[:3])):
        about = {"challenge": case.pk, "person": adviser}
        seq = told.append(stream, "challenges.advice_noted", adviser, **about)
        by = {"person_id": adviser, "noted_by_id": adviser}
        rows.append(Advice(stream_id=stream, seq=seq, challenge=case, text=payload.text, **by))
    Advice.objects.bulk_create(rows)
    text = CORPUS[filling.offset % len(CORPUS)].text
    seq = told.append(stream, "challenges.first_step_written", cleo.pk, challenge=case.pk)
    FirstStep.objects.create(stream_id=stream, challenge=case, by=cleo, text=text, seq=seq)


def _group_work(filling: Any, rooms: list[Any], people: list[int]) -> None:
    """A round that is over, with cleo and many others in one group, where everybody was seen."""
    from breakout.models import Group, Move, Round, Seat
    from breakout.reports.models import ContactChoice
    from rooms.models import Stay

    now, ada = datetime.now(UTC), filling.by["ada"]
    began = now - LONG_AGO
    about = {"dialogue": filling.dialogue, "version": 1, "drafted_at": began}
    title = CORPUS[filling.offset % len(CORPUS)].text[:120]
    round = Round.objects.create(title=title, opened_at=began, closed_at=now, **about)
    group = Group.objects.create(round=round, title=title, room=rooms[0])
    move = Move.objects.create(round=round, version=1, how="by_hand", by=ada, at=began)
    there = [filling.by["cleo"].pk, *people[:40]]
    Seat.objects.bulk_create(
        Seat(round=round, group=group, person_id=person, move=move) for person in there
    )
    Stay.objects.bulk_create(
        Stay(dialogue=filling.dialogue, room=room, person_id=person, since=began, until=now)
        for room in rooms
        for person in there
    )
    ContactChoice.objects.bulk_create(
        ContactChoice(dialogue=filling.dialogue, person_id=person, is_shared=True)
        for person in there
    )


def _files(filling: Any, stream: int) -> list[str]:
    """Files of the first message there, with a payload each for name and description."""
    from chat.attachments.models import File

    made = File.objects.bulk_create(
        File(
            stream_id=stream,
            owner=filling.by["ada"],
            kind="pdf",
            media_type="application/pdf",
            name=payload.text,
            alt=payload.text if number % 2 else "",
            size=9,
            seq=filling.first[stream],
            number=number,
        )
        for number, payload in enumerate(CORPUS)
    )
    return [str(file.pk) for file in made]


def _letters(filling: Any, practices: list[Any], people: list[int]) -> None:
    """Every payload in a letter and in its answer: to cleo, from her, to ada, from her, in turn."""
    from polylogue.followup.models import Letter, Reply

    ada, cleo, now = filling.by["ada"].pk, filling.by["cleo"].pk, datetime.now(UTC)
    letters, replies = [], []
    for number, (payload, other) in enumerate(zip(CORPUS, itertools.cycle(people))):
        owner = (cleo, cleo, ada, ada)[number // LETTERS]
        pair = (other, owner) if (number // LETTERS) % 2 == 0 else (owner, other)
        # Without an answer yet there is the form, and a practice that is not open any more.
        is_open = number % 10 == 0
        about = {"practice": practices[number], "shares_email": True}
        letters.append(Letter(sender_id=pair[0], text=payload.text, **about))
        reply = Reply(letter=letters[-1], person_id=pair[1], shares_email=True)
        if not is_open:
            reply.answer, reply.text, reply.answered_at = "written", payload.text, now
        replies.append(reply)
    Letter.objects.bulk_create(letters)
    Reply.objects.bulk_create(replies)


def speak(filling: Any, room: Any, people: list[int]) -> None:
    """While people look on: questions, their answers, polls, reports and good practices."""
    from chat.moderation.models import Report
    from chat.polls.models import Poll
    from chat.questions.models import Answer, Question
    from polylogue.followup.models import Consent, Practice
    from polylogue.log.models import Audience

    stream, ada, cleo, now = (
        room.stream_id,
        filling.by["ada"],
        filling.by["cleo"],
        datetime.now(UTC),
    )
    told, crew, authors = filling.streams, {"audience": Audience.CREW}, itertools.cycle(people)
    options = fitting(OPTION)
    for question in Question.objects.filter(stream=stream, state="open"):
        Question.objects.filter(pk=question.pk).update(
            state="dismissed", reason=question.text, settled_at=now, settled_by=ada
        )
        about = {"question": question.seq}
        told.append(stream, "questions.dismissed", ada.pk, **about)
        told.append(stream, "questions.dismissal_explained", ada.pk, crew, **about)
    for number, payload in enumerate(CORPUS[::5]):
        asker = next(authors)
        question = Question(stream_id=stream, seq=ask(filling, stream, asker), author_id=asker)
        question.text, question.approved_at = payload.text, now
        about = {"question": question.seq}
        if number % 2:
            told.append(stream, "questions.taken_up", ada.pk, **about)
        else:
            question.answer = told.append(stream, "questions.answered", ada.pk, **about)
            question.state, question.settled_at, question.settled_by = "answered", now, ada
            answer = {"seq": question.answer, "question": question.seq, "author": ada}
            Answer.objects.create(stream_id=stream, text=payload.text, at=now, **answer)
        question.save(force_insert=True)
    for number, payload in enumerate(CORPUS[1::8]):
        poll = Poll(stream=room.stream, author=ada, question=payload.text, kind="multiple", most=6)
        poll.options, poll.opened_at = [next(options) for _ in range(6)], now
        poll.seq, poll.told = told.heads[stream] + 1, {"voted": 3, "of": 3, "counts": [1] * 6}
        poll.closed_at = now if number % 5 == 0 else None
        poll.save()
        told.append(stream, "polls.poll_opened", ada.pk, poll=poll.pk)
        if poll.closed_at:
            told.append(stream, "polls.poll_closed", ada.pk, poll=poll.pk, opened=poll.seq)
    report = Report.objects.order_by("pk")[0]
    about = {"report": report.pk, "room": room.pk, "message": report.seq, "person": report.by_id}
    told.append(filling.dialogue.stream_id, "moderation.message_reported", people[0], crew, **about)
    practice = Practice.objects.filter(dialogue=filling.dialogue).order_by("pk")[0]
    told.append(stream, "followup.practice_written", ada.pk, practice=practice.pk, edition=1)
    Consent.objects.filter(practice=practice, person=cleo).update(answer="open")
    about = {"person": cleo.pk, "edition": 1, "visibility": "public"}
    to_cleo = {"audience": Audience.PERSON, "person_id": cleo.pk}
    asked = {"practice": practice.pk, **about}
    told.append(filling.dialogue.stream_id, "followup.consent_asked", ada.pk, to_cleo, **asked)
