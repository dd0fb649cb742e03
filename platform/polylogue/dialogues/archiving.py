"""What an archive holds of a dialogue itself, who takes part and what is on the programme."""

from polylogue.dialogues.policy import Role
from polylogue.kit.archiving import PERSON, WORDS, Plain, Ref, entries, keyed, table

table("dialogues.Dialogue", within="self", languages=WORDS, topics=WORDS)
table(
    "dialogues.Participation",
    within="dialogue",
    left="reentry_digest",
    roles=Plain(list[Role]),
)
table("dialogues.Session", within="dialogue")
table("dialogues.JoinLink", within="dialogue", left="nonce")

LINK = keyed(link=Ref("dialogues.JoinLink"))
SOMEBODY = keyed(person=PERSON)
entries(
    "dialogues",
    "announcement_made",
    "dialogue_archived",
    "dialogue_copied",
    "dialogue_created",
    "dialogue_edited",
    "dialogue_unarchived",
    link_made=LINK,
    link_revoked=LINK,
    person_admitted=SOMEBODY,
    person_changed=SOMEBODY,
    person_joined=SOMEBODY,
    person_left=SOMEBODY,
    person_merged=keyed(person=PERSON, into=PERSON),
    person_readmitted=SOMEBODY,
    person_waiting=SOMEBODY,
    programme_changed=keyed(session=Ref("dialogues.Session")),
    roles_changed=SOMEBODY,
)
