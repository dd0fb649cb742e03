"""JSON: the same records as JSON Lines as one document, written a record at a time."""

from __future__ import annotations

from collections.abc import Iterator

from polylogue.transcripts.cut import Transcript
from polylogue.transcripts.jsonlines import records, written
from polylogue.transcripts.telling import Tick


def json_document(transcript: Transcript, tick: Tick = lambda count: None) -> Iterator[bytes]:
    found = records(transcript, tick)
    yield f'{{"header":{written(next(found))},\n"records":[\n'.encode()
    before = ""
    for record in found:
        if record["record"] == "footer":
            yield f'\n],\n"footer":{written(record)}}}\n'.encode()
        else:
            yield f"{before}{written(record)}".encode()
            before = ",\n"
