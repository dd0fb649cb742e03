"""What every form of a dialogue has in common: it is saved once, and a refusal loses nothing typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.dialogues.revisions import ChangedMeanwhile
from polylogue.kit.refusals import NotAllowed, NotFound, Refusal
from polylogue.log.intents import Receipt


def saved(
    request: HttpRequest,
    form: forms.BaseForm,
    by: Participation,
    act: Callable[[Participation], Any],
    *,
    reach: bool = False,
    stored: Callable[[], forms.BaseForm] | None = None,
) -> Receipt | None:
    """The receipt, if the form was sent, makes sense and was done; else the form says what is wrong.

    `stored` makes the form anew from what is saved, to show what somebody else changed meanwhile.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return viewing.run(request, by, act, reach=reach)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        if isinstance(refusal, ChangedMeanwhile) and stored:
            _show_differences(form, stored())
        return None


def status(form: forms.BaseForm) -> int:
    return 422 if form.errors else 200


def _show_differences(form: forms.BaseForm, stored: forms.BaseForm) -> None:
    """Says beside each field what is saved there now; whoever saves again has seen that."""
    for name, field in form.fields.items():
        there = stored.get_initial_for_field(stored.fields[name], name)
        if name != "seen" and field.has_changed(there, form[name].data):
            form.add_error(name, _("Saved meanwhile: “%s”") % _words(field, there))
    sent = form.data.copy()  # type: ignore[attr-defined]
    sent["seen"] = stored.initial["seen"]
    form.data = sent


def _words(field: forms.Field, value: Any) -> str:
    """What is saved, as the field itself would show it."""
    labels: dict[Any, Any] = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(labels.get(one, one)) for one in value)
    return str(labels.get(value, field.prepare_value(value)))
