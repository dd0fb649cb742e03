"""What the page of a good practice offers of letters to whoever looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from polylogue.dialogues.models import Participation
from polylogue.followup import policies
from polylogue.followup.choices import Naming
from polylogue.followup.letters import reaching
from polylogue.followup.showing import Shown
from polylogue.people.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """`is_reachable`: whether the person themselves can be written to, where it is theirs to choose."""

    may_write: bool = False
    must_sign_in: bool = False
    may_choose: bool = False
    is_reachable: bool = False
    may_stop: bool = False
    is_stopped: bool = False

    def __bool__(self) -> bool:
        return self.may_write or self.must_sign_in or self.may_choose or self.may_stop


def offer(shown: Shown, person: Any, by: Participation | None) -> Offer:
    practice: Any = shown.practice
    is_stopped = reaching.is_stopped(practice)
    if not person.pk:
        return Offer(must_sign_in=not is_stopped and bool(reaching.reachable(shown)))
    account = User.objects.get(pk=person.pk)
    is_own = reaching.is_behind(practice, account)
    return Offer(
        may_write=bool(reaching.recipients(shown, account)),
        may_choose=is_own,
        is_reachable=is_own and account.pk in _reachable_outside(shown),
        may_stop=bool(by and practice.is_followed and by.may(policies.STOP_LETTERS)),
        is_stopped=is_stopped,
    )


def _reachable_outside(shown: Shown) -> set[int]:
    """As others see it: those inside are always shown the names."""
    naming = Naming(shown.practice.open_naming)
    return reaching.reachable(Shown(shown.practice, shown.edition, naming, is_inside=False))
