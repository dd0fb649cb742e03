"""An archive is of one moment, whatever is written while it is made; with real transactions."""

from __future__ import annotations

import pytest

from polylogue.archives import restoring, scope, writing
from polylogue.dialogues.models import Dialogue
from polylogue.log.models import Entry
from tests.support import cast, forging


def test_what_is_said_meanwhile_is_not_half_in_it(
    transactional_db, dialogue, plenary, cleo, tmp_path, monkeypatch
):
    """After each table somebody speaks; nobody waits, and the tables still go together."""
    cast.post(plenary, cleo, "Before.")
    rows = scope.Scope.rows

    def slowly(self, table):
        yield from rows(self, table)
        cast.post(plenary, cleo, "Meanwhile.")

    monkeypatch.setattr(scope.Scope, "rows", slowly)
    writing.write(dialogue.slug, tmp_path / "one")
    monkeypatch.undo()
    said = [row["text"] for row in forging.rows(tmp_path / "one", "chat.Message")]
    assert said == ["Before."]
    assert Entry.objects.filter(stream=plenary.stream).count() > len(
        forging.rows(tmp_path / "one", "log.Entry")
    )
    restoring.restore(tmp_path / "one", slug="again")
    again = Dialogue.objects.get(slug="again")
    assert [
        m.data["key"] != ""
        for m in Entry.objects.filter(stream=again.rooms.get().stream, kind="chat.message_posted")
    ] == [True]


def test_what_is_refused_leaves_nothing_in_a_real_transaction(
    transactional_db, dialogue, plenary, cleo, tmp_path
):
    cast.post(plenary, cleo, "Hello.")
    writing.write(dialogue.slug, tmp_path / "one")
    before = (Dialogue.objects.count(), Entry.objects.count())
    bad = forging.forge(tmp_path / "one", "chat.Message", lambda rows: rows.append(rows[0]))
    with pytest.raises(restoring.NotRestored, match="go together"):
        restoring.restore(bad, slug="again")
    assert (Dialogue.objects.count(), Entry.objects.count()) == before
    restoring.restore(tmp_path / "one", slug="again")
    assert Dialogue.objects.count() == 2
