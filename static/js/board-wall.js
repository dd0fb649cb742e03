/** The groups' boards on the wall, kept fresh. */

import { keepFresh } from "./board/fresh.js";

const PACE_MS = 1000;
const VOICE_MS = 20_000;

const { cursors = "[]" } = /** @type {HTMLElement} */ (document.getElementById("live")).dataset;
keepFresh(JSON.parse(cursors), VOICE_MS, PACE_MS).session.start();
