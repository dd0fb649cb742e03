"""What is in an archive, and archives that somebody made with their own hands."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def rows(path: Path, label: str) -> Rows:
    return [json.loads(line) for line in parts(path)[name_of(label)].splitlines()]


def name_of(label: str) -> str:
    return f"tables/{label}.jsonl"


def forge(path: Path, label: str, change: Callable[[Rows], Any]) -> Path:
    """The archive with other rows in a table, and with the hashes that belong to them."""
    found, changed = parts(path), rows(path, label)
    change(changed)
    found[name_of(label)] = b"".join(json.dumps(row).encode() + b"\n" for row in changed)
    return write(path.with_name("forged"), sealed(found))


def forge_file(path: Path, name: str, content: bytes) -> Path:
    return write(path.with_name("forged"), sealed(parts(path) | {name: content}))


def forge_manifest(path: Path, **said: Any) -> Path:
    found = parts(path)
    manifest = json.loads(found["manifest.json"]) | said
    return write(path.with_name("forged"), found | {"manifest.json": json.dumps(manifest).encode()})


def sealed(found: dict[str, bytes]) -> dict[str, bytes]:
    """The same with a manifest that fits: all of it is as it says."""
    manifest = json.loads(found["manifest.json"])
    manifest["parts"] = [
        {
            "name": name,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "rows": content.count(b"\n") if name.startswith("tables/") else None,
        }
        for name, content in found.items()
        if name != "manifest.json"
    ]
    return found | {"manifest.json": json.dumps(manifest).encode()}


def write(path: Path, found: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in found.items():
            file.writestr(name, content)
    return path
