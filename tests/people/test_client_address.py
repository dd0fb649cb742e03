"""Whose attempts are counted: the peer's, unless we run proxies of our own."""

import pytest
from django.test import RequestFactory

from polylogue.people import limits


def attempts_left(**headers):
    request = RequestFactory().post("/", **headers)
    done = 0
    while done < 30:
        try:
            limits.spend(request, "wrong_link")
        except limits.TooManyAttempts:
            return False
        done += 1
    return True


def exhaust(**headers):
    assert not attempts_left(**headers)


def is_exhausted(**headers):
    try:
        limits.require_left(RequestFactory().get("/", **headers), "wrong_link")
    except limits.TooManyAttempts:
        return True
    return False


def test_a_forwarded_header_is_ignored_by_default():
    exhaust(REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="203.0.113.1")
    assert is_exhausted(REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="203.0.113.2")
    assert not is_exhausted(REMOTE_ADDR="198.51.100.2", HTTP_X_FORWARDED_FOR="203.0.113.1")


def test_behind_one_proxy_its_word_counts_and_not_the_clients(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    exhaust(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.1")
    assert is_exhausted(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.9, 203.0.113.1")
    assert not is_exhausted(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.1, 192.0.2.9")


def test_fewer_proxies_than_were_counted_are_no_fault(settings, client, db):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    exhaust(REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="203.0.113.1")
    assert is_exhausted(REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR="192.0.2.9")
    asked = client.post(
        "/accounts/login/", {"login": "a@example.org"}, HTTP_X_FORWARDED_FOR="1.2.3.4"
    )
    assert asked.status_code in {200, 302}


@pytest.mark.parametrize(
    ("other", "same"), [("2001:db8:1:2::99", True), ("2001:db8:1:3::1", False)]
)
def test_a_household_with_ipv6_counts_as_one(other, same):
    exhaust(REMOTE_ADDR="2001:db8:1:2::1")
    assert is_exhausted(REMOTE_ADDR=other) is same
