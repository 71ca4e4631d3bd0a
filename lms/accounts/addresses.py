"""From which network a request comes, and whom it says it is: what lockout and limits count by."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

SHARED_BITS = 64


def client_address(request: HttpRequest) -> str:
    """The network address of the one who asks: of IPv6 its /64, all of which one line may use.

    What `X-Forwarded-For` says is taken from a configured proxy alone, from the right, as far as
    such proxies wrote it.
    """
    peer = _parsed(str(request.META.get("REMOTE_ADDR", "")))
    if peer is None:
        return "0.0.0.0"  # noqa: S104  # a socket without an address, nothing is bound
    return _network(_farthest(peer, str(request.META.get("HTTP_X_FORWARDED_FOR", ""))))


def claimed_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The staff code that was typed, in one spelling."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().lower()


Address = IPv4Address | IPv6Address


def _farthest(peer: Address, forwarded: str) -> Address:
    """The first address, seen from here, that is none of our proxies."""
    for said in reversed(forwarded.split(",")):
        if not _is_proxy(peer, settings.TRUSTED_PROXIES):
            break
        before = _parsed(said.strip())
        if before is None:
            break
        peer = before
    return peer


def _is_proxy(address: Address, proxies: Iterable[str]) -> bool:
    return any(address in ip_network(one, strict=False) for one in proxies)


def _network(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((int(address), SHARED_BITS), strict=False).network_address)


def _parsed(text: str) -> Address | None:
    """The address; one of IPv4 that came over an IPv6 socket is itself."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
