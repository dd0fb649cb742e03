"""Which script a round runs. Inside the writer, with the dialogue's stream locked."""

from __future__ import annotations

import msgspec

from breakout import rounds
from breakout.models import Round
from breakout.scripts import choosing, entries, policies, shipping
from breakout.scripts.models import OwnScript, RoundScript
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound
from polylogue.log import journal
from polylogue.log.models import Audience


def choose(round: Round, by: Participation, *, sign: str) -> None:
    """A draft's groups will work by this script, a copy of which is kept with the round."""
    by.require(policies.CHOOSE)
    rounds.require_draft(round)
    own = choosing.find_own(by.dialogue, int(sign)) if choosing.is_number(sign) else None
    script = own.script if own else shipping.named(sign)
    if script is None:
        raise NotFound
    kept = {"own": own, "shipped": "" if own else sign, "content": msgspec.to_builtins(script)}
    RoundScript.objects.update_or_create(round=round, defaults=kept)
    fact = entries.ScriptChosen(round=round.pk, name=script.name)
    journal.append(by.dialogue.stream_id, fact, by=by.person_id, audience=Audience.CREW)


def renew(kept: RoundScript) -> None:
    """The copy as the script is now, for the last time: what it says later changes nothing here."""
    own: OwnScript | None = kept.own
    if own and own.content != kept.content:
        kept.content = own.content
        kept.save(update_fields=["content"])


def of(round: Round) -> RoundScript | None:
    return RoundScript.objects.select_related("own", "round").filter(round=round).first()
