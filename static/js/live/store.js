/** Where the outbox outlives a reload: IndexedDB, apart for each person and dialogue; else memory. */

const DATABASE = "polylogue.outbox";
const TABLE = "commands";
const PATIENCE_MS = 3000;

/** @typedef {import("./command.js").Command} Command */

/**
 * @param {string} owner
 * @param {string[]} [before] who the owner was before, as the server says: what they left is taken over
 * @returns {import("./outbox.js").Storage}
 */
export function openStore(owner, before = []) {
  const opened = openDatabase().then(
    (database) => new DatabaseStore(database, owner, before),
    () => new MemoryStore(),
  );
  return {
    load: async () => (await opened).load(),
    put: async (command) => (await opened).put(command),
    remove: async (key) => (await opened).remove(key),
  };
}

export class MemoryStore {
  /** @type {Map<string, Command>} */ #commands = new Map();

  async load() {
    return [...this.#commands.values()].map((command) => ({ ...command }));
  }

  async put(/** @type {Command} */ command) {
    this.#commands.set(command.key, command);
  }

  async remove(/** @type {string} */ key) {
    this.#commands.delete(key);
  }
}

class DatabaseStore {
  /** @param {IDBDatabase} database @param {string} owner @param {string[]} before */
  constructor(database, owner, before) {
    Object.assign(this, { database, owner, before });
  }

  async load() {
    await this.#inherit();
    return settled(this.#table("readonly").index("owner").getAll(this.owner));
  }

  put(/** @type {Command} */ command) {
    return settled(this.#table("readwrite").put({ ...command, owner: this.owner }));
  }

  remove(/** @type {string} */ key) {
    return settled(this.#table("readwrite").delete(key));
  }

  /** It may have been done under the earlier name: the person decides whether it is said again. */
  async #inherit() {
    const table = this.#table("readwrite");
    for (const owner of this.before.splice(0)) {
      const left = await settled(table.index("owner").getAll(owner));
      for (const command of left) table.put({ ...command, owner: this.owner, state: "failed", code: "stale" });
    }
  }

  #table(/** @type {IDBTransactionMode} */ mode) {
    return this.database.transaction(TABLE, mode).objectStore(TABLE);
  }
}

/** @returns {Promise<IDBDatabase>} rejected where there is none, as in some private windows */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    setTimeout(() => reject(new Error("the database does not open")), PATIENCE_MS);
    request.onupgradeneeded = () => {
      const table = request.result.createObjectStore(TABLE, { keyPath: "key" });
      table.createIndex("owner", "owner");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
