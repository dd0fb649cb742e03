"""A dialogue with one of everything, and somebody in every position towards it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import msgspec
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test.utils import override_settings
from django.utils import timezone

from breakout.scripts import actions as scripts
from chat.attachments.models import File
from chat.moderation.models import Mute, Removal, Report
from chat.polls.models import Poll
from polylogue.api.models import Delivery, Token
from polylogue.api.webhooks import actions as hooking
from polylogue.dialogues import intents, links, programme
from polylogue.dialogues.models import JoinLink
from polylogue.dialogues.tokens import join_token
from polylogue.followup import pinning
from polylogue.followup.ideas import writing as planning
from polylogue.followup.letters import actions as letters
from polylogue.followup.models import Letter, Practice
from polylogue.people.models import User
from polylogue.transcripts.models import Export
from rooms.models import Room
from tests.breakout import scenes as grouping
from tests.breakout.challenges import cases
from tests.breakout.scripts import groups as working
from tests.breakout.scripts.scenes import script as a_script
from tests.chat.polls import scenes as polling
from tests.support import cast, clearing, programs
from tests.whiteboard import scenes as boarding
from tests.whiteboard import taking
from whiteboard.files import writing
from whiteboard.models import Board, OwnTemplate
from whiteboard.pictures.models import Picture


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for a module, in real transactions: each attempt is taken back by who makes it."""
    files = tmp_path_factory.mktemp("files")
    inline = override_settings(MEDIA_ROOT=files, WRITER_MODE="inline")
    with django_db_blocker.unblock(), clearing.later():
        User.objects.get_or_create(is_system=True, defaults={"display_name": "Polylogue"})
        with inline:
            yield make()


def make():
    """`people` by position; the rest are the arguments of addresses."""
    people = {name: cast.person(name) for name in cast.PEOPLE}
    ada, ben, mia, cleo, dov, eve = people.values()
    dialogue = cast.dialogue(by=ada)
    for name, role in cast.ROLES.items():
        cast.enrol(dialogue, people[name], role)
    plenary = Room.objects.select_related("dialogue").get(dialogue=dialogue, kind="plenary")
    side_room = cast.add_room(dialogue, ada, "Side room")
    positions = {name: cast.person(name) for name in ("removed", "banned", "muted", "late", "max")}
    positions |= {name: guest(name) for name in ("observer", "waiting")}
    cast.enrol(dialogue, positions["observer"], "observer")
    cast.enrol(dialogue, positions["waiting"], "participant", waits=True)
    late = cast.enrol(dialogue, positions["late"], "participant", waits=True)
    other_crew = cast.enrol(dialogue, positions["max"], "moderator")
    for name in ("removed", "banned", "muted"):
        cast.enrol(dialogue, positions[name], "participant")
    cast.remove(dialogue, positions["removed"], by=ada)
    by_muted, hidden = cast.post(plenary, positions["muted"]), cast.post(plenary, cleo)
    cast.do(plenary, dov, "moderation.report_message", message=by_muted.seq)
    cast.do(plenary, mia, "moderation.hide_message", message=hidden.seq)
    cast.do(plenary, mia, "moderation.mute_person", person=positions["muted"].pk)
    cast.do(plenary, mia, "moderation.remove_person", person=positions["banned"].pk, ban=True)
    report = Report.objects.get().pk
    removed = dialogue.participations.get(person=positions["removed"])
    said = cast.post(plenary, cleo)
    challenge = cases.offer(dialogue, cleo, scope="everyone")
    group = _group(dialogue, ben, challenge, cleo, positions["observer"])
    advice = cast.do(group, mia, "challenges.note_advice", text="Ask.").seq
    file = _file(plenary, cleo, seq=said.seq)
    further = cast.post(plenary, cleo, "And the trees, too.")
    practice = _practice(plenary, mia, said.seq, further.seq, files=[str(file.pk)])
    link = JoinLink.objects.get(
        pk=_as(dialogue, ada, lambda by: links.make_link(by, role="participant"))
    )
    return SimpleNamespace(
        people={
            "staff": ada, "facilitator": ben, "moderator": mia, "participant": cleo, "outsider": eve,
            "anonymous": None, **positions,
        },
        slug=dialogue.slug,
        plenary=plenary,
        room=plenary.pk,
        side_room=side_room.pk,
        stream=plenary.stream_id,
        seq=1,
        session=_as(dialogue, ada, _opening),
        link=link.pk,
        token=join_token(link),
        code="00000-00000-00000-00000-00000-0",
        waiting_part=late.pk,
        other_part=intents.participant(dialogue.pk, dov.pk).pk,
        crew_part=other_crew.pk,
        removed_part=removed.pk,
        said=said.seq,
        file=file.pk,
        **_questions(plenary, ben, cleo, dov),
        practice=practice.pk,
        reply=_letter(practice, dov).replies.get().pk,
        source=practice.sources.last().pk,
        upload=[{"id": str(_file(plenary, cleo).pk)}],
        speaker=cleo.pk,
        **polls(plenary, ben),
        challenge=challenge.pk,
        advice=advice,
        challenge_hidden=cases.offer(dialogue, dov).pk,
        script=_as(dialogue, ada, lambda by: scripts.write_script(by, script=a_script())),
        shipped_script="troika",
        **_group_work(group, plenary, ben, cleo),
        dov=dov.pk,
        hidden=hidden.seq,
        by_muted=by_muted.seq,
        report=report,
        reports=[report],
        mute=Mute.objects.get().pk,
        ban=Removal.objects.get(is_ban=True).pk,
        **_programs(dialogue, ada),
        **_boards(plenary, ben, cleo),
        **_taken_up(plenary, ben, cleo),
        export=_export(dialogue, ada),
    )  # fmt: skip


