"""Mail about letters: what was written, and where to answer; an address only where it is shared."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from polylogue.followup import showing
from polylogue.followup.models import Reply
from polylogue.log import journal
from polylogue.people.models import User


def arrived(reply: Reply) -> None:
    """To one of the people behind a good practice; guests have no address and find it in the browser."""
    letter = reply.letter
    about = {
        "sender": letter.sender.display_name,
        "place": letter.sender.place,
        "email": letter.sender.email if letter.shares_email else "",
        "text": letter.text,
    }
    _send("arrived", User.objects.get(pk=reply.person_id), letter.practice_id, about)


def answered(reply: Reply) -> None:
    """To the sender; who answered is not said, unless they say so themselves."""
    about = {
        "is_declined": reply.answer == Reply.Answer.DECLINED,
        "email": reply.person.email if reply.shares_email else "",
        "text": reply.text,
    }
    _send("answered", reply.letter.sender, reply.letter.practice_id, about)


def _send(name: str, to: User, practice: int, about: dict[str, Any]) -> None:
    if not to.email or not to.is_active or journal.is_history():
        return
    with translation.override(settings.LANGUAGE_CODE):
        shown = showing.shown_to(practice, to)
        context = about | {
            "name": to.display_name,
            "title": shown.title if shown else gettext("a good practice"),
            "url": f"{settings.ORIGINS[0]}{reverse('library:letters')}",
        }
        subject = " ".join(
            render_to_string(f"followup/letters/email/{name}_subject.txt", context).split()
        )
        body = render_to_string(f"followup/letters/email/{name}_message.txt", context)
    EmailMessage(subject, body, to=[to.email]).send()
