/** The reader's choice of light or dark, kept in a cookie so that the server renders it without a flash. */

const YEAR_SECONDS = 31_536_000;

/** @returns {"light" | "dark"} */
export function otherTheme(/** @type {string | undefined} */ chosen, /** @type {boolean} */ systemIsDark) {
  const isDark = chosen ? chosen === "dark" : systemIsDark;
  return isDark ? "light" : "dark";
}

/** @param {"light" | "dark"} theme */
function remember(theme) {
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

class ThemeToggle extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent() {
    const systemIsDark = matchMedia("(prefers-color-scheme: dark)").matches;
    remember(otherTheme(document.documentElement.dataset.theme, systemIsDark));
  }
}

globalThis.customElements?.define("theme-toggle", ThemeToggle);
