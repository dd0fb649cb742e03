"""The rows of the policy table for questions."""

from __future__ import annotations

from polylogue.dialogues.policy import CREW, SPEAKERS, declare

ARRANGE = declare("questions.arrange", "Open and close a room for questions", CREW)
ASK = declare("questions.ask", "Ask a question; correct and withdraw one's own", SPEAKERS)
VOTE = declare("questions.vote", "Vote for questions one wants to hear answered", SPEAKERS)
ANSWER_OWN = declare(
    "questions.answer_own", "Answer a question that speaks to oneself by @name", SPEAKERS
)
ANSWER = declare("questions.answer", "Answer any question, or reopen it", CREW)
SEE_HIDDEN = declare(
    "questions.see_hidden", "See questions for the hosts, and those that wait", CREW, changes=False
)
REVIEW = declare("questions.review", "Let waiting questions appear; set questions aside", CREW)
TAKE_UP = declare("questions.take_up", "Say which question is taken up now", CREW)
