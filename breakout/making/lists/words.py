"""What each line of a list comes to, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from breakout.making.lists.finding import Verdict

WORDS: dict[str, str | Promise] = {
    Verdict.FOUND: _("found"),
    Verdict.BY_NAME: _("found by name, the only one of that name"),
    Verdict.WAITS: _("waits to be let in: gets this seat then"),
    Verdict.EXPECTED: _("nobody here: a slip of the pen? Else the seat waits until they join"),
    Verdict.STAYS: _("sits there already"),
    Verdict.SEVERAL: _("several people have that name: write the e-mail address instead"),
    Verdict.TWICE: _("twice in the list: the first line counts"),
    Verdict.FULL: _("the group is full"),
    Verdict.NO_PERSON: _("nobody is named"),
    Verdict.NO_GROUP: _("no group is named"),
    Verdict.CLOSED: _("this group was closed"),
}
