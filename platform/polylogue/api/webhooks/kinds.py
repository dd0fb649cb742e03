"""Which kinds of entries a webhook can be told of, by the wing that they are of."""

from __future__ import annotations

from polylogue.log import facts


def told_kinds() -> list[str]:
    """All that there are; what of them is for everyone is told."""
    return sorted(facts.KINDS)


def by_wing() -> list[tuple[str, list[tuple[str, str]]]]:
    """The same for a choice: each wing with its kinds, and the first line of what each is."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in told_kinds():
        groups.setdefault(name.partition(".")[0], []).append((name, _says(name)))
    return list(groups.items())


def _says(name: str) -> str:
    return (facts.KINDS[name].__doc__ or "").strip().partition("\n")[0]
