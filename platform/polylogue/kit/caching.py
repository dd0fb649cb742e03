"""The cache that all processes share, for counting attempts; never for anything that must last."""

from __future__ import annotations

import logging
from typing import Any

import redis.exceptions
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger("polylogue.cache")

AWAY = (redis.exceptions.ConnectionError, redis.exceptions.TimeoutError)


class SharedCache(RedisCache):
    """Redis; while it is away each process keeps its own, so that people can still sign in."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._own = LocMemCache("shared-cache-away", {})

    def add(self, key: Any, value: Any, *args: Any, **named: Any) -> bool:
        return bool(self._try("add", key, value, *args, **named))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try("get", key, default, version=version)

    def set(self, key: Any, value: Any, *args: Any, **named: Any) -> None:
        self._try("set", key, value, *args, **named)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._try("delete", key, version=version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._try("incr", key, delta, version=version))

    def _try(self, method: str, *args: Any, **named: Any) -> Any:
        try:
            return getattr(super(), method)(*args, **named)
        except AWAY as problem:
            log.warning("the shared cache is away: %s", problem)
            return getattr(self._own, method)(*args, **named)
