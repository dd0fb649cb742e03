/** Which entry changes what among the questions of a room page. */

import { phrase } from "../../elements/phrases.js";
import { questionFrom, showAnswer, showAsker, showQuestion, wordsOf } from "../../elements/question.js";
import { toast } from "../../elements/toasts.js";

export function takeEntry(/** @type {any} */ wing, /** @type {any} */ told) {
  TAKES[told.item.kind]?.(wing, told.item, told);
}

/** @type {Record<string, (wing: any, item: any, told: any) => void>} */
const TAKES = {
  "questions.arranged": arranged,
  "questions.asked": asked,
  "questions.approved": (wing, item, { people }) => {
    const shown = upsert(wing, item.data.question, item.data.person, people[item.data.person], item.data);
    if (item.data.person === wing.person) toast(phrase("question-approved"), "success");
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
    if (question && "own" in question.dataset) toast(phrase("question-aside", { reason: data.reason ?? "" }), "success");
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
  if (isForMe) toast(phrase("question-for-you", { text: wordsOf(question) }), "success");
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
  if ("own" in question.dataset && item.by !== wing.person) toast(phrase("question-answered"), "success");
}
