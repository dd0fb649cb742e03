"""The ASGI application: pages by Django, one WebSocket per open dialogue page."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polylogue.config.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import path  # noqa: E402

from polylogue.config.health import Health  # noqa: E402
from rooms.origins import OwnOrigins  # noqa: E402
from rooms.socket import live  # noqa: E402

sockets = URLRouter([path("live/<slug:slug>/", live)])  # type: ignore[arg-type]
application = ProtocolTypeRouter(
    {"http": Health(pages), "websocket": OwnOrigins(sockets, settings.ORIGINS)}
)
