"""What archives hold nothing of: the housekeeping of an installation."""

from polylogue.kit.archiving import job_left_out

for kind in ("config.clear_sessions", "config.clear_leases", "config.clear_jobs"):
    job_left_out(kind, "done once a day by each installation")
