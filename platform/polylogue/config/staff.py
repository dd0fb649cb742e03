"""`polylogue create-staff`: the first account that may create dialogues, also where no mail works."""

from __future__ import annotations

import sys
from getpass import getpass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from polylogue.kit import wording
from polylogue.people.models import User


def run(email: str | None, name: str | None, *, with_password: bool) -> int:
    try:
        person = _account(email or input("E-mail: "), name)
        if with_password:
            _set_password(person)
            print(f"{person} may create dialogues; sign in at {_address('account_login')}")  # noqa: T201
        else:
            print(f"{person} may create dialogues. This link signs in once, within three days:")  # noqa: T201
            print(link(person))  # noqa: T201
    except ValidationError as problem:
        print("polylogue:", " ".join(problem.messages), file=sys.stderr)  # noqa: T201
        return 1
    return 0


def link(person: User) -> str:
    return _address("enter_once", person.pk, default_token_generator.make_token(person))


def _account(email: str, name: str | None) -> User:
    """The account with this address, new or old, now staff, and its address taken as proven."""
    email = email.strip().lower()
    validate_email(email)
    person = User.objects.filter(email=email).first()
    if person is None:
        name = wording.name(name or input("Name: "))
        if not name:
            raise ValidationError("A name is needed.")
        person = User.objects.create_user(email, None, display_name=name[:80])
    person.is_staff = person.is_active = True
    person.save(update_fields=["is_staff", "is_active"])
    EmailAddress.objects.update_or_create(
        user=person, email=email, defaults={"verified": True, "primary": True}
    )
    return person


def _set_password(person: User) -> None:
    password = getpass("Password: ")
    if password != getpass("Again: "):
        raise ValidationError("The two are not the same.")
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])


def _address(name: str, *args: object) -> str:
    return settings.ORIGINS[0] + reverse(name, args=args)
