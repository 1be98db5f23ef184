"""What the phone needs before anybody signs in: the worker, the manifest, the offline page."""

import json

import pytest

pytestmark = pytest.mark.django_db


def test_the_worker_is_ours_never_stale_and_rules_the_whole_site(client):
    response = client.get("/sw.js")
    text = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response["Cache-Control"]
    assert response["Service-Worker-Allowed"] == "/"
    assert text.startswith('const VERSION = "')
    assert "/static/css/app.css" in text
    assert "/offline/" in text


def test_the_worker_carries_the_content_policy(client):
    assert "script-src 'self'" in client.get("/sw.js")["Content-Security-Policy"]


def test_the_worker_keeps_only_my_day_and_its_visits(client):
    text = client.get("/sw.js").content.decode()
    assert 'path === "/today/"' in text
    assert r"/^\/visits\/(\d+|new|card)\/$/" in text


def test_the_manifest_puts_tandem_on_the_home_screen(client):
    body = json.loads(client.get("/manifest.webmanifest").content)
    assert body["name"] == "Tandem"
    assert body["display"] == "standalone"
    assert {icon["sizes"] for icon in body["icons"]} == {"192x192", "512x512", "any"}


def test_the_offline_page_is_open_to_all(client):
    response = client.get("/offline/")
    assert response.status_code == 200
    assert b"/today/" in response.content


@pytest.mark.parametrize("url", ["/sw.js", "/manifest.webmanifest", "/offline/"])
def test_the_shell_is_only_read(client, url):
    assert client.post(url).status_code == 405
