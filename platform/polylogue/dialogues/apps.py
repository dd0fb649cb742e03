from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    name = "polylogue.dialogues"
    label = "dialogues"

    def ready(self) -> None:
        from polylogue.dialogues import entries, policies, profiles, surfaces  # noqa: F401 - they register
