"""Harvests as they are read: one group's sheet, and the board of a round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from breakout import ledger
from breakout.harvest import cases, policies
from breakout.harvest.fields import FIELDS, TEXTS
from breakout.harvest.models import Sheet
from breakout.models import Group, Round
from polylogue.dialogues.cards import cards
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.texts import reading as texts
from polylogue.texts.models import Text

Words = dict[str, str]
Row = dict[str, Any]


def is_begun(stream: int) -> bool:
    """Whether the group has written anything that can be seen."""
    return any(words.strip() for words in words_of([stream])[stream].values())


def words_of(streams: Iterable[int]) -> dict[int, Words]:
    """By stream, what each field of the group's harvest says now."""
    found: dict[int, Words] = {stream: dict.fromkeys(TEXTS, "") for stream in streams}
    for text in Text.objects.filter(stream__in=found, name__in=TEXTS):
        found[text.stream_id][text.name] = text.words
    return found


def fields(stream: int) -> list[dict[str, Any]]:
    """The fields of a sheet with their texts, as a page shows them to be written in."""
    shown = texts.shown(stream, TEXTS)
    return [
        {"label": field.label, "hint": field.hint, "text": shown[field.text]} for field in FIELDS
    ]


def latest(dialogue: Dialogue) -> Round | None:
    """The round that was opened last: its board is the one to look at."""
    opened = Round.objects.filter(dialogue=dialogue, opened_at__isnull=False)
    return opened.select_related("dialogue__stream").order_by("-opened_at", "-pk").first()


def board(round: Round, by: Participation) -> list[Row]:
    """Each group of a round with its roster, its case and what it brings, as far as this person sees it."""
    groups = [g for g in round.groups.select_related("room", "merged_into") if g.room_id]
    sheets = {s.room_id: s for s in Sheet.objects.filter(room__in=[g.room_id for g in groups])}
    words = words_of(g.room.stream_id for g in groups if g.room)
    rosters, known = ledger.rosters(groups), cases.known(groups)
    people = cards(round.dialogue_id, _named(rosters, sheets.values()))
    may_watch = by.may(policies.WATCH)
    return [
        _row(
            group,
            sheets.get(group.room_id or 0),
            words[group.room.stream_id if group.room else 0],
            roster=[people[person] for person in rosters[group.pk]],
            people=people,
            may_watch=may_watch,
        )
        | {"case": known.get(group.pk, ""), "is_own": by.person_id in rosters[group.pk]}
        for group in groups
    ]


def _row(
    group: Group,
    sheet: Sheet | None,
    words: Words,
    *,
    roster: list[dict[str, Any]],
    people: dict[int, dict[str, Any]],
    may_watch: bool,
) -> Row:
    is_handed_in = bool(sheet and sheet.is_handed_in)
    is_begun = any(said.strip() for said in words.values())
    is_shown = is_handed_in or (may_watch and is_begun)
    return {
        "group": group,
        "room": group.room,
        "roster": roster,
        "state": "handed" if is_handed_in else "begun" if is_begun else "empty",
        "said": [(field, words[field.text]) for field in FIELDS if is_shown and words[field.text]],
        "because": sheet.because if sheet and is_handed_in else "",
        "is_draft": is_shown and not is_handed_in,
        "why_empty": "" if is_shown else _why_empty(group, roster),
        "handed_at": sheet.handed_at if sheet else None,
        "handed_by": people.get((sheet and sheet.handed_by_id) or 0),
        "reporter": people.get((sheet and sheet.reporter_id) or 0),
        "late_by": people.get((sheet and sheet.late_by_id) or 0) if is_shown else None,
    }


def _why_empty(group: Group, roster: list[Any]) -> str:
    if group.merged_into:
        return _("It went on in “%(group)s”.") % {"group": group.merged_into.title}
    if not roster:
        return _("Nobody came.")
    if group.room and group.room.is_open:
        return _("Still at work.")
    return _("Nothing was handed in.")


def _named(rosters: dict[int, list[int]], sheets: Iterable[Sheet]) -> set[int]:
    named = {person for people in rosters.values() for person in people}
    for sheet in sheets:
        named |= {p for p in (sheet.handed_by_id, sheet.reporter_id, sheet.late_by_id) if p}
    return named
