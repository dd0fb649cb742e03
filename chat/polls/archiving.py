"""What an archive holds of polls. Of anonymous ones it has what the database has: a sorted roll of who
voted, and ballots that lead to nobody.
"""

from polylogue.kit.archiving import (
    NUMBER,
    PERSON,
    STREAM,
    WORDS,
    Listed,
    Plain,
    Ref,
    entries,
    job,
    keyed,
    many,
    table,
)

POLL = Ref("polls.Poll")
CHOICES = Plain(list[int])

table(
    "polls.Poll",
    within="stream",
    numbers="seq",
    ends_by=Ref("jobs.Job"),
    options=WORDS,
    told=Plain(dict),
)
table("polls.Vote", within="poll__stream", choices=CHOICES)
table("polls.Roll", within="poll__stream", people=Listed(PERSON, is_sorted=True))
table("polls.Urn", within="poll__stream", ballots=Plain(dict[str, int]))
table("polls.Ballot", within="poll__stream", choices=CHOICES)
table("polls.Pulse", within="stream")

ONE, OPENED = keyed(poll=POLL), keyed(poll=POLL, opened=NUMBER)
entries(
    "polls",
    counted=keyed(polls=many(POLL)),
    draft_changed=ONE,
    draft_dropped=ONE,
    poll_closed=OPENED,
    poll_drafted=ONE,
    poll_extended=OPENED,
    poll_opened=ONE,
    results_shown=OPENED,
)
job("polls.close", stream=STREAM, poll=POLL)
job("polls.count", stream=STREAM)
