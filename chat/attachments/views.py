"""The page door of attachments: uploads come in, files go out to whoever may see their message."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from chat.attachments import actions, intake, policies, reading
from chat.attachments.models import File
from chat.attachments.showing import as_mark
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import writer
from polylogue.log.intents import Intent, Receipt
from rooms import limits
from rooms.entrance import Visit, enter

# Whatever a file holds, it runs nowhere, loads nothing and is framed by nobody.
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"


@login_required
@require_POST
def upload(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes one file for a message to come; the same key sent again is the same file."""
    visit = enter(request, slug, pk)
    try:
        visit.by.require(policies.ATTACH)
        limits.spend(visit.by.person_id)
        return JsonResponse(_taken(visit, _file(request), _key(request)), status=201)
    except Refusal as refusal:
        retry = getattr(refusal, "retry_ms", None)
        said = {"code": refusal.code, "text": str(refusal), "retry_ms": retry}
        return JsonResponse(said, status=refusal.status)


@login_required
@require_POST
def drop(request: HttpRequest, slug: str, pk: int, file: uuid.UUID) -> HttpResponse:
    """Gives up a file that was not posted."""
    visit = enter(request, slug, pk)
    receipt = _run(visit, lambda by: actions.drop_upload(by, file), str(uuid.uuid4()))
    intake.discard(receipt.result)
    return HttpResponse(status=204)


@login_required
@require_GET
def show(request: HttpRequest, slug: str, pk: int, file: uuid.UUID) -> HttpResponse:
    """The file: a picture to look at, a PDF to keep."""
    found = reading.visible(enter(request, slug, pk), file)
    return sealed(found, found.content, found.media_type)


@login_required
@require_GET
def thumbnail(request: HttpRequest, slug: str, pk: int, file: uuid.UUID) -> HttpResponse:
    found = reading.visible(enter(request, slug, pk), file)
    if not found.thumbnail:
        raise NotFound
    return sealed(found, found.thumbnail, "image/webp")


def sealed(file: File, stored: str, media_type: str) -> HttpResponse:
    """An answer whose content does nothing, wherever it is opened; whoever calls has asked who may see it."""
    try:
        response = HttpResponse(file.read(stored), content_type=media_type)
    except FileNotFoundError:
        raise NotFound from None
    is_download = file.kind != File.Kind.IMAGE
    response["Content-Disposition"] = content_disposition_header(is_download, file.name) or ""
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _taken(visit: Visit, upload: UploadedFile[Any], key: str) -> dict[str, Any]:
    file = intake.take(upload, visit.room, visit.by.person_id)
    try:
        receipt = _run(visit, lambda by: actions.keep_upload(visit.room, by, file), f"upload:{key}")
    except Refusal:
        intake.discard(file.stored)
        raise
    if receipt.again:
        intake.discard(file.stored)
        file = reading.waiting(visit, uuid.UUID(receipt.result))
    return as_mark(file)


def _run(visit: Visit, act: Any, key: str) -> Receipt:
    by = visit.by
    intent = Intent(
        act=lambda: act(participant(by.dialogue_id, by.person_id).seen(disguised=by.is_disguised)),
        actor=by.person_id,
        streams=(visit.room.stream_id,),
        lane=by.dialogue.stream_id,
        key=key,
    )
    return writer.run(intent)


def _file(request: HttpRequest) -> UploadedFile[Any]:
    if file := request.FILES.get("file"):
        return file
    raise Invalid


def _key(request: HttpRequest) -> str:
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError:
        raise Invalid from None
