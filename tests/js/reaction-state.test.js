import assert from "node:assert/strict";
import { test } from "node:test";
import { Reactions } from "../../static/js/room/wings/reaction-state.js";

const command = (state, on = true, emoji = "clap") => ({ key: "k", state, args: { message: 5, emoji, on } });

test("one's own reaction is shown at once", () => {
  const state = new Reactions();
  state.follow(command("waiting"));
  assert.deepEqual(state.shown(5), { clap: 1 });
  assert.ok(state.isOwn(5, "clap"));
});

test("it is taken back when it is refused", () => {
  const state = new Reactions();
  state.learn(5, { clap: 3 }, []);
  for (const step of ["waiting", "sending", "failed"]) state.follow(command(step));
  assert.deepEqual(state.shown(5), { clap: 3 });
  assert.ok(!state.isOwn(5, "clap"));
});

test("a count that came before it was saved does not hide it, one that came after does not double it", () => {
  const state = new Reactions();
  state.follow(command("waiting"));
  state.counted(5, { clap: 7 });
  assert.deepEqual(state.shown(5), { clap: 8 });
  state.follow(command("sent"));
  state.counted(5, { clap: 8 });
  assert.deepEqual(state.shown(5), { clap: 8 });
});

test("the last reaction that is taken back leaves none", () => {
  const state = new Reactions();
  state.learn(5, { clap: 1 }, ["clap"]);
  state.follow(command("waiting", false));
  assert.equal(state.shown(5), undefined);
});

test("an older page changes no count that is known", () => {
  const state = new Reactions();
  state.counted(5, { clap: 9 });
  state.learn(5, { clap: 2 }, ["clap"]);
  assert.deepEqual(state.shown(5), { clap: 9 });
  assert.ok(state.isOwn(5, "clap"), "but it knows what is one's own");
});

test("what others added is told as gained", () => {
  const state = new Reactions();
  state.learn(5, { clap: 2 }, []);
  assert.equal(state.counted(5, { clap: 4, heart: 1 }), 3);
});
