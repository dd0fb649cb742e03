import assert from "node:assert/strict";
import { test } from "node:test";

import { jitter } from "../../static/js/live/backoff.js";
import { seeded } from "./random.js";

test("a pause is never longer than its bound, and never longer than 30 seconds", () => {
  const random = seeded(3);
  for (let failures = 0; failures < 40; failures++) {
    const bound = Math.min(30_000, 500 * 2 ** failures);
    for (let i = 0; i < 200; i++) {
      const pause = jitter(failures, random);
      assert.ok(pause >= 0 && pause <= bound, `${pause} after ${failures} failures`);
    }
  }
});

test("pauses use the whole of their range", () => {
  const random = seeded(4);
  const pauses = Array.from({ length: 1000 }, () => jitter(10, random));
  assert.ok(Math.min(...pauses) < 1500);
  assert.ok(Math.max(...pauses) > 28_500);
});
