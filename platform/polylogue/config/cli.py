"""The `polylogue` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.command not in {"manage", "demo"}:
        _parser().error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        sys.exit(_run(options, rest))
    except KeyboardInterrupt:
        sys.exit(130)


def _run(options: argparse.Namespace, rest: list[str]) -> int:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        print(f"polylogue: {problem}", file=sys.stderr)  # noqa: T201
        return 2
    from polylogue.config import commands, startup

    startup.make_folders()
    code: int = getattr(commands, options.command.replace("-", "_"))(options, rest)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("polylogue", description="Virtual dialogue events.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve the site")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--server", choices=["daphne", "uvicorn"], default="daphne")
    serve.add_argument(
        "--worker",
        action=argparse.BooleanOptionalAction,
        help="do background work in this process too (default: unless POLYLOGUE_REDIS_URL is set)",
    )

    commands.add_parser("worker", help="do background work, beside servers on PostgreSQL")

    staff = commands.add_parser("create-staff", help="make a staff account, or open one again")
    staff.add_argument("--email", help="asked for if missing")
    staff.add_argument("--name", help="asked for if missing")
    staff.add_argument(
        "--password", action="store_true", help="ask for a password instead of a link"
    )

    doctor = commands.add_parser(
        "doctor", help="check what the site stands on, and say how to mend it"
    )
    doctor.add_argument("--mail-to", metavar="ADDRESS", help="also send a mail to this address")

    verify = commands.add_parser(
        "verify-export", help="prove that an export is whole, and tells what the log has"
    )
    verify.add_argument("file", help="the ZIP file as it was downloaded")

    archive = commands.add_parser("archive", help="write all of a dialogue to one file")
    archive.add_argument("dialogue", help="as in its address /d/<dialogue>/")
    archive.add_argument("--output", type=Path, help="a new file; <dialogue>.polylogue if missing")

    restore = commands.add_parser("restore", help="make the dialogue of an archive anew, here")
    restore.add_argument("file", type=Path, help="what `polylogue archive` wrote")
    restore.add_argument("--slug", help="another address than it had: /d/<slug>/")

    demo = commands.add_parser("demo", help="load the demo event", add_help=False)
    demo.add_argument("--if-empty", action="store_true", help="only if there is no dialogue yet")
    commands.add_parser("manage", help="Django's own commands", add_help=False)
    return parser
