from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "chat.attachments"

    def ready(self) -> None:
        from chat.attachments import commands, keeping, policies, showing, surfaces  # noqa: F401 - they register
