"""What happens to reports of group work; all of it stands in the dialogue's stream."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("reports.contact_chosen")
class ContactChosen(Fact, frozen=True):
    """A person chose whether those they met may have their address; for this person's eyes."""

    is_shared: bool
    wants_mail: bool

    def describe(self, who: str) -> str:
        return f"{who} {'shares' if self.is_shared else 'does not share'} their contact"


@kind("reports.report_exported")
class ReportExported(Fact, frozen=True):
    """Somebody downloaded who was where (`attendance`) or who met whom (`meetings`); for the crew.

    Without `round` it is that of the whole dialogue.
    """

    report: str
    round: int | None = None

    def describe(self, who: str) -> str:
        about = f"of round {self.round}" if self.round else "of the dialogue"
        return f"{who} downloaded the {self.report} {about}"


@kind("reports.people_introduced")
class PeopleIntroduced(Fact, frozen=True):
    """So many people get a mail with the contacts of those they met who agreed; for the crew."""

    people: int

    def describe(self, who: str) -> str:
        return f"{who} had {self.people} people introduced to those they met"
