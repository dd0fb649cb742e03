"""What an archive holds of people: who they are, nothing by which anybody signs in."""

from polylogue.kit.archiving import WORDS, left_out, table

table(
    "people.User",
    within="named",
    left="password last_login is_superuser is_staff",
    languages=WORDS,
)

SIGNING_IN = "signing in is a matter of each installation"
SITE = "of the installation, not of a dialogue"
for label in (
    "account.EmailAddress",
    "account.EmailConfirmation",
    "mfa.Authenticator",
    "sessions.Session",
    "socialaccount.SocialAccount",
    "socialaccount.SocialApp",
    "socialaccount.SocialToken",
):
    left_out(label, SIGNING_IN)
for label in ("auth.Group", "auth.Permission", "contenttypes.ContentType", "sites.Site"):
    left_out(label, SITE)
