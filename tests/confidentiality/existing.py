"""The surfaces there are, found where the product keeps them; what is declared must be the same."""

from __future__ import annotations

import ast
import typing
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import find_commands

from polylogue.config import cli
from polylogue.kit.surfaces import Kind
from polylogue.search import kinds
from polylogue.transcripts.filing import FORMS
from polylogue.transcripts.formats import FORMATS
from rooms import protocol
from tests.policy.test_doors import addresses

OURS = {"polylogue", "rooms", "chat", "breakout", "whiteboard"}
MAILING = {
    "send_mail",
    "send_mass_mail",
    "mail_admins",
    "mail_managers",
    "EmailMessage",
    "EmailMultiAlternatives",
}
# What can be chosen that shows more or less than the record does.
FURTHER = {"kept", "view", "own"}
# The door that all mail goes through: it carries what others wrote and writes nothing itself.
CARRIERS = {"polylogue.jobs.mail"}


def surfaces() -> set[tuple[Kind, str]]:
    found = {
        Kind.PAGE: addresses(),
        Kind.FRAME: frames(),
        Kind.EXPORT: {*FORMATS, *FORMS, *FURTHER},
        Kind.SEARCH: kinds.KINDS,
        Kind.MAIL: mails(),
        Kind.COMMAND: commands(),
        Kind.WEBHOOK: callers(),
    }
    return {(kind, str(name)) for kind, names in found.items() for name in names}


def frames() -> Iterator[str]:
    """What the server can send, by the tag of each frame."""
    for frame in typing.get_args(protocol.ServerFrame):
        yield frame.__struct_config__.tag


def mails() -> Iterator[str]:
    """Each pair of subject and message among our templates, and each module that writes mail itself."""
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for subject in Path(folder).rglob("*_subject.txt"):
            yield str(subject.relative_to(folder)).removesuffix("_subject.txt")
    for module, file in _modules():
        if not MAILING.isdisjoint(_imports(file)) and module not in CARRIERS:
            yield module


def commands() -> Iterator[str]:
    """The words of `polylogue`, and Django's commands of our own."""
    yield from cli._parser()._subparsers._group_actions[0].choices
    for app in _our_apps():
        yield from find_commands(str(Path(app.path) / "management"))


def callers() -> Iterator[str]:
    """Each module that has other servers called."""
    for module, file in _modules():
        if "calling" in _imports(file):
            yield module


def _our_apps():
    return [app for app in apps.get_app_configs() if app.name.split(".")[0] in OURS]


def _modules() -> Iterator[tuple[str, Path]]:
    for app in _our_apps():
        for file in Path(app.path).rglob("*.py"):
            yield ".".join([app.name, *file.relative_to(app.path).with_suffix("").parts]), file


def _imports(file: Path) -> set[str]:
    nodes = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.alias)}
