"""Polylogue's own settings with the peer's table beside them."""

from polylogue.config.settings import *  # noqa: F403
from polylogue.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.peers.ordinary"]
