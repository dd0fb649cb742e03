"""The demo event: what the issue names, made by the real actions, once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from breakout.challenges import overview, reading
from breakout.challenges.models import Challenge
from chat.models import Message
from polylogue.config.demo import loading, source
from polylogue.config.demo.timetable import placed
from polylogue.dialogues.models import Dialogue, JoinLink, Session
from polylogue.followup.models import Practice
from polylogue.followup.showing import parts, shown
from polylogue.jobs.models import Job
from polylogue.log.models import Entry
from polylogue.people.models import User
from polylogue.transcripts.export import markdown, transcript_of
from rooms.models import Hand, ReadPosition, Room

TALKING = ["topic_setting", "good_practices", "peer_exchange", "action_planning"]


def plenary_of(demo):
    return demo.rooms.select_related("stream").get(kind=Room.Kind.PLENARY)


def said_in(session):
    return Message.objects.filter(
        posted_at__gte=session.starts_at, posted_at__lt=session.ends_at, deleted_at=None
    )


def test_thirty_people_of_all_sectors_come_from_many_cities_and_countries(demo):
    people = User.objects.filter(participations__dialogue=demo)
    assert people.count() >= 30
    assert len(set(people.values_list("city", flat=True))) >= 15
    assert len({person.country.code for person in people}) >= 10
    assert len(set(people.values_list("sector", flat=True))) == 5
    assert all(person.email.endswith("@demo.example") for person in people)


def test_each_of_the_four_steps_has_a_conversation_in_three_languages(demo):
    spoken = {line.id: line.lang for name in TALKING for line in _lines(name)}
    assert {spoken[key] for key in spoken} >= {"en", "es", "fr"}
    for kind in TALKING:
        session = Session.objects.get(dialogue=demo, kind=kind)
        assert said_in(session).count() >= 60
        languages = {line.lang for line in _lines(kind) if line.id}
        assert len(languages) >= 3


def _lines(kind):
    plans = [plan for day in source.event().days for plan in day.sessions if plan.kind == kind]
    return source.lines(plans[0])


def test_every_message_of_the_files_is_there_in_order_as_last_corrected(demo):
    last = {}
    for day in source.event().days:
        for plan in day.sessions:
            for line in source.lines(plan):
                if line.id:
                    last[line.id] = line.text
                elif line.edits:
                    last[line.edits] = line.text
                elif line.deletes:
                    last[line.deletes] = ""
    texts = Message.objects.filter(stream=plenary_of(demo).stream).order_by("seq")
    assert [m.text for m in texts] == [text.strip() for text in last.values()]


def test_corrections_deletions_hands_and_announcements_belong_to_it(demo):
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert kinds >= {
        "chat.message_edited",
        "chat.message_deleted",
        "rooms.hand_raised",
        "rooms.speaker_called",
        "dialogues.announcement_made",
    }
    assert Hand.objects.filter(lowered_at=None).count() == 3


def test_the_event_is_in_its_third_day_and_a_session_is_on(demo):
    now = timezone.now()
    planned = {s.title: d.day for d in source.event().days for s in d.sessions}
    days = {planned[session.title] for session in demo.sessions.all()}
    assert days == {1, 2, 3}
    (on,) = [session for session in demo.sessions.all() if session.is_on(now)]
    assert on.title == "Closing plenary"
    assert on.starts_at.astimezone(demo.zone).date() - demo.starts_on <= timedelta(days=3)


def test_history_is_dated_and_nothing_lies_in_the_future(demo):
    moments = list(Entry.objects.order_by("stream", "seq").values_list("at", flat=True))
    assert max(moments) <= timezone.now()
    for stream in set(Entry.objects.values_list("stream", flat=True)):
        dated = list(Entry.objects.filter(stream=stream).values_list("at", flat=True))
        assert dated == sorted(dated)
    edited = Message.objects.filter(edited_at__isnull=False)
    assert all(m.posted_at < m.edited_at < m.posted_at + timedelta(hours=1) for m in edited)


def test_everybody_has_a_role_and_each_role_a_link(demo):
    roles = {role for part in demo.participations.all() for role in part.roles}
    assert roles == {"staff", "facilitator", "moderator", "participant", "observer"}
    assert set(JoinLink.objects.values_list("role", flat=True)) == roles
    assert User.objects.filter(is_staff=True).count() == 1


def test_three_good_practices_are_pinned_agreed_to_and_seen_in_the_network(demo):
    outsider = User.objects.create_user("eve@example.org", display_name="Eve")
    found = shown(Practice.objects.visible_to(outsider).order_by("pk"))
    assert [(one.title, one.place) for one in found] == [
        ("30 km/h zone in Belo Horizonte", "Belo Horizonte, Brazil"),
        ("Financing housing in Leipzig", "Leipzig, Germany"),
        ("Composting plant in Bizerte", "Bizerte, Tunisia"),
    ]
    for one in found:
        assert len(parts(one.edition)) == 7 and one.contact and one.edition.topics
        authors = set(one.practice.sources.values_list("author", flat=True))
        assert {consent.person_id for consent in one.practice.consents.all()} == authors
    assert not Job.objects.exists()  # nobody is sent a mail about history


def test_the_participant_of_the_cast_finds_something_unread(demo):
    stream = plenary_of(demo).stream
    read = ReadPosition.objects.get(person__email="mercy@demo.example", stream=stream)
    assert 0 < read.seq < stream.head


def test_a_second_run_leaves_everything_as_it_is(demo, capsys):
    entries = Entry.objects.count()
    call_command("demo")
    assert "is there" in capsys.readouterr().out
    assert (Dialogue.objects.count(), Entry.objects.count()) == (1, entries)


def test_fresh_makes_another_event_with_the_same_people(demo):
    people, entries = User.objects.count(), Entry.objects.count()
    call_command("demo", "--fresh", verbosity=0)
    assert Dialogue.objects.count() == 2
    assert (User.objects.count(), Entry.objects.count()) == (people, 2 * entries)


def test_a_load_that_was_interrupted_goes_on_where_it_stopped(demo, monkeypatch):
    whole = Entry.objects.count()
    happened = loading.Demo.happen

    def interrupted(demo, session):
        if session.plan.key == "peer-exchange":
            raise KeyboardInterrupt
        return happened(demo, session)

    monkeypatch.setattr(loading.Demo, "happen", interrupted)
    with pytest.raises(KeyboardInterrupt):
        loading.load(2, say=lambda text: None)
    monkeypatch.undo()
    assert whole < Entry.objects.count() < 2 * whole
    call_command("demo")
    assert Entry.objects.count() == 2 * whole


def test_a_load_that_was_interrupted_in_the_midst_of_group_work_goes_on_there(demo, monkeypatch):
    whole = Entry.objects.count()
    clock, rung = loading.Demo.clock, []

    def interrupted(demo, until):
        rung.append(until)
        if len(rung) == 40:
            raise KeyboardInterrupt
        clock(demo, until)

    monkeypatch.setattr(loading.Demo, "clock", interrupted)
    with pytest.raises(KeyboardInterrupt):
        loading.load(2, say=lambda text: None)
    monkeypatch.undo()
    assert Job.objects.exists() and not Job.objects.ready().exists()
    call_command("demo")
    assert Entry.objects.count() == 2 * whole
    assert not Job.objects.exists()


def test_its_transcript_has_the_four_steps_as_chapters(demo):
    text = "".join(markdown(transcript_of(demo, plenary_of(demo))))
    headings = [line[len("### 09:00–10:00 ") :] for line in text.splitlines() if line[:4] == "### "]
    steps = [session.title for session in demo.sessions.filter(kind__in=TALKING)]
    # One that goes on after midnight stands below both days.
    assert list(dict.fromkeys(heading for heading in headings if heading in steps)) == steps


def test_there_is_no_demo_in_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        call_command("demo")


@pytest.mark.parametrize("hour", range(0, 24, 3))
@pytest.mark.parametrize(
    "day", [datetime(2026, 3, 29), datetime(2026, 10, 25), datetime(2026, 7, 1)]
)
def test_at_any_hour_the_last_session_is_on_and_the_others_are_over(day, hour):
    now = (day + timedelta(hours=hour, minutes=23, seconds=59)).replace(tzinfo=UTC)
    sessions = placed(source.event(), now)
    *over, on = sessions
    assert timedelta(minutes=5) <= now - on.starts_at < timedelta(minutes=10)
    assert now < on.ends_at
    assert all(session.ends_at <= now for session in over)
    assert sessions == sorted(sessions, key=lambda session: session.starts_at)
    assert all(session.starts_at < session.ends_at for session in sessions)


def test_nothing_but_the_demo_writes_history():
    root = Path(loading.__file__).parents[4]
    sources = [p for folder in ("platform", "rooms", "chat") for p in (root / folder).rglob("*.py")]
    users = {path.name for path in sources if "journal.dated(" in path.read_text()}
    assert users == {"loading.py", "past.py"}


def test_people_of_different_cities_bring_challenges_and_nearly_all_their_experience(demo):
    challenges = Challenge.objects.filter(dialogue=demo)
    states = Counter(challenges.values_list("state", flat=True))
    assert states == {"offered": 9, "draft": 1}
    assert len({one.person.city for one in challenges}) == 10
    assert len(reading.offers_of(demo)) == 30
    chosen = [card.who for card in reading.shown(reading.on_programme(demo))]
    assert [who.partition(" · ")[0] for who in chosen] == ["Kisumu", "Ziguinchor", "Loja", "Irbid"]
    known = {topic for topics in reading.offers_of(demo).values() for topic in topics}
    sought = {topic for topics in reading.seeks_of(demo).values() for topic in topics}
    assert sought <= known and {"en", "es", "fr"} <= _languages(demo)
    assert sum(one.is_silent for one in overview.standings(demo)) == 2


def _languages(demo):
    cards = reading.shown(Challenge.objects.filter(dialogue=demo).offered())
    return {card.text.languages[0] for card in cards}
