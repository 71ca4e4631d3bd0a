"""Two rights: to install libraries (few people), and to use content (trainers)."""

from django.contrib.auth.models import AnonymousUser

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of


def may_install(person: User | AnonymousUser) -> bool:
    """Library code runs in learners' browsers: the centre decides."""
    return Role.CENTRE_ADMIN in roles_of(person)


def may_use(person: User | AnonymousUser) -> bool:
    """Trainers bring and place content."""
    return not roles_of(person).isdisjoint({Role.TRAINER, Role.CENTRE_ADMIN})
