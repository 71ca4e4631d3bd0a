"""Keep the editor's groups in step with the roles people hold, and copies apart."""

from django.contrib.auth.models import Group
from django.db import transaction

from courses.catalogue.authors import REVIEWERS, TRAINERS
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.organisation.permissions import roles_of


@transaction.atomic
def sync_author(*, person: User) -> frozenset[str]:
    """Put a person into the editor's groups that their roles of today open, out of the others.

    Reviewers whom the administrator named by hand stay.
    """
    roles = roles_of(person)
    wanted = set()
    if roles & {Role.TRAINER, Role.CENTRE_ADMIN}:
        wanted.add(TRAINERS)
    if Role.CENTRE_ADMIN in roles:
        wanted.add(REVIEWERS)
    if TRAINERS not in wanted:
        person.groups.remove(*Group.objects.filter(name=TRAINERS))
    person.groups.add(*Group.objects.filter(name__in=wanted))
    return frozenset(wanted)


def sync_authors() -> int:
    """The same for everybody who holds or held an author's role; returns how many."""
    people = User.objects.filter(role_grants__role__in=[Role.TRAINER, Role.CENTRE_ADMIN])
    concerned = (people | User.objects.filter(groups__name=TRAINERS)).distinct()
    for person in concerned:
        sync_author(person=person)
    return len(concerned)
