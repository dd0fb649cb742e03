"""The door of the API: whose token it is, what it opens, how often, and refusals as JSON."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.security import HttpBearer

from polylogue.api import calls, policies, secrets
from polylogue.api.models import Token
from polylogue.api.refusals import NoSuchToken, OutOfScope
from polylogue.api.schemas import Problem
from polylogue.api.scopes import Scope
from polylogue.dialogues.models import Participation
from polylogue.kit.refusals import Invalid, NotFound, Refusal
from polylogue.people import limits

PROBLEMS = frozenset({401, 403, 404, 409, 422, 429})
RETRY_SECONDS = limits.TIMES_IN_SECONDS["api_call"][1]


class PrivateAPI(NinjaAPI):
    """Its answers are kept by no cache, and its operations are called as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def create_response(self, request: HttpRequest, data: Any, **how: Any) -> HttpResponse:
        response = super().create_response(request, data, **how)
        response["Cache-Control"] = "no-store"
        return response


api = PrivateAPI(
    title="Polylogue",
    version="1",
    urls_namespace="api",
    docs_url=None,
    description="For staff: what a dialogue holds, for programs that read it. See docs/api.md.",
)


class Bearer(HttpBearer):
    """Takes a token that is open and has this scope; of wrong ones an address may try a few."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        limits.require_left(request, "wrong_token")
        found = _open_token(token)
        if found is None:
            limits.spend(request, "wrong_token")
            raise NoSuchToken
        limits.spend(request, "api_call", whose=f"token {found.pk}")
        if self.scope not in found.scopes:
            raise OutOfScope(self.scope)
        _require_known(request)
        return found


def answers(schema: Any) -> dict[Any, Any]:
    """What an operation may answer: the thing, or why not."""
    return {200: schema, PROBLEMS: Problem}


def token_of(request: HttpRequest) -> Token:
    return cast("Token", request.auth)  # type: ignore[attr-defined]


def part_in(request: HttpRequest, slug: str) -> Participation:
    """The owner's part in a dialogue that the token opens, as staff; raises NotFound. It is noted."""
    found = parts(token_of(request)).filter(dialogue__slug=slug).first()
    if found is None or not found.may(policies.USE):
        raise NotFound
    calls.note(request, token_of(request), [found.dialogue_id])
    return cast("Participation", found)


def parts(token: Token) -> Any:
    """The owner's parts in all dialogues that the token could open."""
    active = Participation.objects.active().filter(person=token.person_id)
    active = active.select_related("dialogue__stream", "person").order_by("dialogue")
    return active.filter(dialogue=token.dialogue_id) if token.dialogue_id else active


def _require_known(request: HttpRequest) -> None:
    """What nobody knows is refused, so that no program takes it for heard."""
    operation = request.resolver_match.url_name if request.resolver_match else ""
    if unknown := request.GET.keys() - _queries().get(operation or "", set()):
        raise Invalid(_("%(name)s is not known here.") % {"name": sorted(unknown)[0][:80]})


@cache
def _queries() -> dict[str, set[str]]:
    """By operation, what can stand in its query."""
    paths = api.get_openapi_schema()["paths"].values()
    return {
        one["operationId"]: {said["name"] for said in one["parameters"] if said["in"] == "query"}
        for path in paths
        for one in path.values()
    }


def _open_token(text: str) -> Token | None:
    if not secrets.LOOKS_LIKE_ONE.fullmatch(text):
        return None
    found = Token.objects.filter(digest=secrets.digest(text), person__is_active=True).first()
    return found if found and found.is_open else None


@api.exception_handler(Refusal)
def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    said = {"code": refusal.code, "sentence": str(refusal)}
    response = api.create_response(request, said, status=refusal.status)
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if refusal.status == 429:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


@api.exception_handler(AuthenticationError)
def refuse_unsigned(request: HttpRequest, error: Exception) -> HttpResponse:
    return refuse(request, NoSuchToken())


@api.exception_handler(Http404)
def refuse_unknown(request: HttpRequest, error: Exception) -> HttpResponse:
    return refuse(request, NotFound())


@api.exception_handler(HttpError)
def refuse_unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    return refuse(request, Invalid(str(error)))


@api.exception_handler(ValidationError)
def refuse_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors]
    return refuse(request, Invalid("; ".join(faults)[:500]))
