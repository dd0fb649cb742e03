"""The scripts that come with Polylogue, from the files beside this one.

Their words are English and are translated when they are shown: `msgids` names them for the catalogue.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from django.utils.translation import gettext

from breakout.scripts.script import Script, Step

FOLDER = Path(__file__).parent / "shipped"
NAMES = ("peer_consultation", "troika", "one_two_four_all", "world_cafe", "free_talk")
FREE = "free_talk"


def named(name: str) -> Script | None:
    """A shipped script, or nothing if there is none of this name."""
    return _read(name) if name in NAMES else None


def translated(script: Script) -> Script:
    """A shipped script in the reader's language."""
    replace = msgspec.structs.replace
    return replace(
        script,
        name=gettext(script.name),
        what_for=gettext(script.what_for),
        roles=tuple(replace(role, title=gettext(role.title)) for role in script.roles),
        steps=tuple(_translated(step) for step in script.steps),
    )


def _translated(step: Step) -> Step:
    return msgspec.structs.replace(
        step,
        title=gettext(step.title),
        says=gettext(step.says) if step.says else "",
        asks={key: gettext(text) for key, text in step.asks.items()},
    )


def words(script: Script) -> list[str]:
    """All that is to be translated, in the order in which one reads it."""
    texts = [script.name, script.what_for, *(role.title for role in script.roles)]
    for step in script.steps:
        texts += [step.title, step.says, *step.asks.values()]
    return list(dict.fromkeys(texts))


@cache
def _read(name: str) -> Script:
    written = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(written, Script)
