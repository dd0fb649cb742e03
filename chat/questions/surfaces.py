"""What comes out of questions."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.INSIDE, "questions:question")
declare(Kind.PAGE, Layer.OWN, "questions:ask", "questions:arrange")
declare(Kind.SEARCH, Layer.INSIDE, "question", "answer")
