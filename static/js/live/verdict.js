/** What the end of a socket means: come back, stay away, or load the page again. */

export const RELOAD = 4010;
const ORDERLY = new Set([1000, 1001]);

/**
 * The server says why in a `bye` frame, since the reason of a close is lost on the way; codes from
 * 4000 to 4099 are final. `abnormal` ends are the ones a command in flight may be to blame for.
 *
 * @param {{code: number, bye?: {code: number, text: string, retry: boolean, after_ms: number} | null, own?: boolean}} end
 */
export function verdict({ code: closed, bye = null, own = false }) {
  const code = bye?.code ?? closed;
  const isFinal = (code >= 4000 && code < 4100) || bye?.retry === false;
  return {
    code,
    text: bye?.text ?? "",
    isFinal,
    reload: code === RELOAD,
    afterMs: bye?.after_ms ?? 0,
    abnormal: !own && !bye && code < 4000 && !ORDERLY.has(code),
  };
}
