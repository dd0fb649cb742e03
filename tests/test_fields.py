"""Every field in which people write is filled with the corpus (tests/support/hostile.py), or says why not."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from django.apps import apps
from django.db import models
from msgspec import inspect

from rooms.commands import COMMANDS

OURS = {"polylogue", "rooms", "chat", "breakout", "whiteboard"}

WRITTEN = {
    # of people
    "people.User.display_name",
    "people.User.email",  # as far as Django takes it for an address; letters show it
    "people.User.organisation",
    "people.User.city",
    "people.User.pronouns",
    "people.User.languages",
    # of dialogues and rooms
    "dialogues.Dialogue.title",
    "dialogues.Dialogue.summary",
    "dialogues.Dialogue.host",
    "dialogues.Dialogue.topics",
    "dialogues.Session.title",
    "dialogues.Session.description",
    "dialogues.JoinLink.label",
    "rooms.Room.title",
    "rooms.Room.purpose",
    "log.Entry.data",  # announcements; all else in it are numbers and names of ours
    # of conversations
    "chat.Message.text",
    "chat.Message.hidden_because",
    "chat.Message.marks",
    "chat.Revision.text",
    "attachments.File.name",
    "attachments.File.alt",
    # of moderation
    "moderation.Report.because",
    "moderation.Mute.because",
    "moderation.Removal.because",
    # of questions and polls
    "questions.Question.text",
    "questions.Question.reason",
    "questions.Answer.text",
    "polls.Poll.question",
    "polls.Poll.options",
    # of boards
    "whiteboard.Board.title",
    "whiteboard.Piece.fields",
    "whiteboard.Version.label",
    "whiteboard.Version.content",
    "whiteboard.OwnTemplate.name",
    "whiteboard.OwnTemplate.says",
    "whiteboard.OwnTemplate.content",
    # of texts that several write
    "texts.Text.words",
    "harvest.Sheet.because",
    # of group work
    "breakout.Round.title",
    "breakout.Group.title",
    "help_calls.HelpCall.words",
    "notices.Notice.text",
    # of consultation scripts
    "scripts.OwnScript.name",
    "scripts.OwnScript.content",
    "scripts.RoundScript.content",  # a copy of the same
    # of good practices
    "followup.Edition.title",
    "followup.Edition.city",
    "followup.Edition.contact",
    "followup.Edition.starting_point",
    "followup.Edition.what_was_done",
    "followup.Edition.who_was_involved",
    "followup.Edition.cost_and_time",
    "followup.Edition.results",
    "followup.Edition.what_failed",
    "followup.Edition.conditions",
    "followup.Edition.topics",
    "followup.Listing.topics",
    "followup.Letter.text",
    "followup.IdeaEdition.title",
    "followup.IdeaEdition.city",
    "followup.IdeaEdition.owner",
    "followup.IdeaEdition.problem",
    "followup.IdeaEdition.objective",
    "followup.IdeaEdition.target_group",
    "followup.IdeaEdition.activities",
    "followup.IdeaEdition.partners",
    "followup.IdeaEdition.resources",
    "followup.IdeaEdition.risks",
    "followup.IdeaEdition.first_30",
    "followup.IdeaEdition.first_90",
    "followup.IdeaEdition.first_180",
    "followup.IdeaEdition.support_wanted",
    "followup.Reply.text",
    # of programs that read
    "api.Token.label",
    "api.Webhook.label",
    "api.Webhook.url",
    # of challenges
    "challenges.Version.title",
    "challenges.Version.context",
    "challenges.Version.tried",
    "challenges.Version.obstacle",
    "challenges.Version.question",
    "challenges.Version.help_wanted",
    "challenges.Version.topics",
    "challenges.Draft.title",
    "challenges.Draft.context",
    "challenges.Draft.tried",
    "challenges.Draft.obstacle",
    "challenges.Draft.question",
    "challenges.Draft.help_wanted",
    "challenges.Draft.topics",
    "challenges.Advice.text",
    "challenges.FirstStep.text",
    "challenges.Experience.topics",
    "challenges.Experience.sentence",
}

NOT_WRITTEN = {
    "texts.Text.name": "a name of ours",
    "texts.Change.operation": "what leads to the text's words, which are filled",
    "texts.Change.key": "signs that a pattern allows, shown to nobody",
    "whiteboard.Board.template": "a name of ours",
    "whiteboard.Board.rules": "numbers",
    "whiteboard.Board.card": "names and numbers of ours",
    "whiteboard.Board.call": "numbers, and the name of a piece",
    "whiteboard.Board.totals": "numbers, by names that only their pattern allows",
    "whiteboard.Piece.name": "signs that a pattern allows, shown to nobody",
    "whiteboard.Piece.revs": "numbers",
    "whiteboard.Piece.lane": "the name of a piece",
    "whiteboard.Piece.order": "made by the server",
    "whiteboard.Piece.group": "the name of a piece",
    "whiteboard.Piece.ends": "names of pieces",
    "whiteboard.Step.piece": "the name of a piece",
    "whiteboard.Step.part": "a name of ours",
    "whiteboard.Step.inverse": "what stood in the fields of a piece, which are filled",
    "whiteboard.Dots.piece": "the name of a piece",
    "followup.Idea.piece": "the name of a piece",
    "promotions.Promotion.kind": "a name of ours",
    "promotions.Promotion.place": "numbers, and names of ours",
    "promotions.Promotion.piece": "the name of a piece",
    "log.Stream.epoch": "made by the server",
    "log.Entry.kind": "a name of ours",
    "log.Command.key": "signs that a pattern allows, shown to nobody",
    "log.Command.digest": "a hash",
    "log.Command.result": "numbers",
    "jobs.Job.kind": "a name of ours",
    "jobs.Job.name": "a name of ours",
    "jobs.Job.args": "what the task needs; shown on no page",
    "jobs.Job.problem": "for the command line alone",
    "people.User.password": "a hash",
    "people.User.time_zone": "one of a list",
    "dialogues.Dialogue.slug": "made by the server",
    "dialogues.Dialogue.time_zone": "one of a list",
    "dialogues.Dialogue.languages": "codes, or names as in a profile, which is filled",
    "dialogues.Participation.roles": "names of ours",
    "dialogues.Participation.reentry_digest": "a hash",
    "dialogues.JoinLink.nonce": "made by the server",
    "rooms.Lease.socket": "made by the server",
    "rooms.Lease.process": "made by the server",
    "chat.Mention.role": "a name of ours",
    "pictures.Picture.name": "in a header of the file alone, as the names of attached files, which are filled",
    "pictures.Picture.media_type": "one of those that are taken",
    "pictures.Picture.content": "made by the server",
    "pictures.Picture.thumbnail": "made by the server",
    "pictures.Picture.piece": "the name of a piece",
    "attachments.File.media_type": "one of those that are taken",
    "attachments.File.content": "made by the server",
    "attachments.File.thumbnail": "made by the server",
    "reactions.Reaction.emoji": "one of a list",
    "questions.Question.mentions": "names of people as in a message, which are filled",
    "polls.Poll.told": "numbers",
    "polls.Vote.choices": "numbers",
    "polls.Roll.people": "numbers",
    "polls.Urn.ballots": "numbers",
    "polls.Ballot.choices": "numbers",
    "making.Expected.email": "compared with who joins; shown to nobody",
    "making.Expected.name": "the same",
    "making.Expected.code_digest": "a hash",
    "breakout.Seat.reasons": "codes of ours, with topics and languages of profiles, which are filled",
    "followup.Edition.files": "numbers of files, whose names are filled",
    "followup.Listing.words": "the index, which is shown nowhere",
    "followup.LibraryExport.wanted": "words and filters of an address; written to the JSON file alone",
    "followup.LibraryExport.practices": "numbers",
    "followup.LibraryExport.sha256": "a hash",
    "challenges.Version.languages": "codes, or names as in a profile, which is filled",
    "challenges.Draft.languages": "the same",
    "challenges.Draft.page": "made by the browser, a number; shown to nobody",
    "scripts.RoundScript.shipped": "a name of ours",
    "scripts.GroupRun.state": "numbers, and names of roles that only their pattern allows",
    "search.Passage.kind": "a name of ours",
    "search.Passage.words": "the index, which is shown nowhere",
    "api.Token.scopes": "names of ours",
    "api.Token.digest": "a hash",
    "api.Token.ending": "made by the server",
    "api.Use.operation": "a name of ours",
    "api.Webhook.kinds": "names of ours",
    "api.Webhook.nonce": "made by the server",
    "api.Webhook.old_nonce": "the same",
    "api.Webhook.paused_because": "a sentence of ours",
    "api.Delivery.epoch": "made by the server",
    "api.Delivery.kind": "a name of ours",
    "api.Delivery.problem": "a sentence of ours, or the name of a fault",
    "transcripts.Download.heads": "numbers",
    "transcripts.Export.purpose": "a name of ours",
    "transcripts.Export.choices": "names of ours, numbers and times",
    "transcripts.Export.forms": "names of ours",
    "transcripts.Export.heads": "numbers",
    "transcripts.Export.stored": "a name of ours in the private storage",
    "transcripts.Export.sha256": "a hash",
    "transcripts.Download.sha256": "a hash",
}

# What commands carry: each ends in a field above.
SAID = {
    "chat.post_message.text",
    "chat.post_reply.text",
    "chat.edit_message.text",
    "attachments.post.text",
    "attachments.post.files.alt",
    "reactions.set.emoji",
    "moderation.report_message.because",
    "moderation.hide_message.because",
    "moderation.mute_person.because",
    "moderation.remove_person.because",
    "moderation.resolve_reports.because",
    "questions.ask.text",
    "questions.correct.text",
    "questions.answer.text",
    "questions.dismiss.reason",
    "texts.edit.parts.op",
    "board.open_board.title",
    "board.create_piece.op.fields",
    "board.connect_pieces.op.label",
    "board.set_fields.op.fields",
    "board.edit_text.op.op",
    "board.name_version.op.label",
    "board.rename_board.op.title",
    "board.copy_board.title",
    "board.bring_board.title",
    "board.bring_board.content",
    "board.keep_template.title",
    "board.keep_template.says",
    "harvest.hand_in.because",
    "help.call.words",
    "polls.draft_poll.particulars.question",
    "polls.draft_poll.particulars.options",
    "polls.change_draft.particulars.question",
    "polls.change_draft.particulars.options",
    "challenges.note_advice.text",
    "challenges.correct_advice.text",
    "challenges.write_first_step.text",
}
NAMES_ON_BOARDS = (
    *("create_piece.op.piece", "create_piece.op.type", "create_piece.op.lane"),
    *("create_piece.op.after", "create_piece.op.group"),
    *("connect_pieces.op.piece", "connect_pieces.op.start", "connect_pieces.op.end"),
    "return_piece.op.piece",
    *("set_fields.op.piece", "edit_text.op.piece", "edit_text.op.field"),
    "call_together.op.piece",
    *("move_pieces.op.spots", "vote.op.piece", "set_phase.op.phase"),
    *("place_pieces.op.pieces", "place_pieces.op.lane", "place_pieces.op.after"),
    *("group_pieces.op.pieces", "group_pieces.op.group"),
    *(f"{verb}_pieces.op.pieces" for verb in ("delete", "restore", "lock", "unlock", "reveal")),
)
# One of a list, which msgspec holds.
CHOSEN = {
    "scripts.hand_role.role",
    "moderation.resolve_reports.outcome",
    "board.open_board.template",  # one of those that there are
    "board.remove_template.template",  # the same
    *(f"board.{place}" for place in NAMES_ON_BOARDS),  # signs that a pattern allows
    "moderation.resolve_reports.minutes",
    "moderation.mute_person.minutes",
    "moderation.set_slow_mode.seconds",
    "texts.edit.text",  # one of the names that a holder knows
    "texts.edit.parts.key",  # signs that a pattern allows, shown to nobody
    *(
        f"polls.{command}.particulars.{name}"
        for command in ("draft_poll", "change_draft")
        for name in ("kind", "results")
    ),
}


def test_every_field_of_the_database_is_filled_or_says_why_not():
    assert not WRITTEN & NOT_WRITTEN.keys()
    assert set(fields()) == WRITTEN | NOT_WRITTEN.keys()


def test_every_text_of_a_command_is_known():
    assert set(texts_of_commands()) == SAID | CHOSEN


def fields() -> Iterator[str]:
    """What can hold a text that nobody chose from a list."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OURS:
            for field in model._meta.get_fields():
                is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
                if is_text and not field.choices:
                    yield f"{model._meta.label}.{field.name}"


def texts_of_commands() -> Iterator[str]:
    for name, command in COMMANDS.items():
        yield from _texts(name, inspect.type_info(command))


def _texts(name: str, about: inspect.Type) -> Iterator[str]:
    if isinstance(about, inspect.StrType | inspect.LiteralType):
        yield name
    elif isinstance(about, inspect.StructType):
        for field in about.fields:
            yield from _texts(f"{name}.{field.encode_name}", field.type)
    elif isinstance(about, inspect.UnionType):
        for one in about.types:
            yield from _texts(name, one)
    elif isinstance(about, inspect.ListType):
        yield from _texts(name, about.item_type)
    elif isinstance(about, inspect.TupleType):
        for one in about.item_types:
            yield from _texts(name, one)
    elif isinstance(about, inspect.DictType):
        yield from _texts(name, about.value_type)


def test_a_new_text_in_a_command_would_be_noticed():
    class Named(msgspec.Struct):
        title: str | None
        notes: list[str]

    assert list(_texts("x", inspect.type_info(Named))) == ["x.title", "x.notes"]
