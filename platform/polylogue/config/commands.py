"""What the `polylogue` command does; each function is one of its words and returns the exit code."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line

from polylogue.config import archives as keeping
from polylogue.config import doctoring, server, staff, startup, verifying, working
from polylogue.dialogues.models import Dialogue


def serve(options: Namespace, rest: list[str]) -> int:
    with_worker = options.worker if options.worker is not None else not settings.REDIS_URL
    with startup.checked(serves=True):
        return server.run(options.host, options.port, options.server, with_worker=with_worker)


def worker(options: Namespace, rest: list[str]) -> int:
    with startup.checked(serves=True):
        return working.run()


def create_staff(options: Namespace, rest: list[str]) -> int:
    with startup.checked(serves=False):
        return staff.run(options.email, options.name, with_password=options.password)


def doctor(options: Namespace, rest: list[str]) -> int:
    return doctoring.run(mail_to=options.mail_to)


def verify_export(options: Namespace, rest: list[str]) -> int:
    return verifying.run(Path(options.file))


def archive(options: Namespace, rest: list[str]) -> int:
    with startup.checked(serves=False):
        return keeping.archive(options.dialogue, options.output)


def restore(options: Namespace, rest: list[str]) -> int:
    with startup.checked(serves=False):
        return keeping.restore(options.file, options.slug)


def demo(options: Namespace, rest: list[str]) -> int:
    with startup.checked(serves=False):
        if not (options.if_empty and Dialogue.objects.exists()):
            execute_from_command_line(["polylogue", "demo", *rest])
    return 0


def manage(options: Namespace, rest: list[str]) -> int:
    execute_from_command_line(["polylogue", *(rest or ["help"])])
    return 0
