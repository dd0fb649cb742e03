"""Every way by which something can come out is declared, with what comes out by it at most."""

import pytest
from django.urls import get_resolver, path

from polylogue.config import cli
from polylogue.kit import surfaces
from polylogue.kit.surfaces import SURFACES, Kind, Layer
from polylogue.search import kinds
from polylogue.transcripts import formats
from rooms import protocol
from tests.confidentiality import existing


def test_every_surface_there_is_is_declared_and_none_besides():
    assert existing.surfaces() == SURFACES.keys()


def test_a_surface_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        surfaces.declare(Kind.PAGE, Layer.OUTSIDE, "chat:thread")


def an_address(patch, folder):
    known = get_resolver().url_patterns
    patch.setattr(get_resolver(), "url_patterns", [*known, path("new/", print, name="new")])


def a_nameless_address(patch, folder):
    patch.setattr(get_resolver(), "url_patterns", [*get_resolver().url_patterns, path("x/", print)])


def a_frame(patch, folder):
    class News(protocol.Frame, frozen=True, tag="news"):
        text: str

    patch.setattr(protocol, "ServerFrame", protocol.ServerFrame | News)


def an_export(patch, folder):
    patch.setitem(formats.FORMATS, "epub", formats.FORMATS["extract"])


def a_kind_to_find(patch, folder):
    patch.setitem(kinds.KINDS, "dream", "Dreams")


def a_mail(patch, folder):
    (folder / "news_subject.txt").write_text("News")
    patch.setitem(existing.settings.TEMPLATES[0], "DIRS", [folder])


def a_module_that_mails(patch, folder):
    patch.setattr(existing, "CARRIERS", frozenset())


def a_word_of_the_command(patch, folder):
    parser = cli._parser()
    parser._subparsers._group_actions[0].add_parser("report")
    patch.setattr(cli, "_parser", lambda: parser)


@pytest.mark.parametrize(
    ("plant", "surface"),
    [
        (an_address, (Kind.PAGE, "new")),
        (a_nameless_address, (Kind.PAGE, "None")),
        (a_frame, (Kind.FRAME, "news")),
        (an_export, (Kind.EXPORT, "epub")),
        (a_kind_to_find, (Kind.SEARCH, "dream")),
        (a_mail, (Kind.MAIL, "news")),
        (a_module_that_mails, (Kind.MAIL, "polylogue.jobs.mail")),
        (a_word_of_the_command, (Kind.COMMAND, "report")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_one_that_is_not_declared_is_noticed(plant, surface, monkeypatch, tmp_path):
    assert surface not in existing.surfaces()
    plant(monkeypatch, tmp_path)
    assert surface in existing.surfaces() - SURFACES.keys()
