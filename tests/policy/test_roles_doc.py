"""docs/roles.md says what the table says."""

from pathlib import Path

from django.core.management import call_command

from polylogue.dialogues import policy, roles

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"


def test_the_page_on_roles_is_up_to_date():
    assert PAGE.read_text() == roles.rendered(), "polylogue manage roles_doc > docs/roles.md"


def test_every_action_is_on_the_page():
    assert all(f"`{action}`" in roles.rendered() for action in policy.TABLE)


def test_the_command_prints_the_page(capsys):
    call_command("roles_doc")
    assert capsys.readouterr().out == roles.rendered()
