"""The rules of a row, said by its model's `clean`, as a refusal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from polylogue.kit.refusals import Invalid


def require(row: models.Model) -> None:
    """Raises Invalid, in the words of the model, if the row as a whole cannot be."""
    try:
        row.clean()
    except ValidationError as problem:
        raise Invalid(problem.messages[0]) from problem
