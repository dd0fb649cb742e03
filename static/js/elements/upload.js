/**
 * Sends one file, and again while the line is bad: under the same key, so that it is kept once.
 *
 * @typedef {{id: string, kind: string, name: string, size: number, width?: number, height?: number}} Kept
 */

import { jitter } from "../live/backoff.js";

const TRIES = 5;
const SILENCE_MS = 30_000;

/** A final no of the server, in its words. */
export class Refused extends Error {}

/** Was given up by the person. */
export class Stopped extends Error {}

export class Upload {
  /** @type {XMLHttpRequest | null} */ #request = null;
  #isStopped = false;
  /** Called with the share that is sent. */
  progressed = (/** @type {number} */ _share) => {};
  /** Called when the line broke and another try follows. */
  stalled = () => {};

  constructor(/** @type {{url: string, csrf: string, key: string, file: File}} */ { url, csrf, key, file }) {
    this.url = url;
    this.csrf = csrf;
    this.key = key;
    this.file = file;
  }

  /** @returns {Promise<Kept>} rejects with Refused, Stopped, or an Error when the line stays broken */
  async send() {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once();
      } catch (problem) {
        if (problem instanceof Refused || problem instanceof Stopped || attempt === TRIES) throw problem;
        this.stalled();
        await pause(Math.max(/** @type {any} */ (problem).retryMs ?? 0, jitter(attempt, Math.random)));
        if (this.#isStopped) throw new Stopped();
      }
    }
  }

  stop() {
    this.#isStopped = true;
    this.#request?.abort();
  }

  /** @returns {Promise<Kept>} */
  #once() {
    const request = new XMLHttpRequest();
    this.#request = request;
    return new Promise((resolve, reject) => {
      let timer = 0;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => request.abort(), SILENCE_MS);
      };
      request.open("POST", this.url);
      request.setRequestHeader("X-CSRFToken", this.csrf);
      request.upload.onprogress = ({ loaded, total }) => {
        alive();
        this.progressed(total ? loaded / total : 0);
      };
      request.onloadend = () => {
        clearTimeout(timer);
        if (this.#isStopped) reject(new Stopped());
        else settle(request, resolve, reject);
      };
      alive();
      request.send(this.#form());
    });
  }

  #form() {
    const form = new FormData();
    form.append("key", this.key);
    form.append("file", this.file, this.file.name);
    return form;
  }
}

/** What cannot be read as an answer of ours came from the line, or from a proxy that gave up. */
function settle(/** @type {XMLHttpRequest} */ request, /** @type {(kept: Kept) => void} */ resolve, /** @type {(problem: Error) => void} */ reject) {
  const said = parsed(request.responseText);
  if (request.status === 201 && said) resolve(said);
  else if (said?.text && said.code !== "slow-down" && request.status < 500) reject(new Refused(said.text));
  else reject(Object.assign(new Error(String(request.status)), { retryMs: said?.retry_ms }));
}

function parsed(/** @type {string} */ text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pause(/** @type {number} */ ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
