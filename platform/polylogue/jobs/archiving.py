"""What an archive holds of jobs: what is still due in the dialogue, such as the end of a poll."""

from polylogue.kit.archiving import JOBS, Chosen, job_left_out, table

table(
    "jobs.Job",
    within="args__lane",
    left="name tries crossed_at problem done_at given_up_at",
    where={"done_at": None, "given_up_at": None, "kind__in": JOBS},
    args=Chosen("kind", JOBS),
)

job_left_out("jobs.send_mail", "a mail is sent by the installation that wrote it")
