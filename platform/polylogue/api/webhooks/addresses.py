"""Where a webhook may lead: to servers in the open internet, never into the network that we stand in.

The address that was checked is the one that is called: a name is looked up once, so that it cannot
mean something else the second time.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from polylogue.kit.refusals import Invalid

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {443, 8443}
LOOPBACK = ipaddress.ip_address("127.0.0.1")
LENGTH = 500
NAMES_OF_NETWORKS = (".localhost", ".local", ".internal", ".home.arpa")
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """The address leads where no webhook may; in words, for whoever set it up."""


class Target(NamedTuple):
    """What to call: the URL as it was written, its host, and the address that was checked."""

    url: SplitResult
    host: str
    port: int
    address: str


def require_sound(url: str) -> None:
    """Raises Invalid for what can be seen to be wrong without asking anybody."""
    try:
        target = _parts(url)
        literal = _literal(target.host)
        if not (_may_call(literal) if literal else _may_be_open(target.host)):
            raise Refused(str(_("This address is not in the open internet.")))
    except Refused as refused:
        raise Invalid(str(refused)) from refused


def find(url: str) -> Target:
    """Looks up where the URL leads; raises Refused unless every address of its name may be called."""
    target = _parts(url)
    found = _look_up(target.host, target.port)
    if not found or not all(_may_call(address) for address in found):
        raise Refused(str(_("This address is not in the open internet.")))
    return target._replace(address=str(found[0]))


def _parts(url: str) -> Target:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise Refused(str(_("This is not an address."))) from problem
    is_test = settings.WEBHOOKS_TO_LOOPBACK and host == str(LOOPBACK)
    if len(url) > LENGTH or not url.isascii() or not url.isprintable() or " " in url:
        raise Refused(str(_("This is not an address.")))
    if parts.scheme != "https" and not (is_test and parts.scheme == "http"):
        raise Refused(str(_("The address has to begin with https://")))
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused(str(_("The address has to name a server, without a password or a #.")))
    if (port or 443) not in PORTS and not is_test:
        raise Refused(str(_("The port has to be 443 or 8443.")))
    return Target(parts, host, port or (443 if parts.scheme == "https" else 80), "")


def _look_up(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise Refused(str(_("The name of this server is not known."))) from problem
    return [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_rest, place in found]


def _literal(host: str) -> Address | None:
    """The address that the host is, in any form that a resolver would take for one."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(socket.inet_aton(host))
    except OSError:
        return None


def _may_be_open(name: str) -> bool:
    """False of names that mean something in a network alone; no server in the open internet has one."""
    name = name.rstrip(".")
    return "." in name and not name.endswith(NAMES_OF_NETWORKS)


def _may_call(address: Address) -> bool:
    if settings.WEBHOOKS_TO_LOOPBACK:
        return address == LOOPBACK
    return all(_is_open(one) for one in (address, *_within(address)))


def _within(address: Address) -> list[Address]:
    """The addresses of the old kind that lie in one of the new, where gateways send it on to them."""
    if not isinstance(address, ipaddress.IPv6Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour]
    found += address.teredo or ()
    if address in NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def _is_open(address: Address) -> bool:
    shut = address.is_multicast or address.is_reserved or address.is_unspecified
    is_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not shut and not is_local
