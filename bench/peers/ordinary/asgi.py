from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.settings"

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from bench.peers.ordinary.consumer import Chat  # noqa: E402

application = ProtocolTypeRouter(
    {"http": pages, "websocket": URLRouter([path("chat/<str:room>/", Chat.as_asgi())])}
)
