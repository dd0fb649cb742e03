"""What a token opens, one by one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    DIALOGUES = "dialogues", _("The dialogue and its programme")
    PEOPLE = "people", _("Who takes part")
    ROOMS = "rooms", _("Rooms, and how far what is said in them goes")
    ENTRIES = "entries", _("What may leave its room, by the rule of each room")
    RECORD = "record", _("The record: everything that you can read, with names")
    IDEAS = "ideas", _("Project ideas")
    EXPORTS = "exports", _("Exports that staff had made, with their files")
