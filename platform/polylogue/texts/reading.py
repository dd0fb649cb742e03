"""Texts as they are read: now, at an earlier revision, and what came since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from polylogue.texts import holders, ot
from polylogue.texts.merging import Done
from polylogue.texts.models import Change, Text


def shown(stream: int, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By name, each text as a page shows it; one that nobody has begun is empty."""
    names = list(names)
    found = {text.name: text for text in Text.objects.filter(stream=stream, name__in=names)}
    return {name: _look(name, found.get(name)) for name in names}


def words_at(text: Text, revision: int) -> str:
    """What a text said at an earlier revision."""
    said = ""
    for change in Change.objects.filter(text=text, revision__lte=revision):
        said = ot.apply(change.operation, said)
    return said


def since(text: Text, revision: int) -> list[Done]:
    """What was done to a text after a revision, in order."""
    later = Change.objects.filter(text=text, revision__gt=revision).order_by("revision")
    return [Done(key, op) for key, op in later.values_list("key", "operation")]


def caught_up(stream: int, name: str, revision: int, *, person: int) -> dict[str, Any]:
    """What a browser of this person misses: others' changes put together, its own by their keys."""
    text = Text.objects.filter(stream=stream, name=name).first()
    later = Change.objects.filter(text=text, revision__gt=revision).order_by("revision")
    steps: list[dict[str, Any]] = []
    for change in later:
        is_own = change.author_id == person
        if steps and not is_own and "key" not in steps[-1]:
            steps[-1]["op"] = ot.compose(steps[-1]["op"], change.operation)
        else:
            steps.append({"op": change.operation} | ({"key": change.key} if is_own else {}))
        steps[-1]["revision"] = change.revision
    return {"revision": text.revision if text else 0, "steps": steps}


def _look(name: str, text: Text | None) -> dict[str, Any]:
    return {
        "name": name,
        "words": text.words if text else "",
        "revision": text.revision if text else 0,
        "length": holders.holder_of(name)[0].length,
    }
