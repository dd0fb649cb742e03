"""Every way into the project, and who may pass.

One row for each address and each command; an address or a command without one fails the tests.
`S` staff, `F` facilitator, `M` moderator, `P` participant, `O` observer, `w` waiting, `r` removed,
`e` outsider with an account (who may not create dialogues), `a` anonymous.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

CALLERS = {
    "S": "staff",
    "F": "facilitator",
    "M": "moderator",
    "P": "participant",
    "O": "observer",
    "w": "waiting",
    "r": "removed",
    "e": "outsider",
    "a": "anonymous",
}
STAFF, LEADS, CREW, SPEAKERS, INSIDE = "S", "SF", "SFM", "SFMP", "SFMPO"
SIGNED_IN, ANYONE = INSIDE + "wre", INSIDE + "wrea"


@dataclass(frozen=True)
class Door:
    """An address by its name. `args` names things of the scene, as `query` may; `form` makes it a POST.

    By some addresses nobody comes in who is signed in: a program does, with a `token` of the person.
    """

    name: str
    passes: str
    args: tuple[str, ...] = ()
    form: dict[str, str] | None = None
    query: str = ""
    token: bool = False


@dataclass(frozen=True)
class Ask:
    """A command by its name, with what it says besides the room; values may name things of the scene."""

    name: str
    passes: str
    args: dict[str, Any] = field(default_factory=dict)
    room: str = "plenary"


SEND: dict[str, str] = {}  # a form that says nothing but its key
HERE = ("slug",)
BOARD = ("slug", "board_number")

DOORS = [
    Door("home", ANYONE),
    Door("people:profile", SIGNED_IN),
    # my dialogues
    Door("dialogues:mine", SIGNED_IN),
    Door("dialogues:create", STAFF),
    Door("dialogues:create", STAFF, form=SEND),
    # one dialogue
    Door("dialogues:show", INSIDE + "w", HERE),  # whoever waits is led to the waiting room
    Door("dialogues:edit", STAFF, HERE),
    Door("dialogues:edit", STAFF, HERE, form=SEND),
    Door("dialogues:copy", STAFF, HERE),
    Door("dialogues:copy", STAFF, HERE, form={"title": "Again", "starts_on": "2027-03-01"}),
    Door("dialogues:archive", STAFF, HERE, form=SEND),
    Door("dialogues:unarchive", STAFF, HERE, form=SEND),
    Door("dialogues:look", INSIDE, HERE, form={"as": "participant"}),
    Door("dialogues:announce", LEADS, HERE),
    Door("dialogues:announce", LEADS, HERE, form={"text": "Lunch is ready."}),
    # its programme
    Door("dialogues:programme", STAFF, HERE),
    Door("dialogues:add_session", STAFF, HERE),
    Door("dialogues:add_session", STAFF, HERE, form=SEND),
    Door("dialogues:change_session", STAFF, ("slug", "session")),
    Door("dialogues:change_session", STAFF, ("slug", "session"), form=SEND),
    Door("dialogues:remove_session", STAFF, ("slug", "session"), form={"seen": "99"}),
    # its join links
    Door("dialogues:links", STAFF, HERE),
    Door("dialogues:links", STAFF, HERE, form={"role": "participant"}),
    Door("dialogues:link_code", STAFF, ("slug", "link")),
    Door("dialogues:revoke_link", STAFF, ("slug", "link"), form=SEND),
    # its people
    Door("dialogues:people", INSIDE, HERE),
    Door("dialogues:waiting_list", CREW, HERE),
    Door("dialogues:admit_everyone", CREW, HERE, form=SEND),
    Door("dialogues:admit", CREW, ("slug", "waiting_part"), form=SEND),
    Door("dialogues:roles", STAFF, ("slug", "other_part")),
    Door("dialogues:roles", STAFF, ("slug", "other_part"), form={"roles": "observer"}),
    Door("dialogues:remove_person", CREW, ("slug", "other_part")),
    Door("dialogues:remove_person", CREW, ("slug", "other_part"), form=SEND),
    Door("dialogues:remove_person", STAFF, ("slug", "crew_part"), form=SEND),
    Door("dialogues:readmit", STAFF, ("slug", "removed_part"), form=SEND),
    # coming in and coming back
    Door("dialogues:join", INSIDE + "wea", ("token",)),
    Door("dialogues:waiting", INSIDE + "w", HERE),
    Door("dialogues:return_code", "Ow", HERE, form=SEND),  # guests alone, here these two
    Door("dialogues:return", ANYONE),
    Door("dialogues:return_with", ANYONE, ("code",)),
    Door("dialogues:keep", SIGNED_IN),
    Door("dialogues:keep_code", SIGNED_IN),
    # rooms
    Door("rooms:show", INSIDE, ("slug", "room")),
    Door("rooms:blank", INSIDE, HERE),
    Door("rooms:announce", LEADS, ("slug", "room"), form={"text": "Lunch is ready."}),
    Door("rooms:arrange", STAFF, HERE),
    Door("rooms:arrange", STAFF, HERE, form={"title": "Corner"}),
    Door("rooms:change", STAFF, ("slug", "side_room")),
    Door("rooms:change", STAFF, ("slug", "side_room"), form=SEND),
    Door("rooms:move", STAFF, ("slug", "side_room"), form={"to": "up"}),
    Door("rooms:close", STAFF, ("slug", "side_room"), form=SEND),
    Door("rooms:reopen", STAFF, ("slug", "side_room"), form=SEND),
    # the live side over HTTP
    Door("rooms:do", INSIDE, HERE, form=SEND),  # what it carries are the commands below
    Door("rooms:state", INSIDE, HERE),
    Door("rooms:entries", INSIDE, ("slug", "stream"), query="after=0"),
    Door("rooms:read", INSIDE, ("slug", "stream", "seq"), form=SEND),
    # boards
    Door("whiteboard:list", INSIDE, HERE),
    Door(
        "whiteboard:open",
        CREW,
        HERE,
        form={"room": "dialogue", "template": "retrospective"},
    ),
    Door("whiteboard:show", INSIDE, BOARD),
    Door("whiteboard:canvas", INSIDE, BOARD),
    Door("whiteboard:lanes", INSIDE, BOARD),
    Door("whiteboard:present", INSIDE, BOARD),
    Door("whiteboard:now", INSIDE, (*BOARD, "board_view")),
    Door("whiteboard:do", LEADS, BOARD, form={"do": "timer", "minutes": "5"}),
    Door("whiteboard:do", CREW, BOARD, form={"do": "call", "view": "0 0 900 600"}),
    Door("whiteboard:wall", INSIDE, HERE),
    Door("whiteboard:open_all", CREW, HERE, form={"template": "retrospective"}),
    Door("whiteboard:gather", SPEAKERS, HERE, form=SEND),
    Door("whiteboard:piece", INSIDE, (*BOARD, "piece")),
    Door("whiteboard:do", SPEAKERS, BOARD, form={"do": "create", "type": "note", "words": "Trams"}),
    Door("whiteboard:do", LEADS, BOARD, form={"do": "phase", "phase": "closed"}),
    Door("whiteboard:do", LEADS, BOARD, form={"do": "rules", "budget": "3", "most": "1"}),
    Door(
        "whiteboard:do",
        SPEAKERS,
        BOARD,
        form={"do": "save", "piece": "card-of-ben", "base": "9", "goal": "Trams", "colour": "red"},
    ),
    Door("whiteboard:do", SPEAKERS, BOARD, form={"do": "place", "piece": "card-of-ben", "to": ":"}),
    Door(
        "whiteboard:do",
        SPEAKERS,
        BOARD,
        form={"do": "connect", "piece": "card-of-ben", "end": "note-of-cleo", "label": "pays"},
    ),
    Door("whiteboard:do", CREW, BOARD, form={"do": "return_board", "to": "6"}),
    Door("whiteboard:do", CREW, BOARD, form={"do": "version", "label": "Day 3"}),
    Door("whiteboard:do", CREW, BOARD, form={"do": "rename", "title": "Plan"}),
    Door("whiteboard:history", INSIDE, BOARD),
    Door("whiteboard:piece_history", INSIDE, (*BOARD, "piece")),
    Door("whiteboard:moment", INSIDE, (*BOARD, "board_entry")),
    Door("whiteboard:find_moment", INSIDE, BOARD, query="seq=2"),
    Door("whiteboard:files", INSIDE, BOARD),
    Door("whiteboard:paper", INSIDE, BOARD),
    Door("whiteboard:export", INSIDE, (*BOARD, "board_file")),
    Door("whiteboard:keep_template", CREW, BOARD, form={"title": "Plan"}),
    Door("whiteboard:copy", CREW, BOARD, form={"room": "dialogue"}),
    Door("whiteboard:bring", CREW, HERE, form=SEND),
    Door("whiteboard:remove_template", CREW, HERE, form={"template": "own-77"}),
    Door("whiteboard:state", INSIDE, BOARD),
    Door("pictures:upload", SPEAKERS, BOARD, form=SEND),
    Door("pictures:add", SPEAKERS, BOARD, form=SEND),
    Door("pictures:show", INSIDE, (*BOARD, "picture")),
    Door("pictures:thumbnail", INSIDE, (*BOARD, "picture")),
    Door("whiteboard:put", SPEAKERS, ("slug", "source_kind", "source_place")),
    Door("whiteboard:put", SPEAKERS, ("slug", "source_kind", "source_place"), form=SEND),
    Door("promotions:went", INSIDE, ("promotion",)),
    # project ideas
    Door("ideas:all", INSIDE, HERE),
    Door("ideas:table", CREW, HERE),
    Door("ideas:show", INSIDE, ("slug", "idea")),
    Door("ideas:editions", INSIDE, ("slug", "idea")),
    Door("ideas:edit", "SFMP", ("slug", "idea")),  # the crew, and whose card it was
    Door("ideas:edit", "SFMP", ("slug", "idea"), form={"title": "Trams", "seen": "9999"}),
    Door("ideas:make", "SFMP", ("slug", "idea_board", "idea_card")),
    Door(
        "ideas:make",
        "SFMP",
        ("slug", "idea_board", "idea_card"),
        form={"title": "Trams", "seen": "0"},
    ),
    Door("whiteboard:mine", INSIDE, BOARD),
    Door("whiteboard:edits", INSIDE, (*BOARD, "piece", "piece_text", "revision")),
    # texts that several write, and what groups bring home
    Door("texts:save", SPEAKERS, ("slug", "group_room", "text"), form={"base": "0", "words": "T."}),
    # read by all of a group, observers too
    Door("texts:since", INSIDE, ("slug", "group_room", "text", "revision")),
    Door("harvest:sheet", INSIDE, ("slug", "group_room")),
    Door(
        "harvest:hand",
        SPEAKERS,
        ("slug", "group_room"),
        form={"command": "harvest.report", "on": "1"},
    ),
    Door("harvest:latest", INSIDE, HERE),
    Door("harvest:board", INSIDE, ("slug", "round")),
    Door("harvest:do", LEADS, ("slug", "round"), form={"command": "harvest.end_turn"}),
    Door("harvest:markdown", CREW, ("slug", "round")),
    Door("harvest:csv", CREW, ("slug", "round")),
    # conversation
    Door("chat:earlier", INSIDE, ("slug", "room"), query="before=2"),
    Door("chat:post", SPEAKERS, ("slug", "room"), form={"text": "Good morning."}),
    Door("chat:message", INSIDE, ("slug", "room", "said")),
    Door("chat:versions", CREW, ("slug", "room", "said")),
    Door("chat:thread", INSIDE, ("slug", "room", "said")),
    Door("chat:thread_lines", INSIDE, ("slug", "room", "said")),
    Door("chat:thread_read", INSIDE, ("slug", "room", "said", "seq"), form=SEND),
    Door("chat:reply", SPEAKERS, ("slug", "room", "said"), form={"text": "Good morning to you."}),
    Door("chat:names", SPEAKERS, ("slug", "room")),
    Door("chat:inbox", INSIDE, HERE),
    Door("chat:unread", INSIDE, HERE),
    # search
    Door("search:find", INSIDE, HERE, query="q=morning"),
    # questions
    Door("questions:ask", SPEAKERS, ("slug", "room"), form={"text": "Who pays for it?"}),
    Door("questions:arrange", CREW, ("slug", "room"), form={"is_open": "on"}),
    Door("questions:question", INSIDE, ("slug", "room", "asked")),
    Door("questions:question", CREW, ("slug", "room", "asked_hidden")),  # and its asker, here dov
    Door("questions:question", CREW, ("slug", "room", "asked"), form={"do": "take_up"}),
    Door("questions:question", SPEAKERS, ("slug", "room", "asked"), form={"do": "vote"}),
    # reactions and attached files
    Door("reactions:who", INSIDE, ("slug", "room", "said")),
    Door("attachments:upload", SPEAKERS, ("slug", "room"), form=SEND),
    Door("attachments:show", INSIDE, ("slug", "room", "file")),
    Door("attachments:thumbnail", INSIDE, ("slug", "room", "file")),
    # drops nothing of others
    Door("attachments:drop", INSIDE, ("slug", "room", "file"), form=SEND),
    # polls
    Door("polls:anonymous", ANYONE),
    Door("polls:panel", INSIDE, ("slug", "room")),
    Door("polls:show", INSIDE, ("slug", "room", "poll_seq")),
    Door("polls:create", CREW, ("slug", "room")),
    Door("polls:create", CREW, ("slug", "room"), form=SEND),
    Door("polls:change", CREW, ("slug", "room", "draft")),
    Door("polls:change", CREW, ("slug", "room", "draft"), form=SEND),
    Door("polls:do", CREW, ("slug", "room", "draft"), form={"command": "polls.open_poll"}),
    Door("polls:vote", SPEAKERS, ("slug", "room", "poll"), form={"choice": "1"}),
    Door("polls:download", CREW, ("slug", "room", "poll")),
    # group work
    Door("breakout:list", INSIDE, HERE),
    Door("breakout:create", LEADS, HERE),
    Door("breakout:create", LEADS, HERE, form=SEND),
    Door("breakout:cockpit", CREW, HERE),
    Door("breakout:show", INSIDE, ("slug", "round")),
    Door("breakout:show", CREW, ("slug", "draft_round")),
    Door("breakout:change", LEADS, ("slug", "round")),
    Door("breakout:change", LEADS, ("slug", "round"), form=SEND),
    Door("breakout:do", LEADS, ("slug", "round"), form={"do": "more", "minutes": "5"}),
    # filling its groups
    Door("making:fill", LEADS, ("slug", "draft_round")),
    Door("making:do", LEADS, ("slug", "draft_round"), form={"do": "resize", "count": "3"}),
    Door("making:list", LEADS, ("slug", "draft_round")),
    Door("making:list", LEADS, ("slug", "draft_round"), form={"text": "Cleo Marin;1"}),
    Door("making:match", LEADS, ("slug", "draft_round")),
    Door("making:match", LEADS, ("slug", "draft_round"), form=SEND),
    Door("making:choose", LEADS + "P", HERE),
    Door("making:take", LEADS + "P", ("slug", "draft_round"), form=SEND),
    Door("notices:give", CREW, ("slug", "round"), form={"text": "Five minutes.", "to": "all"}),
    # in the room of a group, here of all who are inside
    Door("help:show", INSIDE, ("slug", "group_room")),
    Door("help:do", INSIDE, ("slug", "group_room"), form={"do": "call", "words": "Please."}),
    Door("help:do", CREW, ("slug", "group_room"), form={"do": "arrive"}),
    # consultation scripts
    Door("scripts:list", CREW, HERE),
    Door("scripts:show", CREW, ("slug", "script")),
    Door("scripts:show_shipped", CREW, ("slug", "shipped_script")),
    Door("scripts:download", CREW, ("slug", "script")),
    Door("scripts:download_shipped", CREW, ("slug", "shipped_script")),
    Door("scripts:create", STAFF, HERE),
    Door("scripts:create", STAFF, HERE, query="of={script}"),
    Door("scripts:create", STAFF, HERE, form=SEND),
    Door("scripts:create", STAFF, HERE, form={"do": "add-step"}),
    Door("scripts:change", STAFF, ("slug", "script")),
    Door("scripts:change", STAFF, ("slug", "script"), form=SEND),
    Door("scripts:total", STAFF, HERE, form=SEND),
    Door("scripts:bring", STAFF, HERE, form=SEND),
    Door("scripts:remove", STAFF, ("slug", "script"), form={"seen": "999"}),
    Door("scripts:choose", LEADS, ("slug", "draft_round")),
    Door("scripts:choose", LEADS, ("slug", "draft_round"), form={"script": "troika"}),
    # whoever is in the group
    Door("scripts:do", SPEAKERS, ("slug", "group_room"), form={"command": "scripts.hold"}),
    # moderation
    Door("moderation:desk", CREW, HERE),
    Door("moderation:trail", CREW, HERE),
    Door("moderation:resolve", CREW, ("slug", "report")),
    Door("moderation:resolve", CREW, ("slug", "report"), form={"outcome": "dismiss"}),
    Door("moderation:lift_mute", CREW, ("slug", "mute"), form=SEND),
    Door("moderation:lift_ban", STAFF, ("slug", "ban"), form=SEND),
    Door("moderation:mute", CREW, ("slug", "other_part")),
    Door("moderation:mute", CREW, ("slug", "other_part"), form={"minutes": "5"}),
    Door("moderation:remove", CREW, ("slug", "other_part")),
    Door("moderation:remove", CREW, ("slug", "other_part"), form={"seen": "999"}),
    Door("moderation:remove", STAFF, ("slug", "crew_part"), form={"seen": "999"}),
    Door("moderation:panel", CREW, ("slug", "room")),
    Door("moderation:slow_mode", CREW, ("slug", "room"), form={"seconds": "30"}),
    # good practices
    Door("followup:in_dialogue", INSIDE, HERE),
    Door("followup:beside", INSIDE, HERE),
    Door("followup:pin", CREW, ("slug", "room"), query="message={said}"),
    Door("followup:pin", CREW, ("slug", "room"), form=SEND, query="message={said}"),
    Door("followup:practice", INSIDE, ("practice",)),
    Door("followup:edition", INSIDE, ("practice",)),
    Door("followup:file", INSIDE, ("practice", "file")),
    Door("followup:edit", CREW + "P", ("practice",)),  # the crew, and its author
    Door("followup:edit", CREW + "P", ("practice",), form=SEND),
    Door("followup:editions", CREW + "P", ("practice",)),
    Door("followup:take_out", CREW, ("practice", "source"), form=SEND),
    Door("followup:unpin", CREW, ("practice",), form=SEND),
    Door("followup:asked", SIGNED_IN),
    Door("followup:answer", "P", ("practice",), form={"says": "withdraw"}),  # its author alone
    # the library
    Door("library:browse", ANYONE),
    Door("library:export", SIGNED_IN, form={"format": "csv"}),
    Door("library:letters", SIGNED_IN),
    Door("library:answer", "P", ("reply",), form={"says": "decline"}),  # whom it went to alone
    Door("library:write", INSIDE, ("practice",)),
    Door("library:write", INSIDE, ("practice",), form=SEND),
    Door("library:reachable", "P", ("practice",), form={"reachable": "yes"}),  # its author alone
    Door("library:stop_letters", CREW, ("practice",), form={"letters": "stop"}),
    Door("library:files", CREW, HERE),
    Door("library:download", CREW, HERE, form={"format": "csv"}),
    # challenges, and what people bring
    Door("challenges:mine", SPEAKERS, HERE),
    Door("challenges:bring", SPEAKERS, HERE, form={"more_topics": "Rain"}),
    Door("challenges:all", INSIDE, HERE),
    Door("challenges:show", INSIDE, ("slug", "challenge")),  # for everyone
    Door("challenges:show", CREW, ("slug", "challenge_hidden")),  # and whose it is, here dov
    Door("challenges:write", SPEAKERS, HERE),
    Door("challenges:write", SPEAKERS, HERE, form=SEND),
    Door("challenges:write", LEADS, HERE, query="for={other_part}"),
    Door("challenges:keep", SPEAKERS, HERE, form={"title": "Ra"}),
    Door("challenges:discard", SPEAKERS, HERE, form=SEND),
    Door("challenges:edit", LEADS + "P", ("slug", "challenge")),  # the leads, and whose it is
    Door("challenges:edit", LEADS + "P", ("slug", "challenge"), form=SEND),
    Door("challenges:withdraw", LEADS + "P", ("slug", "challenge"), form=SEND),
    Door("challenges:overview", CREW, HERE),
    Door("challenges:arrange", LEADS, ("slug", "challenge"), form={"do": "put"}),
    Door("challenges:remind", LEADS, HERE, form=SEND),
    Door("challenges:case", INSIDE, ("slug", "group_room")),  # the crew, and its group
    Door("challenges:advise", CREW + "P", ("slug", "group_room"), form=SEND),
    Door("challenges:give", LEADS, ("slug", "group_room"), form=SEND),
    # reports of group work
    Door("reports:met", INSIDE, HERE),
    Door("reports:choose", INSIDE, HERE, form=SEND),
    Door("reports:show", LEADS, HERE),
    Door("reports:attendance", STAFF, HERE, form={}),
    Door("reports:meetings", STAFF, HERE, form={}),
    Door("reports:introduce", STAFF, HERE, form=SEND),
    # transcripts
    Door("transcripts:show", STAFF, HERE),
    Door("transcripts:download", STAFF, HERE, form={"format": "md"}),
    Door("transcripts:choose", STAFF, HERE),
    Door("transcripts:choose", STAFF, HERE, form=SEND),
    Door("transcripts:own", INSIDE, HERE),
    Door("transcripts:own", INSIDE, HERE, form={"purpose": "own", "formats": "markdown"}),
    Door("transcripts:personal", INSIDE, HERE, form=SEND),
    Door("transcripts:export", STAFF, ("slug", "export")),
    Door("transcripts:cancel", STAFF, ("slug", "export"), form=SEND),
    Door("transcripts:fetch", STAFF, ("slug", "export")),
    # programs: the pages where staff let them in, and what they read
    Door("programs:tokens", STAFF, HERE),
    Door("programs:tokens", STAFF, HERE, form=SEND),
    Door("programs:uses", STAFF, ("slug", "api_token")),
    Door("programs:revoke", STAFF, ("slug", "api_token"), form=SEND),
    Door("programs:webhooks", STAFF, HERE),
    Door("programs:webhooks", STAFF, HERE, form=SEND),
    Door("programs:webhook", STAFF, ("slug", "webhook")),
    Door("programs:change", STAFF, ("slug", "webhook"), form={"change": "pause"}),
    Door("programs:again", STAFF, ("slug", "webhook", "delivery"), form=SEND),
    Door("api:openapi-json", ANYONE),
    Door("api:api-root", ""),
    Door("api_top", ""),
    Door("api_nothing", ""),
    Door("api:dialogues", SIGNED_IN, token=True),  # those in which one is staff, perhaps none
    Door("api:dialogue", STAFF, HERE, token=True),
    Door("api:people", STAFF, HERE, token=True),
    Door("api:rooms", STAFF, HERE, token=True),
    Door("api:entries", STAFF, ("slug", "stream"), token=True),
    Door("api:record", STAFF, ("slug", "stream"), token=True),
    Door("api:ideas", STAFF, HERE, token=True),
    Door("api:exports", STAFF, HERE, token=True),
    Door("api:export_file", STAFF, ("slug", "export"), token=True),
]

CLEOS = {"pieces": ["note-of-cleo"]}
ASKS = [
    # boards; what was made by cleo is changed by her and the crew where the phase says so
    Ask("board.open_board", CREW, {"template": "world_cafe", "for_dialogue": True}),
    Ask("board.create_piece", SPEAKERS, {"op": {"piece": "note-new", "type": "note"}}, "board"),
    Ask(
        "board.connect_pieces",
        SPEAKERS,
        {"op": {"piece": "line-new", "start": "note-of-cleo", "end": "card-of-ben"}},
        "board",
    ),
    Ask(
        "board.set_fields",
        SPEAKERS,
        {"op": {"piece": "card-of-ben", "fields": {"colour": "red"}, "base": 0}},
        "board",
    ),
    Ask(
        "board.edit_text",
        SPEAKERS,
        {"op": {"piece": "card-of-ben", "field": "goal", "base": 9, "op": ["Trams"]}},
        "board",
    ),
    Ask("board.move_pieces", SPEAKERS, {"op": {"spots": [["card-of-ben", 5, 5]]}}, "board"),
    Ask("board.place_pieces", SPEAKERS, {"op": {"pieces": ["card-of-ben"]}}, "board"),
    Ask("board.place_pieces", CREW, {"op": {"pieces": ["lane-1"]}}, "board"),
    Ask("board.group_pieces", SPEAKERS, {"op": {"pieces": ["card-of-ben"], "group": ""}}, "board"),
    Ask("board.delete_pieces", SPEAKERS, {"op": CLEOS}, "board"),
    Ask("board.delete_pieces", CREW, {"op": {"pieces": ["card-of-ben"]}}, "board"),
    Ask("board.restore_pieces", CREW, {"op": {"pieces": ["gone-of-ben"]}}, "board"),
    Ask("board.lock_pieces", CREW, {"op": CLEOS}, "board"),
    Ask("board.unlock_pieces", CREW, {"op": CLEOS}, "board"),
    Ask("board.reveal_pieces", "P", {"op": {"pieces": ["own-of-cleo"]}}, "board"),
    Ask("board.undo", "P", {"op": "undo_of_cleo"}, "board"),
    Ask("board.vote", SPEAKERS, {"op": {"piece": "note-of-cleo", "dots": 1}}, "voting_board"),
    Ask("board.set_phase", LEADS, {"op": {"phase": "closed"}}, "board"),
    Ask("board.return_piece", SPEAKERS, {"op": "back_of_card"}, "board"),
    Ask("board.return_board", CREW, {"op": {"to": 6}}, "board"),
    Ask("board.name_version", CREW, {"op": {"label": "Day 3"}}, "board"),
    Ask("board.rename_board", CREW, {"op": {"title": "Plan"}}, "board"),
    Ask("board.keep_template", CREW, {"title": "Plan"}, "board"),
    Ask("board.remove_template", CREW, {"template": "own-77"}),
    Ask("board.copy_board", CREW, {"board": "board_number", "for_dialogue": True}),
    Ask("board.bring_board", CREW, {"content": "board_content", "for_dialogue": True}),
    Ask("board.set_rules", LEADS, {"op": {"budget": 3}}, "board"),
    Ask("board.set_timer", LEADS, {"op": {"seconds": 300}}, "board"),
    Ask("board.call_together", CREW, {"op": {"view": [0, 0, 900, 600]}}, "board"),
    Ask("texts.edit", SPEAKERS, {"text": "text", "base": 0, "parts": "parts"}, room="group"),
    Ask("harvest.hand_in", SPEAKERS, {"because": "No time."}, room="group"),
    Ask("harvest.take_back", SPEAKERS, room="group"),
    Ask("harvest.report", SPEAKERS, {"on": True}, room="group"),
    Ask("harvest.arrange_turns", LEADS, {"round": "round", "groups": []}),
    Ask(
        "harvest.call_group",
        LEADS,
        {"round": "round", "group": "group_number", "seen": "group_number", "seconds": 60},
    ),
    Ask("harvest.extend_turn", LEADS, {"round": "round", "seconds": 60}),
    Ask("harvest.end_turn", LEADS, {"round": "round"}),
    Ask("chat.post_message", SPEAKERS, {"text": "Good morning."}),
    Ask("chat.post_reply", SPEAKERS, {"thread": "said", "text": "Good morning to you."}),
    Ask("chat.edit_message", "P", {"message": "said", "text": "Good evening."}),  # its author alone
    Ask("chat.delete_message", SPEAKERS, {"message": "said"}),  # its author, and the crew
    Ask("reactions.set", INSIDE, {"message": "said", "emoji": "clap", "on": True}),
    Ask("attachments.post", "P", {"text": "A plan.", "files": "upload"}),  # who uploaded it alone
    Ask("questions.arrange", CREW, {"is_open": False, "reviewed": True}),
    Ask("questions.ask", SPEAKERS, {"text": "Who pays for it?"}),
    Ask(
        "questions.correct", "P", {"question": "asked_own", "text": "Who paid?"}
    ),  # its asker alone
    Ask("questions.withdraw", "P", {"question": "asked_own"}),
    Ask("questions.vote", SPEAKERS, {"question": "asked", "on": True}),
    Ask(
        "questions.answer", SPEAKERS, {"question": "asked_cleo", "text": "The city."}
    ),  # whom it names
    Ask("questions.answer", CREW, {"question": "asked", "text": "The city."}),
    Ask("questions.answer_aloud", CREW, {"question": "asked"}),
    Ask("questions.reopen", CREW, {"question": "asked_aloud"}),
    Ask("questions.approve", CREW, {"question": "asked_waiting"}),
    Ask("questions.dismiss", CREW, {"question": "asked", "reason": "Asked before."}),
    Ask("questions.take_up", CREW, {"question": "asked"}),
    Ask("questions.put_down", CREW, {"question": "asked"}),
    Ask("polls.draft_poll", CREW, {"particulars": "asks"}),
    Ask("polls.change_draft", CREW, {"poll": "draft", "particulars": "asks"}),
    Ask("polls.drop_draft", CREW, {"poll": "draft"}),
    Ask("polls.copy_poll", CREW, {"poll": "poll"}),
    Ask("polls.open_poll", CREW, {"poll": "draft"}),
    Ask("polls.extend_poll", CREW, {"poll": "poll", "minutes": 5}),
    Ask("polls.close_poll", CREW, {"poll": "poll"}),
    Ask("polls.show_results", CREW, {"poll": "few_poll"}),
    Ask("polls.vote", SPEAKERS, {"poll": "poll", "choices": [1]}),
    Ask("polls.cast_ballot", SPEAKERS, {"poll": "blind_poll", "choices": [1]}),
    Ask("help.call", INSIDE, room="group"),
    Ask("help.take_back", INSIDE, room="group"),
    Ask("help.claim", CREW, room="group"),
    Ask("help.let_go", CREW, room="group"),
    Ask("help.arrive", CREW, room="group"),
    Ask("help.resolve", CREW, room="group"),
    Ask("scripts.hold", SPEAKERS, room="group"),  # here the participant leads the group
    Ask("scripts.resume", SPEAKERS, room="group"),
    Ask("scripts.skip", SPEAKERS, {"at": 0}, room="group"),
    Ask("scripts.add_minutes", SPEAKERS, {"minutes": 2}, room="group"),
    Ask("scripts.hand_role", SPEAKERS, {"role": "moderator", "person": "speaker"}, room="group"),
    Ask("moderation.hide_message", CREW, {"message": "said"}),
    Ask("moderation.show_message", CREW, {"message": "hidden"}),
    Ask("moderation.mute_person", CREW, {"person": "dov"}),
    Ask("moderation.lift_mute", CREW, {"mute": "mute"}),
    Ask("moderation.set_slow_mode", CREW, {"seconds": 30}),
    Ask("moderation.report_message", INSIDE, {"message": "by_muted"}),
    Ask("moderation.resolve_reports", CREW, {"reports": "reports", "outcome": "dismiss"}),
    Ask("moderation.remove_person", CREW, {"person": "dov"}),
    # the case of the group is the participant's: advice comes from the others
    Ask("challenges.note_advice", CREW, {"text": "Ask the owners."}, "group"),
    Ask("challenges.correct_advice", "M", {"advice": "advice", "text": "Ask them all."}, "group"),
    Ask("challenges.withdraw_advice", "M", {"advice": "advice"}, "group"),  # who gave it alone
    Ask("challenges.mark_useful", "P", {"advice": "advice", "useful": True}, "group"),
    Ask("challenges.write_first_step", "P", {"text": "Tea on Monday."}, "group"),
    Ask("rooms.raise_hand", SPEAKERS),
    Ask("rooms.lower_hand", SPEAKERS),
    Ask("rooms.call_speaker", LEADS, {"person": "speaker"}),
]

# Addresses whose doors are kept by allauth, each with its own tests, or that exist in a demo only.
KEPT_ELSEWHERE = ("account_", "mfa_", "socialaccount_", "openid_connect_", "demo", "enter_once")
