"""Who takes part, who waits, and what the crew does about it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.dialogues import actions, people, policies, viewing
from polylogue.dialogues.forms.people import RolesForm
from polylogue.dialogues.models import Participation
from polylogue.dialogues.views import saving


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    waiting = people.waiting(by.dialogue) if by.may(policies.ADMIT) else []
    removed = people.removed(by.dialogue) if by.may(policies.READMIT) else []
    context = {
        "by": by,
        "people": people.listed(by.dialogue),
        "waiting": waiting,
        "removed": removed,
    }
    return render(request, "dialogues/people.html", context)


@login_required
@require_GET
@never_cache
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The waiting list alone, for the people page to look at again; nothing if it is as known."""
    by = viewing.part_in(request, slug)
    by.require(policies.ADMIT)
    waiting = people.waiting(by.dialogue)
    if request.GET.get("known") == "".join(f"{one.part.pk}," for one in waiting):
        return HttpResponse(status=204)
    context = {"by": by, "waiting": waiting}
    return render(request, "dialogues/_waiting.html", context)


@login_required
@require_POST
def admit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    other = _other(by, pk)
    viewing.run(request, by, lambda by: actions.admit(other, by), reach=True)
    messages.success(request, _("%s is in.") % other.person.display_name)
    return redirect("dialogues:people", slug)


@login_required
@require_POST
def admit_everyone(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    viewing.run(request, by, actions.admit_everyone, reach=True)
    messages.success(request, _("Everyone who waited is in."))
    return redirect("dialogues:people", slug)


@login_required
@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.CHANGE_ROLES)
    other = _other(by, pk)
    form = RolesForm(request.POST or None, initial={"roles": other.roles})
    if saving.saved(
        request,
        form,
        by,
        lambda by: actions.change_roles(other, by, **form.cleaned_data),
        reach=True,
    ):
        messages.success(request, _("%s has a new role.") % other.person.display_name)
        return redirect("dialogues:people", slug)
    context = {"by": by, "form": form, "other": other}
    return render(request, "dialogues/roles.html", context, status=saving.status(form))


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks first: from then on only staff can let them in again."""
    by = viewing.part_in(request, slug)
    by.require(policies.REMOVE)
    other = _other(by, pk)
    if request.method == "GET":
        return render(request, "dialogues/remove.html", {"by": by, "other": other})
    viewing.run(request, by, lambda by: actions.end_participation(other, by), reach=True)
    messages.success(request, _("%s does not take part any more.") % other.person.display_name)
    return redirect("dialogues:people", slug)


@login_required
@require_POST
def readmit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.READMIT)
    known = Participation.objects.select_related("dialogue", "person")
    other: Participation = get_object_or_404(known, dialogue=by.dialogue, pk=pk)
    viewing.run(request, by, lambda by: actions.readmit(other, by), reach=True)
    messages.success(request, _("%s is in again.") % other.person.display_name)
    return redirect("dialogues:people", slug)


def _other(by: Participation, pk: int) -> Participation:
    """Somebody's part in the same dialogue that is not over; 404 for any other."""
    here = Participation.objects.select_related("dialogue", "person").filter(ended_at=None)
    found: Participation = get_object_or_404(here, dialogue=by.dialogue, pk=pk)
    return found
