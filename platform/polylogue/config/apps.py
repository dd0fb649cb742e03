from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "polylogue.config"
    label = "config"
