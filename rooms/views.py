"""The page door of the live side: the same frames over HTTP, where a network blocks WebSockets."""

from __future__ import annotations

from typing import Any

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Participation
from polylogue.dialogues.viewing import part_in
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.log import reading, writer
from polylogue.log.models import Audience, Entry
from rooms import commands, greeting, limits, positions, protocol, reach

PAGE = 200


def _json(content: Any, status: int = 200) -> HttpResponse:
    encoded = protocol.encoder.encode(content)
    return HttpResponse(encoded, status=status, content_type="application/json")


@login_required
@require_POST
def do(request: HttpRequest, slug: str) -> HttpResponse:
    """Posts one `do` frame; the answer is an `ok` or an `error` frame."""
    by = part_in(request, slug)
    key = None
    try:
        frame = _frame(request.body)
        key = frame.key
        limits.spend(by.person_id)
        command = commands.parse(frame.name, frame.args)
        intent = commands.intent(
            command,
            key=frame.key,
            person=by.person_id,
            dialogue=by.dialogue_id,
            lane=by.dialogue.stream_id,
            disguised=by.is_disguised,
        )
        if command.stream not in reach.streams_of(by.person_id, by.dialogue_id):
            raise NotFound
        receipt = writer.run(intent)
    except Refusal as refusal:
        retry_ms = getattr(refusal, "retry_ms", None)
        return _json(protocol.Error(refusal.code, str(refusal), key, retry_ms), refusal.status)
    return _json(protocol.Ok(frame.key, receipt.stream, receipt.seq, receipt.result, receipt.again))


def _frame(body: bytes) -> protocol.Do:
    try:
        return msgspec.json.decode(body, type=protocol.Do)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise commands.Malformed(str(problem)) from problem


@login_required
@require_GET
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the streams stand that the person can follow, by stream; under `place`, where they belong."""
    by = part_in(request, slug)
    place = greeting.place_of(by.person_id, by.dialogue_id)
    heads = reading.heads(reach.streams_of(by.person_id, by.dialogue_id))
    state: dict[str, Any] = {
        str(s): {"epoch": head.epoch, "head": head.seq} for s, head in heads.items()
    }
    state["place"] = {"room": place.room_id if place else None, "seq": place.seq if place else 0}
    return _json(state)


@login_required
@require_GET
def entries(request: HttpRequest, slug: str, stream: int) -> HttpResponse:
    """An `entries` frame: up to 200 after `?after=`, or the last ones before `?before=`."""
    by = part_in(request, slug)
    if stream not in reach.streams_of(by.person_id, by.dialogue_id):
        raise NotFound
    head = reading.heads([stream])[stream]
    if "before" in request.GET:
        to = min(_number(request, "before") - 1, head.seq)
        after = max(0, to - PAGE)
    else:
        after = _number(request, "after")
        to = min(head.seq, after + PAGE)
    found = reading.ranges({stream: (after, to)}) if to > after else []
    mine = [entry for entry in found if _is_for(entry, by)]
    people = {e.actor_id for e in mine} | {
        p for e in mine if isinstance(p := e.data.get("person"), int)
    }
    frame = protocol.Entries(
        stream=stream,
        epoch=head.epoch,
        from_=after + 1,
        to=to,
        items=reading.shown(mine),
        people={str(p): card for p, card in cards(by.dialogue_id, people).items()},
    )
    return _json(frame)


@login_required
@require_POST
def read_to(request: HttpRequest, slug: str, stream: int, seq: int) -> HttpResponse:
    """The person has read a stream up to here."""
    by = part_in(request, slug)
    if stream not in reach.streams_of(by.person_id, by.dialogue_id):
        raise NotFound
    positions.keep({(by.person_id, stream): min(seq, reading.heads([stream])[stream].seq)})
    return HttpResponse(status=204)


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Invalid
    return int(text)


def _is_for(entry: Entry, by: Participation) -> bool:
    if entry.audience == Audience.CREW:
        return by.is_crew or entry.person_id == by.person_id
    return entry.audience == Audience.EVERYONE or entry.person_id == by.person_id
