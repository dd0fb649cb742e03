/**
 * What the wings do on a room page. Each exports one function, called once with the page:
 * `root`, `session`, `part(selector)`, `ask(command, args)` and `on(event, act)`.
 */

import { attachments } from "./wings/attachments.js";
import { harvest } from "./wings/harvest.js";
import { groups } from "./wings/groups.js";
import { cases } from "./wings/cases.js";
import { choosing } from "./wings/choosing.js";
import { moderation } from "./wings/moderation.js";
import { polls } from "./wings/polls.js";
import { practices } from "./wings/practices.js";
import { promoting } from "./wings/promoting.js";
import { questions } from "./wings/questions.js";
import { reactions } from "./wings/reactions.js";
import { rounds } from "./wings/rounds.js";
import { scripts } from "./wings/scripts.js";
import { texts } from "./wings/texts.js";

/** @type {((page: any) => void)[]} */
export const WINGS = [attachments, cases, choosing, groups, harvest, moderation, polls, practices, promoting, questions, reactions, rounds, scripts, texts];
