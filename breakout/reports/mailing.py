"""The mail with those whom a person met; nobody is in it who did not agree."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from breakout.reports.sharing import Acquaintance
from polylogue.dialogues.models import Dialogue
from polylogue.log import journal
from polylogue.people.models import User


def introduce(dialogue: Dialogue, person: User, met: Sequence[Acquaintance]) -> bool:
    """Queues the mail with the transaction; whether there is anything to say, and somebody to say it to."""
    agreed = [one for one in met if one.email]
    if not agreed or not person.email or not person.is_active or journal.is_history():
        return False
    subject, body = written(dialogue, person.display_name, agreed)
    EmailMessage(subject, body, to=[person.email]).send()
    return True


def written(dialogue: Dialogue, name: str, agreed: Sequence[Acquaintance]) -> tuple[str, str]:
    """Subject and text."""
    address = reverse("reports:met", args=[dialogue.slug])
    context = {
        "name": name,
        "dialogue": dialogue.title,
        "people": agreed,
        "url": f"{settings.ORIGINS[0]}{address}",
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("reports/email/met_subject.txt", context)
        body = render_to_string("reports/email/met_message.txt", context)
    return " ".join(subject.split()), body
