"""What comes out to programs: what may leave its room, and to staff who ask for it the record."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.OWN, "api:api-root", "api:openapi-json", "api_top", "api_nothing")
declare(Kind.PAGE, Layer.OWN, "api:exports")  # which there are, not a word of what is in them
declare(
    Kind.PAGE,
    Layer.OWN,
    "programs:revoke",
    "programs:change",
    "programs:again",
)
declare(
    Kind.PAGE,
    Layer.INSIDE,
    "programs:tokens",
    "programs:uses",
    "programs:webhooks",
    "programs:webhook",
    "api:dialogues",
    "api:dialogue",
    "api:people",
    "api:rooms",
    "api:record",
    "api:ideas",
    "api:export_file",
)
declare(Kind.PAGE, Layer.OUTSIDE, "api:entries")
declare(Kind.WEBHOOK, Layer.OUTSIDE, "polylogue.api.webhooks.courier")
