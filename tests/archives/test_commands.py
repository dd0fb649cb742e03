"""`polylogue archive` and `polylogue restore`: what they leave, and what they say."""

from __future__ import annotations

import stat

from polylogue.archives import opening
from polylogue.config import archives
from polylogue.dialogues.models import Dialogue


def test_an_archive_is_for_its_owner_alone(with_files, tmp_path, capsys):
    assert archives.archive(with_files.slug, tmp_path / "one") == 0
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    said = capsys.readouterr().out
    assert said.startswith(f"{tmp_path / 'one'}: ")
    assert "5 people, 3 files." in said


def test_without_a_name_it_is_called_like_the_dialogue(with_files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert archives.archive(with_files.slug, None) == 0
    assert (tmp_path / f"{with_files.slug}.polylogue").exists()


def test_a_file_that_is_there_is_not_written_over(with_files, tmp_path, capsys):
    (tmp_path / "one").write_text("precious")
    assert archives.archive(with_files.slug, tmp_path / "one") == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "one").read_text() == "precious"


def test_what_could_not_be_restored_is_not_kept(with_files, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(opening, "MOST_PARTS", 3)
    assert archives.archive(with_files.slug, tmp_path / "one") == 1
    assert "could not be restored" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["files"]


def test_a_dialogue_that_there_is_not_leaves_no_file(db, tmp_path, capsys):
    assert archives.archive("nowhere", tmp_path / "one") == 1
    assert "no dialogue nowhere" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_there_is_not_is_said(with_files, tmp_path, capsys):
    assert archives.archive(with_files.slug, tmp_path / "no" / "one") == 1
    assert "No such file" in capsys.readouterr().err


def test_a_restore_says_where_the_dialogue_is_and_who_was_known(archived, capsys):
    assert archives.restore(archived, "again") == 0
    said = capsys.readouterr().out
    assert "/d/again/" in said
    assert "5 people, of whom 5 had an account here." in said
    assert Dialogue.objects.filter(slug="again").exists()
