"""The API does what its own description says, whatever it is asked (schemathesis makes the questions)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

from polylogue.api.door import api
from polylogue.people import limits
from tests.api.conftest import make
from tests.support import cast

LONG = os.environ.get("POLYLOGUE_LONG") == "1"
DOCS = Path(__file__).parents[2] / "docs/api.md"


@pytest.fixture
def described(dialogue, plenary, ada, cleo, monkeypatch):
    """The description as it is served, and a token that opens everything."""
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "api_call", (10**9, 60))
    monkeypatch.setitem(limits.TIMES_IN_SECONDS, "wrong_token", (10**9, 60))
    cast.set_rule(plenary, ada, "public")
    cast.post(plenary, cleo, "Trees cool streets.")
    program = make(dialogue, ada)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    schema.config.headers.update({"Authorization": f"Bearer {program.token}"})
    return schema


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=400 if LONG else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_whatever_is_asked_is_answered_as_described(case, dialogue, plenary):
    if case.path_parameters and case.meta.generation.mode.is_positive:
        case.path_parameters = {
            **case.path_parameters,
            "slug": dialogue.slug,
            **({"stream": plenary.stream_id} if "stream" in case.path_parameters else {}),
        }
    case.call_and_validate()


def test_the_description_is_open_and_every_operation_asks_for_a_token(client):
    described = client.get("/api/v1/openapi.json").json()
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert len(operations) == 8
    assert all(one["security"] and one["description"] for one in operations)


def test_every_operation_is_in_the_handbook():
    told = DOCS.read_text("utf-8")
    for path in api.get_openapi_schema()["paths"]:
        assert path.removeprefix("/api/v1") in told, path
