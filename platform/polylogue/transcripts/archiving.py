"""What an archive holds of transcripts: the register of those that were made and handed out, without the files."""

from datetime import datetime

from polylogue.kit.archiving import (
    NUMBER,
    PLAIN,
    ROOM,
    STREAM,
    WORDS,
    Keyed,
    Plain,
    Ref,
    entries,
    job_left_out,
    keyed,
    many,
    row,
    table,
)
from polylogue.transcripts.choices import Naming, Purpose

DOWNLOAD, EXPORT = Ref("transcripts.Download"), Ref("transcripts.Export")
HEADS = many(row(STREAM, PLAIN, NUMBER))
MOMENT, TEXT = Plain(datetime), Plain(str)

CHOICES = Keyed(
    {
        "purpose": Plain(Purpose),
        "rooms": many(ROOM),
        "session": Ref("dialogues.Session"),
        "since": MOMENT,
        "until": MOMENT,
        "kinds": WORDS,
        "naming": Plain(Naming),
        "language": TEXT,
        "time_zone": TEXT,
        "kept": Plain(bool),
    },
    only=True,
)

table(
    "transcripts.Export",
    within="dialogue",
    numbers="total done size",
    left="stored",
    where={"finished_at__isnull": False},
    choices=CHOICES,
    forms=WORDS,
    heads=HEADS,
)
table("transcripts.Download", within="dialogue", heads=HEADS)

entries(
    "transcripts",
    export_asked=keyed(export=EXPORT),
    export_fetched=keyed(export=EXPORT, download=DOWNLOAD),
    transcript_downloaded=keyed(download=DOWNLOAD, room=ROOM),
)

job_left_out("transcripts.write_export", "files are made where they were asked for")
job_left_out("transcripts.remove_exports", "done once a day by each installation")
