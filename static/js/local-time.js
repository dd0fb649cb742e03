/** Shows a moment in the reader's own zone and the page's language. */

// Everywhere by 24 hours, as in what the server writes and in programmes.
/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const FORMATS = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  "time-zone": { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" },
  day: { weekday: "long", day: "numeric", month: "long" },
  date: { day: "numeric", month: "long", year: "numeric" },
  datetime: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  full: { dateStyle: "full", timeStyle: "long", hourCycle: "h23" },
};

/**
 * @param {Date} moment
 * @param {string} format one of the names above
 * @param {string} [language] BCP 47; the browser's when empty
 * @param {string} [timeZone] IANA name; the reader's when missing
 * @returns {string}
 */
export function localText(moment, format, language, timeZone) {
  return new Intl.DateTimeFormat(language || undefined, { ...FORMATS[format], timeZone }).format(moment);
}

/** The reader's variety of the page's language: en becomes en-GB for whoever asks for it. */
function regional(/** @type {string} */ language) {
  const base = language.split("-")[0];
  return navigator.languages.find((wanted) => wanted.split("-")[0] === base) ?? language;
}

class LocalTime extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ["datetime", "format"];

  connectedCallback() {
    this.#render();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#render();
  }

  #render() {
    const time = this.querySelector("time") ?? this.appendChild(document.createElement("time"));
    const written = this.getAttribute("datetime") ?? time.dateTime;
    const moment = new Date(written);
    if (Number.isNaN(moment.getTime())) return;

    const language = regional(document.documentElement.lang);
    time.dateTime = written;
    time.textContent = localText(moment, this.getAttribute("format") ?? "time", language);
    time.title = localText(moment, "full", language);
  }
}

globalThis.customElements?.define("local-time", LocalTime);
