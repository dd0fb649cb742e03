"""The page door of what is taken along of a board, kept as a template, copied, and brought in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues import viewing
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound
from polylogue.log.models import Entry
from rooms import limits
from rooms.models import Room
from whiteboard import commands, forms, listing, policies
from whiteboard.entrance import Visit, enter
from whiteboard.files import drawing, reading, tables, taking
from whiteboard.files.taking import Taken
from whiteboard.models import Piece
from whiteboard.pieces import Kind

OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: dict[str, tuple[Callable[[Taken], str | bytes], str]] = {
    "json": (taking.as_json, "application/json; charset=utf-8"),
    "csv": (tables.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (tables.as_xlsx, f"{OFFICE}.spreadsheetml.sheet"),
    "md": (taking.as_markdown, "text/markdown; charset=utf-8"),
    "svg": (drawing.svg, "image/svg+xml; charset=utf-8"),
    "png": (drawing.png, "image/png"),
}


@login_required
@require_GET
@never_cache
def board(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What can be taken along, of now or of a moment; for the crew also what can be made of the board."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.EXPORT)
    at = _moment(request, visit)
    shown = listing.shown(visit.by)
    context = {
        "visit": visit,
        "by": visit.by,
        "board": visit.board,
        "rooms": shown["rooms"],
        "at": at,
        "entry": at and Entry.objects.get(stream=visit.board.stream_id, seq=at),
        "may_host": visit.by.may(policies.HOST) and visit.is_open and not at,
        "may_keep_everywhere": visit.by.person.is_staff,
        "pictures": Piece.objects.filter(
            board=visit.board, kind=Kind.IMAGE, deleted_by=None
        ).exists(),
    }
    return render(request, "whiteboard/files.html", context)


@login_required
@require_GET
@never_cache
def export(request: HttpRequest, slug: str, pk: int, form: str) -> HttpResponse:
    visit = enter(request, slug, pk)
    visit.by.require(policies.EXPORT)
    if form not in FORMS:
        raise NotFound
    if form == "png":
        limits.spend(visit.by.person_id)
    make, kind = FORMS[form]
    at = _moment(request, visit)
    taken = taking.take(visit, at)
    response = HttpResponse(make(taken), content_type=kind)
    name = f"{slugify(taken.title) or 'board'}{f'-{at}' if at else ''}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@login_required
@require_GET
@never_cache
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The board on paper: lane by lane, with all that its cards say."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.EXPORT)
    at = _moment(request, visit)
    taken = taking.take(visit, at)
    lanes = [
        (lane, [_on_paper(taken, piece) for piece in pieces]) for lane, pieces in taken.lanes()
    ]
    context = {"visit": visit, "by": visit.by, "board": visit.board, "taken": taken, "at": at}
    return render(request, "whiteboard/paper.html", {**context, "lanes": lanes})


@login_required
@require_POST
def keep(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keeps the board as a template."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.HOST)
    _give(
        request,
        visit.by,
        commands.KeepTemplate(
            stream=visit.board.stream_id,
            title=request.POST.get("title", "")[:500],
            says=request.POST.get("says", "")[:600],
            everywhere=request.POST.get("everywhere") == "1",
            with_cards=request.POST.get("with_cards") == "1",
        ),
    )
    return redirect("whiteboard:list", slug)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Boards begin as this template no more."""
    by = viewing.part_in(request, slug)
    by.require(policies.HOST)
    room = get_object_or_404(_rooms(by), kind=Room.Kind.PLENARY)
    sign = request.POST.get("template", "")[:40]
    _give(request, by, commands.RemoveTemplate(stream=room.stream_id, template=sign))
    return redirect("whiteboard:list", slug)


@login_required
@require_POST
def copy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Opens a board that begins as this one stands."""
    visit = enter(request, slug, pk)
    visit.by.require(policies.HOST)
    room, for_dialogue = room_of(request, visit.by)
    command = commands.CopyBoard(
        stream=room.stream_id,
        board=visit.board.pk,
        title=request.POST.get("title", "")[:500],
        for_dialogue=for_dialogue,
        with_cards=request.POST.get("with_cards") == "1",
    )
    return redirect("whiteboard:show", slug, _give(request, visit.by, command))


@login_required
@require_POST
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens a board from a file."""
    by = viewing.part_in(request, slug)
    by.require(policies.HOST)
    room, for_dialogue = room_of(request, by)
    content = _content(request)
    reading.read(content)
    command = commands.BringBoard(
        stream=room.stream_id,
        content=content.decode(),
        title=request.POST.get("title", "")[:500],
        for_dialogue=for_dialogue,
    )
    return redirect("whiteboard:show", slug, _give(request, by, command))


def _moment(request: HttpRequest, visit: Visit) -> int | None:
    """The entry after which the board is wanted as it stood; none for now."""
    given = request.GET.get("at", "")
    if not given:
        return None
    seq = forms.number(request.GET, "at")
    if not 1 <= seq <= visit.board.stream.head:
        raise NotFound
    return seq


def room_of(request: HttpRequest, by: Participation) -> tuple[Room, bool]:
    """The room that a form opens a board in, and whether the board is for the whole dialogue."""
    for_dialogue = request.POST.get("room") == "dialogue"
    which = {"kind": Room.Kind.PLENARY} if for_dialogue else {"pk": _room(request)}
    return get_object_or_404(_rooms(by).select_related("dialogue"), **which), for_dialogue


def _rooms(by: Participation) -> Any:
    return Room.objects.visible_to(by.person).filter(dialogue=by.dialogue)


def _room(request: HttpRequest) -> int:
    return forms.number(request.POST, "room")


def _give(request: HttpRequest, by: Participation, command: Any) -> Any:
    limits.spend(by.person_id)
    return forms.give(by, command, key=viewing.key(request))


def _content(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Invalid(_("Choose the file of a board."))
    if (file.size or 0) > reading.LARGEST:
        raise Invalid(_("This is not a board as Polylogue writes them: the file is too large."))
    return bytes(file.read())


def _on_paper(taken: taking.Taken, piece: Any) -> dict[str, Any]:
    return {
        "title": piece.title,
        "picture": piece.fields.get("file", ""),
        "said": [(label, words) for label, words in taken.said(piece) if words != piece.title],
        "group": taken.called(piece.group),
        "by": taken.authors[piece.name],
        "votes": taken.votes(piece),
    }
