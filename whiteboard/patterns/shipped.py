"""The templates that come with the site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from whiteboard.patterns.template import Area, Lane, Template
from whiteboard.permissions import Phase
from whiteboard.state import CardField

TITLE = CardField("title", 200)
ACTION = (
    TITLE,
    CardField("challenge", 2000),
    CardField("goal", 1000),
    CardField("steps", 2000),
    CardField("who", 500),
    CardField("when", 200),
    CardField("expertise", 1000),
    CardField("partners", 1000),
    CardField("resources", 1000),
    CardField("risks", 1000),
    CardField("funding", 1000),
)
SHORT = (TITLE, CardField("details", 2000))

ACTION_PLAN = Template(
    name="action_plan",
    title=_("Action plan"),
    says=_(
        "Project ideas by stage: from the idea to what is under way, each with its first steps."
    ),
    card=ACTION,
    lanes=(
        Lane(_("Ideas"), "yellow"),
        Lane(_("Chosen"), "orange"),
        Lane(_("First 30 days"), "green"),
        Lane(_("First 90 days"), "blue"),
        Lane(_("First 180 days"), "violet"),
    ),
)
PROBLEM_TREE = Template(
    name="problem_tree",
    title=_("Problem tree"),
    says=_("What a problem leads to, the problem itself, and what causes it."),
    card=SHORT,
    lanes=(
        Lane(_("Effects"), "blue"),
        Lane(_("Core problem"), "red"),
        Lane(_("Causes"), "orange"),
        Lane(_("Ways to change the causes"), "green"),
    ),
    areas=(
        Area(_("Effects"), 0, 0, 1200, 320, "blue"),
        Area(_("Core problem"), 400, 360, 400, 240, "red"),
        Area(_("Causes"), 0, 640, 1200, 320, "orange"),
    ),
    phase=Phase.CLUSTER,
)
STAKEHOLDERS = Template(
    name="stakeholder_map",
    title=_("Stakeholder map"),
    says=_("Who has a say and who is affected: by influence and interest."),
    card=(
        TITLE,
        CardField("interest", 1000),
        CardField("influence", 1000),
        CardField("next", 1000),
    ),
    lanes=(
        Lane(_("Work closely together"), "green"),
        Lane(_("Keep satisfied"), "orange"),
        Lane(_("Keep informed"), "blue"),
        Lane(_("Keep in view"), "plain"),
    ),
    areas=(
        Area(_("Much influence, little interest"), 0, 0, 600, 400, "orange"),
        Area(_("Much influence, much interest"), 620, 0, 600, 400, "green"),
        Area(_("Little influence, little interest"), 0, 420, 600, 400, "plain"),
        Area(_("Little influence, much interest"), 620, 420, 600, 400, "blue"),
    ),
    phase=Phase.CLUSTER,
)
WORLD_CAFE = Template(
    name="world_cafe",
    title=_("World Café harvest"),
    says=_("What the tables found out, round by round, and what it has in common."),
    card=SHORT,
    lanes=(
        Lane(_("First round"), "yellow"),
        Lane(_("Second round"), "orange"),
        Lane(_("Third round"), "pink"),
        Lane(_("What runs through all of it"), "green"),
    ),
    phase=Phase.COLLECT,
)
RETROSPECTIVE = Template(
    name="retrospective",
    title=_("Retrospective"),
    says=_("What went well, what did not, and what to do differently."),
    card=SHORT,
    lanes=(
        Lane(_("What went well"), "green"),
        Lane(_("What did not go well"), "red"),
        Lane(_("What we still wonder"), "blue"),
        Lane(_("What we do next"), "violet"),
    ),
    phase=Phase.COLLECT,
)

SHIPPED = {
    template.name: template
    for template in (ACTION_PLAN, PROBLEM_TREE, STAKEHOLDERS, WORLD_CAFE, RETROSPECTIVE)
}
