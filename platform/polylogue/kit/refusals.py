"""Why something was not done, in words for the person who asked."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A domain refusal: a stable code for programs, a sentence for people, nothing changed."""

    code = "refused"
    status = 409
    sentence: str | Promise = _("This cannot be done now.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        super().__init__(sentence or self.sentence)

    def __str__(self) -> str:
        return str(self.args[0])


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403
    sentence = _("Your role here does not allow this.")


class NotFound(Refusal):
    code = "not-found"
    status = 404
    sentence = _("This does not exist, or you cannot see it.")


class Invalid(Refusal):
    code = "invalid"
    status = 422
    sentence = _("Please check what you entered.")
