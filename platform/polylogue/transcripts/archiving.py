"""What an archive holds of transcripts: the register of those that were handed out."""

from polylogue.kit.archiving import (
    NUMBER,
    PLAIN,
    ROOM,
    STREAM,
    Ref,
    entries,
    keyed,
    many,
    row,
    table,
)

table("transcripts.Download", within="dialogue", heads=many(row(STREAM, PLAIN, NUMBER)))

entries(
    "transcripts",
    transcript_downloaded=keyed(download=Ref("transcripts.Download"), room=ROOM),
)
