"""The folders keep the promises of docs/architecture.md."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = [
    path
    for folder in ("platform/polylogue", "rooms", "chat", "breakout", "whiteboard")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]


def files_with(pattern: str) -> set[str]:
    return {str(p.relative_to(ROOT)) for p in CODE if re.search(pattern, p.read_text())}


def test_platform_is_a_folder_of_sources_and_not_a_package():
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_the_standard_platform_module_is_found_at_the_root():
    told = subprocess.run(
        [sys.executable, "-c", "import platform, uuid; print(platform.system(), uuid.uuid4())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr


def test_only_the_doorbells_publish():
    assert files_with(r"\bgroup_send\b") == {"rooms/ringing.py"}


def test_only_the_log_writes_entries_and_commands():
    made = r"(?<!class )\b(Entry|Command)\(|\b(Entry|Command)\.objects\.(create|bulk_create|get_or_create|update)"
    found = {name for name in files_with(made) if not name.startswith("platform/polylogue/log/")}
    assert found == set()


def test_only_redaction_changes_an_entry():
    changes = r"Entry\.objects\.[^\n]*\.(update|delete)\(|entry\.save\("
    assert files_with(changes) <= {"platform/polylogue/log/redaction.py"}


def test_only_the_writer_opens_transactions_and_the_index_that_reads_what_it_wrote():
    assert files_with(r"transaction\.atomic") == {
        "platform/polylogue/log/journal.py",
        "platform/polylogue/log/moment.py",  # reads
        "platform/polylogue/log/writer.py",
        "platform/polylogue/search/following.py",
    }
