"""What happens to a dialogue, told inside the transaction to the apps above that must join in."""

from django.dispatch import Signal

dialogue_created = Signal()  # dialogue, by
dialogue_copied = Signal()  # source, dialogue, by
participant_admitted = Signal()  # participation
participation_begins = Signal()  # dialogue, person; raises a Refusal if it must not
person_merged = Signal()  # dialogue, guest, account; every stream is locked
roles_changed = Signal()  # participation, by; every stream is locked
participation_ended = Signal()  # participation, by, because
guest_merged = Signal()  # guest, account
