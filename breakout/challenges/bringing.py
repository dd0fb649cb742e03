"""What people have experience with. Every function runs inside the writer."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from breakout.challenges import entries, policies, speaking, vocabulary
from breakout.challenges.limits import SENTENCE_LENGTH
from breakout.challenges.models import Experience
from breakout.challenges.sight import accounts_of
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.kit import wording
from polylogue.kit.refusals import Invalid
from polylogue.log import journal


def say(by: Participation, *, topics: Iterable[str], sentence: str) -> None:
    """Says on which topics the person can advise others; everyone in the dialogue may see it."""
    by.require(policies.CONTRIBUTE)
    speaking.ask_to_speak(by)
    found = of(by.dialogue, by.person_id) or Experience(dialogue=by.dialogue, person=by.person)
    said = vocabulary.spelled(topics, by.dialogue), _sentence(sentence)
    if said != (found.topics, found.sentence):
        found.topics, found.sentence = said
        found.revision, found.said_at = found.revision + 1, journal.now()
        fact = entries.ExperienceTold(found.person_id, found.revision, found.told_seq)
        found.told_seq = journal.append(by.dialogue.stream_id, fact, by=by.person_id).seq
        found.save()


def of(dialogue: Dialogue, person: int) -> Experience | None:
    """What the person said last, perhaps as a guest."""
    rows = Experience.objects.filter(dialogue=dialogue, person__in=accounts_of(person))
    return rows.order_by("-said_at", "-pk").first()


def _sentence(text: str) -> str:
    sentence = wording.name(text)
    if len(sentence) > SENTENCE_LENGTH:
        raise Invalid(_("One sentence of up to 300 characters, please."))
    return sentence
