"""Why the API does not answer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from polylogue.api.scopes import Scope
from polylogue.kit.refusals import Refusal


class NoSuchToken(Refusal):
    code = "no-such-token"
    status = 401
    sentence = _("Send a token that is valid: Authorization: Bearer polylogue_…")


class OutOfScope(Refusal):
    code = "out-of-scope"
    status = 403

    def __init__(self, scope: Scope) -> None:
        super().__init__(_("This token does not have the scope “%s”.") % scope.value)


class Resync(Refusal):
    code = "resync"
    status = 409
    sentence = _(
        "This cursor is of another state of the log. Read the stream again from its start."
    )
