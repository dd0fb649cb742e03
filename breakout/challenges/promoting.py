"""Challenges that are taken up on a board: those for everyone anywhere, others where their group works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from breakout.challenges import groups, particulars, policies, reading, sight
from breakout.challenges.models import Challenge, GroupCase
from breakout.challenges.telling import OFFERED
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry
from rooms.models import Room
from rooms.promotions import sources, tracing
from rooms.promotions.sources import Offered, Trace, Words
from rooms.promotions.wording import parts


class Challenges(sources.Source):
    kind: ClassVar[str] = "challenge"
    called: ClassVar[Words] = _lazy("A challenge")

    def offer(self, by: Participation, place: str) -> Offered:
        found = Challenge.objects.filter(dialogue=by.dialogue_id, pk=int(place))
        challenge = found.select_related("dialogue").first()
        if challenge is None or not _sees(challenge, by):
            raise NotFound
        if not challenge.is_offered:
            raise NotFound(_("This challenge is not offered: nobody else can work on it yet."))
        rooms = GroupCase.objects.filter(
            challenge=challenge, group__round__opened_at__isnull=False, group__room__isnull=False
        ).values_list("group__room", flat=True)
        return Offered(
            words=_words(reading.card(challenge)),
            only_in=None if challenge.is_for_everyone else frozenset(pk for pk in rooms if pk),
            url=challenge.get_absolute_url(),
        )

    def traces(self, places: Iterable[str], by: Participation, room: Room) -> Mapping[str, Trace]:
        wanted = Challenge.objects.offered().filter(dialogue=by.dialogue_id, pk__in=places)
        return {
            str(card.challenge.pk): Trace(self.called, card.who, card.challenge.get_absolute_url())
            if _sees(card.challenge, by)
            else Trace(self.called)
            for card in reading.shown(wanted.select_related("dialogue"))
        }

    def streams(self, by: Participation, place: str) -> tuple[int, ...]:
        return ()


sources.declare(Challenges())


@forget_with(OFFERED, "challenges.challenge_drafted")
def forget_words(entry: Entry) -> None:
    tracing.forget("challenge", str(entry.data["challenge"]))


def _sees(challenge: Challenge, by: Participation) -> bool:
    if challenge.is_for_everyone:
        return by.may(policies.SEE)
    accounts = sight.accounts_of(by.person_id).values_list("pk", flat=True)
    around = groups.people_around(challenge, accounts)
    return by.may(policies.SEE) and sight.may_see(challenge, by, around)


def _words(card: reading.Card) -> dict[str, str]:
    text = card.text
    said = {name: (particulars.heading(name), getattr(text, name)) for name in particulars.TEXTS}
    question = (particulars.heading("question"), text.question)
    return {
        "title": card.title,
        "challenge": parts(question, said["context"], said["obstacle"]),
        "expertise": text.help_wanted,
        "text": parts(said["tried"]),
    }
