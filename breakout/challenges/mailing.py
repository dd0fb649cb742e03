"""Mail to those who have not said yet what they bring; it says nothing of what others do."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from polylogue.dialogues.models import Dialogue
from polylogue.log import journal
from polylogue.people.models import User


def remind(dialogue: Dialogue, person: User) -> None:
    """Queues the mail with the transaction."""
    if not person.email or not person.is_active or journal.is_history():
        return
    context = {
        "name": person.display_name,
        "dialogue": dialogue.title,
        "url": f"{settings.ORIGINS[0]}{reverse('challenges:mine', args=[dialogue.slug])}",
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string("challenges/email/remind_subject.txt", context).split())
        body = render_to_string("challenges/email/remind_message.txt", context)
    EmailMessage(subject, body, to=[person.email]).send()
