"""The programme editor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.dialogues import policies, programme, viewing
from polylogue.dialogues.agenda import agenda
from polylogue.dialogues.forms.programme import SessionForm
from polylogue.dialogues.models import Dialogue, Participation, Session
from polylogue.dialogues.views import saving
from polylogue.kit.refusals import Invalid


@login_required
@require_GET
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """All sessions in the dialogue's own zone, to be changed."""
    by = viewing.part_in(request, slug)
    by.require(policies.EDIT)
    held = agenda(by.dialogue, zone=by.dialogue.zone, now=timezone.now())
    return render(request, "dialogues/programme.html", {"by": by, "agenda": held})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.EDIT)
    form = _form(by, Session(), request.POST or None, day=request.GET.get("day", ""))
    if saving.saved(request, form, by, lambda by: programme.add_session(by, **form.particulars())):
        messages.success(request, _("The session is in the programme."))
        return redirect("dialogues:programme", slug)
    context = {"by": by, "form": form}
    return render(request, "dialogues/session.html", context, status=saving.status(form))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.EDIT)
    session = Session.objects.filter(dialogue=by.dialogue, pk=pk).first()
    if session is None:
        return _offer_again(request, by)
    form = _form(by, session, request.POST or None)
    if saving.saved(
        request,
        form,
        by,
        lambda by: programme.change_session(
            pk, by, seen=form.cleaned_data["seen"], **form.particulars()
        ),
        stored=lambda: _form(by, Session.objects.get(pk=pk)),
    ):
        messages.success(request, _("Saved."))
        return redirect("dialogues:programme", slug)
    context = {"by": by, "form": form, "session": session}
    return render(request, "dialogues/session.html", context, status=saving.status(form))


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    seen = request.POST.get("seen", "")
    if not (seen.isdecimal() and len(seen) < 16):
        raise Invalid
    viewing.run(request, by, lambda by: programme.remove_session(pk, by, seen=int(seen)))
    messages.success(request, _("The session is no longer in the programme."))
    return redirect("dialogues:programme", slug)


def _form(
    by: Participation, session: Session, said: QueryDict | None = None, *, day: str = ""
) -> SessionForm:
    dialogue = Dialogue.objects.select_related("stream").get(pk=by.dialogue_id)
    initial = {"seen": dialogue.stream.head} | ({"day": day} if day else {})
    return SessionForm(said, dialogue=dialogue, instance=session, initial=initial)


def _offer_again(request: HttpRequest, by: Participation) -> HttpResponse:
    """Somebody removed the session while it was being changed here: what was typed can be added."""
    if request.method != "POST":
        raise Http404
    form = _form(by, Session(), request.POST)
    form.add_error(
        None,
        _("Somebody removed this session meanwhile. Save again to add it with what you typed."),
    )
    context = {"by": by, "form": form, "is_gone": True}
    return render(request, "dialogues/session.html", context, status=409)
