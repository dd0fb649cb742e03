"""A client of the live protocol for programs: tests, benches, the simulator, bots.

It knows the wire and nothing of the server's code; see docs/client.md.
"""

from polylogue.client.client import Client
from polylogue.client.diary import Diary, Moment
from polylogue.client.outbox import Gone, Receipt, Refused
from polylogue.client.pace import Pace

__all__ = ["Client", "Diary", "Gone", "Moment", "Pace", "Receipt", "Refused"]
