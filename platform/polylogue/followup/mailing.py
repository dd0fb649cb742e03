"""Mail to authors: that they are asked, and where; never what the good practice says."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from polylogue.followup.choices import Visibility
from polylogue.followup.models import Practice
from polylogue.log import journal
from polylogue.people.models import User


def asked(practice: Practice, author: int) -> None:
    """Queues the mail with the transaction; a guest has no address and is asked in the browser alone."""
    person = User.objects.get(pk=author)
    if not person.email or not person.is_active or journal.is_history():
        return
    context = {
        "name": person.display_name,
        "dialogue": practice.dialogue.title,
        "visibility": Visibility(practice.visibility).label,
        "url": f"{settings.ORIGINS[0]}{reverse('followup:asked')}",
    }
    with translation.override(settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string("followup/email/asked_subject.txt", context).split())
        body = render_to_string("followup/email/asked_message.txt", context)
    EmailMessage(subject, body, to=[person.email]).send()
