"""How much can be attached to a message."""

FILES_OF_A_MESSAGE = 5
