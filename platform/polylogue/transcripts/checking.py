"""Proves an export: its signature and hashes, and that it tells all that the log has, in order."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from polylogue.dialogues.models import Dialogue
from polylogue.log import reading
from polylogue.transcripts import manifest
from polylogue.transcripts.choices import Choices, Purpose
from polylogue.transcripts.cut import Transcript, transcript_of
from polylogue.transcripts.items import Item
from polylogue.transcripts.walking import walk

CHUNK = 1024 * 1024
MOST_FILES = 1000
MOST_BYTES = 50 * 1024**3
MANIFEST_BYTES = 20 * 1024**2
Place = tuple[int, int]


class NotProven(Exception):
    """What is wrong with an export, in a sentence."""


def check(path: Path) -> Iterator[str]:
    """What was proven, step by step; raises NotProven at the first thing that is not so."""
    with _opened(path) as archive:
        told = _manifest(archive)
        yield "The manifest is signed by this installation."
        _check_files(archive, told)
        yield f"{len(told['files'])} files are as they were made, and there are no others."
        for stream in told["streams"]:
            _check_stream(stream)
        yield f"{len(told['streams'])} streams in the log have every entry that they had then."
        expected = _expected(told)
        if expected is None:
            yield "What is passed on has no numbers, so that its entries are not compared."
            return
        for name in (file["name"] for file in told["files"]):
            if read := _reader(name):
                with archive.open(name) as file:
                    _compare(name, read(file), expected)
                yield f"{name} tells {len(expected)} entries, each once and in order."


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as problem:
        raise NotProven(f"This is no export: {problem}.") from problem
    infos = archive.infolist()
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise NotProven("This is no export: it holds more than exports do.")
    return archive


def _manifest(archive: zipfile.ZipFile) -> manifest.Manifest:
    try:
        info = archive.getinfo(manifest.NAME)
        if info.file_size > MANIFEST_BYTES:
            raise NotProven("The manifest is too large to be one.")
        told = json.loads(archive.read(info))
        found: manifest.Manifest = told if isinstance(told, dict) else {}
    except (KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise NotProven("It has no manifest that can be read.") from problem
    if not manifest.is_signed(found):
        raise NotProven("The manifest is not signed by this installation, or was changed since.")
    return found


def _check_files(archive: zipfile.ZipFile, told: manifest.Manifest) -> None:
    names = sorted(archive.namelist())
    wanted = sorted([*(file["name"] for file in told["files"]), manifest.NAME])
    if names != wanted:
        raise NotProven(f"Its files are {', '.join(names)} and should be {', '.join(wanted)}.")
    for file in told["files"]:
        digest = hashlib.sha256()
        try:
            with archive.open(file["name"]) as content:
                while chunk := content.read(CHUNK):
                    digest.update(chunk)
        except (zipfile.BadZipFile, EOFError) as problem:
            raise NotProven(f"{file['name']} is damaged.") from problem
        if digest.hexdigest() != file["sha256"]:
            raise NotProven(f"{file['name']} is not as it was made.")


def _check_stream(told: manifest.Manifest) -> None:
    head = reading.heads([told["stream"]]).get(told["stream"], reading.EMPTY)
    if head.epoch != told["epoch"]:
        raise NotProven(f"Stream {told['stream']} lives another life now, or is gone.")
    if head.seq < told["last"]:
        raise NotProven(f"Stream {told['stream']} ends before entry {told['last']}.")
    found = manifest.fingerprint(told["stream"], told["first"], told["last"])
    if found != told["sha256"]:
        raise NotProven(f"Stream {told['stream']} has other entries than it had then.")


def _expected(told: manifest.Manifest) -> list[Place] | None:
    """The entries that the log says it tells, in order; none of what is passed on."""
    choices = msgspec.convert(told["choices"], Choices)
    if choices.purpose is Purpose.OUTSIDE:
        return None
    dialogue = Dialogue.objects.filter(slug=told["dialogue"]["slug"]).first()
    if dialogue is None:
        raise NotProven("The dialogue is gone.")
    heads = {one["stream"]: reading.Head(one["epoch"], one["last"]) for one in told["streams"]}
    transcript = transcript_of(dialogue, choices=choices, reader=told["reader"], heads=heads)
    return places(transcript)


def places(transcript: Transcript) -> list[Place]:
    return [
        (event.entry.stream_id, event.entry.seq)
        for event in walk(transcript)
        if isinstance(event, Item) and event.entry
    ]


def _compare(name: str, found: Iterable[Place], expected: list[Place]) -> None:
    told = list(found)
    if missing := set(expected) - set(told):
        raise NotProven(f"{name} lacks {len(missing)} entries, the first of them {min(missing)}.")
    if further := set(told) - set(expected):
        raise NotProven(f"{name} has {len(further)} entries that it should not, {min(further)}.")
    if told != expected:
        raise NotProven(f"{name} tells entries twice, or out of order.")


def _reader(name: str) -> Callable[[IO[bytes]], Iterator[Place]] | None:
    """How to find the numbers of entries in a file; PDF, DOCX and tables are known by their hash alone."""
    return {
        "transcript.jsonl": _in_lines,
        "transcript.md": lambda file: _marked(file, rb"^`(\d+):(\d+)` "),
        "transcript.html": lambda file: _marked(file, rb'^<article class="\w+" id="e(\d+)-(\d+)">'),
    }.get(name)


def _in_lines(file: IO[bytes]) -> Iterator[Place]:
    for line in file:
        record: Any = json.loads(line)
        if record["record"] == "entry":
            yield record["stream"], record["seq"]


def _marked(file: IO[bytes], pattern: bytes) -> Iterator[Place]:
    for line in file:
        if found := re.match(pattern, line):
            yield int(found[1]), int(found[2])
