/** The canvas of a board without a browser: camera, boxes, what lies where, lines drawn by hand. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Camera, LEAST, MOST } from "../../static/js/board/canvas/camera.js";
import { around, distance, edge, extent, has, holds, line, meets } from "../../static/js/board/canvas/geometry.js";
import { Grid } from "../../static/js/board/canvas/grid.js";
import { inReadingOrder, layout, neighbour } from "../../static/js/board/canvas/layout.js";
import { MOST_POINTS, path, simple, stroke } from "../../static/js/board/canvas/strokes.js";
import { seeded } from "./random.js";

const near = (/** @type {any} */ a, /** @type {any} */ b) => {
  for (const part of Object.keys(b)) assert.ok(Math.abs(a[part] - b[part]) < 1e-6, `${part}: ${a[part]}, not ${b[part]}`);
};

function camera(more = {}) {
  return Object.assign(new Camera(), { width: 800, height: 600, ...more });
}

test("a spot on the screen is the spot on the board that it shows", () => {
  const one = camera({ x: 100, y: -50, zoom: 0.5 });
  near(one.spot({ x: 400, y: 300 }), { x: 900, y: 550 });
  near(one.onScreen(one.spot({ x: 31, y: 7 })), { x: 31, y: 7 });
  assert.deepEqual(one.view, { x: 100, y: -50, w: 1600, h: 1200 });
});

test("what lies under the pointer stays there while one zooms, also at both ends", () => {
  const one = camera({ x: 10, y: 20 });
  const at = { x: 640, y: 120 };
  const before = one.spot(at);
  for (const factor of [1.1, 7, 9, 0.2, 0.001, 0.5]) {
    one.zoomAt(at, factor);
    near(one.spot(at), before);
    assert.ok(one.zoom >= LEAST && one.zoom <= MOST);
  }
});

test("to pan takes the board along with the pointer", () => {
  const one = camera({ zoom: 2 });
  const grabbed = one.spot({ x: 100, y: 100 });
  one.pan(50, -30);
  near(one.spot({ x: 150, y: 70 }), grabbed);
});

test("to fit shows all of it in the middle, and nothing larger than it is", () => {
  const one = camera();
  one.fit({ x: -1000, y: 0, w: 4000, h: 100 });
  assert.ok(holds(one.view, { x: -1000, y: 0, w: 4000, h: 100 }));
  near(one.spot({ x: 400, y: 300 }), { x: 1000, y: 50 });
  one.fit({ x: 5, y: 5, w: 1, h: 1 });
  assert.equal(one.zoom, 1);
});

test("what would be too small to read is shown from where it begins", () => {
  const one = Object.assign(new Camera(), { width: 400, height: 600 });
  one.fit({ x: 100, y: 50, w: 1600, h: 60 }, { least: 0.5, margin: 20 });
  assert.deepEqual([one.zoom, one.x, one.view.y + one.view.h / 2], [0.5, 60, 80]);
});

test("to reveal a piece goes no farther than it must", () => {
  const one = camera();
  assert.equal(one.reveal({ x: 300, y: 300, w: 100, h: 100 }), false);
  assert.equal(one.reveal({ x: 900, y: 300, w: 100, h: 100 }), true);
  near(one, { x: 224, y: 0 });
});

test("boxes meet and hold, and the least box is around all", () => {
  const box = { x: 0, y: 0, w: 10, h: 10 };
  assert.ok(meets(box, { x: 9, y: 9, w: 5, h: 5 }) && !meets(box, { x: 10, y: 0, w: 5, h: 5 }));
  assert.ok(holds(box, { x: 1, y: 1, w: 9, h: 9 }) && !holds(box, { x: 1, y: 1, w: 10, h: 9 }));
  assert.ok(has(box, { x: 10, y: 0 }) && !has(box, { x: 11, y: 0 }));
  assert.deepEqual(around([box, { x: 20, y: -5, w: 1, h: 1 }]), { x: 0, y: -5, w: 21, h: 15 });
  assert.equal(around([]), null);
  assert.deepEqual(extent([3, 4, -1, 9, 5, 5]), { x: -1, y: 4, w: 6, h: 5 });
});

test("a line goes from edge to edge", () => {
  const [a, b] = [{ x: 0, y: 0, w: 100, h: 50 }, { x: 300, y: 0, w: 100, h: 50 }];
  assert.deepEqual(line(a, b), [{ x: 100, y: 25 }, { x: 300, y: 25 }]);
  near(edge(a, { x: 50, y: 500 }), { x: 50, y: 50 });
  assert.equal(distance({ x: 5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 }), 3);
  assert.equal(distance({ x: 13, y: 4 }, { x: 0, y: 0 }, { x: 10, y: 0 }), 5);
});

test("the grid finds what looking at every piece finds, however they move", () => {
  const random = seeded(20261127);
  const some = () => ({ x: (random() - 0.5) * 9000, y: (random() - 0.5) * 9000, w: 20 + random() * 900, h: 20 + random() * 500 });
  const grid = new Grid();
  for (let n = 0; n < 600; n++) grid.set(`p${n}`, some());
  grid.set("ocean", { x: -8000, y: -8000, w: 16_000, h: 16_000 });
  for (let round = 0; round < 300; round++) {
    grid.set(`p${Math.floor(random() * 600)}`, some());
    grid.delete(`p${Math.floor(random() * 600)}`);
    const view = round % 50 ? some() : { x: -20_000, y: -20_000, w: 40_000, h: 40_000 };
    const looked = [...grid.boxes].filter(([, box]) => meets(box, view)).map(([name]) => name);
    assert.deepEqual([...grid.in(view)].sort(), looked.sort());
  }
  grid.clear();
  assert.equal(grid.in({ x: -9000, y: -9000, w: 18_000, h: 18_000 }).size, 0);
});

