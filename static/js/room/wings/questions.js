/** Questions on a room page: entries go to the panel and to what is taken up, what people do to the session. */

import "../../elements/question-form.js";
import "../../elements/question-panel.js";
import { waitingQuestion } from "../../elements/question.js";
import { askCommands } from "./question-commands.js";
import { takeEntry } from "./question-entries.js";
import { QuestionNews } from "./question-news.js";
import { TakenUp } from "./question-now.js";
import { Votes } from "./question-votes.js";

export function questions(/** @type {any} */ page) {
  const { root, session, part, on } = page;
  const panel = part("question-panel");
  if (!panel) return;
  const stream = Number(root.dataset.stream);
  const wing = { page, panel, person: Number(root.dataset.person), now: new TakenUp(page, panel), votes: new Votes(panel), news: new QuestionNews(part) };
  const tab = /** @type {HTMLElement} */ (document.getElementById("tab-questions"));
  const showTab = () => (tab.hidden = panel.dataset.state === "new" && !("leads" in panel.dataset));

  on("questions-open", ({ n }) => part("side-tabs").count("questions", n));
  on("renewed", (fresh) => renew(wing, fresh, showTab));
  session.addEventListener("resync", () => wing.votes.forget());
  session.addEventListener("entry", (/** @type {any} */ { detail }) => {
    if (detail.stream === stream) takeEntry(wing, detail);
    if (detail.stream === stream && detail.item.kind === "questions.arranged") showTab();
  });
  session.addEventListener("command", (/** @type {any} */ { detail }) => {
    if (detail.args.stream !== stream) return;
    wing.votes.follow(detail);
    if (detail.name === "questions.ask") follow(wing, detail);
  });
  askCommands(page, panel);
  addEventListener("hashchange", () => arrive(part, panel), { signal: page.signal });
  root.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest(".question-now__link"));
    if (!link) return;
    event.preventDefault();
    arrive(part, panel, link.hash);
  });
  showTab();
  panel.changed();
  arrive(part, panel);
}

/** A question on its way stands at the end of the list; what was refused goes back into the form. */
function follow(/** @type {any} */ { page, panel }, /** @type {any} */ { key, state, args }) {
  const shown = panel.querySelector(`.question[data-key="${CSS.escape(key)}"]:not([data-seq])`);
  const isOver = ["sent", "failed", "discarded"].includes(state);
  if (isOver) shown?.remove();
  else if (!shown) panel.main.append(waitingQuestion(key, args, JSON.parse(page.root.dataset.card), page.session.now()));
  if (state === "failed") page.part("question-form")?.giveBack(args.text, Boolean(args.for_crew));
  panel.changed();
}

/** The page was asked for anew: what it may show and do, and after a gap every question. */
function renew(/** @type {any} */ wing, /** @type {{fresh: Document, all: boolean}} */ { fresh, all }, /** @type {() => void} */ showTab) {
  const made = /** @type {any} */ (fresh.querySelector("question-panel"));
  const { panel, votes, now } = wing;
  if (!made) return;
  for (const name of ["data-state", "data-speaks", "data-leads", "data-closed"]) {
    if (made.hasAttribute(name)) panel.setAttribute(name, made.getAttribute(name));
    else panel.removeAttribute(name);
  }
  if (all) {
    const seqs = new Set([...made.querySelectorAll(".question")].map(({ dataset }) => dataset.seq));
    for (const item of panel.items) if (item.dataset.seq && !seqs.has(item.dataset.seq)) item.remove();
    for (const item of made.querySelectorAll(".question")) replace(panel, document.importNode(item, true));
    votes.learn();
    now.renew(fresh);
  }
  showTab();
  panel.changed();
}

/** What somebody is typing into stays as it is. */
function replace(/** @type {any} */ panel, /** @type {any} */ item) {
  const old = panel.item(item.dataset.seq);
  const isTyped = [...(old?.querySelectorAll("textarea") ?? [])].some((box) => box.value !== box.defaultValue);
  if (!old) panel.place(item);
  else if (!isTyped) old.replaceWith(item);
  if (!isTyped) panel.place(item);
}

/** Goes to the question that the address or a link names. */
function arrive(/** @type {any} */ part, /** @type {any} */ panel, /** @type {string} */ hash = location.hash) {
  const [, seq] = hash.match(/^#question-(\d+)$/) ?? [];
  if (hash !== "#side-questions" && !seq) return;
  part("side-tabs").show("questions");
  if (seq) panel.visit(Number(seq));
}
