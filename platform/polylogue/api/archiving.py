"""What an archive holds of programs: that they were let in, and nothing by which they get in."""

from polylogue.kit.archiving import Ref, entries, job_left_out, keyed, left_out

TOKEN, WEBHOOK = keyed(token=Ref("api.Token")), keyed(webhook=Ref("api.Webhook"))

for label in ("api.Token", "api.Use"):
    left_out(label, "a token opens the installation that made it")
for label in ("api.Webhook", "api.Position", "api.Delivery"):
    left_out(label, "another server is told by the installation in which somebody answers for it")

entries(
    "api",
    token_made=TOKEN,
    token_revoked=TOKEN,
    webhook_added=WEBHOOK,
    webhook_changed=WEBHOOK,
)

job_left_out("api.deliver", "a webhook is told by the installation that it belongs to")
job_left_out("api.clear_old", "done once a day by each installation")
