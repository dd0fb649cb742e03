from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "polylogue.people"
    label = "people"
