"""Nobody's change is overwritten unseen: a form says up to where of the log its author has seen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from polylogue.dialogues.models import Dialogue
from polylogue.kit.refusals import Refusal
from polylogue.log import facts
from polylogue.log.models import Entry


class ChangedMeanwhile(Refusal):
    code = "changed-meanwhile"


def require_unchanged(
    dialogue: Dialogue, fact: type[facts.Fact], *, seen: int, **about: int
) -> None:
    """Raises ChangedMeanwhile, with who changed what, if such a fact came after `seen`."""
    later = Entry.objects.filter(stream=dialogue.stream_id, seq__gt=seen, kind=fact.kind)
    same = later.filter(**{f"data__{name}": value for name, value in about.items()})
    if last := same.select_related("actor").order_by("-seq").first():
        what = facts.parse(last).describe(last.actor.display_name)
        raise ChangedMeanwhile(
            _(
                "%(what)s, after you opened this page. What you typed is kept: save again to put it "
                "in place of what is there now."
            )
            % {"what": what}
        )
