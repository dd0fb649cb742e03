"""What the command line prints, and what mails say."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from allauth.account.adapter import get_adapter
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test.utils import override_settings

from breakout.challenges import mailing as contributions
from breakout.reports import mailing as introducing
from breakout.reports.sharing import Acquaintance
from polylogue.api.models import Delivery, Position, Webhook
from polylogue.api.webhooks import gathering, telling
from polylogue.config import doctoring
from polylogue.dialogues.cards import cards
from polylogue.followup import mailing
from polylogue.followup.letters import mailing as letters
from polylogue.followup.models import Practice, Reply
from polylogue.kit.surfaces import SURFACES, Kind
from polylogue.transcripts.formats import FORMATS
from tests.confidentiality.rows import OPERATOR
from tests.confidentiality.seeing import Seen
from tests.confidentiality.world import World

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"

# Words of the command line that print nothing of what is in the database, or never end.
NOT_RUN = {
    "serve": "serves until it is stopped",
    "worker": "works until it is stopped",
    "create-staff": "asks for a name, and prints the link for that account",
    "demo": "loads its own invented event into an empty site",
    "manage": "hands over to the commands below",
    "archive": "prints a name; the file is all of a dialogue, for whoever has the whole database",
    "restore": "makes a dialogue anew from such a file, and prints its address",
    "verify-export": "says whether a file is whole, and not a word of what is in it",
}


def _transcripts(world: World, seen: Seen) -> str:
    printed = ""
    with TemporaryDirectory() as folder:
        for name in FORMATS:
            for dialogue in world.dialogues.values():
                file = Path(folder, f"{name}-{dialogue.pk}")
                call_command(
                    "transcript", dialogue.slug, format=name, output=file, stderr=io.StringIO()
                )
                told = file.read_text()
                seen.note(Kind.EXPORT, name, OPERATOR, told)
                printed += told
    return printed


def _django(name: str) -> Callable[[World, Seen], str]:
    def run(world: World, seen: Seen) -> str:
        out = io.StringIO()
        with redirect_stdout(out), transaction.atomic():
            call_command(name, stdout=out)
            transaction.set_rollback(True)
        return out.getvalue()

    return run


def _doctor(world: World, seen: Seen) -> str:
    with redirect_stdout(io.StringIO()) as out:
        doctoring.run()
    return out.getvalue()


COMMANDS: dict[str, Callable[[World, Seen], str]] = {
    "transcript": _transcripts,
    "doctor": _doctor,
    "new_epochs": _django("new_epochs"),
    "protocol_schema": _django("protocol_schema"),
    "roles_doc": _django("roles_doc"),
}


def print_all(world: World, seen: Seen) -> None:
    for kind, name in list(SURFACES):
        if kind is Kind.COMMAND and name not in NOT_RUN:
            seen.note(kind, name, OPERATOR, COMMANDS[name](world, seen))


def _about_an_account(name: str) -> Callable[[World], None]:
    """These mails are rendered with what allauth and `people.proving` give them."""

    def send(world: World) -> None:
        author = world.people["author"]
        about = {"user": author, "email": author.email, "code": "ABCD-EFGH", "username": ""}
        get_adapter().send_mail(name, author.email, about)

    return send


def _asked(world: World) -> None:
    practice = Practice.objects.get(pk=world.circles["private"].args["practice"][0])
    mailing.asked(practice, world.people["author"].pk)


def _about_a_letter(tell: Callable[[Reply], None]) -> Callable[[World], None]:
    return lambda world: tell(Reply.objects.get(pk=world.circles["private"].args["reply"]))


def _letters(world: World) -> None:
    for tell in (letters.arrived, letters.answered):
        _about_a_letter(tell)(world)


def _reminded(world: World) -> None:
    contributions.remind(world.dialogues["here"], world.people["author"])


def _introduced(world: World) -> None:
    """To somebody who met the author, who agreed."""
    author = world.people["author"]
    dialogue = world.circles["private"].room.dialogue
    card = cards(dialogue.pk, [author.pk])[author.pk]
    met = Acquaintance(author.pk, card, 1, timedelta(minutes=5), "agreed@example.org")
    introducing.introduce(dialogue, author, [met])


MAILS: dict[str, Callable[[World], None]] = {
    "breakout.challenges.mailing": _reminded,
    "challenges/email/remind": _reminded,
    "polylogue.config.doctoring": lambda world: doctoring._send(world.people["author"].email),
    "polylogue.followup.mailing": _asked,
    "polylogue.followup.letters.mailing": _letters,
    "breakout.reports.mailing": _introduced,
    "reports/email/met": _introduced,
    "followup/email/asked": _asked,
    "followup/letters/email/arrived": _about_a_letter(letters.arrived),
    "followup/letters/email/answered": _about_a_letter(letters.answered),
}


def call_all(world: World, seen: Seen) -> None:
    """What webhooks that are told of everything are told, from the start of every stream."""
    Position.objects.update(seq=0)
    for webhook in Webhook.objects.select_related("dialogue"):
        with override_settings(WRITER_MODE="inline"):
            while gathering.behind(webhook).exists():
                gathering.gather(webhook)
                webhook.deliveries.update(state=Delivery.State.DELIVERED)
        for delivery in webhook.deliveries.select_related("webhook__dialogue"):
            body = telling.body(delivery).decode()
            seen.note(Kind.WEBHOOK, "polylogue.api.webhooks.courier", OPERATOR, body)


def mail_all(world: World, seen: Seen) -> None:
    """Each mail goes to the author in the private room."""
    for kind, name in list(SURFACES):
        if kind is Kind.MAIL:
            send = MAILS.get(name)
            if send is None and name.startswith(("account/", "people/")):
                send = _about_an_account(name)
            assert send, f"say in tests/confidentiality/sending.py how {name} is sent"
            with override_settings(EMAIL_BACKEND=LOCMEM, MAIL_BACKEND=LOCMEM):
                mail.outbox = []
                send(world)
                sent = [f"{one.message()} {one.subject} {one.body}" for one in mail.outbox]
            assert sent, name
            seen.note(kind, name, "A", "\n".join(sent))
