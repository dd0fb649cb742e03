"""Scripts as files: to take one along to another dialogue, and to bring it in there."""

from __future__ import annotations

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from breakout.scripts import actions, checking, choosing, policies, views
from breakout.scripts.script import Script
from polylogue.dialogues import viewing
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal

LARGEST = 256 * 1024


@login_required
@require_GET
@never_cache
def download(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    return _file(choosing.find_own(by.dialogue, pk).script)


@login_required
@require_GET
@never_cache
def download_shipped(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    return _file(choosing.find_shipped(name))


@login_required
@require_POST
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps the script of a file; the page says what is wrong with one that makes no sense."""
    by = viewing.part_in(request, slug)
    by.require(policies.WRITE)
    try:
        script = checking.require_sound(_parsed(_bytes(request)))
        done = viewing.run(request, by, lambda by: actions.write_script(by, script=script))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        context = views.list_context(by, problem=str(refusal))
        return render(request, "scripts/list.html", context, status=422)
    messages.success(request, _("The script is kept: it can be chosen for a round."))
    return redirect("scripts:show", slug, done.result)


def _bytes(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Invalid(_("Choose the file of a script."))
    if (file.size or 0) > LARGEST:
        raise Invalid(_("This is not a script: the file is too large."))
    return bytes(file.read())


def _parsed(content: bytes) -> Script:
    try:
        return msgspec.json.decode(content, type=Script)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise Invalid(
            _("This is not a script as Polylogue writes them: %(problem)s")
            % {"problem": str(problem)[:200]}
        ) from problem


def _file(script: Script) -> HttpResponse:
    content = msgspec.json.format(msgspec.json.encode(script), indent=2)
    response = HttpResponse(content, content_type="application/json")
    name = f"{slugify(script.name) or 'script'}.json"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
