/** The page door of the live side: the same frames over plain requests. */

const PATIENCE_MS = 20_000;
const SIGNED_OUT = 4001;
const RELOAD = 4010;
const NOT_ALLOWED = 4003;

/** The server answered, but not with what was asked for. */
export class HttpProblem extends Error {
  /** @param {number} status @param {number | null} closeCode why the line is closed for good, if it is */
  constructor(status, closeCode) {
    super(`HTTP ${status}`);
    this.status = status;
    this.closeCode = closeCode;
  }
}

export class Http {
  /** @param {{origin: string, slug: string, csrf: string, fetch: typeof globalThis.fetch}} options */
  constructor({ origin, slug, csrf, fetch }) {
    this.base = `${origin}/live/${slug}`;
    this.csrf = csrf;
    this.fetch = /** @type {typeof globalThis.fetch} */ ((...request) => fetch(...request));
  }

  /** Where the streams stand that the person can follow, and where they belong. @returns {Promise<any>} */
  state() {
    return this.#json("/state");
  }

  /** An `entries` frame. @returns {Promise<import("./frames.js").Entries>} */
  entries(/** @type {number} */ stream, /** @type {number} */ after) {
    return this.#json(`/streams/${stream}?after=${after}`);
  }

  /** One entry with all it holds, or null if it is out of reach by now. */
  async whole(/** @type {number} */ stream, /** @type {number} */ seq) {
    try {
      const { items, people } = await this.entries(stream, seq - 1);
      const item = items.find((one) => one.seq === seq);
      return item ? { item, people } : null;
    } catch (problem) {
      if (problem instanceof HttpProblem && problem.status === 404) return null;
      throw problem;
    }
  }

  /** Posts a `do` frame. @returns {Promise<any>} the `ok` or `error` frame */
  perform(/** @type {object} */ frame) {
    return this.#json("/do", this.#post(JSON.stringify(frame)));
  }

  async read(/** @type {number} */ stream, /** @type {number} */ seq) {
    await this.#ask(`/streams/${stream}/read/${seq}`, this.#post());
  }

  #post(/** @type {string | undefined} */ body = undefined) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.csrf };
    return { method: "POST", headers, body };
  }

  async #json(/** @type {string} */ path, /** @type {RequestInit} */ request = {}) {
    const response = await this.#ask(path, request);
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    if (!isJson) throw new HttpProblem(response.status, closeCode(response));
    return response.json();
  }

  #ask(/** @type {string} */ path, /** @type {RequestInit} */ request) {
    return this.fetch(this.base + path, {
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...request,
    });
  }
}

/** A redirect leads to the sign-in page; a refused form token means that the page is too old. */
function closeCode(/** @type {Response} */ { type, status }) {
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) return SIGNED_OUT;
  if (status === 403) return RELOAD;
  return status === 404 ? NOT_ALLOWED : null;
}
