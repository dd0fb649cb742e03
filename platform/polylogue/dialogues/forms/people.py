from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from polylogue.dialogues.forms import inputs
from polylogue.dialogues.policy import Role
from polylogue.kit.fields import Name


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )


class LinkForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.PARTICIPANT,
        help_text=_("Everyone who has the link joins in this role."),
    )
    label = Name(
        label=_("Label"),
        max_length=80,
        required=False,
        help_text=_("For you, for example whom you sent it to."),
    )
    until = inputs.Day(
        label=_("Last day"),
        required=False,
        help_text=_("Without one it works until you withdraw it."),
    )


class AnnouncementForm(forms.Form):
    text = forms.CharField(
        label=_("Announcement"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text=_("Up to 500 characters. It is shown at once, in every room."),
    )
