"""What the stream of a dialogue can hold about programs that read it. All of it for the crew only."""

from __future__ import annotations

from polylogue.log.facts import Fact, kind


@kind("api.token_made")
class TokenMade(Fact, frozen=True):
    """Somebody of the staff made a token for a program. For the crew only.

    `everywhere`: it opens all dialogues in which they are staff. The token itself is nowhere kept.
    """

    token: int
    label: str
    scopes: list[str]
    everywhere: bool
    expires_at: str

    def describe(self, who: str) -> str:
        return f"{who} made the token “{self.label}” for a program ({', '.join(self.scopes)})"


@kind("api.token_revoked")
class TokenRevoked(Fact, frozen=True):
    """A token opens nothing from here on. For the crew only."""

    token: int
    label: str

    def describe(self, who: str) -> str:
        return f"{who} revoked the token “{self.label}”"


@kind("api.webhook_added")
class WebhookAdded(Fact, frozen=True):
    """From here on another server is told of entries of these kinds. For the crew only."""

    webhook: int
    label: str
    host: str
    kinds: list[str]

    def describe(self, who: str) -> str:
        return f"{who} has {self.host} told of what happens here: {', '.join(self.kinds)}"


@kind("api.webhook_changed")
class WebhookChanged(Fact, frozen=True):
    """A webhook was paused, resumed or removed, or got a new secret; `change` says which.

    For the crew only.
    """

    webhook: int
    label: str
    change: str

    def describe(self, who: str) -> str:
        return f"{who} {self.change} the webhook “{self.label}”"
