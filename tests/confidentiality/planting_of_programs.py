"""A program for everybody, staff or not, and a webhook in each dialogue that is told of everything."""

from __future__ import annotations

from polylogue.api.models import Delivery, Token, Webhook
from polylogue.api.webhooks import actions
from polylogue.api.webhooks.kinds import told_kinds
from tests.confidentiality.world import World, as_staff, plants
from tests.support import programs

IN_DISGUISE = "disguised"  # that is in a browser, of which programs know nothing


@plants
def tokens(world: World) -> None:
    """They open what their owner may read now, whatever was right when they were made."""
    for position, person in world.people.items():
        if person and position != IN_DISGUISE:
            world.tokens[position] = programs.token_of(person)
    for name, staff in (("here", "staff"), ("elsewhere", "neighbours' staff")):
        of = Token.objects.filter(person=world.people[staff])
        of.update(label=world.word("tokenlabel", name), dialogue=world.dialogues[name])
        token = of.get().pk
        for circle in world.circles.values():
            if circle.home == name:
                circle.args["api_token"] = token


@plants
def webhooks(world: World) -> None:
    for name, dialogue in world.dialogues.items():
        about = {
            "label": world.word("webhooklabel", name),
            "url": f"https://city.example/{world.word('webhookpath', name)}",
            "kinds": told_kinds(),
        }
        pk = as_staff(dialogue, lambda by, about=about: actions.add_webhook(by, **about))
        Webhook.objects.filter(pk=pk).update(nonce=world.word("secret", name))
        delivery = Delivery.objects.get(webhook=pk).pk
        for circle in world.circles.values():
            if circle.home == name:
                circle.args |= {"webhook": pk, "delivery": delivery}
