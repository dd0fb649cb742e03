from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from polylogue.api import door
from polylogue.api.endpoints import (  # noqa: F401 - they add theirs
    dialogues,
    entries,
    exports,
    ideas,
    rooms,
)
from polylogue.api.views import tokens, webhooks
from polylogue.kit.refusals import NotFound


def nothing(request: HttpRequest) -> HttpResponse:
    return door.refuse(request, NotFound())


HERE = "d/<slug:slug>/api"
pages = [
    path(f"{HERE}/", tokens.show, name="tokens"),
    path(f"{HERE}/tokens/<int:pk>/", tokens.uses, name="uses"),
    path(f"{HERE}/tokens/<int:pk>/revoke", tokens.revoke, name="revoke"),
    path(f"{HERE}/webhooks/", webhooks.show, name="webhooks"),
    path(f"{HERE}/webhooks/<int:pk>/", webhooks.one, name="webhook"),
    path(f"{HERE}/webhooks/<int:pk>/change", webhooks.change, name="change"),
    path(f"{HERE}/webhooks/<int:pk>/again/<int:delivery>", webhooks.again, name="again"),
]
urlpatterns = [
    path("", include((pages, "programs"))),
    re_path(r"^api/v1/$", nothing, name="api_top"),
    path("api/v1/", door.api.urls),
    re_path(r"^api/", nothing, name="api_nothing"),
]
