"""The ASGI application: pages by Django, one WebSocket per open dialogue page."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")

import django

django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import path  # noqa: E402

from polylogue.config.handling import Pages  # noqa: E402
from polylogue.config.health import Health  # noqa: E402
from rooms.origins import OwnOrigins  # noqa: E402
from rooms.socket import live  # noqa: E402

sockets = URLRouter([path("live/<slug:slug>/", live)])  # type: ignore[arg-type]
application = ProtocolTypeRouter(
    {"http": Health(Pages()), "websocket": OwnOrigins(sockets, settings.ORIGINS)}
)