def _programs(dialogue, ada):
    """A token of the dialogue's, and a webhook that waits to be told of itself."""
    programs.token_of(ada)
    Token.objects.update(dialogue=dialogue)
    about = {"label": "Portal", "url": "https://city.example/", "kinds": ["polls.poll_opened"]}
    webhook = _as(dialogue, ada, lambda by: hooking.add_webhook(by, **about))
    return {
        "api_token": Token.objects.get().pk,
        "webhook": webhook,
        "delivery": Delivery.objects.get().pk,
    }


def _group(dialogue, ben, challenge, *people):
    """The room of an open round's first group: it has a case, and a script in which the first of them leads."""
    round = working.chosen(grouping.drafted(dialogue, ben), ben, "peer_consultation")
    grouping.move(round, ben, *people, to=0)
    cases.give(round, ben, challenge)
    room = grouping.room(grouping.open_now(round, ben), 0)
    cast.do(room, ben, "scripts.hand_role", role="moderator", person=people[0].pk)
    return room


def _boards(room, ben, cleo):
    """One where everybody works, with pieces of two people; cleo has one to herself. On another they vote."""
    made = {}
    for name in ("board", "voting_board"):
        board = boarding.opened(room, ben, for_dialogue=name != "board")
        boarding.do(board, cleo, "create_piece", piece="note-of-cleo", type="note")
        made[name] = SimpleNamespace(
            stream_id=board.stream_id, dialogue=room.dialogue, dialogue_id=room.dialogue_id
        )
    boarding.do(board, ben, "set_phase", phase="vote")
    board = Board.objects.get(stream=made["board"].stream_id)
    for piece in ("card-of-ben", "gone-of-ben"):
        boarding.do(board, ben, "create_piece", piece=piece, type="card")
    boarding.do(board, ben, "delete_pieces", pieces=["gone-of-ben"])
    boarding.do(board, ben, "set_rules", is_private=True)
    boarding.do(board, cleo, "create_piece", piece="own-of-cleo", type="note")
    moved = boarding.do(board, cleo, "move_pieces", spots=[["own-of-cleo", 1, 1]]).seq
    made["undo_of_cleo"] = {"entry": moved}
    drawn = {"piece": "card-of-ben", "fields": {"colour": "red"}, "base": 0}
    seen = boarding.do(board, ben, "set_fields", **drawn).seq - 1
    made["back_of_card"] = {"piece": "card-of-ben", "to": seen}
    document = writing.document(writing.state_of(board), "Plan")
    content = msgspec.to_builtins(document)
    about = {"dialogue": room.dialogue, "author": ben, "content": content}
    OwnTemplate.objects.create(pk=77, name="Plan", **about)
    made |= {
        "board_content": json.dumps(content),
        "board_entry": 2,
        "board_file": "csv",
        "board_view": "lanes",
    }
    names = {"piece": "note-of-cleo", "piece_text": "text"}
    return made | {"board_number": board.pk, "picture": _picture(board, ben).pk, **names}


def _picture(board, owner):
    """Laid, as it were, with a card of his."""
    kept = default_storage.save("boards/small.webp", ContentFile(b"RIFF"))
    about = {"media_type": "image/webp", "name": "roof.webp", "size": 4, "width": 2, "height": 2}
    where = {"board": board, "owner": owner, "piece": "card-of-ben"}
    return Picture.objects.create(content=kept, thumbnail=kept, **where, **about)


