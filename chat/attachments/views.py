"""The page door of attachments: uploads come in, files go out to whoever may see their message."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from chat.attachments import actions, intake, policies, reading
from chat.attachments.models import File
from chat.attachments.showing import as_mark
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.kit.uploads import sealing, storing
from polylogue.log import writer
from polylogue.log.intents import Intent, Receipt
from rooms import limits
from rooms.entrance import Visit, enter


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
    storing.discard(receipt.result)
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
    """A file as it goes out; whoever calls has asked who may see it."""
    is_download = file.kind != File.Kind.IMAGE
    return sealing.sealed(stored, media_type, file.name, is_download=is_download)


def _taken(visit: Visit, upload: UploadedFile[Any], key: str) -> dict[str, Any]:
    file = intake.take(upload, visit.room, visit.by.person_id)
    try:
        receipt = _run(visit, lambda by: actions.keep_upload(visit.room, by, file), f"upload:{key}")
    except Refusal:
        storing.discard(file.stored)
        raise
    if receipt.again:
        storing.discard(file.stored)
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
