"""The rows of the policy table for the dialogue itself."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, EVERYONE, Role, declare

STAFF = frozenset({Role.STAFF})
LEADS = frozenset({Role.STAFF, Role.FACILITATOR})

SEE = declare("dialogues.see", "See the dialogue and its programme", EVERYONE, changes=False)
EDIT = declare("dialogues.edit", "Edit the dialogue and its programme", STAFF)
COPY = declare("dialogues.copy", "Copy the dialogue into a new one", STAFF, changes=False)
ARCHIVE = declare("dialogues.archive", "Archive the dialogue", STAFF)
UNARCHIVE = declare("dialogues.unarchive", "Take the dialogue out of the archive", STAFF)
INVITE = declare("dialogues.invite", "Make, show and revoke join links", STAFF)
ADMIT = declare("dialogues.admit", "Let people in from the waiting room", CREW)
CHANGE_ROLES = declare("dialogues.change_roles", "Change the roles of a person", STAFF)
REMOVE = declare("dialogues.remove_person", "Remove a person from the dialogue", CREW)
READMIT = declare("dialogues.readmit", "Let a removed person in again", STAFF)
ANNOUNCE = declare("dialogues.announce", "Make an announcement to everyone", LEADS)
EXPORT = declare("dialogues.export", "Download transcripts", STAFF, changes=False)
