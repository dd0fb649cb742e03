"""What an archive holds of questions to a room."""

from polylogue.kit.archiving import NUMBER, PERSON, STREAM, Plain, entries, job, keyed, many, table

table("questions.Desk", within="stream", numbers="current")
table(
    "questions.Question",
    within="stream",
    numbers="seq answer",
    mentions=many(keyed(person=PERSON)),
)
table("questions.Answer", within="stream", numbers="seq question")
table("questions.Vote", within="stream", numbers="seq")
table("questions.Untold", within="stream", numbers="seq")
table("questions.Pulse", within="stream")

ONE, SOMEBODYS = keyed(question=NUMBER), keyed(question=NUMBER, person=PERSON)
entries(
    "questions",
    "arranged",
    "asked",
    answered=ONE,
    answered_aloud=ONE,
    approved=SOMEBODYS,
    corrected=ONE,
    dismissal_explained=ONE,
    dismissed=ONE,
    put_down=ONE,
    reopened=SOMEBODYS,
    taken_up=ONE,
    votes_counted=keyed(questions=Plain(dict[str, int])),
    withdrawn=ONE,
)
job("questions.count_votes", stream=STREAM)
