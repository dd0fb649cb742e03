"""The ordinary Channels chat: one group member per socket, ORM create, then group_send."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from bench.peers.ordinary.models import Said


class Chat(AsyncJsonWebsocketConsumer):
    async def connect(self) -> None:
        self.room = self.scope["url_route"]["kwargs"]["room"]
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room, self.channel_name)

    async def receive_json(self, content: dict[str, Any], **_: Any) -> None:
        said = await self.keep(content["text"])
        await self.send_json({"ok": content["key"]})
        await self.channel_layer.group_send(
            self.room,
            {"type": "said", "id": said.pk, "text": said.text, "person": said.person},
        )

    async def said(self, event: dict[str, Any]) -> None:
        await self.send_json({"said": event["id"], "text": event["text"], "by": event["person"]})

    @database_sync_to_async
    def keep(self, text: str) -> Said:
        return Said.objects.create(room=self.room, person="Somebody", text=text)
