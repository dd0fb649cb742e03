"""The site's modules and style sheets, each page's in one file.

A room page stands on more than a hundred small modules. Fetched one by one they cost a phone on a slow line
its patience, and any server a request each. So every `static/js/*.js` is also served as `bundles/js/*.js` with
all that it imports inside, and `static/css/*.css` with an `@import` likewise. `{% bundle "js/room.js" %}` names
the file that a page loads: the bundle, or with POLYLOGUE_DEBUG the sources themselves.

Modules are joined without being understood: each becomes a function that runs once, in the order in which a
browser would run them. That holds for the modules of this site, which import and export in one plain form each;
what is written in another form, or imports in a circle, is refused with `NotBundled`. Comments like `/** … */`,
which say the types of everything and are for readers, are left out: a third of what a phone would load. So are
lines that are a comment, and the room before each line, which is why no text in backticks goes over two lines.
"""

from __future__ import annotations

import functools
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from django.templatetags.static import static

PREFIX = "bundles"
IMPORT = re.compile(
    r'^import (?:(?P<what>[^";]+?) from )?"(?P<where>\.{1,2}/[^"]+)";\n', re.MULTILINE
)
EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function|class|const)\b[ *]*(?P<name>[\w$]+))", re.MULTILINE
)
NAMES = re.compile(r"^\{(?P<names>[^}]*)\}$|^\* as (?P<all>[\w$]+)$")
FOREIGN = re.compile(
    r"^(?:import|export|await)\b.*|\bawait import\(|\bimport\.meta\b", re.MULTILINE
)
WORDS = r"/\*\*(?:(?!\*/).)*\*/"
COMMENT = re.compile(rf"^[ \t]*{WORDS}[ \t]*\n|{WORDS} ?", re.MULTILINE | re.DOTALL)
FOR_READERS = re.compile(r"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
TORN = re.compile(r"^[^`\n]*`(?:[^`\n]*`[^`\n]*`)*[^`\n]*$", re.MULTILINE)
CSS_IMPORT = re.compile(
    r'^@import url\("(?P<where>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;$', re.MULTILINE
)


class NotBundled(Exception):
    """A module is written in a form that bundling does not know; its file and line are said."""


# ---- modules ----------------------------------------------------------------------------------


def module(entry: Path) -> str:
    """One module that does what `entry` does with all that it imports."""
    order: dict[Path, str] = {}
    _gather(entry.resolve(), order, ())
    numbers = {file: f"module{number}" for number, file in enumerate(order)}
    return "\n".join(_wrapped(file, text, numbers) for file, text in order.items())


def _gather(file: Path, order: dict[Path, str], above: tuple[Path, ...]) -> None:
    """Puts what `file` imports before it, as a browser runs them."""
    if file in above:
        raise NotBundled(f"{file.name} imports itself by way of {above[-1].name}")
    if file in order:
        return
    text = COMMENT.sub("", file.read_text())
    for found in IMPORT.finditer(text):
        _gather((file.parent / found["where"]).resolve(), order, (*above, file))
    order[file] = text


def _wrapped(file: Path, text: str, numbers: dict[Path, str]) -> str:
    def imported(found: re.Match[str]) -> str:
        source = numbers[(file.parent / found["where"]).resolve()]
        return f"{_taken(found['what'], source, file)}\n" if found["what"] else ""

    exported: list[str] = []

    def declared(found: re.Match[str]) -> str:
        exported.append(found["name"])
        return ""

    body = EXPORT.sub(declared, IMPORT.sub(imported, text))
    if foreign := FOREIGN.search(body) or TORN.search(body):
        raise NotBundled(f"{file}: {foreign[0].strip()}")
    body = FOR_READERS.sub("", body)
    given = f"return {{ {', '.join(exported)} }};\n" if exported else ""
    return f"// {file.name}\nconst {numbers[file]} = (() => {{\n{body}{given}}})();\n"


def _taken(what: str, source: str, file: Path) -> str:
    names = NAMES.match(what.strip())
    if names is None:
        raise NotBundled(f"{file}: import {what}")
    if names["all"]:
        return f"const {names['all']} = {source};"
    return f"const {{ {names['names'].replace(' as ', ': ').strip()} }} = {source};"


# ---- style sheets -----------------------------------------------------------------------------


def sheet(entry: Path) -> str:
    """One style sheet with all that `entry` imports, each in its layer."""

    def imported(found: re.Match[str]) -> str:
        inner = sheet(entry.parent / found["where"])
        return f"@layer {found['layer']} {{\n{inner}\n}}" if found["layer"] else inner

    return CSS_IMPORT.sub(imported, entry.read_text())


# ---- where pages find them --------------------------------------------------------------------


def address(entry: str) -> str:
    """Where the page loads `js/room.js` or `css/polylogue.css` from."""
    return static(entry if settings.DEBUG else f"{PREFIX}/{entry}")


def entries(site: Path) -> Iterator[tuple[str, str]]:
    """What is served as a bundle, and its text."""
    for file in sorted((site / "js").glob("*.js")):
        yield f"js/{file.name}", module(file)
    for file in sorted((site / "css").glob("*.css")):
        if CSS_IMPORT.search(file.read_text()):
            yield f"css/{file.name}", sheet(file)


@functools.cache
def built() -> dict[str, Path]:
    """The file of each bundle, written anew when a process first asks; several processes may at once."""
    made = {}
    for name, text in entries(settings.STATICFILES_DIRS[0]):
        made[name] = settings.BUNDLES_ROOT / name
        _write(made[name], text)
    return made


def _write(file: Path, text: str) -> None:
    if file.exists() and file.read_text() == text:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    number, draft = tempfile.mkstemp(dir=file.parent, prefix=".")
    with os.fdopen(number, "w") as open_draft:
        open_draft.write(text)
    Path(draft).replace(file)


class BundleFinder(BaseFinder):
    """Shows the bundles to `collectstatic` and to the server of a site that has not collected."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False) -> list[str] | str:  # type: ignore[override]
        inside = path.removeprefix(f"{PREFIX}/")
        found = built().get(inside) if inside != path else None
        if found is None or find_all:
            return [str(found)] if found else []
        return str(found)

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=settings.BUNDLES_ROOT)
        storage.prefix = PREFIX  # type: ignore[attr-defined]  # as the finders of Django name it
        for name in built():
            yield name, storage
