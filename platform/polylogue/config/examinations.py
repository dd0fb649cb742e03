"""What `polylogue doctor` looks at: each function says what it found, or raises an Ailment."""

from __future__ import annotations

import asyncio
import secrets
import smtplib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils import timezone

from polylogue.config import startup
from polylogue.jobs.models import Job

SLOWEST = timedelta(seconds=2)
WAITING = timedelta(minutes=5)
OLDEST = {"sqlite": (3, 38), "postgresql": (16,)}


class Ailment(Exception):
    def __init__(self, finding: str, remedy: str) -> None:
        super().__init__(finding)
        self.finding, self.remedy = finding, remedy


EXAMINATIONS: dict[str, Callable[[], str]] = {}


def examination(what: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    def declare(look: Callable[[], str]) -> Callable[[], str]:
        EXAMINATIONS[what] = look
        return look

    return declare


@examination("secret")
def secret() -> str:
    if settings.PRODUCTION:
        return "set, long enough"
    return "the one for development (fine until POLYLOGUE_PROFILE=production)"


@examination("database")
def database() -> str:
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        raise Ailment(
            str(problem).strip().splitlines()[0],
            "Start the database server, or correct POLYLOGUE_DATABASE_URL.",
        ) from problem
    version = connection.get_database_version()
    shown = f"{connection.display_name} {'.'.join(map(str, version))}"
    if version < OLDEST[connection.vendor]:
        needed = ".".join(map(str, OLDEST[connection.vendor]))
        raise Ailment(shown, f"Upgrade it to {needed} or later.")
    return shown


@examination("durability")
def durability() -> str:
    _ready(startup.durable)
    return "what is confirmed is on disk"


@examination("migrations")
def migrations() -> str:
    _ready(startup.migrated)
    return "all applied"


@examination("clock")
def clock() -> str:
    """Times in the log come from servers; those must agree with one another, so with the database."""
    if connection.vendor == "sqlite":
        return "the database has this machine's"
    with connection.cursor() as cursor:
        asked = timezone.now()
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - asked)
    if apart > SLOWEST:
        raise Ailment(
            f"{apart.total_seconds():.1f} s away from the database's",
            "Set both machines by NTP (timedatectl set-ntp true).",
        )
    return f"{apart.total_seconds() * 1000:.0f} ms away from the database's"


@examination("channel layer")
def layer() -> str:
    found = get_channel_layer()
    if found is None or isinstance(found, InMemoryChannelLayer):
        if connection.vendor == "sqlite":
            return "in memory, for one process"
        return "in memory: a second process would hear of news only every half second"
    started = time.monotonic()
    try:
        asyncio.run(asyncio.wait_for(_there_and_back(found), 5))
    except Exception as problem:
        raise Ailment(
            f"no round trip: {type(problem).__name__} {problem}".strip(),
            "Start Redis or Valkey, or correct POLYLOGUE_REDIS_URL.",
        ) from problem
    return f"round trip in {(time.monotonic() - started) * 1000:.0f} ms"


async def _there_and_back(layer: Any) -> None:
    said = secrets.token_hex(4)
    channel = await layer.new_channel()
    await layer.send(channel, {"type": "doctor", "said": said})
    while (await layer.receive(channel))["said"] != said:
        pass


@examination("storage")
def storage() -> str:
    try:
        name = default_storage.save("doctor.txt", ContentFile(b"doctor"))
        default_storage.delete(name)
    except OSError as problem:
        remedy = f"Make it writable for this user, or set POLYLOGUE_DATA (now {settings.DATA})."
        raise Ailment(str(problem), remedy) from problem
    return f"{settings.MEDIA_ROOT} is writable"


@examination("static files")
def static_files() -> str:
    if not settings.PRODUCTION:
        if finders.find("css/polylogue.css"):
            return "served from their folders"
        raise Ailment("the style sheet is not found", "Install the package again.")
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        remedy = "Run: polylogue manage collectstatic --no-input"
        raise Ailment(f"nothing in {settings.STATIC_ROOT}", remedy)
    return f"collected in {settings.STATIC_ROOT}"


@examination("mail")
def mail() -> str:
    if "smtp" not in settings.MAIL_BACKEND:
        return "printed or kept, not sent (POLYLOGUE_MAIL_URL)"
    try:
        server = get_connection(settings.MAIL_BACKEND)
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as problem:
        raise Ailment(
            str(problem), "Correct POLYLOGUE_MAIL_URL; people sign in by mail."
        ) from problem
    return f"{settings.EMAIL_HOST} answers (send one with --mail-to)"


@examination("background work")
def background() -> str:
    try:
        connection.cursor().execute("SELECT 1 FROM jobs_job LIMIT 1")
    except DatabaseError as problem:
        raise Ailment("its table is missing", "Run: polylogue manage migrate") from problem
    late = Job.objects.ready().filter(due_at__lt=timezone.now() - WAITING).count()
    lost = Job.objects.filter(given_up_at__gt=timezone.now() - timedelta(days=1))
    if late:
        raise Ailment(
            f"{late} jobs have been waiting for more than five minutes",
            "Start `polylogue worker`, or `polylogue serve --worker`.",
        )
    if lost.exists():
        last = lost.latest("given_up_at")
        remedy = "See its problem in the table jobs_job; what it should have done is not done."
        raise Ailment(f"{lost.count()} given up today, last {last}: {last.problem}", remedy)
    return "nothing is waiting"


def _ready(question: Callable[[], None]) -> None:
    try:
        question()
    except startup.NotReady as problem:
        finding, _, remedy = str(problem).partition("\n  ")
        raise Ailment(finding, remedy or "Mend the settings of the database.") from problem
