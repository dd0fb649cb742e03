"""The pages of allauth that make sense here, under the names that allauth knows them by."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import include, path
from django.views.generic import RedirectView

from polylogue.people import codes
from polylogue.people.views import for_accounts, password_login

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)

signing_in = [
    path("login/", account.login, name="account_login"),
    path("login/code/", to_login, name="account_request_login_code"),
    path("login/code/confirm/", codes.confirm_login, name="account_confirm_login_code"),
    path("login/password/", password_login, name="account_password_login"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("login/second/", mfa.authenticate, name="mfa_authenticate"),
    path("signup/", account.signup, name="account_signup"),
    path("signup/code/", codes.confirm_address, name="account_email_verification_sent"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("logout/", account.logout, name="account_logout"),
]

address_and_password = [
    path("email/", for_accounts(account.email), name="account_email"),
    path("password/", for_accounts(account.password_change), name="account_change_password"),
    path("password/set/", for_accounts(account.password_set), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/code/",
        codes.confirm_password_reset,
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/new/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
]

second_factors = [
    path("", for_accounts(mfa.index), name="mfa_index"),
    path("reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("passkeys/", for_accounts(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/add/", for_accounts(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "passkeys/reauthenticate/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        for_accounts(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("passkeys/<int:pk>/", for_accounts(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("app/", for_accounts(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", for_accounts(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "recovery-codes/",
        for_accounts(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery-codes/new/",
        for_accounts(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/file/",
        for_accounts(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

other_providers = [
    path("", for_accounts(social.connections), name="socialaccount_connections"),
    path("signup/", social.signup, name="socialaccount_signup"),
    path("cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", social.login_error, name="socialaccount_login_error"),
]

urlpatterns = [
    *signing_in,
    *address_and_password,
    path("security/", include(second_factors)),
    path("providers/", include(other_providers)),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
