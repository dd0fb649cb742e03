"""What every answer tells the browser to refuse."""

import pytest

from tests.followup import practices
from tests.support import cast


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/healthz", "/nowhere"])
def test_no_page_uses_camera_microphone_or_place(path, client, db):
    policy = client.get(path).headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "display-capture=()"} <= set(policy)
    assert not [rule for rule in policy if rule.startswith("publickey-credentials")]


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nowhere", "/demo/"])
def test_a_page_runs_no_script_but_ours(path, client, db):
    policy = client.get(path).headers["Content-Security-Policy"]
    rules = {name: rest for name, *rest in (rule.split() for rule in policy.split(";"))}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == ["'self'"]
    assert rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]


PAGES = [
    "/library/",
    "/library/?q=x",
    "/library/letters/",
    "/practices/asked/",
    "/polls/anonymous",
    "{dialogue}practices/",
    "{dialogue}practices/beside",
    "{dialogue}practices/files",
    "{dialogue}moderation/",
    "{dialogue}moderation/trail",
    "{plenary}",
    "{plenary}moderation",
    "{plenary}polls/",
    "{plenary}polls/new",
    "{practice}",
    "{practice}edit",
    "{practice}editions",
]


def test_every_page_refuses_scripts_and_styles_of_others(dialogue, plenary, ada, cleo, sign_in):
    practice = practices.pin(plenary, ada, cast.post(plenary, cleo, "We painted it.").seq)
    here = {"dialogue": dialogue, "plenary": plenary, "practice": practice}
    addresses = {name: thing.get_absolute_url() for name, thing in here.items()}
    browser = sign_in(ada)
    for page in PAGES:
        answer = browser.get(page.format(**addresses))
        policy = rules(answer)
        assert answer.status_code == 200, page
        for kind in ("script-src", "style-src", "base-uri", "form-action"):
            assert policy[kind] <= {"'self'", "'none'"}, (page, kind)
        assert policy["default-src"] == {"'none'"}, page
        assert policy["frame-ancestors"] == {"'none'"}, page
        assert answer.headers["X-Content-Type-Options"] == "nosniff", page


def rules(answer):
    said = answer.headers["Content-Security-Policy"].split(";")
    return {name: set(sources) for name, *sources in (rule.split() for rule in said)}
