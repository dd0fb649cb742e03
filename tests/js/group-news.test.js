/** Which entries make pages of group work ask anew. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { concernsGroups } from "../../static/js/groups/news.js";

test("whatever happens to rounds, seats, calls and notices does", () => {
  for (const kind of ["breakout.people_seated", "help.called", "notices.given", "rooms.people_moved", "rooms.groups_made"]) {
    assert.equal(concernsGroups(kind), true, kind);
  }
});

test("who comes, leaves or changes who they are does", () => {
  for (const kind of ["dialogues.person_joined", "dialogues.person_left", "dialogues.roles_changed"]) assert.equal(concernsGroups(kind), true, kind);
});

test("what is said in rooms and in the programme does not", () => {
  for (const kind of ["chat.message_posted", "rooms.hand_raised", "rooms.room_opened", "dialogues.programme_changed"]) {
    assert.equal(concernsGroups(kind), false, kind);
  }
});

test("what the parts of tiles name does too", () => {
  assert.equal(concernsGroups("harvest.saved", "harvest.saved harvest.closed"), true);
  assert.equal(concernsGroups("harvest", "harvest.saved"), false);
});
