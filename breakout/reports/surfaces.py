"""What comes out of reports of group work."""

from __future__ import annotations

from polylogue.kit.surfaces import Kind, Layer, declare

declare(
    Kind.PAGE,
    Layer.INSIDE,
    "reports:show",
    "reports:met",
    "reports:attendance",
    "reports:meetings",
)
declare(Kind.PAGE, Layer.OWN, "reports:choose", "reports:introduce")
declare(Kind.MAIL, Layer.INSIDE, "reports/email/met", "breakout.reports.mailing")
