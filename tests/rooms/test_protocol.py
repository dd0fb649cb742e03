"""The published schema says what the code says."""

from __future__ import annotations

import json

import jsonschema
import pytest

from polylogue.log.facts import KINDS
from rooms import protocol
from rooms.commands import COMMANDS
from rooms.management.commands.protocol_schema import documents
from tests.rooms.conftest import SCHEMA, validators

MEND = "run `polylogue manage protocol_schema` and commit what it writes"


@pytest.mark.parametrize("name", ["protocol.schema.json", "entries.md"])
def test_the_documents_are_up_to_date(name):
    assert (SCHEMA.parent / name).read_text(encoding="utf-8") == documents()[name], MEND


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(SCHEMA.read_text()))


def test_every_kind_and_every_command_is_in_the_list():
    page = documents()["entries.md"]
    assert all(f"### `{name}`" in page for name in [*KINDS, *COMMANDS])


def test_every_close_code_has_its_words():
    assert set(protocol.CLOSE_CODES) == set(protocol.CloseCode.__args__)
    assert all(protocol.bye(code).retry == (code >= 4100) for code in protocol.CLOSE_CODES)


def test_a_frame_with_a_field_too_many_is_not_valid():
    ok = {"t": "ok", "key": "12345678", "stream": 1, "seq": 1, "result": None, "again": False}
    validators()["ok"].validate(ok)
    with pytest.raises(jsonschema.ValidationError):
        validators()["ok"].validate(ok | {"more": 1})


def test_an_entry_of_an_undeclared_kind_is_not_valid():
    frame = {"t": "entries", "stream": 1, "epoch": "e", "from": 1, "to": 1, "people": {}}
    item = {"seq": 1, "kind": "rooms.hand_raised", "by": 1, "at": "2026-03-02T09:00Z", "data": {}}
    validators()["entries"].validate(frame | {"items": [item]})
    for wrong in ({"kind": "rooms.hand_waved"}, {"data": {"more": 1}}, {"seq": 0}):
        with pytest.raises(jsonschema.ValidationError):
            validators()["entries"].validate(frame | {"items": [item | wrong]})


@pytest.mark.parametrize("key", ["short", "x" * 65, "with blank", "newline\n", "ümlaut-ümlaut", ""])
def test_a_key_is_8_to_64_plain_characters(key):
    frame = json.dumps({"t": "do", "key": key, "name": "chat.post_message"})
    with pytest.raises(ValueError):
        protocol.decoder.decode(frame)
