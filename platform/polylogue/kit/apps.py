from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "polylogue.kit"
    label = "kit"
