from django.apps import AppConfig


class TranscriptsConfig(AppConfig):
    name = "polylogue.transcripts"
    label = "transcripts"
