"""Runs the product with faults planted in its code, or in the world around it.

PLANTED=hole python -m tests.support.planted polylogue serve --port 8001
PLANTED=missing-row,short-silence python -m tests.support.planted tests.support.stage hand faults
"""

from __future__ import annotations

import os
import runpy
import sys


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")
    django.setup()
    import tests.support.world  # noqa: F401 - adds its faults to the list
    from tests.support.bugs import FAULTS

    for name in os.environ["PLANTED"].split(","):
        FAULTS[name]()
    module = sys.argv[1]
    sys.argv = sys.argv[1:]
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main()
