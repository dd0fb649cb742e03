"""Things done in the past, by whoever did them and by the clock of the server: through the real writer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any

from polylogue.dialogues import intents
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.jobs import queue, tasks
from polylogue.jobs.models import Job
from polylogue.jobs.tasks import DueAction
from polylogue.log import journal, writer
from polylogue.log.intents import Intent, Receipt, Streams
from polylogue.people.models import User
from rooms import commands
from rooms.commands import RoomCommand
from rooms.models import Room


class Past:
    """The past of a dialogue. Each step has a name, by which it is never done twice."""

    def __init__(self, edition: int, dialogue: Dialogue, people: dict[str, User]) -> None:
        self.edition = edition
        self.dialogue = dialogue
        self.people = people
        self.plenary = Room.objects.get(dialogue=dialogue, kind=Room.Kind.PLENARY)

    def once(
        self,
        name: str,
        who: User,
        at: datetime,
        act: Callable[[Participation], Any],
        *,
        reach: bool = False,
    ) -> Future[Receipt]:
        """Does something as a person of the dialogue, at a moment of the past; never twice.

        The writer does them in this order, many in one commit. `reach` locks every stream of the
        dialogue, for what takes people to groups and back.
        """
        streams = intents.every_stream(self.dialogue) if reach else None
        do = lambda: act(intents.participant(self.dialogue.pk, who.pk))  # noqa: E731
        return self.submit(name, who, at, do, streams=streams)

    def command(self, name: str, who: User, at: datetime, command: RoomCommand) -> Future[Receipt]:
        """Gives a command as a browser would: what refuses people there refuses it here."""
        lane, key = self.dialogue.stream_id, self.key(name)
        asked = commands.intent(
            command, key=key, person=who.pk, dialogue=self.dialogue.pk, lane=lane
        )
        return self.submit(name, who, at, asked.act, streams=asked.streams)

    def clock(self, until: datetime) -> None:
        """Does what the server would have done by then by itself, each at its moment."""
        while job := queue.of_history(self.dialogue.stream_id, until):
            self._ring(job)

    def submit(
        self,
        name: str,
        who: User,
        at: datetime,
        act: Callable[[], Any],
        *,
        streams: Streams | None = None,
    ) -> Future[Receipt]:
        def then() -> Any:
            with journal.dated(at):
                return act()

        return writer.submit(
            Intent(
                act=then,
                actor=who.pk,
                streams=streams or (self.dialogue.stream_id, self.plenary.stream_id),
                lane=self.dialogue.stream_id,
                key=self.key(name),
            )
        )

    def key(self, name: str) -> str:
        return f"demo:{self.edition}:{name}"

    def _ring(self, job: Job) -> None:
        task, system = tasks.parse(job.kind, job.args), User.objects.system()
        if not isinstance(task, DueAction):
            raise TypeError(f"{job.kind} is nothing that history does")

        def act() -> None:
            task.act(system.pk)
            queue.cancel(job.pk)

        name = f"clock-{job.pk}-{job.version}"
        self.submit(name, system, job.due_at, act, streams=task.streams).result()
