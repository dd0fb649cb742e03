"""The page door of files from the library: what one finds, and the crew's own with the state of consent."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import intents, viewing
from polylogue.dialogues.models import Participation
from polylogue.followup import policies
from polylogue.followup.handout import actions, register, streaming
from polylogue.followup.library.views import library_of
from polylogue.followup.models import LibraryExport, Practice
from polylogue.log import writer
from polylogue.log.intents import Intent
from polylogue.people.models import User
from rooms import limits


@login_required
@require_POST
def library(request: HttpRequest) -> HttpResponseBase:
    """All that the filters let through and the person may see; each request is a file of its own."""
    person, found = User.objects.get(pk=int(request.user.pk or 0)), library_of(request)
    limits.spend(person.pk)
    act = lambda: actions.export_library(  # noqa: E731
        person,
        format=request.POST.get("format", ""),
        wanted=found.wanted.said(),
        practices=[leaf.practice for leaf in found.found],
    )
    receipt = writer.run(Intent(act=act, actor=person.pk, streams=(), lane=0))
    as_crew = not viewing.is_disguised_anywhere(request.session)
    return streaming.library_file(request, _export(receipt.result), as_crew=as_crew)


@login_required
@require_GET
@never_cache
def of_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """The crew's page: the files, and who was given good practices of this dialogue."""
    by = viewing.part_in(request, slug)
    by.require(policies.EXPORT)
    context = {
        "by": by,
        "count": len(_practices(by)),
        "formats": LibraryExport.Format.choices,
        "register": register.of_dialogue(by.dialogue),
    }
    return render(request, "followup/handout/of_dialogue.html", context)


@login_required
@require_POST
def download(request: HttpRequest, slug: str) -> HttpResponseBase:
    by = viewing.part_in(request, slug)
    by.require(policies.EXPORT)
    limits.spend(by.person_id)
    format, practices = request.POST.get("format", ""), _practices(by)
    receipt = intents.run_as(
        by.dialogue,
        by.person,
        lambda part: actions.export_dialogue(part, format=format, practices=practices),
        key=str(uuid.uuid4()),
        content=None,
    )
    return streaming.dialogue_file(request, _export(receipt.result))


def _practices(by: Participation) -> list[int]:
    """Those of the dialogue whose rooms the person of the crew can follow."""
    seen = Practice.objects.visible_to(by.person).filter(dialogue=by.dialogue_id, is_followed=True)
    return list(seen.values_list("pk", flat=True))


def _export(pk: int) -> LibraryExport:
    return LibraryExport.objects.select_related("by", "dialogue").get(pk=pk)
