"""What people see of themselves: their profile, the pages of their account, the mails with codes."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.OWN,
    "home",
    "people:profile",
    # signing in
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_password_login",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "account_signup",
    "account_email_verification_sent",
    "account_inactive",
    "account_logout",
    # address and password
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "account_reauthenticate",
    # second factors
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    # other providers
    "socialaccount_connections",
    "socialaccount_signup",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
)
declare(
    Kind.MAIL,
    Layer.OWN,
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/unknown_account",
    "people/email/prove",
)
