"""What the crew takes out of a poll: the results as a table, and names where the poll says so."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from chat.polls import policies, showing, tally
from chat.polls.models import Poll
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.kit.cells import guarded

Row = list[str | int]


def names(poll: Poll, by: Participation) -> list[dict[str, Any]] | None:
    """Who voted what, by name; None for whoever may not see it, and of polls that do not say so."""
    if poll.is_anonymous or not poll.crew_sees_names or not by.may(policies.SEE_VOTES):
        return None
    given = tally.votes(poll)
    people = cards(by.dialogue_id, given)
    found = [
        {
            "name": people[person]["name"],
            "city": people[person]["city"],
            "chosen": [poll.labels[choice] for choice in vote.choices],
        }
        for person, vote in given.items()
    ]
    return sorted(found, key=lambda one: (one["name"].casefold(), one["city"]))


def table(poll: Poll, by: Participation) -> list[Row]:
    """The question, each answer with its votes if they may be seen, and who gave it if that may."""
    shown = showing.look(poll, crew=by.is_crew)
    rows: list[Row] = [
        [_("Question"), guarded(poll.question)],
        [_("People who voted"), shown["voted"]],
    ]
    if shown["results"]:
        rows += [[], [_("Answer"), _("Votes"), "%"]]
        for label, (n, percent) in zip(shown["labels"], shown["results"], strict=True):
            rows.append([guarded(label), n, percent])
    if named := names(poll, by):
        rows += [[], [_("Name"), _("City"), _("Voted")]]
        rows += [
            [guarded(o["name"]), guarded(o["city"]), guarded("; ".join(o["chosen"]))] for o in named
        ]
    return rows
