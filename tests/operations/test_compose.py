"""The compose file has the shape of the compose specification, and is safe by default."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOP = {"name", "services", "networks", "volumes", "configs", "secrets"}
SERVICE = {
    "build": (str, dict), "image": str, "restart": str, "init": bool, "read_only": bool, "tmpfs": (str, list),
    "cap_drop": list, "security_opt": list, "volumes": list, "networks": (list, dict), "environment": (dict, list),
    "command": (str, list), "depends_on": (list, dict), "ports": list, "healthcheck": dict, "stop_grace_period": str,
    "shm_size": (str, int), "user": str,
}  # fmt: skip
HEALTH = {"test": (str, list), "interval": str, "timeout": str, "retries": int, "start_period": str}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
DURATION = re.compile(r"^\d+(ms|s|m|h)$")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def assert_shape(mapping, allowed, where):
    for key, value in mapping.items():
        assert key in allowed, f"{where}: unknown key {key}"
        assert isinstance(value, allowed[key]), f"{where}.{key} is a {type(value).__name__}"


def test_it_has_only_the_keys_of_the_specification(compose):
    assert {key for key in compose if not key.startswith("x-")} <= TOP
    for name, service in compose["services"].items():
        assert_shape(service, SERVICE, name)
        assert service.get("image") or service.get("build")
        for key, value in service.get("environment", {}).items():
            assert value is None or isinstance(value, str | int | float), f"{name}: {key}"
        assert all(isinstance(part, str) for part in service.get("command", []))


def test_the_five_services_are_there_and_watched(compose):
    services = compose["services"]
    assert set(services) == {"web", "worker", "beat", "postgres", "redis", "migrate"}
    for name in set(services) - {"migrate"}:
        health = services[name]["healthcheck"]
        assert_shape(health, HEALTH, name)
        assert health["test"][0] in {"CMD", "CMD-SHELL"}
        assert all(DURATION.match(health[key]) for key in ("interval", "timeout"))
        assert services[name]["restart"] == "unless-stopped"


def test_everything_referred_to_is_declared(compose):
    for name, service in compose["services"].items():
        for other, how in service.get("depends_on", {}).items():
            assert other in compose["services"]
            assert how["condition"] in CONDITIONS
        assert set(service["networks"]) <= set(compose["networks"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or (ROOT / source).exists(), f"{name}: {volume}"


def test_secrets_come_from_the_environment_and_have_no_default(compose):
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in re.findall(r"\$\{(\w*(?:PASSWORD|SECRET_KEY))\b([^}]*)\}", text):
        assert name[1] in {":?", ":-"}, f"{name[0]} has a default"
    assert "${SECRET_KEY:?}" in text


def test_only_the_web_is_reachable_and_only_from_this_machine(compose):
    ports = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["inside"]["internal"] is True


def test_the_owners_login_reaches_migrate_only(compose):
    holders = [name for name, s in compose["services"].items() if "DATABASE_URL_OWNER" in s.get("environment", {})]
    assert holders == ["migrate"]


def test_redis_keeps_and_never_evicts(compose):
    command = compose["services"]["redis"]["command"]
    pairs = dict(zip(command[1::2], command[2::2], strict=True))
    assert (pairs["--appendonly"], pairs["--appendfsync"]) == ("yes", "everysec")
    assert (pairs["--maxmemory-policy"], pairs["--save"]) == ("noeviction", "")
