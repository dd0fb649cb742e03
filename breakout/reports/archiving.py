"""What an archive holds of reports: who shared their contact, and who was to be introduced."""

from polylogue.kit.archiving import NUMBER, Ref, entries, job_left_out, keyed, table

table("reports.ContactChoice", within="dialogue")
table("reports.Introducing", within="dialogue")
table("reports.Introduction", within="introducing__dialogue")

entries(
    "reports",
    "contact_chosen",
    people_introduced=keyed(people=NUMBER),
    report_exported=keyed(round=Ref("breakout.Round")),
)
job_left_out("reports.introduce", "its mails are sent where they were ordered")
