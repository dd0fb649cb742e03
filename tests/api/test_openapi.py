"""The API does what its own description says, whatever it is asked (schemathesis makes the questions)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.core.parameters import ParameterLocation

from polylogue.api.door import api
from polylogue.people import limits
from tests.api.conftest import make
from tests.support import cast

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
DOCS = Path(__file__).parents[2] / "docs/api.md"


site = get_wsgi_application()


def from_here(environ, start_response):
    return site({"REMOTE_ADDR": "127.0.0.1", **environ}, start_response)


described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", from_here)


@pytest.fixture
def bearer(dialogue, plenary, ada, cleo, monkeypatch):
    """A token that opens everything, as often as it is asked."""
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "api_call", (10**9, 60))
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "wrong_token", (10**9, 60))
    cast.set_rule(plenary, ada, "public")
    cast.post(plenary, cleo, "Trees cool streets.")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # it would end the transaction of the test
    yield {"Authorization": f"Bearer {make(dialogue, ada).token}"}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@described.parametrize()
@settings(
    max_examples=400 if LONG else 8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_is_answered_as_described(case, dialogue, plenary, ready, bearer):
    _about(case, {"slug": dialogue.slug, "stream": plenary.stream_id, "export": ready})
    case.call_and_validate(headers={} if _is_wrong(case, ParameterLocation.HEADER) else bearer)


def _is_wrong(case, part):
    """Whether this part of the question is wrong on purpose, and has to stay so."""
    made = case.meta.components.get(part)
    return made is not None and made.mode.is_negative


def _about(case, there):
    """Every other question is about what there is, so that not all are answered that it is not there."""
    asked = case.path_parameters or {}
    if len(str(asked)) % 2 and not _is_wrong(case, ParameterLocation.PATH):
        case.path_parameters = {name: there[name] for name in asked}


def test_the_description_is_open_and_every_operation_asks_for_a_token(client):
    described = client.get("/api/v1/openapi.json").json()
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert len(operations) == 9
    assert all(one["security"] and one["description"] for one in operations)


def test_every_operation_is_in_the_handbook():
    told = DOCS.read_text("utf-8")
    for path in api.get_openapi_schema()["paths"]:
        assert path.removeprefix("/api/v1") in told, path
