"""The same of what concerns a board as a whole: phases, rules, names, and what was put back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from whiteboard import entries, labels
from whiteboard.history.looks import Change, Look
from whiteboard.history.telling import changes, named_in, sentence
from whiteboard.permissions import Phase
from whiteboard.promoting.entries import PiecePromoted

RULES = {
    "budget": gettext_lazy("Votes for each person"),
    "most": gettext_lazy("Of these on one entry, at most"),
    "hides_votes": gettext_lazy("Show the votes only at the end"),
    "is_private": gettext_lazy("Private mode"),
    "is_locked": gettext_lazy("Board locked for participants"),
    "hides_hands": gettext_lazy("Do not show where others point, select and write"),
}


@sentence.register
def _begun(fact: entries.BoardBegun, look: Look) -> str:
    return _("%(who)s began the board “%(title)s”") % {"who": look.who, "title": fact.title}


@sentence.register
def _phase(fact: entries.PhaseSet, look: Look) -> str:
    phase = labels.PHASES[Phase(fact.phase)]
    return _("%(who)s began the phase “%(phase)s”") % {"who": look.who, "phase": phase}


@sentence.register
def _rules(fact: entries.RulesSet, look: Look) -> str:
    return _("%(who)s changed how the board works") % {"who": look.who}


@changes.register
def _rules_now(fact: entries.RulesSet, look: Look) -> list[Change]:
    before, now = look.before.rules, fact.rules
    pairs = [(label, getattr(before, name), getattr(now, name)) for name, label in RULES.items()]
    return [Change(label, _rule(a), _rule(b)) for label, a, b in pairs if a != b]


@sentence.register
def _votes(fact: entries.VotesShown, look: Look) -> str:
    return _("%(who)s showed the votes") % {"who": look.who}


@sentence.register
def _named(fact: entries.VersionNamed, look: Look) -> str:
    about = {"who": look.who, "label": fact.label}
    return _("%(who)s kept the board as the version “%(label)s”") % about


@sentence.register
def _renamed(fact: entries.BoardRenamed, look: Look) -> str:
    about = {"who": look.who, "title": fact.title}
    return _("%(who)s called the board “%(title)s”") % about


@sentence.register
def _promoted(fact: PiecePromoted, look: Look) -> str:
    return _("%(who)s took %(what)s over from elsewhere in the dialogue") % named_in(
        look, fact.piece
    )


@sentence.register
def _kept(fact: entries.TemplateKept, look: Look) -> str:
    return _("%(who)s kept the board as a template") % {"who": look.who}


@sentence.register
def _piece_returned(fact: entries.PieceReturned, look: Look) -> str:
    return _("%(who)s put %(what)s back to how it was") % named_in(look, fact.piece)


@sentence.register
def _board_returned(fact: entries.BoardReturned, look: Look) -> str:
    return _("%(who)s put the whole board back to how it was") % {"who": look.who}


@sentence.register
def _return_undone(fact: entries.ReturnUndone, look: Look) -> str:
    return _("%(who)s took back what was put back") % {"who": look.who}


def _rule(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
