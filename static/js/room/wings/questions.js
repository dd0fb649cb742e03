/** Questions on a room page: entries go to the panel and to what is taken up, what people do to the session. */

import "../../elements/question-form.js";
import "../../elements/question-panel.js";
import { phrase } from "../../elements/phrases.js";
import { questionFrom, showAnswer, showAsker, showQuestion, waitingQuestion, wordsOf } from "../../elements/question.js";
import { note } from "../../elements/toasts.js";
import { askCommands } from "./question-commands.js";
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
    if (detail.stream === stream) TAKES[detail.item.kind]?.(wing, detail.item, detail);
    if (detail.stream === stream && detail.item.kind === "questions.arranged") showTab();
  });
  session.addEventListener("command", (/** @type {any} */ { detail }) => {
    if (detail.args.stream !== stream) return;
    wing.votes.follow(detail);
    if (detail.name === "questions.ask") follow(wing, detail);
  });
  askCommands(page, panel);
  addEventListener("hashchange", () => arrive(part, panel));
  showTab();
  panel.changed();
  arrive(part, panel);
}

/** What each entry changes. @type {Record<string, (wing: any, item: any, told: any) => void>} */
const TAKES = {
  "questions.arranged": arranged,
  "questions.asked": asked,
  "questions.approved": (wing, item, { people }) => {
    const shown = upsert(wing, item.data.question, item.data.person, people[item.data.person], item.data);
    if (item.data.person === wing.person) note(phrase("question-approved"));
    else if (shown) wing.news.asked(wordsOf(shown));
  },
  "questions.corrected": (wing, { data }) => change(wing, data.question, data),
  "questions.withdrawn": (wing, { data }) => remove(wing, data.question),
  "questions.votes_counted": (wing, { data }) => wing.votes.counted(data.questions),
  "questions.answered": answered,
  "questions.answered_aloud": answered,
  "questions.reopened": (wing, item, { people }) => {
    const question = upsert(wing, item.data.question, item.data.person, people[item.data.person], item.data);
    if (question) delete question.dataset.answer;
    if (question) wing.panel.changed();
  },
  "questions.dismissed": (wing, { data }) => {
    const question = wing.panel.item(data.question);
    const isOwn = question && "own" in question.dataset;
    if (isOwn || "leads" in wing.panel.dataset) change(wing, data.question, data);
    else remove(wing, data.question);
  },
  "questions.dismissal_explained": (wing, { data }) => {
    const question = change(wing, data.question, data);
    if (question && "own" in question.dataset) note(phrase("question-aside", { reason: data.reason ?? "" }));
  },
  "questions.taken_up": (wing, { data }) => wing.now.show(data.question, data),
  "questions.put_down": (wing, { data }) => wing.now.hide(data.question),
  "log.entry_redacted": (wing, { data }) => {
    const answer = wing.panel.querySelector(`.question[data-answer="${data.seq}"] .question__answer-text`);
    answer?.replaceChildren();
    if (wing.panel.item(data.seq)) remove(wing, data.seq);
  },
};

function arranged(/** @type {any} */ { panel, news }, /** @type {any} */ { data }) {
  const was = panel.dataset.state;
  panel.dataset.state = data.is_open ? "open" : "closed";
  const form = panel.querySelector("[data-arrange]");
  if (form) {
    form.elements.is_open.checked = data.is_open;
    form.elements.reviewed.checked = data.reviewed;
    if (!form.contains(document.activeElement)) form.closest("details").open = false;
  }
  if (was !== panel.dataset.state) news.tell(phrase(data.is_open ? "desk-open" : "desk-closed"));
}

function asked(/** @type {any} */ wing, /** @type {any} */ { seq, by, data }, /** @type {any} */ { card }) {
  wing.panel.querySelector(`.question[data-key="${CSS.escape(data.key ?? "")}"]:not([data-seq])`)?.remove();
  const question = upsert(wing, seq, by, card, data);
  if (question && by === wing.person && data.state === "waiting") wing.news.tell(phrase("question-waits"));
  if (!question || by === wing.person) return;
  const isForMe = (data.mentions ?? []).some((/** @type {any} */ mark) => mark.person === wing.person);
  if (isForMe) note(phrase("question-for-you", { text: wordsOf(question) }));
  wing.news.asked(wordsOf(question));
}

/** The question as it stands now, made if it was not there; null if it is not shown any more. */
function upsert(/** @type {any} */ wing, /** @type {number} */ seq, /** @type {number} */ by, /** @type {any} */ card, /** @type {any} */ data) {
  if (data.text === undefined) return null;
  const { panel, person } = wing;
  const old = panel.item(seq);
  const question = old ?? questionFrom(seq, panel.dataset.url);
  question.dataset.author = String(by);
  question.toggleAttribute("data-own", by === person || wing.page.root.dataset.was?.split(" ").includes(String(by)));
  question.toggleAttribute("data-for-crew", Boolean(data.for_crew) || "forCrew" in question.dataset);
  const isForMe = (data.mentions ?? []).some((/** @type {any} */ mark) => mark.person === person);
  question.toggleAttribute("data-may-answer", "leads" in panel.dataset || isForMe);
  showAsker(question, card, data.asked);
  showQuestion(question, data);
  question.dataset.state = data.state;
  wing.votes.show(question);
  panel.place(question);
  return question;
}

function change(/** @type {any} */ { panel }, /** @type {number} */ seq, /** @type {any} */ data) {
  const question = panel.item(seq);
  if (!question) return null;
  showQuestion(question, data);
  if (data.state) question.dataset.state = data.state;
  panel.place(question);
  return question;
}

function remove(/** @type {any} */ { panel, now }, /** @type {number} */ seq) {
  const question = panel.item(seq);
  now.hide(seq);
  if (question) panel.remove(question);
}

function answered(/** @type {any} */ wing, /** @type {any} */ item, /** @type {any} */ { card }) {
  const isLost = item.kind === "questions.answered" && item.data.text === undefined;
  const question = wing.panel.item(item.data.question);
  if (!question || isLost || item.data.state !== "answered") return;
  const words = item.kind === "questions.answered" ? item.data : {};
  showAnswer(question, { seq: item.seq, data: words }, card);
  question.dataset.state = "answered";
  for (const details of question.querySelectorAll("details")) details.open = false;
  wing.panel.place(question);
  if ("own" in question.dataset && item.by !== wing.person) note(phrase("question-answered"));
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

/** @returns whether the address names a question */
function arrive(/** @type {any} */ part, /** @type {any} */ panel) {
  const [, seq] = location.hash.match(/^#question-(\d+)$/) ?? [];
  if (location.hash !== "#side-questions" && !seq) return;
  part("side-tabs").show("questions");
  if (seq) panel.visit(Number(seq));
}
