"""What those who moderate do with somebody, from the page People."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chat.moderation import muting, policies, removing
from chat.moderation.forms import MuteForm, RemovalForm
from polylogue.dialogues import viewing
from polylogue.dialogues.entries import PersonReadmitted
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.policies import REMOVE
from polylogue.dialogues.revisions import require_unchanged
from polylogue.dialogues.views import saving


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def mute(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mutes somebody in the whole dialogue; for one room this is done in the room."""
    by = viewing.part_in(request, slug)
    by.require(policies.MUTE)
    other = _other(by, pk, is_in=True)
    form = MuteForm(request.POST or None)
    act = lambda by: muting.mute(by, person=other.person_id, room=None, **form.cleaned_data)  # noqa: E731
    if saving.saved(request, form, by, act, reach=True):
        messages.success(request, _("%s may read on, and say nothing.") % other.person.display_name)
        return redirect("moderation:desk", slug)
    shown = {"by": by, "form": form, "other": other}
    return render(request, "moderation/mute.html", shown, status=saving.status(form))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ends somebody's part, or bans them, perhaps after they were removed."""
    by = viewing.part_in(request, slug)
    by.require(REMOVE)
    other = _other(by, pk)
    head = Dialogue.objects.select_related("stream").get(pk=by.dialogue_id).stream.head
    is_out = other.was_removed
    initial = {"seen": head, "ban": is_out}
    form = RemovalForm(request.POST or None, initial=initial)
    if saving.saved(
        request, form, by, lambda by: _send_away(by, other, **form.cleaned_data), reach=True
    ):
        said = (
            _("%s is banned.")
            if is_out or form.cleaned_data["ban"]
            else _("%s does not take part any more.")
        )
        messages.success(request, said % other.person.display_name)
        return redirect("dialogues:people", slug)
    shown = {"by": by, "form": form, "other": other, "is_out": is_out}
    return render(request, "moderation/remove.html", shown, status=saving.status(form))


@login_required
@require_POST
def lift_mute(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _do(request, slug, policies.MUTE, "moderation:desk", lambda by: muting.lift(by, mute=pk))


@login_required
@require_POST
def lift_ban(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    act = lambda by: removing.lift_ban(by, removal=pk)  # noqa: E731
    return _do(request, slug, policies.LIFT_BAN, "dialogues:people", act)


def _do(
    request: HttpRequest, slug: str, action: str, back: str, act: Callable[[Participation], Any]
) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(action)
    viewing.run(request, by, act, reach=True)
    return redirect(back, slug)


def _send_away(
    by: Participation, other: Participation, *, because: str, ban: bool, seen: int
) -> None:
    """As the page said it: whoever was let in again meanwhile is told first."""
    require_unchanged(by.dialogue, PersonReadmitted, seen=seen, person=other.person_id)
    if other.was_removed:
        removing.ban_removed(by, person=other.person_id, because=because)
    else:
        removing.remove(by, person=other.person_id, because=because, ban=ban)


def _other(by: Participation, pk: int, *, is_in: bool = False) -> Participation:
    here = Participation.objects.select_related("dialogue", "person").filter(dialogue=by.dialogue)
    found: Participation = get_object_or_404(here.filter(ended_at=None) if is_in else here, pk=pk)
    return found
