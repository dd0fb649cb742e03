from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "whiteboard.pictures"

    def ready(self) -> None:
        from whiteboard.pictures import keeping, surfaces  # noqa: F401 - they register
