from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "rooms.promotions"
    label = "promotions"

    def ready(self) -> None:
        from rooms.promotions import policies, surfaces  # noqa: F401 - they register
