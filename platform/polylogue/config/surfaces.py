"""What comes out of the site as a whole: the words of its command, and two ways to sign in."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(Kind.PAGE, Layer.OWN, "enter_once", "demo")
declare(
    Kind.COMMAND,
    Layer.OWN,
    "serve",
    "worker",
    "create-staff",
    "doctor",
    "restore",
    "demo",
    "manage",
    "verify-export",
)
declare(Kind.COMMAND, Layer.KEPT, "archive")
declare(Kind.MAIL, Layer.OWN, "polylogue.config.doctoring")
