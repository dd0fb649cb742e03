"""`polylogue doctor`: each thing the site stands on, whether it holds, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from polylogue.config import examinations
from polylogue.config.examinations import Ailment

GOOD, BAD = "ok", "FAILED"


def run(*, mail_to: str | None = None) -> int:
    """Prints a line per examination; 0 if all is well."""
    ill = [not _examine(what, look) for what, look in examinations.EXAMINATIONS.items()]
    if mail_to:
        ill.append(not _examine("a mail is sent", lambda: _send(mail_to)))
    return 1 if any(ill) else 0


def _examine(what: str, look: Callable[[], str]) -> bool:
    try:
        found = look()
    except Ailment as ailment:
        _say(BAD, what, ailment.finding)
        print(f"{'':9}→ {ailment.remedy}")  # noqa: T201
        return False
    except Exception as problem:
        _say(BAD, what, f"{type(problem).__name__}: {problem}".splitlines()[0])
        return False
    _say(GOOD, what, found)
    return True


def _say(verdict: str, what: str, found: str) -> None:
    print(f"{verdict:8} {what}: {found}")  # noqa: T201


def _send(address: str) -> str:
    message = EmailMessage(
        "Polylogue can send mail",
        "This is what `polylogue doctor` sent.",
        to=[address],
        connection=get_connection(settings.MAIL_BACKEND),
    )
    message.send()
    return f"to {address}; look whether it arrived"
