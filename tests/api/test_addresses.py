"""Webhooks lead to the open internet alone: every other address is refused, before anything is sent."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from polylogue.api.webhooks import addresses, calling
from polylogue.kit.refusals import Invalid

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fc00::1", "fd12::1", "fe80::1",
    "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1",
]  # fmt: skip
OPEN = ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"]


@pytest.fixture
def names(monkeypatch):
    """What names mean, instead of what the network says; nothing here asks it."""
    known: dict[str, list[str]] = {}

    def look_up(host, port, **_):
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "not known")
        return [(0, 0, 0, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_means_a_private_address_is_refused(address, names):
    names["inside.example"] = [address]
    with pytest.raises(addresses.Refused, match="open internet"):
        addresses.find("https://inside.example/hook")


@pytest.mark.parametrize("address", OPEN)
def test_a_name_that_means_an_open_address_is_called_by_that_address(address, names):
    names["city.example"] = [address]
    assert addresses.find("https://city.example/hook").address == address


@pytest.mark.parametrize("private", ["10.0.0.1", "::1"])
def test_one_private_address_among_open_ones_is_enough_to_refuse(private, names):
    names["mixed.example"] = [OPEN[0], private, OPEN[2]]
    with pytest.raises(addresses.Refused):
        addresses.find("https://mixed.example/")


@pytest.mark.parametrize(
    "name",
    ["localhost", "LOCALHOST", "localhost.", "printer", "db.local", "x.localhost", "a.internal"],
)
def test_a_name_that_only_a_network_knows_cannot_even_be_entered(name, names):
    with pytest.raises(Invalid, match="open internet"):
        addresses.require_sound(f"https://{name}/hook")
    addresses.require_sound("https://internal.city.example/hook")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_itself_cannot_even_be_entered(address):
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(Invalid):
        addresses.require_sound(f"https://{host}/hook")


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0"])
def test_an_address_in_disguise_cannot_be_entered(host):
    with pytest.raises(Invalid):
        addresses.require_sound(f"https://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "http://city.example/", "ftp://city.example/", "file:///etc/passwd", "https://",
        "https:///hook", "https://ada@city.example/", "https://a:b@city.example/", "//city.example/",
        "https://city.example:22/", "https://city.example:80/", "https://city.example:99999/",
        "https://city.example/#x", "https://city.example/ x", "https://city.example/\nX: y",
        "https://[::1/", "https://städte.example/", "gopher://city.example/", "javascript:alert(1)",
        "https://city.example/" + "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_sound_address_is_refused_in_words(url):
    with pytest.raises(Invalid) as refused:
        addresses.require_sound(url)
    assert str(refused.value)


@pytest.mark.parametrize("url", ["https://city.example", "https://city.example:8443/hook?a=b"])
def test_a_sound_address_is_taken(url):
    addresses.require_sound(url)


def test_a_name_is_looked_up_once_and_what_was_checked_is_called(names, monkeypatch):
    """Else it could mean something else the second time."""
    asked, called = [], []
    names["city.example"] = [OPEN[0]]
    known = socket.getaddrinfo

    def look_up(host, *rest, **how):
        asked.append(host)
        names["city.example"] = ["127.0.0.1"]
        return known(host, *rest, **how) if len(asked) > 1 else [(0, 0, 0, "", (OPEN[0], 443))]

    async def post(target, body, headers):
        called.append(calling._by_address(target))
        return 204

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(calling, "_post", post)
    assert calling.call("https://city.example/hook?a=b", b"{}", {}).is_fine
    assert asked == ["city.example"]
    assert str(called[0]) == f"https://{OPEN[0]}/hook?a=b"


def test_a_name_that_nobody_knows_is_a_problem_in_words(names):
    answer = calling.call("https://nowhere.example/", b"{}", {})
    assert answer == (None, "The name of this server is not known.")


def test_the_setting_for_tests_opens_this_machine_and_closes_all_else(settings, names):
    settings.WEBHOOKS_TO_LOOPBACK = True
    names |= {"127.0.0.1": ["127.0.0.1"], "city.example": [OPEN[0]], "10.0.0.1": ["10.0.0.1"]}
    assert addresses.find("http://127.0.0.1:8123/hook").address == "127.0.0.1"
    for url in ("https://city.example/", "https://10.0.0.1/"):
        with pytest.raises(addresses.Refused):
            addresses.find(url)


def test_every_address_that_is_open_is_one_that_anybody_can_reach():
    """The blocks of the registry that are not for the open internet, from both ends."""
    blocks = ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
              "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
              "::1/128", "fc00::/7", "fe80::/10", "ff00::/8", "2001:db8::/32"]  # fmt: skip
    for block in map(ipaddress.ip_network, blocks):
        for address in (block[0], block[-1]):
            assert not addresses._may_call(address), address
