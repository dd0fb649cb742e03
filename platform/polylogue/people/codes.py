"""Pages that ask for a mailed code; a wrong one counts, in whichever browser it is entered."""

from __future__ import annotations

from typing import Any

from allauth.account.views import (
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
)
from django.http import HttpRequest, HttpResponse

from polylogue.people import limits


class CountedCode:
    """Put before a view of allauth, which itself counts by session only."""

    request: HttpRequest
    _process: Any

    def post(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        limits.require_codes_left(request, self._email)
        answer: HttpResponse = super().post(request, *args, **named)  # type: ignore[misc]
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        if "code" in form.errors:
            limits.spend_code(self.request, self._email)
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        return answer

    @property
    def _email(self) -> str:
        return str(self._process.state.get("email", ""))


class LoginCode(CountedCode, ConfirmLoginCodeView):  # type: ignore[misc]
    pass


class AddressCode(CountedCode, ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    pass


class PasswordCode(CountedCode, ConfirmPasswordResetCodeView):  # type: ignore[misc]
    pass


confirm_login = LoginCode.as_view()
confirm_address = AddressCode.as_view()
confirm_password_reset = PasswordCode.as_view()
