from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "polylogue.log"
    label = "log"
