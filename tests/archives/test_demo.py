"""The demo event, in which a dialogue of three days really happened, is the same where it was restored."""

from __future__ import annotations

import pytest

from polylogue.archives import restoring
from polylogue.config.demo import loading
from tests.archives.told import archive, content, numbers_in, told
from tests.support import canonical

BEGUN, AGAIN = 7, 8  # billions: where numbers begin


@pytest.mark.long
def test_the_demo_event_is_restored(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    canonical.apart(BEGUN)
    slug = loading.load(1, say=lambda text: None).slug
    one = archive(slug, tmp_path)
    assert numbers_in(one, BEGUN) == {}
    canonical.apart(AGAIN)
    restoring.restore(one, slug="again")
    assert told("again") == told(slug)
    assert content(archive("again", tmp_path, "two")) == content(one)
