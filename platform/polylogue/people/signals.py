"""What happens to people, told to the apps above."""

from django.dispatch import Signal

person_changed = Signal()  # person
