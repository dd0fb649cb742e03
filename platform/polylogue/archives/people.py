"""People of an archive in this installation: found by their e-mail address, or made without a way to sign in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from polylogue.archives import numbering
from polylogue.archives.refusals import NotRestored
from polylogue.people.models import User

Said = dict[str, Any]


class Met:
    """Who is who: `numbers` by place, `new` the places of those who have to be made."""

    def __init__(self, people: Iterable[Said]) -> None:
        addresses = [_address(said) for said in people]
        told = [address for address in addresses if address]
        if len(set(told)) < len(told):
            raise NotRestored("Two people of this archive have the same e-mail address.")
        known = _known(told)
        self.new = [n for n, address in enumerate(addresses) if not known.get(address or "")]
        made = dict(zip(self.new, numbering.reserved(User, len(self.new)), strict=True))
        self.numbers = [made.get(n) or known[a or ""] for n, a in enumerate(addresses)]

    @property
    def matched(self) -> int:
        return len(self.numbers) - len(self.new)


SYSTEM = "system"
"""Stands for the address of the actor that every installation has."""


def _address(said: Said) -> str | None:
    if said.get("is_system") is True:
        return SYSTEM
    address = said.get("email")
    if address is None:
        return None
    try:
        validate_email(address if isinstance(address, str) else "")
    except ValidationError:
        raise NotRestored(f"{str(address)[:80]!r} is no e-mail address.") from None
    return str(address).lower()


def _known(addresses: list[str]) -> dict[str, int]:
    found: dict[str, int] = {SYSTEM: User.objects.system().pk}
    for start in range(0, len(addresses), 500):
        here = User.objects.filter(email__in=addresses[start : start + 500])
        found |= {str(address): pk for address, pk in here.values_list("email", "pk")}
    return found


def made(person: Any, number: int) -> User:
    """A person who can sign in once they have proven that the address is theirs, or never as a guest."""
    person.pk, person.password = number, make_password(None)
    person.email = person.email.lower() if person.email else None
    return person  # type: ignore[no-any-return]
