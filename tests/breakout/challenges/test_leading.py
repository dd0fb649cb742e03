"""What the crew sees of all contributions: the programme, who said nothing yet, and reminders."""

from datetime import timedelta

import pytest
from django.core import mail

from breakout.challenges import overview, programme, reminding
from breakout.challenges.models import Reminder
from polylogue.kit.refusals import NotAllowed, NotFound
from polylogue.people.models import User
from tests.breakout.challenges.cases import as_, bring, keep, offer, put_on, told, withdraw, write
from tests.support import cast


@pytest.fixture
def three(dialogue, ben, cleo):
    made = [offer(dialogue, cleo, title=title) for title in ("One", "Two", "Three")]
    for one in made:
        put_on(one, ben)
    return made


def titles(dialogue):
    from breakout.challenges import reading

    return [card.title for card in reading.shown(programme.on(dialogue))]


def move(challenge, by, places):
    act = lambda part: programme.move(part, challenge=challenge.pk, places=places)  # noqa: E731
    as_(challenge.dialogue, by, act)


def test_the_programme_has_the_order_that_leads_give_it(dialogue, three, ben):
    one, two, _ = three
    move(one, ben, 1)
    assert titles(dialogue) == ["Two", "One", "Three"]
    move(two, ben, -1)
    as_(dialogue, ben, lambda part: programme.take_off(part, challenge=one.pk))
    put_on(two, ben)
    assert titles(dialogue) == ["Two", "Three"]
    kind, audience, data = told(dialogue)[-1]
    assert (kind, audience) == ("programme_chosen", "crew")
    assert data["challenges"] == [two.pk, three[2].pk]


def test_what_is_withdrawn_is_off_the_programme_and_the_others_close_ranks(dialogue, three, cleo):
    withdraw(three[0], cleo)
    assert titles(dialogue) == ["Two", "Three"]
    assert [one.place for one in programme.on(dialogue)] == [0, 1]
    offer(dialogue, cleo, challenge=three[0])
    assert titles(dialogue) == ["Two", "Three"]


def test_a_draft_is_not_put_on_and_what_is_not_on_is_not_moved(dialogue, ben, cleo):
    draft = write(dialogue, cleo)
    with pytest.raises(NotFound):
        put_on(draft, ben)
    with pytest.raises(NotFound):
        move(draft, ben, 1)


def test_only_leads_choose(dialogue, three, mia, cleo):
    for other in (mia, cleo):
        for deed in (programme.put_on, programme.take_off):
            with pytest.raises(NotAllowed):
                as_(dialogue, other, lambda part, deed=deed: deed(part, challenge=three[0].pk))
        with pytest.raises(NotAllowed):
            move(three[0], other, 1)
        with pytest.raises(NotAllowed):
            as_(dialogue, other, reminding.remind)


def silent(dialogue):
    return {one.card["name"] for one in overview.standings(dialogue) if one.is_silent}


def test_who_has_said_nothing_yet(dialogue, ben, cleo, dov):
    assert silent(dialogue) == {"Cleo Marin", "Dov Peretz"}
    keep(dialogue, dov)
    (begun,) = [one for one in overview.standings(dialogue) if one.has_begun]
    assert begun.is_silent and begun.card["name"] == "Dov Peretz"
    write(dialogue, dov)
    bring(dialogue, cleo, sentence="I listen.")
    assert silent(dialogue) == set()


def test_cities_and_topics_are_counted(dialogue, cleo, dov):
    gil = cast.person("gil", city="Lyon", country="FR")
    cast.enrol(dialogue, gil, "participant")
    offer(dialogue, cleo, topics=["Rents"])
    bring(dialogue, dov, "Rents", "Rain")
    cities = overview.cities(overview.standings(dialogue))
    assert [(c.name, c.people, c.offered, c.is_silent) for c in cities] == [
        ("Haifa", 1, 0, False), ("Lyon", 2, 1, False),
    ]  # fmt: skip
    counted = {one.name: (one.sought, one.offered) for one in overview.topics(dialogue)}
    assert counted == {"Rents": (1, 1), "Rain": (0, 1)}


def remind(dialogue, by):
    return as_(dialogue, by, reminding.remind)


def test_those_who_said_nothing_are_reminded_once_a_day(dialogue, ben, cleo, dov):
    guest = User.objects.create_user(None, display_name="Gil")
    cast.enrol(dialogue, guest, "participant")
    bring(dialogue, cleo, "Rents")
    mail.outbox.clear()
    assert (remind(dialogue, ben), remind(dialogue, ben)) == (1, 0)
    (sent,) = mail.outbox
    assert sent.to == ["dov@example.org"]
    assert f"/d/{dialogue.slug}/contribution/" in sent.body and "Rents" not in sent.body
    kind, audience, data = told(dialogue)[-1]
    assert (kind, audience, data["people"]) == ("people_reminded", "crew", [dov.pk])
    last = Reminder.objects.get()
    Reminder.objects.update(at=last.at - timedelta(days=1, minutes=1))
    assert remind(dialogue, ben) == 1


def test_a_mail_is_queued_with_the_command_and_not_sent_while_a_page_waits(dialogue, ben, settings):
    from polylogue.jobs.models import Job

    settings.EMAIL_BACKEND = "polylogue.jobs.mail.QueueBackend"
    remind(dialogue, ben)
    assert Job.objects.filter(kind="jobs.send_mail").count() == 2


def test_the_board_shows_the_crew_the_case_of_each_group(dialogue, ben, mia, cleo, three):
    from tests.breakout import scenes
    from tests.breakout.challenges.cases import give
    from tests.breakout.pages import board

    round = scenes.drafted(dialogue, ben)
    give(round, ben, three[1])
    assert "Two" in board(round, mia).content.decode()
    scenes.open_now(round, ben)
    assert "Two" not in board(round, cleo).content.decode()