def _taken_up(room, ben, cleo):
    """A message on a board of the whole dialogue, and another one that is on none yet."""
    board = boarding.opened(room, ben, for_dialogue=True)
    taking.put(board, cleo, "message", taking.place(room, cast.post(room, cleo).seq))
    place = taking.place(room, cast.post(room, cleo).seq)
    about = {"source_kind": "message", "source_place": place, "promotion": taking.last().pk}
    cards = [boarding.put(board, cleo, "card") for _ in range(2)]
    made = _as(
        room.dialogue, cleo, lambda by: planning.make(by, board.pk, cards[0], fields={"title": "T"})
    )
    return about | {"idea": made, "idea_board": board.pk, "idea_card": cards[1]}


def _questions(room, ben, cleo, dov):
    """One for each way in which a question can stand; what it is called says how."""

    def ask(by=dov, **how):
        return cast.do(room, by, "questions.ask", **{"text": "Who pays?"} | how).seq

    arrange = {"is_open": True, "reviewed": False}
    cast.do(room, ben, "questions.arrange", **arrange)
    asked = {"asked": ask(), "asked_own": ask(cleo), "asked_hidden": ask(for_crew=True)}
    asked |= {"asked_cleo": ask(text="@Cleo Marin who pays?"), "asked_aloud": ask()}
    cast.do(room, ben, "questions.answer_aloud", question=asked["asked_aloud"])
    cast.do(room, ben, "questions.arrange", **arrange | {"reviewed": True})
    asked["asked_waiting"] = ask()
    cast.do(room, ben, "questions.arrange", **arrange)
    return asked


def polls(room, by):
    """A draft, polls that are open with and without names, and one with too few votes to show."""
    blind, few = (polling.opened(room, by, is_anonymous=True) for _ in range(2))
    polling.vote(room, by, few, 0)
    polling.close(room, by, few)
    poll = polling.opened(room, by)
    return {
        "draft": polling.draft(room, by),
        "poll": poll,
        "poll_seq": Poll.objects.get(pk=poll).seq,
        "blind_poll": blind,
        "few_poll": few,
        "asks": {"question": "Which hue?", "kind": "single", "options": ["Blue", "Red"]},
    }


def _group_work(room, plenary, ben, caller):
    """The group of this room calls for help and reports now; in the round in preparation people choose."""
    draft = grouping.drafted(room.dialogue, ben, people_choose=True)
    cast.do(room, caller, "help.call")
    about = {"round": room.group.round_id, "group": room.group.pk, "seconds": 60}
    cast.do(plenary, ben, "harvest.call_group", **about)
    return {
        "round": room.group.round_id,
        "draft_round": draft.pk,
        "group": room,
        "group_number": room.group.pk,
        "group_room": room.pk,
        "text": "harvest.insight",
        "revision": 0,
        "parts": [{"key": cast.new_key(), "op": ["Trams."]}],
    }


def _file(room, owner, **fields):
    stored = default_storage.save("plan.pdf", ContentFile(b"%PDF-"))
    about = {"kind": "pdf", "media_type": "application/pdf", "name": "plan.pdf", "size": 5}
    paths = {"content": stored, "thumbnail": stored}
    return File.objects.create(stream=room.stream, owner=owner, **about, **paths, **fields)


def _practice(room, by, *seqs, **fields):
    fields = {"title": "Trees", "what_was_done": "We planted them.", **fields}
    places = [(room.stream_id, seq) for seq in seqs]
    pk = _as(room.dialogue, by, lambda part: pinning.pin(part, places, fields=fields))
    return Practice.objects.get(pk=pk)


def _letter(practice, sender):
    act = lambda _part: letters.write(practice.pk, sender, text="How?", shares_email=False)  # noqa: E731
    return Letter.objects.get(pk=_as(practice.dialogue, sender, act))


def _export(dialogue, staff):
    """One that is ready, with something in its file."""
    return Export.objects.create(
        dialogue=dialogue,
        by=staff,
        purpose="record",
        forms=["markdown"],
        finished_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
        stored=default_storage.save("exports/x.zip", ContentFile(b"PK")),
    ).pk


def guest(name):
    return User.objects.create_user(None, display_name=name.title())


def _opening(by):
    begins, ends = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)
    return programme.add_session(
        by, kind="plenary", title="Opening", starts_at=begins, ends_at=ends
    )


def _as(dialogue, person, act):
    return intents.run_as(
        dialogue, person, act, key=cast.new_key(), content=None, reach=True
    ).result
