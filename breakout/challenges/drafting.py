"""What is typed and not saved yet: kept as it is typed, for whoever types it alone, beside the log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from breakout.challenges import particulars, policies, sight
from breakout.challenges.models import Challenge, Draft, Version
from breakout.challenges.particulars import Particulars
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import NotFound, Refusal
from polylogue.log import journal


class WrittenElsewhere(Refusal):
    code = "written-elsewhere"
    sentence = _(
        "You have gone on with this text in another window. What stands there is kept; what you type "
        "here is not, until you save it."
    )


def keep(
    by: Participation,
    said: Particulars,
    *,
    challenge: int | None = None,
    owner: int | None = None,
    page: str,
    after: str,
    seen: int,
) -> None:
    """Keeps what stands in an open form. Raises WrittenElsewhere if another one kept something since.

    `page` names the form, `after` the one whose text this one began with.
    """
    require_may_write(by, challenge, owner)
    said = said.cleaned()
    found = of(by, challenge=challenge, owner=owner)
    if found is not None and found.page not in {page, after}:
        raise WrittenElsewhere
    if _says_nothing_new(said, challenge):
        drop(by, challenge=challenge, owner=owner)
        return
    row = found or Draft(
        dialogue=by.dialogue, by=by.person, challenge_id=challenge, person_id=owner or by.person_id
    )
    for name, value in {**said.words(), "scope": said.scope}.items():
        setattr(row, name, value)
    row.page, row.seen, row.kept_at = page, seen, journal.now()
    row.save()


def of(
    by: Participation, *, challenge: int | None = None, owner: int | None = None
) -> Draft | None:
    """What the person has typed of a challenge, or of a new one (of somebody else's: `owner`)."""
    found: Draft | None = _rows(by, challenge, owner).first()
    return found


def drop(by: Participation, *, challenge: int | None = None, owner: int | None = None) -> None:
    """Throws away what was typed: it was saved, or nobody wants it."""
    _rows(by, challenge, owner).delete()


def require_may_write(by: Participation, challenge: int | None, owner: int | None) -> None:
    """One's own, and as a lead anybody's; or a Refusal."""
    if challenge is not None:
        editable(challenge, by)
    else:
        by.require(policies.LEAD if owner not in {None, by.person_id} else policies.CONTRIBUTE)


def editable(challenge: int, by: Participation) -> Challenge:
    """A challenge that the person may write; raises NotFound for one that they may not see."""
    seen = Challenge.objects.visible_to(by).select_related("dialogue")
    found: Challenge | None = seen.filter(pk=challenge).first()
    if found is None:
        raise NotFound
    by.require(policies.CONTRIBUTE if sight.is_own(found, by) else policies.LEAD)
    return found


def _rows(by: Participation, challenge: int | None, owner: int | None) -> Any:
    mine = Draft.objects.filter(dialogue=by.dialogue_id, by=by.person_id)
    if challenge is not None:
        return mine.filter(challenge=challenge)
    return mine.filter(challenge=None, person=owner or by.person_id)


def _says_nothing_new(said: Particulars, challenge: int | None) -> bool:
    found = Challenge.objects.filter(pk=challenge).first() if challenge else None
    if found is None:
        return not any(getattr(said, name) for name in particulars.LENGTHS)
    version = Version.objects.get(challenge=found, number=found.version)
    return particulars.of(version, found.scope) == said
