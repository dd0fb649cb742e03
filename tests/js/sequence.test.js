import assert from "node:assert/strict";
import { test } from "node:test";

import { Sequence } from "../../static/js/live/sequence.js";
import { below, seeded, shuffled } from "./random.js";

const item = (seq) => ({ seq, kind: "chat.message_posted", by: 1 + (seq % 3), at: "", data: { n: seq * 7 } });
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const frame = (from, to, { epoch = "e1", seqs = range(from, to) } = {}) => ({
  t: "entries", stream: 1, epoch, from, to, items: seqs.map(item), people: {},
});
const seqs = (arrived) => arrived.map(({ item }) => item.seq);
const fresh = (seq = 0) => new Sequence({ stream: 1, epoch: "e1", seq });

test("frames in order are handed on as they come", () => {
  const sequence = fresh();
  assert.deepEqual(seqs(sequence.take(frame(1, 2))), [1, 2]);
  assert.deepEqual(seqs(sequence.take(frame(3, 3))), [3]);
  assert.equal(sequence.gap, null);
});

test("a frame before its turn waits and says what to ask for", () => {
  const sequence = fresh();
  assert.deepEqual(sequence.take(frame(4, 5)), []);
  assert.deepEqual(sequence.gap, { after: 0, to: 3 });
  assert.deepEqual(seqs(sequence.take(frame(1, 3))), [1, 2, 3, 4, 5]);
  assert.equal(sequence.gap, null);
});

test("doubled and overlapping frames give each entry once", () => {
  const sequence = fresh();
  sequence.take(frame(1, 4));
  assert.deepEqual(sequence.take(frame(1, 4)), []);
  assert.deepEqual(seqs(sequence.take(frame(3, 6))), [5, 6]);
});

test("entries for other eyes move the cursor", () => {
  const sequence = fresh();
  assert.deepEqual(seqs(sequence.take(frame(1, 5, { seqs: [2] }))), [2]);
  assert.deepEqual(sequence.cursor, { stream: 1, epoch: "e1", seq: 5 });
});

test("a frame of another epoch changes nothing", () => {
  const sequence = fresh(3);
  assert.deepEqual(sequence.take(frame(4, 9, { epoch: "e2" })), []);
  assert.deepEqual(sequence.cursor, { stream: 1, epoch: "e1", seq: 3 });
  assert.equal(sequence.gap, null);
});

test("ten thousand frames held back do not fill the memory, and still end complete", () => {
  const sequence = fresh();
  const got = [];
  for (let seq = 10_000; seq > 1; seq--) got.push(...seqs(sequence.take(frame(seq, seq))));
  while (sequence.seq < 10_000) {
    const { after, to } = sequence.gap ?? { after: sequence.seq, to: 10_000 };
    got.push(...seqs(sequence.take(frame(after + 1, to))));
  }
  assert.deepEqual(got, range(1, 10_000));
});

/** The frames of a log of 1 to `head`, cut anywhere, some entries hidden, some frames foreign. */
function deliveries(random, head, hidden) {
  const frames = [];
  for (let from = 1; from <= head; ) {
    const to = Math.min(head, from + below(random, 6));
    const seen = (first, last) => range(first, last).filter((seq) => !hidden.has(seq));
    frames.push(frame(from, to, { seqs: seen(from, to) }));
    if (random() < 0.3) {
      const [first, last] = [Math.max(1, from - below(random, 5)), Math.min(head, to + below(random, 5))];
      frames.push(frame(first, last, { seqs: seen(first, last) }));
    }
    if (random() < 0.1) frames.push(frame(from, to + 3, { epoch: "e0" }));
    from = to + 1;
  }
  return frames;
}

test("10,000 shuffles with losses and doubles end complete, in order, once; and equal to a fresh state", () => {
  const seed = Number(process.env.POLYLOGUE_SEED ?? 20260301);
  const random = seeded(seed);
  for (let run = 0; run < 10_000; run++) {
    const head = 1 + below(random, 40);
    const hidden = new Set(range(1, head).filter(() => random() < 0.15));
    const sent = shuffled(random, deliveries(random, head, hidden)).filter(() => random() > 0.2);
    const sequence = fresh();
    const got = [];
    for (const one of sent) {
      got.push(...sequence.take(one));
      if (random() < 0.1) got.push(...sequence.take(one));
    }
    for (const { after, to } of gaps(sequence, head)) {
      const seen = range(after + 1, to).filter((seq) => !hidden.has(seq));
      got.push(...sequence.take(frame(after + 1, to, { seqs: seen })));
    }
    const expected = range(1, head).filter((seq) => !hidden.has(seq));
    assert.deepEqual(seqs(got), expected, `seed ${seed}, run ${run}`);
    assert.deepEqual(sequence.cursor, { stream: 1, epoch: "e1", seq: head });
    assert.deepEqual(model(got.map(({ item }) => item)), model(expected.map(item)));
  }
});

function* gaps(sequence, head) {
  while (sequence.seq < head) yield sequence.gap ?? { after: sequence.seq, to: head };
}

/** A state that depends on order, repetition and completeness. */
function model(items) {
  return items.reduce((state, { seq, data }) => ({ ...state, [data.n % 5]: (state[data.n % 5] ?? 0) * 31 + seq }), {});
}
