"""Where the installation asks for it, centre administrators need the second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from lms.accounts.roles import Role
from tests.factories.organisation import RoleGrantFactory

pytestmark = pytest.mark.django_db
PAGE = "/organisation/"


def client_of(role: Role, *, second_factor: bool) -> Client:
    grant = (
        RoleGrantFactory(centre_admin=True)
        if role == Role.CENTRE_ADMIN
        else RoleGrantFactory(role=role)
    )
    if second_factor:
        Authenticator.objects.create(user=grant.person, type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(grant.person)
    return client


@pytest.mark.parametrize(
    ("role", "second_factor", "status"),
    [
        (Role.CENTRE_ADMIN, False, 302),
        (Role.CENTRE_ADMIN, True, 200),
        (Role.HR_OFFICER, False, 200),
    ],
)
def test_the_second_factor_is_asked_of_administrators(settings, role, second_factor, status):
    settings.ADMINS_NEED_SECOND_FACTOR = True

    answer = client_of(role, second_factor=second_factor).get(PAGE)

    assert answer.status_code == status
    assert status == 200 or answer["Location"] == "/accounts/2fa/totp/activate/"


def test_nothing_is_asked_where_the_installation_does_not(settings):
    settings.ADMINS_NEED_SECOND_FACTOR = False

    assert client_of(Role.CENTRE_ADMIN, second_factor=False).get(PAGE).status_code == 200


def test_the_account_stays_open_to_turn_it_on(settings):
    settings.ADMINS_NEED_SECOND_FACTOR = True
    client = client_of(Role.CENTRE_ADMIN, second_factor=False)

    assert client.get("/accounts/profile/").status_code == 200
