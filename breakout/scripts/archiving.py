"""What an archive holds of consultation scripts and of where groups stood in them."""

from breakout.scripts.script import Script
from polylogue.kit.archiving import (
    NUMBER,
    PERSON,
    Plain,
    Ref,
    Valued,
    entries,
    job,
    keyed,
    many,
    table,
)

ROUND, GROUP, OWN = Ref("breakout.Round"), Ref("breakout.Group"), Ref("scripts.OwnScript")
STATE = keyed(
    people=many(PERSON),
    about=PERSON,
    beats=many(keyed(step=NUMBER, turn=NUMBER, person=PERSON)),
    held=Valued(many(PERSON)),
    at=NUMBER,
    waits_for=PERSON,
)

table("scripts.OwnScript", within="dialogue", content=Plain(Script))
table(
    "scripts.RoundScript",
    within="round__dialogue",
    ticks_by=Ref("jobs.Job"),
    content=Plain(Script),
)
table("scripts.GroupRun", within="group__round__dialogue", state=STATE)

RUN, WRITTEN = keyed(round=ROUND, group=GROUP, state=STATE), keyed(script=OWN)
entries(
    "scripts",
    minutes_added=RUN,
    roles_handed=RUN,
    run_finished=RUN,
    script_changed=WRITTEN,
    script_chosen=keyed(round=ROUND),
    script_removed=WRITTEN,
    script_written=WRITTEN,
    step_began=RUN,
    step_held=RUN,
    step_resumed=RUN,
)
job("scripts.next_step", round=ROUND)
