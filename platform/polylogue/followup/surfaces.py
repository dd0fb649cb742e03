"""What comes out of good practices and their library; who sees what is decided for each of them."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "followup:in_dialogue",
    "followup:beside",
    "followup:pin",
    "followup:practice",
    "followup:edition",
    "followup:edit",
    "followup:editions",
    "followup:file",
    "followup:asked",
    "ideas:all",
    "ideas:show",
    "ideas:edit",
    "ideas:make",
    "ideas:table",
    "library:browse",
    "library:export",
    "library:letters",
    "library:write",
    "library:files",
    "library:download",
)
declare(
    Kind.PAGE,
    Layer.OWN,
    "followup:take_out",
    "followup:unpin",
    "followup:answer",
    "library:answer",
    "library:reachable",
    "library:stop_letters",
)
declare(Kind.PAGE, Layer.INSIDE, "ideas:editions")
declare(Kind.SEARCH, Layer.INSIDE, "practice", "idea")
declare(
    Kind.MAIL,
    Layer.INSIDE,
    "followup/email/asked",
    "followup/letters/email/arrived",
    "followup/letters/email/answered",
    "polylogue.followup.mailing",
    "polylogue.followup.letters.mailing",
)
