"""Sign-in through other systems, when the environment names them."""

import json
import os
import subprocess
import sys

from polylogue.kit.caching import SharedCache

CITY = {
    "id": "city",
    "name": "City account",
    "server_url": "https://id.city.example/realm",
    "client_id": "polylogue",
    "secret": "s3cret",
}
ASK = """
import django, json
django.setup()
from django.conf import settings
form_action = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
print(json.dumps([settings.SOCIALACCOUNT_PROVIDERS, form_action]))
"""


def test_a_provider_from_the_environment_can_be_used(tmp_path):
    environment = os.environ | {
        "POLYLOGUE_OIDC": json.dumps([CITY]),
        "POLYLOGUE_DATA": str(tmp_path),
        "POLYLOGUE_DATABASE_URL": "sqlite://:memory:",
        "DJANGO_SETTINGS_MODULE": "polylogue.config.settings",
    }
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True
    )
    providers, form_action = json.loads(asked.stdout or asked.stderr)
    [app] = providers["openid_connect"]["APPS"]
    assert (app["provider_id"], app["name"]) == ("city", "City account")
    assert app["settings"] == {"server_url": "https://id.city.example/realm"}
    assert "https://id.city.example" in form_action


def test_the_page_to_sign_in_offers_the_provider(client, db, settings):
    app = {"provider_id": "city", "name": "City account", "client_id": "x", "secret": "y"}
    app["settings"] = {"server_url": CITY["server_url"]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    page = client.get("/accounts/login/?next=/profile/")
    assert "Go on with City account" in page.text
    assert 'action="/accounts/oidc/city/login/' in page.text


def test_without_providers_none_are_offered(client, db):
    assert "Go on with" not in client.get("/accounts/login/").text


def test_attempts_are_counted_while_the_shared_cache_is_away():
    away = SharedCache("redis://127.0.0.1:1", {"OPTIONS": {"socket_connect_timeout": 0.2}})
    away.clear = away._own.clear
    away.clear()
    assert away.add("tries", 0, 60)
    assert (away.incr("tries"), away.incr("tries"), away.get("tries")) == (1, 2, 2)
    away.delete("tries")
    assert away.get("tries") is None
