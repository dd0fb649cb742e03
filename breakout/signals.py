"""What happens to rounds and seats, told inside the transaction to what hangs onto groups."""

from django.dispatch import Signal

round_opened = Signal()  # round, by (a person's number); the groups have their rooms
round_closing = Signal()  # round, by; before people are taken back
round_closed = Signal()  # round, by
people_seated = Signal()  # round, move, changed: group or None by person; of drafts too
person_becomes = Signal()  # round, guest, account (numbers); before the account gets the seat
group_added = Signal()  # round, group, by; while the round is open
group_closed = Signal()  # round, group, by; while the round is open: closed, or merged into another
