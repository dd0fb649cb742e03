from polylogue.api.models.tokens import Token, Use
from polylogue.api.models.webhooks import Delivery, Position, Webhook

__all__ = ["Delivery", "Position", "Token", "Use", "Webhook"]
