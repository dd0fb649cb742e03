"""Archives of the tests, and what they say."""

from __future__ import annotations

import re

from polylogue.archives import writing
from tests.support import canonical, forging

SIGN = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A key, which may look as if it ended in a number."""


def archive(slug, folder, name="one"):
    writing.write(slug, folder / name)
    return folder / name


def numbers_in(path, billion):
    """What of an archive holds a number of the installation, whose numbers begin with this billion."""
    number = re.compile(rb".{0,80}(?<![0-9.])%d[0-9]{9}(?![0-9]).{0,20}" % billion)
    parts = {k: SIGN.sub(b"", v) for k, v in forging.parts(path).items()}
    tables = {k: v for k, v in parts.items() if k.startswith("tables/")}
    return {name: found[:3] for name, part in tables.items() if (found := number.findall(part))}


def told(slug):
    return list(canonical.Teller(slug).lines())


def content(path):
    """All of an archive but its address, and the actor that every installation has of its own.

    Rows that have no number of their own lie in no order.
    """
    found = {}
    for name, part in forging.parts(path).items():
        if name.startswith("tables/"):
            part = re.sub(rb'"slug":"[^"]*"', b'"slug":""', part)
            rows = [row for row in part.splitlines() if b'"is_system":true' not in row]
            found[name] = sorted(rows)
        elif name != "manifest.json":
            found[name] = part
    return found
