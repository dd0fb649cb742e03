"""Languages as people write them, and as codes where we know one."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf.locale import LANG_INFO

NAMES: dict[str, str] = {
    code: info["name"] for code, info in LANG_INFO.items() if "name" in info and "-" not in code
}
CODES: dict[str, str] = {
    spelled.casefold(): code
    for code, info in LANG_INFO.items()
    if code in NAMES
    for spelled in (code, info["name"], info["name_local"])
}
MOST = 12
LENGTH = 40


def written(languages: Iterable[str]) -> str:
    """ "German, English", for a person to read and edit."""
    return ", ".join(NAMES.get(language, language) for language in languages)


def parsed(text: str) -> list[str]:
    """The codes of what a person wrote; a language we do not know stays as it was written."""
    spelled = [" ".join(part.split())[:LENGTH] for part in text.replace(";", ",").split(",")]
    found = [CODES.get(part.casefold(), part) for part in spelled if part]
    return list(dict.fromkeys(found))[:MOST]
