"""What an archive holds of good practices and project ideas, with every consent and letter."""

from typing import TypedDict

from polylogue.kit.archiving import (
    NUMBER,
    PERSON,
    WORDS,
    Keyed,
    Plain,
    Ref,
    dashed,
    entries,
    job,
    keyed,
    left_out,
    many,
    mark,
    place,
    table,
)

PRACTICE, IDEA = Ref("followup.Practice"), Ref("followup.Idea")


class Pinned(TypedDict):
    practice: int


table("followup.Practice", within="dialogue", numbers="written_seq opened_seq")
table(
    "followup.Edition",
    within="practice__dialogue",
    topics=WORDS,
    files=many(Ref("attachments.File")),
)
table("followup.Source", within="practice__dialogue", numbers="seq")
table("followup.Consent", within="practice__dialogue")
table("followup.Listing", within="practice__dialogue", topics=WORDS)
table("followup.Letter", within="practice__dialogue")
table("followup.Reply", within="letter__practice__dialogue")
table("followup.Reachability", within="practice__dialogue")
table("followup.ContactStop", within="practice__dialogue")
table(
    "followup.LibraryExport",
    within="dialogue",
    wanted=Plain(dict[str, str]),
    practices=many(PRACTICE),
)
table("followup.Idea", within="dialogue", numbers="written_seq")
table("followup.IdeaEdition", within="idea__dialogue")
left_out("followup.SenderBlock", "between two people, beyond any dialogue")

mark("pinned", Keyed({"practice": PRACTICE}, of=Pinned))
place("practice", dashed(PRACTICE))

ONE = keyed(practice=PRACTICE)
OF_EDITION = keyed(practice=PRACTICE, edition=NUMBER)
CONSENT = keyed(practice=PRACTICE, person=PERSON, edition=NUMBER)
LETTER = keyed(practice=PRACTICE, letter=Ref("followup.Letter"))
MESSAGE = keyed(practice=PRACTICE, message=NUMBER)
WRITTEN = keyed(practice=PRACTICE, edition=NUMBER, before=NUMBER)
entries(
    "followup",
    consent_asked=CONSENT,
    consent_given=CONSENT,
    consent_refused=CONSENT,
    consent_withdrawn=keyed(practice=PRACTICE, person=PERSON),
    idea_made=keyed(idea=IDEA),
    idea_written=keyed(idea=IDEA, edition=NUMBER, before=NUMBER),
    letter_answered=LETTER,
    letter_sent=LETTER,
    letters_let_through=ONE,
    letters_stopped=ONE,
    practice_changed=OF_EDITION,
    practice_closed=keyed(practice=PRACTICE, before=NUMBER),
    practice_opened=WRITTEN,
    practice_pinned=MESSAGE,
    practice_unpinned=MESSAGE,
    practice_written=WRITTEN,
    practices_exported=keyed(export=Ref("followup.LibraryExport"), count=NUMBER),
    reachability_chosen=keyed(practice=PRACTICE, person=PERSON),
)
job("followup.tell_closed", practice=PRACTICE)
