"""A page of entries as it may be seen now, with all that they refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from chat import looks
from chat.models import Message
from polylogue.log import facts
from polylogue.log.models import Audience, Entry
from polylogue.search import kinds
from polylogue.transcripts import references
from polylogue.transcripts.choices import Purpose
from polylogue.transcripts.items import Item, Picture, Remark
from polylogue.transcripts.naming import Shown
from polylogue.transcripts.omissions import Omissions
from polylogue.transcripts.owning import Own
from polylogue.transcripts.sentences import Sentences, told_people

DERIVED = {"html", "root"}


class Page:
    """Some entries of one stream, with all that they refer to read once for all of them."""

    def __init__(
        self,
        entries: list[Entry],
        sentences: Sentences,
        own: Own,
        omissions: Omissions,
    ) -> None:
        self.entries, self.own, self.omissions = entries, own, omissions
        self.sentences, self.people = sentences, sentences.people
        self.choices = self.people.transcript.choices
        self.is_own = self.choices.purpose is Purpose.OWN
        self.shown = facts.resolve(entries)
        self.messages = references.messages(entries)
        self.removed = references.removed(entries)
        self.roots = references.roots(entries, self.messages)
        self.kept = references.revisions(entries) if self.choices.kept else {}
        self.pictures = references.pictures(self.messages)
        self._meet()

    def items(self) -> Iterator[Item]:
        return map(self._item, self.entries)

    def _item(self, entry: Entry) -> Item:
        message = self.messages.get(entry.seq)
        # A reply or a quotation says something of its own.
        about = None if message else facts.changes_look_of(entry)
        is_removed = entry.seq in self.removed
        is_bare = is_removed or about in self.removed
        data = entry.data if is_bare else self.shown[entry.stream_id, entry.seq]
        return Item(
            anchor=f"e{entry.stream_id}-{entry.seq}",
            who=self.people.shown(entry.actor_id),
            entry=entry,
            is_message=message is not None and not is_removed,
            **self._said(entry, message, data, is_removed=is_removed),
            remarks=tuple(self._remarks(entry, None if is_removed else message, data)),
            answers=self._answers(message),
            data=None if self.is_own else self._data(data),
        )

    def _said(
        self, entry: Entry, message: Message | None, data: dict[str, Any], *, is_removed: bool
    ) -> dict[str, Any]:
        """The words of an entry, and what stands below them."""
        masked = self.people.masked
        if is_removed:
            self.omissions.gone += 1
            return {}
        if self.is_own:
            return self._own(entry, message, data)
        if message is None:
            tell = facts.TELLERS.get(entry.kind)
            lines = tell(data) if tell else []
            return {
                "sentence": self.sentences.of(entry),
                "text": masked(_words(entry, data)),
                "lines": tuple(map(masked, lines)),
            }
        if message.is_gone and not self.choices.kept:
            self.omissions.gone += 1
            return {}
        versions = self.kept.get(entry.seq, [])
        text = versions[-1].text if message.deleted_at and versions else message.text
        marks = message.marks.get("mentions", ())
        return {
            "text": masked(text, marks),
            "versions": tuple(
                one._replace(text=masked(one.text, marks)) for one in versions if one.text != text
            ),
            "lines": tuple(map(masked, looks.in_words(entry.stream_id, self._beside(data)))),
            "pictures": () if message.is_gone else tuple(self._pictures(entry.seq)),
        }

    def _beside(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is quoted stands there itself; its beginning could end within a name, which nobody would know."""
        quote = data.get("quote")
        if self.choices.shows_names or not quote:
            return data
        self.people.meet([quote["by"]])
        return data | {"quote": {"seq": quote["seq"], "name": self.people.shown(quote["by"]).name}}

    def _pictures(self, seq: int) -> Iterator[Picture]:
        masked = self.people.masked
        for one in self.pictures.get(seq, ()):
            yield one._replace(alt=masked(one.alt), name=masked(one.name))

    def _own(self, entry: Entry, message: Message | None, data: dict[str, Any]) -> dict[str, Any]:
        """The person's words and files, and nothing of what others say around them."""
        said = self.own.said(entry, data)
        files = {"attachments": data["attachments"]} if "attachments" in data else {}
        self.omissions.gone += said is None
        return {
            "text": said.text if said else "",
            "sentence": "" if message else self._kind_of(entry, said),
            "lines": tuple(looks.in_words(entry.stream_id, files)) if message else (),
        }

    def _kind_of(self, entry: Entry, said: kinds.Said | None) -> str:
        return str(kinds.KINDS[said.kind]) if said else entry.kind

    def _remarks(
        self, entry: Entry, message: Message | None, data: dict[str, Any]
    ) -> Iterator[Remark]:
        shown = self.people.shown
        because = ""
        if entry.audience == Audience.CREW:
            because = "" if message else str(data.get("because", ""))
            yield Remark("crew", because=self.people.masked(because))
        if entry.redacted_at:
            yield Remark("removed", entry.redacted_at)
        if message is None:
            return
        if message.edited_at:
            yield Remark("edited", message.edited_at, shown(entry.actor_id))
        if message.deleted_at and message.deleted_by_id:
            yield Remark("deleted", message.deleted_at, shown(message.deleted_by_id))
        if message.hidden_at and message.hidden_by_id:
            because = self.people.masked(message.hidden_because)
            yield Remark("hidden", message.hidden_at, shown(message.hidden_by_id), because)

    def _answers(self, message: Message | None) -> tuple[int, Shown] | None:
        if self.is_own or message is None or message.thread not in self.roots:
            return None
        thread = message.thread or 0
        return thread, self.people.shown(self.roots[thread])

    def _data(self, data: dict[str, Any]) -> dict[str, Any] | None:
        """Numbers of people are theirs everywhere, so masked transcripts do without."""
        if not self.choices.shows_names:
            return None
        return {name: value for name, value in data.items() if name not in DERIVED}

    def _meet(self) -> None:
        """Asks once for each person who acts or is named."""
        messages = self.messages.values()
        self.people.meet(
            {entry.actor_id for entry in self.entries}
            | {person for entry in self.entries for person in told_people(entry.data)}
            | {message.deleted_by_id for message in messages if message.deleted_by_id}
            | {message.hidden_by_id for message in messages if message.hidden_by_id}
            | set(self.roots.values())
        )


def _words(entry: Entry, data: dict[str, Any]) -> str:
    """What was said besides messages, to be quoted below the sentence."""
    try:
        return facts.parse(entry).words(data)
    except (KeyError, msgspec.ValidationError):
        return ""
