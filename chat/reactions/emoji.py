"""The reactions there are: few, so that everybody knows them and a count says something."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Name = Literal["up", "clap", "heart", "idea", "smile", "thanks", "done", "ask"]
NAMES: tuple[Name, ...] = get_args(Name)


class Emoji(NamedTuple):
    """How a reaction is shown, and what it is called for those who do not see it."""

    name: Name
    sign: str
    title: str | Promise


EMOJI: dict[str, Emoji] = {
    one.name: one
    for one in (
        Emoji("up", "👍", _("Thumbs up")),
        Emoji("clap", "👏", _("Applause")),
        Emoji("heart", "❤️", _("Heart")),
        Emoji("idea", "💡", _("Good idea")),
        Emoji("smile", "😄", _("Smile")),
        Emoji("thanks", "🙏", _("Thank you")),
        Emoji("done", "✅", _("Done")),
        Emoji("ask", "❓", _("Question")),
    )
}


def in_words(counts: dict[str, int]) -> str:
    """“👍 3, 👏 1”, in the order of the set."""
    return ", ".join(f"{EMOJI[name].sign} {counts[name]}" for name in NAMES if counts.get(name))
