"""Archives of the tests, and what they say."""

from __future__ import annotations

import re

from polylogue.archives import writing
from tests.support import canonical, forging


def archive(slug, folder, name="one"):
    writing.write(slug, folder / name)
    return folder / name


def told(slug):
    return list(canonical.Teller(slug).lines())


def content(path):
    """All of an archive but its address; rows that have no number of their own lie in no order."""
    found = {}
    for name, part in forging.parts(path).items():
        if name.startswith("tables/"):
            part = re.sub(rb'"slug":"[^"]*"', b'"slug":""', part)
            found[name] = sorted(part.splitlines())
        elif name != "manifest.json":
            found[name] = part
    return found
