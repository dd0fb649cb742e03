"""The rows of one dialogue, table by table, each in an order that a restored dialogue has again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from polylogue.archives import declared
from polylogue.dialogues.models import Dialogue
from polylogue.kit.archiving import TABLES, Table
from polylogue.log.models import Stream

CHUNK = 500


class Scope:
    def __init__(self, dialogue: Dialogue) -> None:
        self.dialogue = dialogue
        own = Q(pk=dialogue.stream_id) | Q(root=dialogue.stream_id)
        self.streams = Stream.objects.filter(own).order_by("pk")

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        names = [field.attname for field in declared.columns(table.label)]
        for found in self._queries(table):
            yield from found.values_list(*names).iterator(chunk_size=CHUNK)

    def numbers(self, label: str) -> Iterator[Any]:
        """By what the rows of a table are numbered, in the same order as `rows`."""
        for found in self._queries(TABLES[label]):
            yield from found.values_list("pk", flat=True).iterator(chunk_size=CHUNK)

    def _queries(self, table: Table) -> Iterator[QuerySet[Any]]:
        """One for the whole table, or where rows go by the entries of streams one for each stream."""
        rows = declared.model_of(table)._default_manager.filter(**table.where).order_by("pk")
        if table.label == "log.Stream":
            yield self.streams
        elif table.within == "self":
            yield rows.filter(pk=self.dialogue.pk)
        elif table.within == "args__lane":
            yield rows.filter(args__lane=self.dialogue.stream_id)
        elif not table.within.endswith("stream"):
            yield rows.filter(**{table.within: self.dialogue})
        elif declared.own_number(declared.model_of(table)):
            yield rows.filter(**{f"{table.within}__in": self.streams.order_by()})
        else:
            for stream in self.streams:
                yield rows.filter(**{table.within: stream})
