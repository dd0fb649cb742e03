/** Files on a room page: shown with messages, chosen, pasted or dropped into the composer, sent with it. */

import "../../elements/file-tray.js";
import { declareLook } from "../../elements/looks.js";
import { clone, tell } from "../../elements/templates.js";

const COMMAND = "attachments.post";
const COMPOSER = "chat-composer[data-main]";

export function attachments(/** @type {any} */ page) {
  declareLook("attachments", fill);
  const limits = /** @type {HTMLElement | null} */ (page.root.querySelector("file-limits"));
  if (!limits) return;
  const rules = { ...limits.dataset, bytes: Number(limits.dataset.bytes), files: Number(limits.dataset.files), csrf: page.root.dataset.csrf };
  const place = page.root.querySelector('[data-part="composer"]');
  furnish(place, rules);
  new MutationObserver(() => furnish(place, rules)).observe(place, { childList: true });
  receive(page.root, place);
  send(page, place);
}

/** Gives the composer its button and its tray; also the one that came when the room was opened again. */
function furnish(/** @type {HTMLElement} */ place, /** @type {any} */ rules) {
  const form = place.querySelector(`${COMPOSER} form`);
  if (!form || form.querySelector("file-tray")) return;
  const tray = clone("tray-template");
  tray.rules = rules;
  form.prepend(tray);
  form.querySelector(".composer__box > .button")?.before(clone("attach-template"));
  form.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest('[data-does="attach"]')) choose(tray, rules);
  });
}

function choose(/** @type {any} */ tray, /** @type {any} */ rules) {
  const picker = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept: rules.accepted });
  picker.addEventListener("change", () => tray.add(picker.files));
  picker.click();
}

/** Pasted into the message, or dropped anywhere on the conversation. */
function receive(/** @type {HTMLElement} */ root, /** @type {HTMLElement} */ place) {
  const stage = /** @type {HTMLElement} */ (root.querySelector(".room__main"));
  const carriesFiles = (/** @type {DragEvent} */ event) => Boolean(event.dataTransfer?.types.includes("Files") && trayOf(place));
  place.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    if (!files.length || event.clipboardData?.types.includes("text/plain")) return;
    event.preventDefault();
    trayOf(place)?.add(files);
  });
  stage.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    stage.dataset.dropping = "";
  });
  for (const name of ["dragleave", "dragend", "drop"]) {
    stage.addEventListener(name, (/** @type {any} */ event) => {
      if (name !== "dragleave" || !stage.contains(event.relatedTarget)) delete stage.dataset.dropping;
    });
  }
  stage.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    trayOf(place).add(event.dataTransfer?.files);
  });
}

/** A message with files goes as another command; what it waits for is told, what failed comes back. */
function send(/** @type {any} */ { root, session, part, ask }, /** @type {HTMLElement} */ place) {
  /** @type {Map<string, {text: string, taken: any[]}>} */
  const sent = new Map();

  root.addEventListener("submit", (/** @type {any} */ event) => {
    const tray = trayOf(place);
    if (!tray || tray.isEmpty || !place.contains(event.target) || isCorrecting(place)) return;
    const isSilent = place.querySelector("textarea")?.value.trim() === "";
    if (tray.isReady && !isSilent) return;
    event.preventDefault();
    event.stopPropagation();
    if (tray.isReady) tell(tray, "compose", { text: "" });
    else tray.warn();
  }, true);

  root.addEventListener("compose", (/** @type {any} */ event) => {
    const tray = trayOf(place);
    if (!tray || tray.isEmpty || !place.contains(event.target)) return;
    event.stopPropagation();
    const taken = tray.take();
    const files = taken.map((/** @type {any} */ { kept, alt }) => ({ id: kept.id, alt }));
    sent.set(ask(COMMAND, { ...event.detail, files }), { text: event.detail.text, taken });
  }, true);

  session.addEventListener("command", (/** @type {any} */ { detail }) => {
    if (detail.name !== COMMAND || detail.args.stream !== Number(root.dataset.stream)) return;
    const { text, taken } = sent.get(detail.key) ?? { text: detail.args.text, taken: [] };
    const words = text.trim() || taken.map(({ kept }) => kept.name).join(", ") || "…";
    if (detail.state !== "failed") part("room-log").follow({ ...detail, args: { ...detail.args, text: words } }, JSON.parse(root.dataset.card), session.now());
    else giveBack(place, text, taken);
    if (["sent", "failed", "discarded"].includes(detail.state)) sent.delete(detail.key);
  });
}

function giveBack(/** @type {HTMLElement} */ place, /** @type {string} */ text, /** @type {any[]} */ taken) {
  const input = place.querySelector("textarea");
  trayOf(place)?.giveBack(taken);
  if (!input || input.value.trim()) return;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @returns {any} */
function trayOf(/** @type {HTMLElement} */ place) {
  return place.querySelector("file-tray");
}

function isCorrecting(/** @type {HTMLElement} */ place) {
  return /** @type {HTMLElement | null} */ (place.querySelector(".composer__editing"))?.hidden === false;
}

function fill(/** @type {HTMLElement} */ look, /** @type {any[]} */ files) {
  const list = /** @type {HTMLElement} */ (look.querySelector(".files"));
  for (const file of files) list.append(shown(look, file));
  for (const template of look.querySelectorAll("template")) template.remove();
}

function shown(/** @type {HTMLElement} */ look, /** @type {any} */ file) {
  const template = /** @type {HTMLTemplateElement} */ (look.querySelector(`template[data-kind="${file.kind}"]`));
  const item = /** @type {any} */ (document.importNode(template.content, true));
  item.querySelector("a").setAttribute("href", `files/${file.id}`);
  if (file.kind === "image") {
    const { width, height } = file;
    Object.assign(item.querySelector("img"), { src: `files/${file.id}/small`, alt: file.alt || file.name, width, height });
  } else {
    item.querySelector(".files__name").textContent = file.name;
    item.querySelector(".files__size").textContent = bytesInWords(file.size);
  }
  return item;
}

function bytesInWords(/** @type {number} */ bytes) {
  const isLarge = bytes >= 1024 * 1024;
  const words = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: isLarge ? "megabyte" : "kilobyte", maximumFractionDigits: 1 });
  return words.format(Math.max(0.1, bytes / (isLarge ? 1024 * 1024 : 1024)));
}
