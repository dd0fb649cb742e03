"""A message whose content is removed for good is removed from what was made of it, too."""

from __future__ import annotations

from typing import Any

from polylogue.followup import indexing, opening, reviewing
from polylogue.followup.library import listing
from polylogue.followup.models import Practice, Source
from polylogue.jobs import queue
from polylogue.jobs.tasks import DueAction, task
from polylogue.log.facts import forget_with
from polylogue.log.models import Entry
from rooms.promotions import tracing


@forget_with("chat.message_posted", "chat.reply_posted", "chat.message_edited")
def forget_words(entry: Entry) -> None:
    """Takes its words out of each good practice, which the crew alone sees until they read it again."""
    place = {"stream_id": entry.stream_id, "seq": entry.data.get("message", entry.seq)}
    for source in Source.objects.filter(**place).select_related("practice__dialogue"):
        practice = source.practice
        reviewing.take_out(practice, source)
        opening.keep(practice, opening.CLOSED)
        indexing.forget(practice)
        listing.renew(practice)
        tracing.forget("practice", str(practice.pk))
        # The stream of the dialogue may not be locked here: it is told a moment later.
        lane = practice.dialogue.stream_id
        queue.enqueue(TellClosed(lane=lane, practice=practice.pk))


@task("followup.tell_closed")
class TellClosed(DueAction, frozen=True):
    """Tell the dialogue that a good practice is not open any more."""

    practice: int

    def act(self, by: int) -> Any:
        practice = Practice.objects.select_related("dialogue").get(pk=self.practice)
        if not practice.open_edition:
            opening.tell(practice)
