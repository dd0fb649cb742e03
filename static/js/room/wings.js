/**
 * What the wings do on a room page. Each exports one function, called once with the page:
 * `root`, `session`, `part(selector)`, `ask(command, args)` and `on(event, act)`.
 */

import { attachments } from "./wings/attachments.js";
import { moderation } from "./wings/moderation.js";
import { polls } from "./wings/polls.js";
import { practices } from "./wings/practices.js";
import { questions } from "./wings/questions.js";
import { reactions } from "./wings/reactions.js";
import { rounds } from "./wings/rounds.js";
import { scripts } from "./wings/scripts.js";

/** @type {((page: any) => void)[]} */
export const WINGS = [attachments, moderation, polls, practices, questions, reactions, rounds, scripts];
