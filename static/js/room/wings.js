/**
 * What the wings do on a room page. Each exports one function, called once with the page:
 * `root`, `session`, `part(selector)`, `ask(command, args)` and `on(event, act)`.
 */

import { attachments } from "./wings/attachments.js";
import { practices } from "./wings/practices.js";
import { reactions } from "./wings/reactions.js";

/** @type {((page: any) => void)[]} */
export const WINGS = [attachments, practices, reactions];
