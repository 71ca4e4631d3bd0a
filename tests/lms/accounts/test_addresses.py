"""From which network somebody asks: what a header says counts only from a proxy of ours."""

import pytest
from django.test import RequestFactory

from lms.accounts.addresses import client_address
from lms.env import EnvError, load
from lms.runtime.urls_of_services import trusted_proxies

PROXY, PEER = "10.0.0.5", "203.0.113.7"


def asked(peer: str, forwarded: str = "") -> str:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))


@pytest.fixture(autouse=True)
def proxies(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/24", "2001:db8:ffff::/48"]


@pytest.mark.parametrize("secure", [None, ("HTTP_X_FORWARDED_PROTO", "https")])
def test_a_stranger_cannot_say_where_they_come_from(settings, secure):
    settings.SECURE_PROXY_SSL_HEADER = secure

    assert asked(PEER, "198.51.100.1") == PEER


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        (PROXY, "198.51.100.1", "198.51.100.1"),
        (PROXY, "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        (PROXY, "1.2.3.4, 198.51.100.1, 10.0.0.9", "198.51.100.1"),
        (PROXY, "", PROXY),
        (PROXY, "unknown", PROXY),
        (PROXY, "1.2.3.4, nonsense", PROXY),
        (PROXY, "10.0.0.6", "10.0.0.6"),
        ("2001:db8:ffff::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:10.0.0.5", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_behind_our_proxies_the_first_that_is_none_of_them_counts(peer, forwarded, found):
    assert asked(peer, forwarded) == found


@pytest.mark.parametrize(
    ("peer", "found"),
    [
        (PEER, PEER),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:203.0.113.7", PEER),
        ("fe80::1%eth0", "fe80::"),
        ("", "0.0.0.0"),
    ],
)
def test_of_ipv6_the_network_counts(peer, found):
    assert asked(peer) == found


def test_the_setting_names_networks(tmp_path):
    given = load({"STATE_DIR": str(tmp_path), "TRUSTED_PROXIES": "10.0.0.0/24, 2001:db8::/48,"})

    assert trusted_proxies(given) == ["10.0.0.0/24", "2001:db8::/48"]


@pytest.mark.parametrize("wrong", ["proxy", "10.0.0.1/24", "10.0.0.0/33"])
def test_a_setting_that_names_none_stops_the_start(tmp_path, wrong):
    given = load({"STATE_DIR": str(tmp_path), "TRUSTED_PROXIES": wrong})

    with pytest.raises(EnvError, match=f"TRUSTED_PROXIES must name networks, not '{wrong}'"):
        trusted_proxies(given)
