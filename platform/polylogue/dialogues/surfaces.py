"""What comes out of a dialogue's own pages."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "dialogues:mine",
    "dialogues:show",
    "dialogues:edit",
    "dialogues:copy",
    "dialogues:announce",
    "dialogues:programme",
    "dialogues:add_session",
    "dialogues:change_session",
    "dialogues:remove_session",
    "dialogues:links",
    "dialogues:link_code",
    "dialogues:people",
    "dialogues:waiting_list",
    "dialogues:admit",
    "dialogues:roles",
    "dialogues:remove_person",
    "dialogues:readmit",
)
declare(Kind.PAGE, Layer.INVITATION, "dialogues:join", "dialogues:waiting", "dialogues:return_code")
declare(
    Kind.PAGE,
    Layer.OWN,
    "dialogues:return",
    "dialogues:return_with",
    "dialogues:keep",
    "dialogues:keep_code",
    "dialogues:create",
    "dialogues:archive",
    "dialogues:unarchive",
    "dialogues:look",
    "dialogues:revoke_link",
    "dialogues:admit_everyone",
)
declare(Kind.COMMAND, Layer.OWN, "roles_doc")
