"""The page door of pictures on boards: they come in, with a script or by a form, and go out to whoever may see them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import viewing
from polylogue.dialogues.intents import participant
from polylogue.kit.refusals import Invalid, Refusal
from polylogue.kit.uploads import sealing, storing
from polylogue.log import writer
from polylogue.log.intents import Intent, Receipt
from polylogue.texts import forms as texts
from rooms import limits
from whiteboard import commands, forms, policies
from whiteboard import operations as ops
from whiteboard.entrance import Visit, enter
from whiteboard.pictures import actions, intake, reading
from whiteboard.pictures.models import Picture
from whiteboard.refusals import NoPicture


@login_required
@require_POST
def upload(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keeps a picture that a browser is about to lay on the board; the same key sent again is the same one."""
    visit = enter(request, slug, pk)
    try:
        kept = _kept(request, visit, _key(request))
    except Refusal as refusal:
        retry = getattr(refusal, "retry_ms", None)
        said = {"code": refusal.code, "text": str(refusal), "retry_ms": retry}
        return JsonResponse(said, status=refusal.status)
    width, height = intake.laid_at(kept)
    return JsonResponse({"id": str(kept.pk), "w": width, "h": height}, status=201)


@login_required
@require_POST
def add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keeps a picture and lays it on the board. What its words were is given back when it is refused."""
    visit, alt = enter(request, slug, pk), texts.cleaned(request.POST.get("alt", "")).strip()
    try:
        key = viewing.key(request)
        piece = _laid(request, visit, alt, _kept(request, visit, key), key)
    except Refusal as refusal:
        if getattr(request, "htmx", False) or not alt:
            raise
        context = {"visit": visit, "by": visit.by, "refusal": refusal, "drafts": [alt]}
        return render(request, "whiteboard/refused.html", context, status=refusal.status)
    return redirect(f"{visit.board.get_absolute_url()}#{piece}")


@login_required
@require_GET
def show(request: HttpRequest, slug: str, pk: int, picture: uuid.UUID) -> HttpResponse:
    found = reading.visible(enter(request, slug, pk), picture)
    return sealing.sealed(found.content, found.media_type, found.name)


@login_required
@require_GET
def thumbnail(request: HttpRequest, slug: str, pk: int, picture: uuid.UUID) -> HttpResponse:
    found = reading.visible(enter(request, slug, pk), picture)
    return sealing.sealed(found.thumbnail, "image/webp", found.name)


def _laid(request: HttpRequest, visit: Visit, alt: str, kept: Picture, key: str) -> str:
    """The piece that shows it; its name is made of the form's key: sent twice, it is the same piece."""
    name = f"f{key.replace('-', '')[:22]}"
    width, height = intake.laid_at(kept)
    operation = forms.made(
        ops.CreatePiece,
        {
            "piece": name,
            "type": "image",
            "fields": {"file": str(kept.pk), "alt": alt, "w": width, "h": height},
            "lane": request.POST.get("lane", ""),
        },
    )
    forms.give(visit.by, commands.of(operation, visit.board.stream_id), key=key)
    return name


def _kept(request: HttpRequest, visit: Visit, key: str) -> Picture:
    visit.by.require(policies.CONTRIBUTE)
    limits.spend(visit.by.person_id)
    picture = intake.take(_file(request), visit.board, visit.by.person_id)
    try:
        receipt = _run(visit, picture, f"picture:{key}")
    except Refusal:
        storing.discard(picture.stored)
        raise
    if receipt.again:
        storing.discard(picture.stored)
        return _kept_before(receipt.result)
    return picture


def _kept_before(pk: str) -> Picture:
    found = Picture.objects.filter(pk=pk).first()
    if found is None:
        raise NoPicture
    return found


def _run(visit: Visit, picture: Picture, key: str) -> Receipt:
    by = visit.by

    def act() -> str:
        person = participant(by.dialogue_id, by.person_id).seen(disguised=by.is_disguised)
        return actions.keep(visit.board, person, picture)

    stream, lane = visit.board.stream_id, by.dialogue.stream_id
    return writer.run(Intent(act=act, actor=by.person_id, streams=(stream,), lane=lane, key=key))


def _file(request: HttpRequest) -> UploadedFile[Any]:
    if file := request.FILES.get("file"):
        return file
    raise Invalid(_("Choose a picture first."))


def _key(request: HttpRequest) -> str:
    try:
        return str(uuid.UUID(request.POST.get("key", "")))
    except ValueError:
        raise Invalid from None
