"""The rows of the policy table for reports of group work."""

from __future__ import annotations

from polylogue.dialogues.policies import LEADS, STAFF
from polylogue.dialogues.policy import EVERYONE, declare

MET = declare(
    "reports.met",
    "See whom one met in groups, and choose whether they get one's contact",
    EVERYONE,
    changes=False,
)
SEE = declare(
    "reports.see",
    "See who was in which room for how long, and who met whom",
    LEADS,
    changes=False,
)
EXPORT = declare("reports.export", "Download who was where, and who met whom", STAFF, changes=False)
INTRODUCE = declare("reports.introduce", "Send people the contacts of those they met", STAFF)
