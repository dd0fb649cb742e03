"""docker-compose.yml and the Dockerfile, as far as they can be judged without an engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "docker-compose.yml").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


@pytest.fixture(scope="module")
def services() -> dict[str, dict]:
    return yaml.safe_load(SOURCE)["services"]


def test_the_file_follows_the_compose_specification():
    compose_spec = pytest.importorskip("compose_spec", reason="has no wheel for this machine")
    options = compose_spec.PyOptions()
    options.apply_merge = True
    compose = options.from_yaml(SOURCE)
    compose.validate()


def test_the_check_of_the_specification_notices_mistakes():
    compose_spec = pytest.importorskip("compose_spec", reason="has no wheel for this machine")
    for right, wrong in (
        ("restart:", "restarts:"),
        ("condition: service_healthy", "condition: ok"),
    ):
        with pytest.raises(ValueError):
            compose_spec.PyOptions().from_yaml(SOURCE.replace(right, wrong))


def test_the_whole_house_is_there(services):
    assert set(services) == {
        "proxy", "web", "worker", "migrations", "postgres", "valkey", "mail"
    }  # fmt: skip
    assert services["web"]["deploy"]["replicas"] >= 2


def test_servers_start_after_the_migrations_and_get_time_to_leave(services):
    for name in ("web", "worker"):
        after = services[name]["depends_on"]["migrations"]["condition"]
        assert after == "service_completed_successfully"
        assert services[name]["stop_grace_period"] == "35s"


def test_only_variables_that_exist_are_set(services):
    documented = (ROOT / "docs/settings.md").read_text("utf-8")
    names = {name.removesuffix("_FILE") for name in services["web"]["environment"]}
    assert "POLYLOGUE_PROFILE" in names
    assert {name for name in names if f"`{name}`" not in documented} == set()


def test_secrets_are_files_and_stay_out_of_environment_and_image(services):
    told = services["web"]["environment"] | services["postgres"]["environment"]
    secret = {name: value for name, value in told.items() if re.search("SECRET|PASSWORD", name)}
    assert set(secret) == {
        "POLYLOGUE_SECRET_KEY_FILE", "POLYLOGUE_DATABASE_PASSWORD_FILE", "POSTGRES_PASSWORD_FILE"
    }  # fmt: skip
    assert {Path(path).name for path in secret.values()} == set(yaml.safe_load(SOURCE)["secrets"])
    assert {".env", "secrets"} <= set((ROOT / ".dockerignore").read_text("utf-8").split())


def test_everything_runs_with_no_more_than_it_needs(services):
    assert {name for name, one in services.items() if one.get("cap_drop") != ["ALL"]} == set()
    assert {name for name, one in services.items() if not one.get("read_only")} == {"postgres"}


def test_mail_is_caught_only_where_somebody_asks_for_it(services):
    assert services["mail"]["profiles"] == ["try"]
    assert {name for name, one in services.items() if "profiles" in one} == {"mail"}
    assert services["web"]["environment"]["POLYLOGUE_MAIL_URL"].startswith("${POLYLOGUE_MAIL_URL:?")


def test_the_image_installs_by_hash_and_does_not_run_as_root():
    assert "--require-hashes -r requirements/run.lock" in DOCKERFILE
    last_stage = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert "\nUSER polylogue\n" in last_stage
    assert "collectstatic" in DOCKERFILE
