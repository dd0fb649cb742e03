"""Several processes write to the same streams, with rollbacks, racing for the same keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from polylogue.log.models import Entry
from tests.log import laws
from tests.log.scenes import open_stream
from tests.support.backend import chosen

ROOT = Path(__file__).parents[2]
LONG = os.environ.get("POLYLOGUE_LONG") == "1"
PROCESSES = 3
COMMANDS = 2000 if LONG else 150


def test_processes_that_race_for_the_same_keys_keep_the_log_whole(transactional_db, ben, tmp_path):
    streams = [open_stream(ben).pk for _ in range(3)]
    tails = [laws.Tail(stream) for stream in streams]
    connection.close()
    processes = [start(seed, ben.pk, streams, tmp_path) for seed in range(PROCESSES)]
    while any(process.poll() is None for process in processes):
        for tail in tails:
            tail.look()
    lines = [line for told in tmp_path.iterdir() for line in told.read_text().splitlines()]
    answers = [json.loads(line) for line in lines]
    assert [process.wait() for process in processes] == [0] * PROCESSES
    assert len(answers) == PROCESSES * COMMANDS
    assert all(laws.is_gap_free(stream) for stream in streams)
    assert {answer.get("error") for answer in answers} <= {None, "not-allowed"}
    for tail in tails:
        tail.look()
        assert tail.saw_everything()
    check_numbers(ben.pk, streams, answers)


def check_numbers(person: int, streams: list[int], answers: list[dict]) -> None:
    """Each number that was answered with a place stands there, and nowhere twice."""
    kept = laws.kept_commands(person)
    for answer in answers:
        if "error" not in answer:
            assert kept[f"number-{answer['number']}"] == (answer["stream"], answer["seq"])
    said: dict[int, list[str]] = {
        stream: [e.data["text"] for e in Entry.objects.filter(stream=stream)] for stream in streams
    }
    assert all(len(texts) == len(set(texts)) for texts in said.values())
    done = {f"number {answer['number']}" for answer in answers if "error" not in answer}
    assert {text for texts in said.values() for text in texts} == done


def start(seed: int, person: int, streams: list[int], folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.log.appender", seed, COMMANDS, person, *streams]
    environment = os.environ | {
        "POLYLOGUE_DATABASE_URL": database_url(),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
    }
    with (folder / f"answers-{seed}").open("wb") as told:
        arguments = [str(part) for part in command]
        return subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=told)


def database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    return chosen.postgres.url(name) if chosen.postgres else f"sqlite:///{name}"
