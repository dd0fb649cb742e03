"""One dialogue: its front page, and what staff do with it as a whole."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polylogue.dialogues import clock, particulars, policies, viewing
from polylogue.dialogues.agenda import agenda
from polylogue.dialogues.entries import AnnouncementMade
from polylogue.dialogues.forms.particulars import CopyForm, DialogueForm
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.people import listed
from polylogue.dialogues.views import saving
from polylogue.log.models import Entry
from polylogue.people.languages import written

ANNOUNCEMENTS = 3


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The front page; asked by its own programme, only what the clock changes."""
    if Participation.objects.waiting().filter(dialogue__slug=slug, person=request.user.pk).exists():
        return redirect("dialogues:waiting", slug)
    viewing.tell_removed(request, slug)
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    zone = clock.readers_zone(request, by.dialogue)
    shown = {"by": by, "agenda": agenda(by.dialogue, zone=zone, now=timezone.now())}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "dialogues/_now.html", shown)
    return render(request, "dialogues/show.html", shown | _around(by.dialogue))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.EDIT)
    form = _stored(by, request.POST or None)
    if saving.saved(
        request,
        form,
        by,
        lambda by: particulars.edit_dialogue(by, **form.cleaned_data),
        stored=lambda: _stored(by),
    ):
        messages.success(request, _("Saved."))
        return redirect("dialogues:show", slug)
    return render(
        request, "dialogues/edit.html", {"by": by, "form": form}, status=saving.status(form)
    )


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.COPY)
    later = by.dialogue.starts_on + timedelta(weeks=52)
    form = CopyForm(request.POST or None, initial={"title": by.dialogue.title, "starts_on": later})
    if done := saving.saved(
        request, form, by, lambda by: particulars.copy_dialogue(by, **form.cleaned_data)
    ):
        messages.success(
            request, _("This is the copy: the same programme and rooms, nobody in it but you.")
        )
        return redirect("dialogues:show", done.result)
    return render(
        request, "dialogues/copy.html", {"by": by, "form": form}, status=saving.status(form)
    )


@login_required
@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    viewing.run(request, by, particulars.archive_dialogue, reach=True)
    messages.success(request, _("Archived. Everything can be read, nothing can be added."))
    return redirect("dialogues:show", slug)


@login_required
@require_POST
def unarchive(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    viewing.run(request, by, particulars.unarchive_dialogue, reach=True)
    messages.success(request, _("The dialogue is open again."))
    return redirect("dialogues:show", slug)


@login_required
@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the crew the dialogue as a participant sees it, or ends that."""
    viewing.part_in(request, slug)
    viewing.disguise(request, slug, on=request.POST.get("as") == "participant")
    return redirect("dialogues:show", slug)


def _stored(by: Participation, said: QueryDict | None = None) -> DialogueForm:
    """The form as the dialogue is saved now, with what was said in place of it if there is any."""
    dialogue = Dialogue.objects.select_related("stream").get(pk=by.dialogue_id)
    return DialogueForm(said, instance=dialogue, initial={"seen": dialogue.stream.head})


def _around(dialogue: Dialogue) -> dict[str, object]:
    said = Entry.objects.filter(
        stream=dialogue.stream_id, kind=AnnouncementMade.kind, redacted_at=None
    )
    return {
        "people": listed(dialogue),
        "languages": written(dialogue.languages),
        "announcements": said.select_related("actor").order_by("-seq")[:ANNOUNCEMENTS],
    }
