"""Marks texts for translation, without Django: `makemessages` finds them, whoever shows them translates them."""


def gettext_noop(text: str) -> str:
    return text
