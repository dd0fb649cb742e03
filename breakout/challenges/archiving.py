"""What an archive holds of challenges, experience and advice."""

from polylogue.kit.archiving import (
    NUMBER,
    PERSON,
    WORDS,
    Ref,
    dashed,
    entries,
    keyed,
    many,
    place,
    table,
)

CHALLENGE = Ref("challenges.Challenge")

table("challenges.Challenge", within="dialogue", numbers="offered_seq")
table("challenges.Step", within="challenge__dialogue")
table("challenges.Version", within="challenge__dialogue", topics=WORDS, languages=WORDS)
table("challenges.Draft", within="dialogue", numbers="seen", topics=WORDS, languages=WORDS)
table("challenges.GroupCase", within="group__round__dialogue", numbers="told_seq")
table("challenges.Advice", within="stream", numbers="seq")
table("challenges.FirstStep", within="stream", numbers="seq")
table("challenges.Experience", within="dialogue", numbers="told_seq", topics=WORDS)
table("challenges.Reminder", within="dialogue")
place("challenge", dashed(CHALLENGE))

ADVICE = keyed(advice=NUMBER)
OWN = keyed(challenge=CHALLENGE, person=PERSON, version=NUMBER, before=NUMBER)
entries(
    "challenges",
    advice_corrected=ADVICE,
    advice_marked=ADVICE,
    advice_noted=keyed(challenge=CHALLENGE, person=PERSON),
    advice_withdrawn=ADVICE,
    case_given=keyed(round=Ref("breakout.Round"), group=Ref("breakout.Group"), challenge=CHALLENGE),
    case_told=keyed(challenge=CHALLENGE, before=NUMBER),
    challenge_drafted=keyed(challenge=CHALLENGE, person=PERSON, version=NUMBER),
    challenge_offered=OWN,
    challenge_withdrawn=keyed(challenge=CHALLENGE, before=NUMBER),
    experience_told=keyed(person=PERSON, revision=NUMBER, before=NUMBER),
    first_step_written=keyed(challenge=CHALLENGE, before=NUMBER),
    people_reminded=keyed(people=many(PERSON)),
    programme_chosen=keyed(challenges=many(CHALLENGE)),
)
