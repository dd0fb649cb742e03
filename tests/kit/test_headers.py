"""What every answer tells the browser to refuse."""

import pytest


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/healthz", "/nowhere"])
def test_no_page_uses_camera_microphone_or_place(path, client, db):
    policy = client.get(path).headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "display-capture=()"} <= set(policy)
    assert not [rule for rule in policy if rule.startswith("publickey-credentials")]
