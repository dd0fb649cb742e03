/** The forms of questions, sent as commands; without a script they are posted. */

/** What a button's value asks for, and from which fields. @type {Record<string, [string, (form: any) => object]>} */
const ACTS = {
  vote: ["questions.vote", () => ({ on: true })],
  unvote: ["questions.vote", () => ({ on: false })],
  correct: ["questions.correct", (form) => ({ text: form.elements.text.value })],
  withdraw: ["questions.withdraw", () => ({})],
  answer: ["questions.answer", (form) => ({ text: form.elements.text.value })],
  answer_aloud: ["questions.answer_aloud", () => ({})],
  reopen: ["questions.reopen", () => ({})],
  approve: ["questions.approve", () => ({})],
  dismiss: ["questions.dismiss", (form) => ({ reason: form.elements.reason.value })],
  take_up: ["questions.take_up", () => ({})],
  put_down: ["questions.put_down", () => ({})],
};
/** Some of these are written: if they are refused, the words are given back. */
const WRITTEN = new Set(["questions.correct", "questions.answer", "questions.dismiss"]);

export function askCommands(/** @type {any} */ { root, session, ask, on }, /** @type {any} */ panel) {
  on("question", (question) => ask("questions.ask", question));
  root.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    const form = /** @type {any} */ (event.target);
    if (form.matches("[data-arrange]")) {
      event.preventDefault();
      ask("questions.arrange", { is_open: form.elements.is_open.checked, reviewed: form.elements.reviewed.checked });
      form.closest("details").open = false;
    } else if (form.matches("[data-act]")) {
      event.preventDefault();
      act(form, /** @type {HTMLButtonElement} */ (event.submitter).value, ask);
    }
  });
  session.addEventListener("command", (/** @type {any} */ { detail }) => {
    if (WRITTEN.has(detail.name) && detail.state === "failed") giveBack(panel, detail);
  });
}

function act(/** @type {any} */ form, /** @type {string} */ does, /** @type {(name: string, args: object) => void} */ ask) {
  const [name, fields] = ACTS[does];
  const { seq } = form.closest("[data-seq]").dataset;
  ask(name, { question: Number(seq), ...fields(form) });
  const details = form.closest("details");
  if (details) details.open = false;
  if (details && does !== "correct") form.reset();
  // The button goes with what it does: whoever pressed it stays at the question.
  if (name !== "questions.vote") form.closest(".question")?.focus({ preventScroll: true });
}

function giveBack(/** @type {any} */ panel, /** @type {any} */ { name, args }) {
  const form = panel.item(args.question)?.querySelector(`button[value="${name.split(".")[1]}"]`)?.form;
  const box = form?.querySelector("textarea");
  if (!box || (box.value && box.value !== box.defaultValue)) return;
  box.value = args.text ?? args.reason;
  form.closest("details").open = true;
}
