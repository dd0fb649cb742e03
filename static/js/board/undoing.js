/** Takes back, and does again, what this person did on this page: their own steps only. Tells `change`. */

const UNDONE = new Set(["create_piece", "connect_pieces", "set_fields", "edit_text", "move_pieces", "place_pieces", "group_pieces", "delete_pieces", "restore_pieces", "lock_pieces", "unlock_pieces"]);
const MOST_STEPS = 100;
const MOST_TOGETHER = 12;
const TOGETHER_MS = 5000;

/** @typedef {{keys: string[], text: string, at: number}} Step */

export class Undoing extends EventTarget {
  /** @type {Step[]} */ #back = [];
  /** @type {Step[]} */ #again = [];
  /** The entries of each command. @type {Map<string, number[]>} */ #entries = new Map();
  /** To be taken back as soon as it is known by which entry they were done. @type {Set<string>} */ #wanted = new Set();
  /** @type {Map<string, [string, any]>} */ #said = new Map();
  #isUndoing = false;

  constructor(/** @type {import("./board.js").Board} */ board) {
    super();
    this.board = board;
    const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ act) =>
      board.addEventListener(name, (/** @type {any} */ { detail }) => act(detail));
    on("did", (detail) => this.#isUndoing || this.#did(detail));
    on("heard", ({ item }) => item.by === board.me.person && item.data.key && this.#heard(item));
  }

  get canBack() {
    return this.#back.length > 0;
  }

  get canAgain() {
    return this.#again.length > 0;
  }

  back() {
    this.#go(this.#back, this.#again);
  }

  again() {
    this.#go(this.#again, this.#back);
  }

  #did(/** @type {any} */ { key, operation, said }) {
    if (!UNDONE.has(operation) || this.#said.has(key)) return;
    this.#said.set(key, [operation, said]);
    const text = operation === "edit_text" ? `${said.piece} ${said.field}` : "";
    const last = this.#back.at(-1);
    const now = performance.now();
    const goesOn = text && last?.text === text && last.keys.length < MOST_TOGETHER && now - last.at < TOGETHER_MS;
    if (last && goesOn) Object.assign(last, { keys: [...last.keys, key], at: now });
    else this.#back.push({ keys: [key], text, at: now });
    if (this.#back.length > MOST_STEPS) this.#back.shift();
    this.#again = [];
    this.#changed();
  }

  #go(/** @type {Step[]} */ from, /** @type {Step[]} */ to) {
    const step = from.pop();
    if (!step) return;
    this.#isUndoing = true;
    const keys = step.keys.toReversed().flatMap((key) => this.#takeBack(key));
    this.#isUndoing = false;
    if (keys.length) to.push({ keys, text: "", at: 0 });
    this.#changed();
  }

  /** What has not left this browser is called back; else the server takes back what it did. @returns {string[]} what would do it again */
  #takeBack(/** @type {string} */ key) {
    const entries = this.#entries.get(key);
    if (entries) return entries.toReversed().map((entry) => this.board.do("undo", { entry }));
    if (this.board.isHere(key)) this.board.discard(key);
    else this.#wanted.add(key);
    return [];
  }

  #heard(/** @type {any} */ { seq, data: { key } }) {
    this.#entries.set(key, [...(this.#entries.get(key) ?? []), seq]);
    if (this.#wanted.delete(key)) this.board.do("undo", { entry: seq });
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
