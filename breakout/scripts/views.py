"""The page door of scripts: everything works by plain forms, htmx only spares loading the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from breakout.scripts import actions, choosing, policies, sheet, showing
from breakout.scripts.script import Role, Script, Step
from breakout.scripts.sheet import Sheet
from polylogue.dialogues import viewing
from polylogue.dialogues.models import Dialogue, Participation
from polylogue.dialogues.revisions import ChangedMeanwhile
from polylogue.kit.refusals import Invalid, NotAllowed, NotFound, Refusal
from polylogue.log.intents import Receipt

NEW = Script(name="", roles=(Role("all", "", cast="rest"),), steps=(Step(""),))


@login_required
@require_GET
@never_cache
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    return render(request, "scripts/list.html", list_context(by))


@login_required
@require_GET
@never_cache
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    own = choosing.find_own(by.dialogue, pk)
    shown = _read(own.script) | {"own": own, "seen": _head(by), "sign": str(pk)}
    return render(request, "scripts/show.html", {"by": by, **shown})


@login_required
@require_GET
@never_cache
def show_shipped(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.SEE)
    shown = _read(choosing.find_shipped(name)) | {"sign": name}
    return render(request, "scripts/show.html", {"by": by, **shown})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new script, or with `?of=` a copy of another one."""
    by = viewing.part_in(request, slug)
    by.require(policies.WRITE)
    made = _filled(request, lambda: _copy(by, request.GET.get("of", "")))
    act = lambda by: actions.write_script(by, script=made.script())  # noqa: E731
    if done := _saved(request, made, by, act):
        messages.success(request, _("The script is kept: it can be chosen for a round."))
        return redirect("scripts:show", slug, done.result)
    return _form_page(request, by, made)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.WRITE)
    own = choosing.find_own(by.dialogue, pk)
    made = _filled(request, lambda: sheet.of_script(own.script, seen=_head(by)))

    def act(by: Participation) -> None:
        seen = made.head.cleaned_data["seen"]
        actions.change_script(pk, by, seen=seen, script=made.script())

    if _saved(request, made, by, act):
        messages.success(request, _("Saved. Groups that run it already go on as before."))
        return redirect("scripts:show", slug, pk)
    return _form_page(request, by, made, own=own)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = viewing.part_in(request, slug)
    by.require(policies.WRITE)
    seen = request.POST.get("seen", "")
    if not (seen.isascii() and seen.isdecimal() and len(seen) < 16):
        raise Invalid
    viewing.run(request, by, lambda by: actions.remove_script(pk, by, seen=int(seen)))
    messages.success(request, _("Removed. Groups that run it already go on as before."))
    return redirect("scripts:list", slug)


@login_required
@require_POST
def total(request: HttpRequest, slug: str) -> HttpResponse:
    """How long the script takes that is being typed."""
    by = viewing.part_in(request, slug)
    by.require(policies.WRITE)
    context = {"takes": showing.takes(sheet.looked_at(request.POST))}
    return render(request, "scripts/_total.html", context)


def list_context(by: Participation, **more: Any) -> dict[str, Any]:
    shipped, own = choosing.shipped(), choosing.own(by.dialogue)
    return {"by": by, "shipped": _cards(shipped), "own": _cards(own), **more}


def _cards(choices: list[choosing.Choice]) -> list[dict[str, Any]]:
    return [
        {
            "sign": choice.sign,
            "script": choice.script,
            "own": choice.own,
            "takes": showing.takes(choice.script),
            "sizes": showing.sizes(choice.script),
        }
        for choice in choices
    ]


def _read(script: Script) -> dict[str, Any]:
    return {
        "script": script,
        "lines": showing.lines(script),
        "roles": showing.roles(script),
        "takes": showing.takes(script),
        "sizes": showing.sizes(script),
    }


def _copy(by: Participation, sign: str) -> Sheet:
    if not sign:
        return sheet.of_script(NEW, seen=_head(by))
    script = choosing.find(by.dialogue, sign)
    name = _("%(name)s, our way") % {"name": script.name}
    return sheet.of_script(script, seen=_head(by), name=name)


def _filled(request: HttpRequest, at_first: Callable[[], Sheet]) -> Sheet:
    """The sheet as a page shows it at first, rearranged by a button, or as it is to be kept."""
    if request.method != "POST":
        return at_first()
    button = request.POST.get("do", "")
    return sheet.rearranged(request.POST, button) if button else sheet.sent(request.POST)


def _saved(
    request: HttpRequest, made: Sheet, by: Participation, act: Callable[[Participation], Any]
) -> Receipt | None:
    """The receipt, if the script was to be kept and is; else the sheet says what is wrong."""
    if request.method != "POST" or request.POST.get("do") or not made.is_valid():
        return None
    try:
        return viewing.run(request, by, act)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        made.head.add_error(None, str(refusal))
        if isinstance(refusal, ChangedMeanwhile):
            made.head.data = {**made.head.data.dict(), "seen": _head(by)}  # type: ignore[attr-defined]
        return None


def _form_page(request: HttpRequest, by: Participation, made: Sheet, **more: Any) -> HttpResponse:
    takes = showing.takes(made.looked_at())
    context = {"by": by, "sheet": made, "takes": takes, "to": request.get_full_path(), **more}
    is_fragment = getattr(request, "htmx", False)
    template = "scripts/_form.html" if is_fragment else "scripts/edit.html"
    return render(request, template, context, status=422 if made.has_errors else 200)


def _head(by: Participation) -> int:
    """How far the dialogue's log goes now."""
    return Dialogue.objects.select_related("stream").get(pk=by.dialogue_id).stream.head
