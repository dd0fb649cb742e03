"""Registers that a report leaves, in the dialogue's stream. Runs inside the writer."""

from __future__ import annotations

from breakout.reports import entries, policies
from polylogue.dialogues.models import Participation
from polylogue.log import journal
from polylogue.log.models import Audience


def export(by: Participation, *, report: str, round: int | None) -> None:
    by.require(policies.EXPORT)
    fact = entries.ReportExported(report, round)
    journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)
