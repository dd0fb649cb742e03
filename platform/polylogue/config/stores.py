"""Settings: where things are kept, and what passes between processes."""

from __future__ import annotations

from typing import Any

from polylogue.config.environment import DATA, env, required


def database(url: str) -> dict[str, Any]:
    """A Django database entry with the durability that the log's promises rest on."""
    config: dict[str, Any] = env.db_url_config(url)
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] = {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        config["PASSWORD"] = env.str("POLYLOGUE_DATABASE_PASSWORD", default=config["PASSWORD"])
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {
            "pool": {"min_size": 2, "max_size": 16, "timeout": 10},
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
            " -c synchronous_commit=on",
        }
    return config


DATABASE_URL = required("POLYLOGUE_DATABASE_URL", f"sqlite:///{DATA / 'polylogue.sqlite3'}")
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("POLYLOGUE_REDIS_URL", default="")
REDIS_HOST = {
    "address": REDIS_URL,
    "socket_connect_timeout": 3,
    "socket_timeout": None,
    "health_check_interval": 15,
}
CHANNEL_LAYERS: dict[str, Any] = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_HOST], "prefix": "polylogue"},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
CACHES = {
    "default": {
        "BACKEND": "polylogue.kit.caching.SharedCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
