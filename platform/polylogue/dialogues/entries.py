"""What the stream of a dialogue can hold."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("dialogues.dialogue_created")
class DialogueCreated(Fact, frozen=True):
    """The dialogue was set up."""

    title: str

    def describe(self, who: str) -> str:
        return f"{who} set up the dialogue “{self.title}”"


@kind("dialogues.dialogue_edited")
class DialogueEdited(Fact, frozen=True):
    """Title, dates or other particulars of the dialogue changed; `fields` names which."""

    fields: list[str]

    def describe(self, who: str) -> str:
        names = ", ".join(field.replace("_", " ") for field in self.fields)
        return f"{who} changed the dialogue: {names}"


@kind("dialogues.dialogue_copied")
class DialogueCopied(Fact, frozen=True):
    """The dialogue was set up as a copy of an earlier one. For the crew only."""

    source: str

    def describe(self, who: str) -> str:
        return f"{who} copied the programme and the rooms of “{self.source}”"


@kind("dialogues.programme_changed")
class ProgrammeChanged(Fact, frozen=True):
    """A session was added, changed or removed; `change` says which."""

    session: int
    change: str
    title: str

    def describe(self, who: str) -> str:
        return f"{who} {self.change} the session “{self.title}”"


@kind("dialogues.dialogue_archived")
class DialogueArchived(Fact, frozen=True):
    """From here on the dialogue can be read only."""

    def describe(self, who: str) -> str:
        return f"{who} archived the dialogue"


@kind("dialogues.dialogue_unarchived")
class DialogueUnarchived(Fact, frozen=True):
    """The dialogue was taken out of the archive."""

    def describe(self, who: str) -> str:
        return f"{who} took the dialogue out of the archive"


@kind("dialogues.person_waiting")
class PersonWaiting(Fact, frozen=True):
    """Somebody came through a join link and waits to be let in. For the crew only."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} waits to be let in"


@kind("dialogues.person_joined")
class PersonJoined(Fact, frozen=True):
    """A person takes part from here on, with these roles."""

    person: int
    roles: list[str]

    def describe(self, who: str) -> str:
        return f"{who} joined"


@kind("dialogues.person_admitted")
class PersonAdmitted(Fact, frozen=True):
    """Somebody of the crew let a waiting person in."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} let person {self.person} in"


@kind("dialogues.person_readmitted")
class PersonReadmitted(Fact, frozen=True):
    """Staff let somebody in again who had been removed. For the crew only."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} let person {self.person} in again"


@kind("dialogues.roles_changed")
class RolesChanged(Fact, frozen=True):
    """A person has these roles from here on."""

    person: int
    roles: list[str]

    def describe(self, who: str) -> str:
        return f"{who} gave person {self.person} the roles {', '.join(self.roles)}"


@kind("dialogues.person_changed")
class PersonChanged(Fact, frozen=True):
    """A person's name or place changed; whoever shows it asks again."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} changed their profile"


@kind("dialogues.person_merged")
class PersonMerged(Fact, frozen=True):
    """A guest turned out to be a person with an account, in whose name its contributions stand."""

    person: int
    into: int

    def describe(self, who: str) -> str:
        return f"{who} had been here as a guest, person {self.person}"


@kind("dialogues.person_left")
class PersonLeft(Fact, frozen=True):
    """A person's part in the dialogue ended; nothing of this dialogue reaches them after this."""

    person: int

    def describe(self, who: str) -> str:
        return f"{who} ended the participation of person {self.person}"


@kind("dialogues.announcement_made")
class AnnouncementMade(Fact, frozen=True):
    """The crew told everyone something; it is shown in every room until dismissed."""

    text: str

    def describe(self, who: str) -> str:
        return f"Announcement by {who}: {self.text}"


@kind("dialogues.link_made")
class LinkMade(Fact, frozen=True):
    """A join link for a role was made. For the crew only."""

    link: int
    role: str
    label: str

    def describe(self, who: str) -> str:
        return f"{who} made a join link for the role {self.role} ({self.label or self.link})"


@kind("dialogues.link_revoked")
class LinkRevoked(Fact, frozen=True):
    """Nobody can join by this link any more. For the crew only."""

    link: int
    role: str
    label: str

    def describe(self, who: str) -> str:
        return f"{who} withdrew the join link for the role {self.role} ({self.label or self.link})"