test("a drawn line has as many points as it needs, and never more than a board takes", () => {
  const straight = Array.from({ length: 500 }, (_, x) => ({ x, y: 0 }));
  assert.deepEqual(simple(straight), [{ x: 0, y: 0 }, { x: 499, y: 0 }]);
  const random = seeded(7);
  const wild = Array.from({ length: 5000 }, () => ({ x: random() * 900, y: random() * 900 }));
  const kept = stroke(wild);
  assert.ok(kept.points.length <= 2 * MOST_POINTS && kept.points.length > 100);
  assert.ok(kept.points.every(Number.isInteger) && Math.min(...kept.points) >= 0);
});

test("a line made simpler stays where it was drawn", () => {
  const wave = Array.from({ length: 400 }, (_, n) => ({ x: n, y: 50 * Math.sin(n / 30) }));
  const kept = simple(wave, 1);
  assert.ok(kept.length < 80);
  for (const spot of wave) {
    const far = Math.min(...kept.slice(1).map((to, n) => distance(spot, kept[n], to)));
    assert.ok(far <= 1 + 1e-9);
  }
});

test("a mere dot is a line too", () => {
  const { points, x, y } = stroke([{ x: 5.4, y: 6.6 }]);
  assert.deepEqual([x, y, points], [5, 7, [0, 0, 1, 0]]);
  assert.equal(path(points), "M0 0L1 0");
});

const piece = (/** @type {string} */ name, /** @type {any} */ more = {}) => /** @type {any} */ ({ name, kind: "card", lane: "", order: name, group: "", fields: {}, ...more });
const board = (/** @type {any[]} */ ...pieces) => new Map(pieces.map((one) => [one.name, one]));

test("what nobody has laid anywhere stands in its lane by its order, and keeps its place when others are laid", () => {
  const lanes = [piece("l2", { kind: "lane", order: "b" }), piece("l1", { kind: "lane", order: "a" })];
  const cards = ["a", "b", "c"].map((name) => piece(name, { lane: "l2" }));
  const { boxes, columns } = layout(board(...lanes, ...cards));
  assert.deepEqual(["a", "b", "c"].map((name) => boxes.get(name)?.y), [0, 160, 320]);
  assert.equal(boxes.get("a")?.x, 300);
  assert.deepEqual(columns.map(({ lane }) => lane.name), ["l2"]);
  cards[0].fields = { x: -500, y: -500 };
  const after = layout(board(...lanes, ...cards)).boxes;
  assert.deepEqual(after.get("a"), { x: -500, y: -500, w: 240, h: 140 });
  assert.deepEqual(after.get("c"), boxes.get("c"));
});

test("what is in a group stands in the group", () => {
  const group = piece("g", { kind: "group", fields: { x: 1000, y: 1000 } });
  const { boxes } = layout(board(piece("a", { group: "g" }), piece("b", { group: "g" }), group));
  for (const name of ["a", "b"]) assert.ok(holds(/** @type {any} */ (boxes.get("g")), /** @type {any} */ (boxes.get(name))));
  assert.equal(meets(/** @type {any} */ (boxes.get("a")), /** @type {any} */ (boxes.get("b"))), false);
});

test("a picture that stands in a lane leaves the others their places, and has its own size where it is laid", () => {
  const [lane, fields] = [piece("l", { kind: "lane" }), { w: 480, h: 560 }];
  const standing = piece("a", { kind: "image", lane: "l", fields });
  const { boxes } = layout(board(lane, standing, piece("b", { lane: "l" })));
  assert.deepEqual(boxes.get("a"), { x: 0, y: 0, w: 120, h: 140 });
  assert.equal(meets(/** @type {any} */ (boxes.get("a")), /** @type {any} */ (boxes.get("b"))), false);
  standing.fields = { x: 5, y: 5, ...fields };
  assert.deepEqual(layout(board(lane, standing)).boxes.get("a"), { x: 5, y: 5, ...fields });
});

test("a stroke takes as much room as its points and its pen", () => {
  const { boxes } = layout(board(piece("s", { kind: "stroke", fields: { x: 10, y: 20, points: [0, 0, 30, 40], width: 6 } })));
  assert.deepEqual(boxes.get("s"), { x: 4, y: 14, w: 42, h: 52 });
});

test("one reads row by row, from the side where the language begins", () => {
  const boxes = new Map(Object.entries({ d: [0, 200], b: [300, 10], a: [0, 20], c: [600, 0] }).map(([name, [x, y]]) => [name, { x, y, w: 9, h: 9 }]));
  assert.deepEqual(inReadingOrder(boxes, boxes.keys()), ["a", "b", "c", "d"]);
  assert.deepEqual(inReadingOrder(boxes, boxes.keys(), true), ["c", "b", "a", "d"]);
});

test("an arrow key goes to the nearest piece in its direction", () => {
  const boxes = new Map(Object.entries({ here: [0, 0], right: [300, 30], far: [900, 0], below: [20, 200], left: [-300, 0] }).map(([name, [x, y]]) => [name, { x, y, w: 90, h: 90 }]));
  assert.equal(neighbour(boxes, "here", 1, 0), "right");
  assert.equal(neighbour(boxes, "here", 0, 1), "below");
  assert.equal(neighbour(boxes, "here", -1, 0), "left");
  assert.equal(neighbour(boxes, "here", 0, -1), null);
});
