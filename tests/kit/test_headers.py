"""What every answer tells the browser to refuse."""

import pytest


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
